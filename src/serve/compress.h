// gzip of answers, and their tags.
#pragma once

#include <string>
#include <string_view>

#include "serve/http.h"

namespace isnad::serve {

/// Fast rather than small: answers are made once.
std::string gzip(std::string_view data);
/// The inverse, for data of our own that is known to be sound.
std::string gunzip(std::string_view data);
bool accepts_gzip(const Request& request);
/// A weak ETag of the content.
std::string tag_of(std::string_view content);

}  // namespace isnad::serve
