#include "read/date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <vector>

#include "base/iso_date.h"
#include "base/strings.h"
#include "model/day.h"
#include "read/date_words.h"

namespace isnad::read {
namespace {

constexpr std::size_t kLongest = 80;        // as read
constexpr std::size_t kLongestGiven = 240;  // letters of Arabic take two bytes

struct Token {
  enum { kNumber, kWord, kSign } type;
  std::string_view text;
  bool spaced = false;  // white space stood before it
  int value() const {
    int number = 0;
    for (const char c : text.substr(0, 9)) number = number * 10 + (c - '0');
    return number;
  }
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool spaced = false;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    end = at + 1;
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
      spaced = true;
      continue;
    }
    const bool digit = is_digit(text[at]), letter = is_letter(text[at]);
    while (end < text.size() && ((digit && is_digit(text[end])) || (letter && is_letter(text[end])))) ++end;
    tokens.push_back({digit    ? Token::kNumber
                      : letter ? Token::kWord
                               : Token::kSign,
                      text.substr(at, end - at), spaced});
    spaced = false;
  }
  return tokens;
}

bool same_word(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() &&
         std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return (x | 0x20) == y; });
}

// 1 to 12 for an English month, whole or by its first letters.
int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                        "may",       "june",     "july",     "august",
                                                        "september", "october",  "november", "december"};
  for (std::size_t i = 0; i < kMonths.size() && word.size() >= 3; ++i) {
    if (same_word(word, kMonths[i].substr(0, word.size())) && (word.size() < 5 || word.size() == kMonths[i].size()))
      return static_cast<int>(i) + 1;
  }
  return 0;
}

bool is_weekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};
  return std::any_of(kDays.begin(), kDays.end(), [word](std::string_view day) {
    return word.size() >= 3 && same_word(word, day.substr(0, word.size()));
  });
}

// The zones of RFC 822; nullptr for others, which are not known for sure.
const char* zone_of(std::string_view word) {
  constexpr std::pair<std::string_view, const char*> kZones[] = {
      {"z", "Z"},        {"ut", "Z"},       {"utc", "Z"},      {"gmt", "Z"},      {"est", "-05:00"}, {"edt", "-04:00"},
      {"cst", "-06:00"}, {"cdt", "-05:00"}, {"mst", "-07:00"}, {"mdt", "-06:00"}, {"pst", "-08:00"}, {"pdt", "-07:00"}};
  for (const auto& [name, zone] : kZones) {
    if (same_word(word, name)) return zone;
  }
  return nullptr;
}

std::string two_digits(int number) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%02d", number);
  return digits;
}

std::string iso_day(int year, int month, int day) {
  char digits[48];
  std::snprintf(digits, sizeof digits, "%04d-%02d-%02d", year, month, day);
  return is_iso_date(digits) ? digits : "";
}

