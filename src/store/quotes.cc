#include "store/quotes.h"

#include "base/utf8.h"

namespace isnad::store {

namespace {

class Quotes {
 public:
  explicit Quotes(const std::string& text) : text_(text), index_(text) {}
  std::string_view at(const Quoted& quoted) const {
    if (quoted.start >= quoted.end) return {};
    const std::size_t begin = index_.byte_of(quoted.start);
    return std::string_view(text_).substr(begin, index_.byte_of(quoted.end) - begin);
  }

 private:
  const std::string& text_;
  const CodePointIndex index_;
};

}  // namespace

void leave_out_quotes(std::vector<Claim>& claims, const std::string& text) {
  const Quotes quotes(text);
  for (Claim& claim : claims) {
    each_quote(claim, [&](Quoted& quoted) {
      if (quoted.text == quotes.at(quoted)) quoted.text.clear();
    });
  }
}

void restore_quotes(std::vector<Claim>& claims, const std::string& text) {
  const Quotes quotes(text);
  for (Claim& claim : claims) {
    each_quote(claim, [&](Quoted& quoted) {
      if (quoted.text.empty()) quoted.text = quotes.at(quoted);
    });
  }
}

}  // namespace isnad::store
