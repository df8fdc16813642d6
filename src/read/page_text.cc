// The main text of a page: where most of its prose is.
//
// The page is cut into blocks (runs of text between block elements), each in its container. Blocks that are long and
// not made of links are prose. What stands in navigation, forms, side columns, comments and the like, as told by
// element and class, is left out. The main text is what the deepest element holds that still has most of the prose of
// the page, or of its article element.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "read/page.h"

namespace isnad::read {
namespace {

constexpr std::size_t kProse = 120;    // bytes of a block of prose: about ten words of Arabic
constexpr double kMostLinks = 0.5;     // of a block
constexpr double kMostOfProse = 0.75;  // what an element must hold to stand for the page
constexpr double kArticleProse = 0.4;  // the same for an element that is marked as the article

struct Block {
  std::string text;
  std::size_t linked = 0;  // bytes inside links
  const GumboNode* container = nullptr;
  bool heading = false;
};

constexpr std::array kInline = {GUMBO_TAG_A,    GUMBO_TAG_ABBR,   GUMBO_TAG_ACRONYM, GUMBO_TAG_B,     GUMBO_TAG_BDI,
                                GUMBO_TAG_BDO,  GUMBO_TAG_BIG,    GUMBO_TAG_CITE,    GUMBO_TAG_CODE,  GUMBO_TAG_DATA,
                                GUMBO_TAG_DEL,  GUMBO_TAG_DFN,    GUMBO_TAG_EM,      GUMBO_TAG_FONT,  GUMBO_TAG_I,
                                GUMBO_TAG_IMG,  GUMBO_TAG_INS,    GUMBO_TAG_KBD,     GUMBO_TAG_LABEL, GUMBO_TAG_MARK,
                                GUMBO_TAG_NOBR, GUMBO_TAG_Q,      GUMBO_TAG_S,       GUMBO_TAG_SAMP,  GUMBO_TAG_SMALL,
                                GUMBO_TAG_SPAN, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,  GUMBO_TAG_SUB,   GUMBO_TAG_SUP,
                                GUMBO_TAG_TIME, GUMBO_TAG_TT,     GUMBO_TAG_U,       GUMBO_TAG_VAR,   GUMBO_TAG_WBR};

// Never text for readers.
constexpr std::array kUnread = {GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT,
                                GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,   GUMBO_TAG_SVG,   GUMBO_TAG_MATH,
                                GUMBO_TAG_OBJECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO,
                                GUMBO_TAG_CANVAS,   GUMBO_TAG_INPUT};

// Around the text of a page, not in it.
constexpr std::array kAround = {GUMBO_TAG_NAV,    GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER,
                                GUMBO_TAG_ASIDE,  GUMBO_TAG_FORM,   GUMBO_TAG_SELECT,
                                GUMBO_TAG_BUTTON, GUMBO_TAG_MENU,   GUMBO_TAG_FIGCAPTION};

// Beginnings of words in class and id.
constexpr std::array<std::string_view, 24> kAroundWords = {
    "comment",  "disqus",     "related",    "share",   "sharing",   "social",   "sidebar", "breadcrumb",
    "promo",    "advert",     "newsletter", "subscri", "cookie",    "popup",    "modal",   "recommend",
    "trending", "pagination", "pager",      "caption", "copyright", "mostread", "navbar",  "hidden"};
constexpr std::array<std::string_view, 6> kAroundExactly = {"nav", "menu", "footer", "tags", "ads", "widget"};
constexpr std::array<std::string_view, 9> kTextWords = {"content", "article", "main",    "post",  "entry",
                                                        "story",   "page",    "wrapper", "layout"};

template <typename List>
bool has(const List& list, GumboTag tag) {
  return std::find(list.begin(), list.end(), tag) != list.end();
}

// Calls `use` with each run of ASCII letters of class and id, in lower case.
template <typename Use>
void each_word(const GumboNode& element, Use use) {
  for (const char* name : {"class", "id"}) {
    std::string word;
    for (const char c : std::string(attribute(element, name)) + " ") {
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
      if (lower >= 'a' && lower <= 'z') {
        word += lower;
      } else if (!word.empty()) {
        use(word);
        word.clear();
      }
    }
  }
}

bool is_hidden(const GumboNode& element) {
  const std::string_view style = attribute(element, "style");
  return gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr ||
         attribute(element, "aria-hidden") == "true" || style.find("display:none") != std::string_view::npos ||
         style.find("display: none") != std::string_view::npos;
}

bool is_around(const GumboNode& element) {
  const GumboTag tag = element.v.element.tag;
  if (has(kAround, tag) || is_hidden(element)) return true;
  if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return false;
  bool around = false, text = false;
  each_word(element, [&](std::string_view word) {
    const auto begins = [word](std::string_view known) { return word.starts_with(known); };
    around = around || std::any_of(kAroundWords.begin(), kAroundWords.end(), begins) ||
             std::find(kAroundExactly.begin(), kAroundExactly.end(), word) != kAroundExactly.end();
    text = text || std::any_of(kTextWords.begin(), kTextWords.end(), begins);
  });
  return around && !text;
}

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

class BlockCutter {
 public:
  explicit BlockCutter(bool all) : all_(all) {}

