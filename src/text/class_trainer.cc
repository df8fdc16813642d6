// Counts words, clusters the common ones, and writes the table that WordClasses serves from.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/strings.h"
#include "learn/exchange.h"
#include "learn/model_file.h"
#include "text/classes.h"
#include "text/classes_format.h"

namespace isnad::text {

void WordClassTrainer::add(std::string_view folded) {
  const auto [found, fresh] = ids_.try_emplace(std::string(folded), static_cast<std::uint32_t>(hashes_.size()));
  if (fresh) {
    hashes_.push_back(hash_bytes(folded));
    counts_.push_back(0);
  }
  ++counts_[found->second];
  text_.push_back(found->second);
}

// Frequent words get the low ids, as `exchange_classes` wants them; equal counts keep the order of the text.
void WordClassTrainer::sort_by_count() {
  std::vector<std::uint32_t> order(counts_.size()), rank(counts_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return counts_[a] > counts_[b]; });
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> counts;
  for (const std::uint32_t id : order) {
    rank[id] = static_cast<std::uint32_t>(hashes.size());
    hashes.push_back(hashes_[id]);
    counts.push_back(counts_[id]);
  }
  for (std::uint32_t& id : text_) id = rank[id];
  hashes_ = std::move(hashes);
  counts_ = std::move(counts);
  ids_.clear();
}

std::uint32_t WordClassTrainer::words_seen(std::uint32_t times) const {
  const auto end =
      std::partition_point(counts_.begin(), counts_.end(), [times](std::uint32_t count) { return count >= times; });
  return static_cast<std::uint32_t>(end - counts_.begin());
}

// The same exchange over the text of classes. Its ids need not fall in frequency exactly; classes are of like size.
std::vector<std::uint16_t> WordClassTrainer::group_classes(const std::vector<std::uint16_t>& class_of) const {
  std::vector<std::uint32_t> classes;
  classes.reserve(text_.size());
  for (const std::uint32_t id : text_) classes.push_back(id < class_of.size() ? class_of[id] : options_.classes);
  return learn::exchange_classes(classes, {options_.classes, options_.groups, options_.iterations}, {});
}

Result<std::string> WordClassTrainer::train(const std::function<void(int iteration, std::size_t moved)>& progress) {
  sort_by_count();
  const std::uint32_t clustered = words_seen(options_.least_clustered);
  if (clustered < options_.classes) {
    return Error{Error::Code::kInput, "classes: only " + std::to_string(clustered) + " words occur often enough for " +
                                          std::to_string(options_.classes) + " classes; train on more text"};
  }
  const auto class_of = learn::exchange_classes(text_, {clustered, options_.classes, options_.iterations}, progress);
  return write(class_of, group_classes(class_of));
}

std::string WordClassTrainer::write(const std::vector<std::uint16_t>& class_of,
                                    const std::vector<std::uint16_t>& group_of) const {
  const std::uint32_t kept = words_seen(options_.least_kept);
  std::size_t size = 4;
  while (size * 4 < std::size_t{kept} * 5) size *= 2;
  std::vector<WordClasses::Slot> slots(size, {0, 0, 0});
  for (std::uint32_t id = 0; id < kept; ++id) {
    std::size_t at = hashes_[id] & (size - 1);
    while (slots[at].frequency != 0) at = (at + 1) & (size - 1);
    const auto frequency = static_cast<std::uint16_t>(1 + 2 * std::log2(counts_[id]));
    const std::uint16_t word_class =
        id < class_of.size() ? static_cast<std::uint16_t>(class_of[id] + 1) : std::uint16_t{0};
    slots[at] = {static_cast<std::uint32_t>(hashes_[id] >> 32), word_class, frequency};
  }
  std::vector<std::uint8_t> groups;
  for (const std::uint16_t group : group_of) groups.push_back(static_cast<std::uint8_t>(group + 1));
  learn::ModelWriter writer;
  writer.add(options_.metadata);
  writer.add_records(groups);
  writer.add_records(slots);
  return writer.finish(kClassesKind, kClassesVersion);
}

}  // namespace isnad::text
