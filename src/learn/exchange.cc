#include "learn/exchange.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace isnad::learn {
namespace {

// n log n, from a table for the counts that are common.
class Entropy {
 public:
  Entropy() : table_(kTabled) {
    for (std::size_t n = 1; n < kTabled; ++n) table_[n] = static_cast<double>(n) * std::log(static_cast<double>(n));
  }
  double operator()(std::uint32_t n) const {
    return n < kTabled ? table_[n] : static_cast<double>(n) * std::log(static_cast<double>(n));
  }

 private:
  static constexpr std::size_t kTabled = 1U << 16;
  std::vector<double> table_;
};

struct Neighbour {
  std::uint32_t word, count;
};

// Which words stand after (or before) each word, and how often: rows of one vector.
struct Neighbours {
  std::vector<std::size_t> begin;
  std::vector<Neighbour> all;

  // `pairs` are word << 32 | neighbour, sorted.
  Neighbours(const std::vector<std::uint64_t>& pairs, std::uint32_t words) {
    for (std::size_t i = 0; i < pairs.size();) {
      std::size_t end = i;
      while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
      const auto word = static_cast<std::uint32_t>(pairs[i] >> 32);
      while (begin.size() <= word) begin.push_back(all.size());
      all.push_back({static_cast<std::uint32_t>(pairs[i]), static_cast<std::uint32_t>(end - i)});
      i = end;
    }
    while (begin.size() <= words + 1) begin.push_back(all.size());
  }
  std::span<const Neighbour> of(std::uint32_t word) const {
    return std::span(all).subspan(begin[word], begin[word + 1] - begin[word]);
  }
};

std::vector<std::uint64_t> sorted_pairs(std::span<const std::uint32_t> text, std::uint32_t words, bool forward) {
  std::vector<std::uint64_t> pairs;
  pairs.reserve(text.size());
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const std::uint64_t first = std::min(text[i], words), second = std::min(text[i + 1], words);
    pairs.push_back(forward ? first << 32 | second : second << 32 | first);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

// Counts of the classes beside one word; only the touched ones are listed.
struct ClassCounts {
  std::vector<std::uint32_t> count, touched;

  explicit ClassCounts(std::size_t classes) : count(classes) {}
  void clear() {
    for (const std::uint32_t c : touched) count[c] = 0;
    touched.clear();
  }
  void add(std::uint32_t c, std::uint32_t n) {
    if (count[c] == 0) touched.push_back(c);
    count[c] += n;
  }
};

class Exchange {
 public:
  Exchange(std::span<const std::uint32_t> text, const ExchangeOptions& options)
      : words_(options.words),
        classes_(options.classes),
        width_(classes_ + 1),
        after_(sorted_pairs(text, words_, true), words_),
        before_(sorted_pairs(text, words_, false), words_),
        class_of_(words_ + 1),
        sizes_(width_),
        forward_(std::size_t{width_} * width_),
        backward_(forward_.size()),
        gains_(classes_),
        next_(width_),
        previous_(width_) {
    for (std::uint32_t w = 0; w < words_; ++w) class_of_[w] = static_cast<std::uint16_t>(w % classes_);
    class_of_[words_] = static_cast<std::uint16_t>(classes_);
    for (std::uint32_t w = 0; w <= words_; ++w) {
      for (const Neighbour& n : after_.of(w)) count(class_of_[w], class_of_[n.word], n.count, 1);
      sizes_[class_of_[w]] += total(w);
    }
  }

  std::size_t pass() {
    std::size_t moved = 0;
    for (std::uint32_t w = 0; w < words_; ++w) moved += move(w) ? 1 : 0;
    return moved;
  }

  std::vector<std::uint16_t> classes() const { return {class_of_.begin(), class_of_.end() - 1}; }

 private:
  std::uint32_t total(std::uint32_t word) const {
    std::uint32_t sum = 0;
    for (const Neighbour& n : after_.of(word)) sum += n.count;
    return sum;
  }

  // Both matrices hold the same counts; each has the class that varies in the inner loop of `gain_beside` in its
  // columns.
  void count(std::uint32_t first, std::uint32_t second, std::uint32_t n, int sign) {
    const std::uint32_t change = sign > 0 ? n : 0U - n;
    forward_[std::size_t{second} * width_ + first] += change;
    backward_[std::size_t{first} * width_ + second] += change;
  }

  void gather(std::uint32_t word) {
    next_.clear();
    previous_.clear();
    self_ = 0;
    for (const Neighbour& n : after_.of(word)) {
      if (n.word == word) {
        self_ = n.count;
      } else {
        next_.add(class_of_[n.word], n.count);
      }
    }
    for (const Neighbour& n : before_.of(word)) {
      if (n.word != word) previous_.add(class_of_[n.word], n.count);
    }
  }

  void apply(std::uint32_t home, std::uint32_t size, int sign) {
    for (const std::uint32_t c : next_.touched) count(home, c, next_.count[c], sign);
    for (const std::uint32_t c : previous_.touched) count(c, home, previous_.count[c], sign);
    count(home, home, self_, sign);
    sizes_[home] += sign > 0 ? size : 0U - size;
  }

  void gain_beside(const ClassCounts& beside, const std::vector<std::uint32_t>& matrix) {
    for (const std::uint32_t c : beside.touched) {
      const std::uint32_t n = beside.count[c];
      const std::uint32_t* row = &matrix[std::size_t{c} * width_];
      for (std::uint32_t h = 0; h < classes_; ++h) {
        if (h != c) gains_[h] += entropy_(row[h] + n) - entropy_(row[h]);
      }
    }
  }

  void gain_itself(std::uint32_t size) {
    for (std::uint32_t h = 0; h < classes_; ++h) {
      const std::uint32_t inside = backward_[std::size_t{h} * width_ + h];
      gains_[h] += entropy_(inside + next_.count[h] + previous_.count[h] + self_) - entropy_(inside);
      gains_[h] -= 2 * (entropy_(sizes_[h] + size) - entropy_(sizes_[h]));
    }
  }

  bool move(std::uint32_t word) {
    const std::uint32_t from = class_of_[word], size = total(word);
    gather(word);
    apply(from, size, -1);
    std::fill(gains_.begin(), gains_.end(), 0);
    gain_beside(next_, forward_);
    gain_beside(previous_, backward_);
    gain_itself(size);
    std::uint32_t to = from;
    for (std::uint32_t h = 0; h < classes_; ++h) {
      if (gains_[h] > gains_[to] + 1e-9) to = h;
    }
    apply(to, size, 1);
    class_of_[word] = static_cast<std::uint16_t>(to);
    return to != from;
  }

  Entropy entropy_;
  std::uint32_t words_, classes_, width_;
  Neighbours after_, before_;
  std::vector<std::uint16_t> class_of_;
  std::vector<std::uint32_t> sizes_, forward_, backward_;
  std::vector<double> gains_;
  ClassCounts next_, previous_;
  std::uint32_t self_ = 0;
};

}  // namespace

std::vector<std::uint16_t> exchange_classes(std::span<const std::uint32_t> text, const ExchangeOptions& options,
                                            const std::function<void(int iteration, std::size_t moved)>& progress) {
  Exchange exchange(text, options);
  for (int iteration = 1; iteration <= options.iterations; ++iteration) {
    const std::size_t moved = exchange.pass();
    if (progress) progress(iteration, moved);
    if (moved == 0) break;
  }
  return exchange.classes();
}

}  // namespace isnad::learn
