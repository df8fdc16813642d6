#include "serve/search.h"

namespace isnad::serve {

std::string folded_terms(const Call& call, const std::string& words) {
  return call.names().lexicon().fold()(words);
}

Result<std::string> terms_of(const Call& call, const std::string& words) {
  std::string terms = call.app.engine().terms(words);
  if (terms.empty()) return Error{Error::Code::kInput, "parameter \"q\" holds no word to look for"};
  return terms;
}

Result<std::vector<bool>> rows_with(const Call& call, const std::string& words) {
  const Result<std::string> terms = terms_of(call, words);
  if (!terms) return terms.error();
  std::vector<bool> rows(call.snapshot->rows.size(), false);
  const Lists& incidents = call.snapshot->reported;
  const Status read = documents_with(call.database(), *terms, [&](std::int64_t document) {
    if (static_cast<std::size_t>(document) >= incidents.size()) return;  // it has come since
    for (const std::uint32_t row : incidents.of(static_cast<std::size_t>(document))) rows[row] = true;
  });
  if (!read) return read.error();
  return rows;
}

}  // namespace isnad::serve
