#include "read/date_words.h"

#include <array>

#include "base/strings.h"
#include "embedded/embedded.h"

namespace isnad::read {
namespace {

constexpr std::size_t kMostWords = 3;  // of a phrase
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};

bool is_ascii(char c) {
  return (c & 0x80) == 0;
}

/// The name of that number, counted from 1; empty when there is none.
template <std::size_t kSize>
std::string_view named(const std::array<std::string_view, kSize>& names, std::string_view number) {
  std::size_t value = 0;
  for (const char c : number) value = value * 10 + static_cast<std::size_t>(c - '0');
  return value >= 1 && value <= kSize ? names[value - 1] : std::string_view();
}

}  // namespace

const lexicon::Lexicon* built_in_lexicon() {
  static const auto lexicon = lexicon::Lexicon::open_view(embedded_lexicon());
  return lexicon ? lexicon->get() : nullptr;
}

DateWords::DateWords(const lexicon::Lexicon& lexicon) : fold_(lexicon.fold()) {
  const int times = lexicon.table("times");
  for (std::uint32_t row = 0; row < lexicon.rows(times); ++row) {
    const std::string_view role = lexicon.cell(times, row, "role"), value = lexicon.cell(times, row, "value");
    const std::string_view forms = lexicon.cell(times, row, "forms");
    if (role == "month") add(forms, {std::string(named(kMonths, value)), true});
    if (role == "weekday") add(forms, {std::string(named(kWeekdays, value))});
  }
  const int words = lexicon.table("date_words");
  for (std::uint32_t row = 0; row < lexicon.rows(words); ++row) {
    add(lexicon.cell(words, row, "forms"),
        {std::string(lexicon.cell(words, row, "english")), false, lexicon.cell(words, row, "needs") == "clock"});
  }
}

void DateWords::add(std::string_view forms, const Word& word) {
  for (const std::string_view form : split_words(forms, '|')) words_.try_emplace(fold_(form), word);
}

/// The longest phrase that `text` begins with, and its size.
std::pair<const DateWords::Word*, std::size_t> DateWords::longest_at(std::string_view text) const {
  std::pair<const Word*, std::size_t> found{nullptr, 0};
  std::size_t end = 0;
  for (std::size_t words = 0; words < kMostWords && end < text.size() && !is_ascii(text[end]); ++words) {
    while (end < text.size() && !is_ascii(text[end])) ++end;
    if (const auto word = words_.find(text.substr(0, end)); word != words_.end()) found = {&word->second, end};
    if (end < text.size() && text[end] == ' ') ++end;
  }
  return found;
}

/// What has been written, and where the last month ended, so that its second name can be left out.
class DateWords::Writer {
 public:
  void put(char c) {
    if (c == ')' && std::exchange(closes_, false)) return;
    out_ += c;
  }

  void put(const Word& word) {
    if (word.month && repeats(word.english)) return;
    if (word.of_clock && out_.find(':') == std::string::npos) return;
    out_ += ' ' + word.english + ' ';
    if (word.month) month_ = word.english, month_end_ = out_.size();
  }

  std::string take() {
    out_.erase(0, std::min(out_.find_first_not_of(" :,-|"), out_.size()));
    return std::move(out_);
  }

 private:
  /// True for a second name with nothing but signs between; they are taken back.
  bool repeats(std::string_view month) {
    const bool same = month == month_ && out_.find_first_not_of(" /-(", month_end_) == std::string::npos;
    if (!same) return false;
    closes_ = out_.find('(', month_end_) != std::string::npos;
    out_.resize(month_end_);
    return true;
  }

  std::string out_, month_;
  std::size_t month_end_ = 0;
  bool closes_ = false;
};

std::string DateWords::in_english(std::string_view text) const {
  const std::string folded = fold_(text);
  const std::string_view rest = folded;
  Writer out;
  for (std::size_t at = 0; at < rest.size();) {
    if (is_ascii(rest[at])) {
      out.put(rest[at++]);
      continue;
    }
    const auto [word, size] = longest_at(rest.substr(at));
    if (word == nullptr) return {};
    out.put(*word);
    at += size;
  }
  return out.take();
}

}  // namespace isnad::read
