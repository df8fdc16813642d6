// The page: the files that web/ builds, carried in the program.
#pragma once

#include <string_view>

#include "serve/http.h"

namespace isnad::serve {

/// A file of the page. Paths that are no file but look like a view of the page ("/incidents/i-1") give its index.
Response page(const Request& request);

/// True when the program was built with the page.
bool has_page();

}  // namespace isnad::serve