  bool enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      append(node.v.text.text);
      return false;
    }
    if (!is_element(node)) return node.type == GUMBO_NODE_DOCUMENT;
    const GumboTag tag = node.v.element.tag;
    if (has(kUnread, tag) || (!all_ && is_around(node))) return false;
    if (tag == GUMBO_TAG_A) ++links_;
    if (!has(kInline, tag)) {
      finish();
      containers_.push_back(&node);
    }
    return true;
  }

  void leave(const GumboNode& node) {
    if (!is_element(node)) return;
    if (node.v.element.tag == GUMBO_TAG_A && links_ > 0) --links_;
    if (containers_.empty() || containers_.back() != &node) return;
    finish();
    containers_.pop_back();
  }

  std::vector<Block> take() {
    finish();
    return std::move(blocks_);
  }

 private:
  void append(std::string_view text) {
    const std::size_t before = block_.text.size();
    append_collapsed(block_.text, text);
    if (links_ > 0) block_.linked += block_.text.size() - before;
  }

  void finish() {
    if (block_.text.ends_with(' ')) block_.text.pop_back();
    if (!block_.text.empty() && !containers_.empty()) {
      block_.container = containers_.back();
      block_.heading = is_heading(block_.container->v.element.tag);
      blocks_.push_back(std::move(block_));
    }
    block_ = {};
  }

  bool all_;
  int links_ = 0;
  Block block_;
  std::vector<Block> blocks_;
  std::vector<const GumboNode*> containers_;
};

double link_share(const Block& block) {
  return static_cast<double>(block.linked) / static_cast<double>(std::max<std::size_t>(block.text.size(), 1));
}

bool is_prose(const Block& block) {
  return block.text.size() >= kProse && link_share(block) < kMostLinks;
}

bool is_article(const GumboNode& element) {
  return element.v.element.tag == GUMBO_TAG_ARTICLE || attribute(element, "itemprop") == "articleBody";
}

/// How much prose each element holds.
class ProseMap {
 public:
  explicit ProseMap(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      if (!is_prose(block)) continue;
      own_[block.container] += block.text.size();
      total_ += block.text.size();
    }
  }

  /// The element that stands for the page.
  const GumboNode* main(const GumboNode& root) {
    double least = kMostOfProse * static_cast<double>(total_);
    std::vector<std::size_t> below;  // prose of the elements that are open
    const GumboNode *deepest = &root, *article = nullptr;
    std::size_t article_size = 0;
    walk(
        root,
        [&below](const GumboNode& node) {
          if (is_element(node)) below.push_back(0);
          return is_element(node) || node.type == GUMBO_NODE_DOCUMENT;
        },
        [&](const GumboNode& node) {
          if (!is_element(node)) return;
          const auto own = own_.find(&node);
          const std::size_t size = below.back() + (own == own_.end() ? 0 : own->second);
          below.pop_back();
          if (!below.empty()) below.back() += size;
          if (static_cast<double>(size) >= least && deepest == &root && size > 0) deepest = container_of(node);
          if (size > article_size && is_article(node)) {
            article = &node;
            article_size = size;
          }
        });
    const bool enough = static_cast<double>(article_size) >= kArticleProse * static_cast<double>(total_);
    return article != nullptr && enough ? article : deepest;
  }

  std::size_t total() const { return total_; }

 private:
  // A single paragraph does not stand for a page, nor does a change of font: what they lie in does.
  static const GumboNode* container_of(const GumboNode& node) {
    const GumboNode* out = &node;
    const auto small = [](GumboTag tag) { return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || has(kInline, tag); };
    while (small(out->v.element.tag) && out->parent != nullptr && is_element(*out->parent)) out = out->parent;
    return out;
  }

  std::unordered_map<const GumboNode*, std::size_t> own_;
  std::size_t total_ = 0;
};

std::string joined(const std::vector<Block>& blocks, bool all) {
  std::string out;
  for (const Block& block : blocks) {
    if (!all && link_share(block) >= kMostLinks) continue;
    if (!out.empty()) out += '\n';
    out += block.text;
  }
  return out;
}

std::vector<Block> blocks_of(const GumboNode& root, bool all) {
  BlockCutter cutter(all);
  walk(
      root, [&cutter](const GumboNode& node) { return cutter.enter(node); },
      [&cutter](const GumboNode& node) { cutter.leave(node); });
  return cutter.take();
}

}  // namespace

std::string main_text(const GumboNode& root, bool all) {
  std::vector<Block> blocks = blocks_of(root, all);
  if (all) return joined(blocks, true);
  ProseMap prose(blocks);
  const GumboNode* main = prose.total() > 0 ? prose.main(root) : &root;
  if (main != &root) blocks = blocks_of(*main, false);
  while (!blocks.empty() && blocks.back().heading) blocks.pop_back();  // a heading of nothing
  return joined(blocks, false);
}

}  // namespace isnad::read