// Reads tokens from the front; each member gives nothing when what it looks for is not there.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : tokens_(tokens_of(text)) {}

  std::string read() {
    skip_weekday();
    std::string out = day();
    if (out.empty() || at_ == tokens_.size()) return out;
    for (const char* between : {",", "-", "|", "T", "at"}) skip(between);
    const std::string clock = time();
    if (clock.empty()) return {};
    out += "T" + clock;
    out += zone();
    return at_ == tokens_.size() && is_iso_date(out) ? out : std::string();
  }

 private:
  const Token* token(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  bool sees(int type, std::size_t ahead = 0) const { return token(ahead) != nullptr && token(ahead)->type == type; }
  bool sees(std::string_view text, std::size_t ahead = 0) const {
    return token(ahead) != nullptr && token(ahead)->text == text;
  }
  void skip(std::string_view text) { at_ += sees(text); }

  void skip_weekday() {
    if (!sees(Token::kWord) || !is_weekday(token()->text)) return;
    ++at_;
    for (const char* sign : {".", ",", "-"}) skip(sign);
  }

  std::string day() {
    if (sees(Token::kWord)) return month_first();
    if (!sees(Token::kNumber)) return {};
    const bool word_follows = sees(Token::kWord, 1) || (sees(Token::kSign, 1) && sees(Token::kWord, 2));
    return word_follows ? day_first() : numbers();
  }

  // 21 Oct 2016, 21st of October 2016, 21-Oct-16
  std::string day_first() {
    const int day = tokens_[at_++].value();
    skip_ordinal();
    skip("of");
    skip("-");
    if (!sees(Token::kWord)) return {};
    const int month = month_of(tokens_[at_++].text);
    for (const char* sign : {".", ",", "-"}) skip(sign);
    return year_behind(month, day);
  }

  // October 21, 2016
  std::string month_first() {
    const int month = month_of(tokens_[at_++].text);
    skip(".");
    if (!sees(Token::kNumber)) return {};
    const int day = tokens_[at_++].value();
    skip_ordinal();
    skip(",");
    return year_behind(month, day);
  }

  std::string year_behind(int month, int day) {
    if (month == 0 || !sees(Token::kNumber)) return {};
    const Token& year = tokens_[at_++];
    if (year.text.size() == 4) return iso_day(year.value(), month, day);
    return year.text.size() == 2 ? iso_day(year.value() + (year.value() < 50 ? 2000 : 1900), month, day) : "";
  }

  void skip_ordinal() {
    for (const char* ending : {"st", "nd", "rd", "th"}) skip(ending);
  }

  // 2016/10/21; 21.10.2016 where one of the first two cannot be the month
  std::string numbers() {
    if (!sees(Token::kSign, 1) || !sees(Token::kNumber, 2) || !sees(Token::kSign, 3) || !sees(Token::kNumber, 4))
      return {};
    const std::string_view sign = token(1)->text;
    if (sign != token(3)->text || std::string_view("/.-").find(sign) == std::string_view::npos) return {};
    const Token &a = *token(), &b = *token(2), &c = *token(4);
    at_ += 5;
    if (a.text.size() == 4) return iso_day(a.value(), b.value(), c.value());
    if (c.text.size() != 4) return {};
    if (a.value() > 12 || a.value() == b.value()) return iso_day(c.value(), b.value(), a.value());
    return b.value() > 12 ? iso_day(c.value(), a.value(), b.value()) : "";
  }

  std::string time() {
    if (!sees(Token::kNumber) || !sees(":", 1) || !sees(Token::kNumber, 2)) return {};
    int hour = token()->value();
    std::string rest = ":" + two_digits(token(2)->value());
    at_ += 3;
    if (sees(":") && sees(Token::kNumber, 1)) {
      rest += ":" + two_digits(token(1)->value());
      at_ += 2;
      if (sees(".") && sees(Token::kNumber, 1)) at_ += 2;  // a part of a second is of no use
    }
    if (sees(Token::kWord) && (same_word(token()->text, "am") || same_word(token()->text, "pm"))) {
      const bool afternoon = same_word(tokens_[at_++].text, "pm");
      if (hour < 1 || hour > 12) return {};
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    return two_digits(hour) + rest;
  }

  std::string zone() {
    if (sees(Token::kWord)) {
      const char* name = zone_of(token()->text);
      at_ += name != nullptr;
      if (name == nullptr || std::string_view(name) != "Z" || !sees(Token::kSign)) return name != nullptr ? name : "";
    }
    if (!(sees("+") || sees("-")) || !sees(Token::kNumber, 1)) return {};
    std::string out(token()->text);
    const std::string_view digits = token(1)->text;
    at_ += 2;
    if (digits.size() == 4) {
      out += std::string(digits.substr(0, 2)) + ":" + std::string(digits.substr(2));
    } else if (digits.size() <= 2) {
      const bool minutes = sees(":") && sees(Token::kNumber, 1);
      out += two_digits(tokens_[at_ - 1].value()) + ":" + (minutes ? std::string(token(1)->text) : "00");
      if (minutes) at_ += 2;
    }
    if (sees("(") && sees(Token::kWord, 1) && sees(")", 2)) at_ += 3;
    return out;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

// Seconds since 1970 as a moment in UTC.
std::string moment(std::int64_t seconds) {
  constexpr std::int64_t kDay = 86400;
  const auto day = static_cast<std::int32_t>(seconds / kDay);
  const int of_day = static_cast<int>(seconds % kDay);
  return day_text(day) + "T" + two_digits(of_day / 3600) + ":" + two_digits(of_day / 60 % 60) + ":" +
         two_digits(of_day % 60) + "Z";
}

// 20161021, 20161021100000, or a count of seconds or milliseconds since 1970.
std::string bare_number(std::string_view digits) {
  const auto part = [&](std::size_t at, std::size_t size) { return std::string(digits.substr(at, size)); };
  std::int64_t number = 0;
  for (const char c : digits.substr(0, 15)) number = number * 10 + (c - '0');
  if (digits.size() == 9 || digits.size() == 10) return moment(number);
  if (digits.size() == 12 || digits.size() == 13) return moment(number / 1000);
  if (digits.size() != 8 && digits.size() != 14) return {};
  std::string out = part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2);
  if (digits.size() == 14) out += "T" + part(8, 2) + ":" + part(10, 2) + ":" + part(12, 2);
  return is_iso_date(out) ? out : "";
}

// Built once, from what is linked in.
const DateWords* built_in_words() {
  static const std::optional<DateWords> words =
      built_in_lexicon() ? std::optional<DateWords>(*built_in_lexicon()) : std::nullopt;
  return words ? &*words : nullptr;
}

std::string ascii_to_iso_date(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kLongest) return {};
  if (is_iso_date(text)) return std::string(text);
  if (std::all_of(text.begin(), text.end(), is_digit)) return bare_number(text);
  return DateReader(text).read();
}

}  // namespace

std::string to_iso_date(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; })) return ascii_to_iso_date(text);
  return text.size() > kLongestGiven || !built_in_words() ? std::string()
                                                          : ascii_to_iso_date(built_in_words()->in_english(text));
}

}  // namespace isnad::read
