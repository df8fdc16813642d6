// A parsed HTML page: gumbo, the HTML5 parser, kept within bounds of memory and time.
//
// gumbo asks for memory through us. A page that needs more than a page can is given up in the middle (by longjmp: there
// is nothing but C between), and the tree is freed block by block, not by its recursive destructor. What costs it time
// squared is refused before: tags nested very deep, and tags of very many attributes.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string_view>

#include "isnad/result.h"

namespace isnad::read {

class HtmlTree {
 public:
  /// Parses UTF-8, which must outlive the tree. Errors (kInput) say what is beyond bounds, with the byte of the page.
  static Result<HtmlTree> parse(std::string_view html);
  ~HtmlTree();
  HtmlTree(HtmlTree&&) noexcept;
  HtmlTree& operator=(HtmlTree&&) noexcept;

  /// The <html> element.
  const GumboNode& root() const { return *output_->root; }

 private:
  class Heap;
  HtmlTree();
  std::unique_ptr<Heap> heap_;
  const GumboOutput* output_ = nullptr;
};

/// A walk over `root` and all below it, in document order and without recursion.
template <typename Enter, typename Leave>
void walk(const GumboNode& root, Enter enter, Leave leave) {
  const auto children = [](const GumboNode& node) -> const GumboVector* {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE ? &node.v.element.children : nullptr;
  };
  const GumboNode* node = &root;
  bool down = enter(*node);
  for (;;) {
    const GumboVector* below = down ? children(*node) : nullptr;
    if (below != nullptr && below->length > 0) {
      node = static_cast<const GumboNode*>(below->data[0]);
      down = enter(*node);
      continue;
    }
    for (;;) {  // up to the next one with a younger sibling
      leave(*node);
      if (node == &root) return;
      const GumboVector* siblings = children(*node->parent);
      const std::size_t next = node->index_within_parent + 1;
      node = next < siblings->length ? static_cast<const GumboNode*>(siblings->data[next]) : node->parent;
      if (next < siblings->length) break;
    }
    down = enter(*node);
  }
}

/// An attribute's value; empty when there is none.
std::string_view attribute(const GumboNode& element, const char* name);

inline bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT;
}

inline bool is_element(const GumboNode& node, GumboTag tag) {
  return is_element(node) && node.v.element.tag == tag;
}

/// The text below a node, white space collapsed.
std::string inner_text(const GumboNode& node);

/// Appends `text`, each run of white space as one blank, none at the beginning of `out`.
void append_collapsed(std::string& out, std::string_view text);

}  // namespace isnad::read
