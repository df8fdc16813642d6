#include "fuse/blocking.h"

#include <algorithm>

#include "base/strings.h"

namespace isnad::fuse {
namespace {

constexpr std::size_t kRarest = 6;    // words of a part that make keys, two by two
constexpr double kTellingAlone = 20;  // of a thousand reports: a word that no more use is a key by itself

/// In order; those of one key, day and document stand together.
struct Entry {
  std::uint64_t key;
  std::int32_t day;
  std::uint32_t document, part;
  std::uint32_t run = 0;  // where those begin (`run`) and end (`run_end`)
  std::uint32_t run_end = 0;
  auto operator<=>(const Entry&) const = default;
  bool beside(const Entry& other) const { return key == other.key && day == other.day && document == other.document; }
};

/// The rarest words first; of equally rare ones the order is that of their hashes, the same in every part.
Words rarest(const Part& part, const Knowledge& knowledge) {
  Words words = part.words;
  std::sort(words.begin(), words.end(), [&](std::uint64_t a, std::uint64_t b) {
    return std::pair(knowledge.reports(a), a) < std::pair(knowledge.reports(b), b);
  });
  words.resize(std::min(words.size(), kRarest));
  return words;
}

bool tells_alone(std::uint64_t word, const Words& words, const Knowledge& knowledge) {
  return words.size() == 1 || knowledge.reports(word) <= kTellingAlone;
}

template <typename Take>
void each_place_key(const Part& part, const Knowledge& knowledge, Take take) {
  for (const std::string_view place : part.places) {
    for (std::size_t kind = 0; kind < part.kinds.size(); ++kind) {
      if (part.kinds[kind] && !knowledge.is_statement(static_cast<Kind>(kind))) take(hash_bytes(place, kind + 1));
    }
  }
}

template <typename T>
void sort_once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::vector<Entry> entries_of(const std::vector<Part>& parts, const Knowledge& knowledge) {
  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    const std::vector<std::int32_t> days = block_days(parts[i]);
    for (const std::uint64_t key : block_keys(parts[i], knowledge)) {
      for (const std::int32_t day : days) entries.push_back({key, day, parts[i].document, i});
    }
  }
  std::sort(entries.begin(), entries.end());
  for (std::uint32_t first = 0, last = 0; first < entries.size(); first = last) {
    while (last < entries.size() && entries[last].beside(entries[first])) ++last;
    for (std::uint32_t i = first; i < last; ++i) {
      entries[i].run = first;
      entries[i].run_end = last;
    }
  }
  return entries;
}

}  // namespace

std::vector<std::uint64_t> block_keys(const Part& part, const Knowledge& knowledge) {
  std::vector<std::uint64_t> keys;
  const Words words = rarest(part, knowledge);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (tells_alone(words[i], words, knowledge)) keys.push_back(words[i]);
    for (std::size_t j = 0; j < i; ++j) {
      keys.push_back(hash_mix(std::min(words[i], words[j]), std::max(words[i], words[j])));
    }
  }
  each_place_key(part, knowledge, [&](std::uint64_t key) { keys.push_back(key); });
  sort_once(keys);
  return keys;
}

std::vector<std::uint32_t> block_codes(const Part& part, const Knowledge& knowledge) {
  std::vector<std::uint32_t> codes;
  const auto add = [&](std::uint64_t key, std::uint32_t alone) {
    codes.push_back(static_cast<std::uint32_t>(key >> 33) << 1 | alone);
  };
  const Words words = rarest(part, knowledge);
  for (const std::uint64_t word : words) add(word, tells_alone(word, words, knowledge) ? 1 : 0);
  each_place_key(part, knowledge, [&](std::uint64_t key) { add(key, 1); });
  sort_once(codes);
  return codes;
}

bool share_block(const Part& a, const std::vector<std::uint64_t>& keys_a, const Part& b,
                 const std::vector<std::uint64_t>& keys_b) {
  const std::vector<std::int32_t> days = block_days(b);
  const std::vector<std::int32_t> others = block_days(a);
  const bool near = std::any_of(others.begin(), others.end(), [&](std::int32_t day) {
    return std::any_of(days.begin(), days.end(),
                       [&](std::int32_t other) { return std::abs(day - other) <= kDaysNear; });
  });
  return near && std::any_of(keys_a.begin(), keys_a.end(),
                             [&](std::uint64_t key) { return std::binary_search(keys_b.begin(), keys_b.end(), key); });
}

std::vector<std::int32_t> block_days(const Part& part) {
  if (!part.day_first) return {kUndated};
  if (*part.day_first == *part.day_last) return {*part.day_first};
  return {*part.day_first, *part.day_last};
}

void each_candidate(const std::vector<Part>& parts, const Knowledge& knowledge,
                    const std::function<void(std::uint32_t, std::uint32_t)>& take) {
  const std::vector<Entry> entries = entries_of(parts, knowledge);
  std::vector<std::uint32_t> begin(parts.size() + 1, 0), at(entries.size());
  for (const Entry& entry : entries) ++begin[entry.part + 1];
  for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (std::uint32_t i = 0; i < entries.size(); ++i) at[next[entries[i].part]++] = i;

  std::vector<std::uint32_t> met(parts.size(), UINT32_MAX);  // the last part that each was compared with
  const auto near = [](const Entry& mine, const Entry& other) {
    return other.key == mine.key && std::abs(other.day - mine.day) <= kDaysNear;
  };
  const auto meet = [&](std::uint32_t part, const Entry& other) {
    if (other.part < part && std::exchange(met[other.part], part) != part) take(other.part, part);
  };
  for (std::uint32_t part = 0; part < parts.size(); ++part) {
    for (std::uint32_t i = begin[part]; i < begin[part + 1]; ++i) {
      const Entry& mine = entries[at[i]];
      for (std::size_t j = mine.run; j > 0 && near(mine, entries[j - 1]);) {
        const Entry& other = entries[--j];
        if (other.document != mine.document)
          meet(part, other);
        else
          j = other.run;
      }
      for (std::size_t j = mine.run_end; j < entries.size() && near(mine, entries[j]);) {
        const Entry& other = entries[j];
        if (other.document != mine.document) meet(part, other);
        j = other.document != mine.document ? j + 1 : other.run_end;
      }
    }
  }
}

}  // namespace isnad::fuse
