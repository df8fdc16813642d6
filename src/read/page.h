// HTML to documents: the main text of a page, and what its head says of it.
#pragma once

#include <string>
#include <string_view>

#include "isnad/document.h"
#include "isnad/result.h"
#include "read/html_tree.h"

namespace isnad::read {

/// The largest page that is read.
inline constexpr std::size_t kLargestPage = 16 << 20;

/// A document of a page. `encoding` is what its transport declared, if anything; `url` where it came from. The text is
/// the title and the main text, a line a paragraph; it is empty when the page has none. Errors (kInput): it is too
/// large, or beyond the bounds of HtmlTree.
Result<Document> document_of_page(std::string_view bytes, const std::string& encoding, const std::string& url);

/// The text of a piece of markup, a line a paragraph, with nothing left out; the markup itself when it cannot be
/// parsed.
std::string text_of_html(std::string_view html);

/// The encoding that a page declares in its first bytes (<meta charset>, XML declaration); empty: UTF-8, or none.
std::string charset_of_page(std::string_view bytes);

/// What meta elements, JSON-LD and links say of the page (page_meta.cc).
struct PageMeta {
  std::string title, author, outlet, url, published;
  std::string body;  ///< JSON-LD's articleBody
};
PageMeta meta_of(const GumboNode& root);

/// The paragraphs of the main text, a line each (page_text.cc); with `all`, of everything.
std::string main_text(const GumboNode& root, bool all);

/// An id that stays the same as long as the address does.
std::string id_of_address(std::string_view address);

}  // namespace isnad::read
