// Words that a reader types, folded as the engine folds texts.
#pragma once

#include <string>
#include <vector>

#include "isnad/result.h"
#include "serve/app.h"

namespace isnad::serve {

/// The folded words, with spaces between.
std::string folded_terms(const Call& call, const std::string& words);

/// The words as the store looks for them. Errors (kInput): there are none.
Result<std::string> terms_of(const Call& call, const std::string& words);

/// Which rows of the snapshot have a report in which all the words occur.
Result<std::vector<bool>> rows_with(const Call& call, const std::string& words);

}  // namespace isnad::serve
