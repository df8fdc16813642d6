#include "read/page.h"

#include <algorithm>
#include <cstdio>

#include "base/strings.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/encoding.h"
#include "text/decode.h"

namespace isnad::read {
namespace {

constexpr std::size_t kHead = 1024;  // where a page must declare its encoding

std::string lower_head(std::string_view bytes) {
  std::string head(bytes.substr(0, kHead));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return head;
}

// The label behind `name` and an equals sign, with or without quotes.
std::string label_behind(const std::string& head, const char* name) {
  std::size_t at = head.find(name);
  if (at == std::string::npos) return {};
  at = head.find_first_not_of(" =\"'", at + std::string_view(name).size());
  if (at == std::string::npos) return {};
  return head.substr(at, head.find_first_of(" \"'/>;?", at) - at);
}

// A mark decides, then what the server said, then the page, then its bytes.
std::string encoding_of(std::string_view bytes, const std::string& declared) {
  const text::ByteOrderMark mark = text::find_byte_order_mark(bytes);
  if (mark.size > 0) return std::string(mark.encoding);
  if (find_malformed(bytes.substr(0, kLargestPage)) == std::string_view::npos) return {};
  for (const std::string& named : {declared_encoding(declared), charset_of_page(bytes)}) {
    if (!named.empty()) return named;
  }
  return detect_encoding(bytes.substr(0, 1 << 16));
}

bool begins_with(std::string_view text, std::string_view title) {
  return !title.empty() && text.substr(0, title.size()) == title;
}

}  // namespace

std::string charset_of_page(std::string_view bytes) {
  const std::string head = lower_head(bytes);
  for (const char* name : {"charset", "<?xml version=\"1.0\" encoding"}) {
    const std::string label = label_behind(head, name);
    if (!label.empty()) return declared_encoding(label);
  }
  return {};
}

Result<Document> document_of_page(std::string_view bytes, const std::string& encoding, const std::string& url) {
  if (bytes.size() > kLargestPage) {
    return Error{Error::Code::kInput, "the page has " + std::to_string(bytes.size()) + " bytes, and one may have " +
                                          std::to_string(kLargestPage) +
                                          "; if it is no page, name its format (--from)"};
  }
  const std::size_t mark = text::find_byte_order_mark(bytes).size;
  const std::string html = to_utf8(bytes.substr(mark), encoding_of(bytes, encoding));
  const Result<HtmlTree> tree = HtmlTree::parse(html);
  if (!tree) return tree.error();
  PageMeta meta = meta_of(tree->root());
  std::string text = main_text(tree->root(), false);
  if (meta.body.size() > text.size() + text.size() / 5) text = std::move(meta.body);
  Document document;
  document.url = url.empty() ? std::move(meta.url) : to_utf8(url, "");
  document.doc_id = document.url.empty() ? "" : id_of_address(document.url);
  document.outlet = std::move(meta.outlet);
  document.author = std::move(meta.author);
  document.published = to_iso_date(meta.published);
  document.title = std::move(meta.title);
  if (!text.empty() && !document.title.empty() && !begins_with(text, document.title))
    text = document.title + "\n" + text;
  document.text = std::move(text);
  return document;
}

std::string text_of_html(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return std::string(html);
  const Result<HtmlTree> tree = HtmlTree::parse(html);
  return tree ? main_text(tree->root(), true) : std::string(html);
}

std::string id_of_address(std::string_view address) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash_bytes(address)));
  return digits;
}

}  // namespace isnad::read
