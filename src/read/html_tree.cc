#include "read/html_tree.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/strings.h"

namespace isnad::read {
namespace {

constexpr std::size_t kDeepest = 10000;         // tags open at a time
constexpr std::size_t kMostSelfClosed = 20000;  // which may be nested too, and nobody can tell
constexpr std::size_t kMostAttributes = 1000;
constexpr std::size_t kMemoryPerByte = 64;
constexpr std::size_t kLeastMemory = 16 << 20, kMostMemory = 512 << 20;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Elements that cannot be nested into themselves: without content, or closed by the next of their kind.
bool nests(std::string_view name) {
  constexpr std::array<std::string_view, 34> kFlat = {
      "area", "base", "br", "col", "embed", "hr",       "img",  "input", "link",  "meta",    "param", "source",
      "wbr",  "p",    "li", "dt",  "dd",    "option",   "tr",   "td",    "th",    "thead",   "tbody", "tfoot",
      "rb",   "rt",   "rp", "rtc", "body",  "optgroup", "html", "head",  "track", "colgroup"};
  return std::find(kFlat.begin(), kFlat.end(), name) == kFlat.end();
}

struct Tag {
  std::string name;
  bool closing = false, self_closed = false;
  std::size_t attributes = 0, end = 0;
};

// The tag whose `<` stands at `at`; its name is empty when it is none. Attributes are counted, not read.
Tag tag_at(std::string_view html, std::size_t at) {
  Tag tag;
  std::size_t i = at + 1;
  if (i < html.size() && html[i] == '\\') ++i;  // "<\/b>" in scripts
  tag.closing = i < html.size() && html[i] == '/';
  if (tag.closing) ++i;
  for (; i < html.size() && tag.name.size() < 16 && lower(html[i]) >= 'a' && lower(html[i]) <= 'z'; ++i)
    tag.name += lower(html[i]);
  bool between = false;
  for (; !tag.name.empty() && i < html.size() && html[i] != '>' && html[i] != '<'; ++i) {
    if (html[i] == '=' && i + 1 < html.size() && (html[i + 1] == '"' || html[i + 1] == '\'')) {
      const std::size_t quote = html.find(html[i + 1], i + 2);
      if (quote == std::string_view::npos) break;
      i = quote;
      between = true;
      continue;
    }
    const bool separates = is_space(html[i]) || html[i] == '/';
    tag.attributes += between && !separates;
    between = separates;
  }
  tag.self_closed = i < html.size() && html[i] == '>' && html[i - 1] == '/';
  tag.end = std::max(i, at + 1);
  return tag;
}

Error beyond(const std::string& what, std::size_t at) {
  return {Error::Code::kInput, what + " at byte " + std::to_string(at) + " of the page; it is damaged or hostile"};
}

Status check_tags(std::string_view html) {
  std::size_t depth = 0, self_closed = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos;) {
    const Tag tag = tag_at(html, at);
    const bool nested = !tag.name.empty() && nests(tag.name);
    if (tag.attributes > kMostAttributes) return beyond("a tag has too many attributes", at);
    if (nested && tag.self_closed && ++self_closed > kMostSelfClosed) return beyond("too many self-closed tags", at);
    if (nested && tag.closing) depth -= depth > 0;
    if (nested && !tag.closing && !tag.self_closed && ++depth > kDeepest)
      return beyond("tags are nested more than " + std::to_string(kDeepest) + " deep", at);
    at = html.find('<', tag.end);
  }
  return {};
}

}  // namespace

/// The blocks that gumbo has, in a ring, so that they can be freed together.
class HtmlTree::Heap {
 public:
  explicit Heap(std::size_t most) : left_(most) {}
  ~Heap() {
    for (Block* block = ring_.next; block != &ring_;) std::free(std::exchange(block, block->next));
  }
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  static void* allocate(void* heap, std::size_t size) { return static_cast<Heap*>(heap)->allocate(size); }
  static void deallocate(void* heap, void* memory) { static_cast<Heap*>(heap)->deallocate(memory); }

  /// False when the memory allowed was not enough.
  bool run(const GumboOptions& options, std::string_view html, const GumboOutput** output) {
    if (setjmp(escape_) != 0) return false;
    *output = gumbo_parse_with_options(&options, html.data(), html.size());
    return true;
  }

 private:
  struct alignas(max_align_t) Block {
    Block *previous, *next;
    std::size_t size;
  };

  void* allocate(std::size_t size) {
    auto* block = size <= left_ ? static_cast<Block*>(std::malloc(sizeof(Block) + size)) : nullptr;
    if (block == nullptr) std::longjmp(escape_, 1);
    left_ -= size;
    *block = {&ring_, ring_.next, size};
    ring_.next->previous = block;
    ring_.next = block;
    return block + 1;
  }

  void deallocate(void* memory) {
    if (memory == nullptr) return;
    Block* block = static_cast<Block*>(memory) - 1;
    block->previous->next = block->next;
    block->next->previous = block->previous;
    left_ += block->size;
    std::free(block);
  }

  Block ring_{&ring_, &ring_, 0};
  std::size_t left_;
  std::jmp_buf escape_ = {};
};

HtmlTree::HtmlTree() = default;
HtmlTree::~HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;

Result<HtmlTree> HtmlTree::parse(std::string_view html) {
  if (Status bounded = check_tags(html); !bounded) return bounded.error();
  HtmlTree tree;
  tree.heap_ = std::make_unique<Heap>(std::min(kLeastMemory + html.size() * kMemoryPerByte, kMostMemory));
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Heap::allocate;
  options.deallocator = Heap::deallocate;
  options.userdata = tree.heap_.get();
  options.max_errors = 0;
  if (!tree.heap_->run(options, html, &tree.output_))
    return Error{Error::Code::kInput, "the page's tags need more memory than a page may; it is damaged or hostile"};
  return tree;
}

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found != nullptr ? found->value : "";
}

void append_collapsed(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    i += no_break;
    if (!no_break && !is_space(text[i])) {
      out += text[i];
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

std::string inner_text(const GumboNode& node) {
  std::string out;
  walk(
      node,
      [&out](const GumboNode& each) {
        if (each.type == GUMBO_NODE_TEXT || each.type == GUMBO_NODE_WHITESPACE) append_collapsed(out, each.v.text.text);
        return !is_element(each, GUMBO_TAG_SCRIPT) && !is_element(each, GUMBO_TAG_STYLE);
      },
      [](const GumboNode&) {});
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace isnad::read
