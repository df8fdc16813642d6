#include "extract/time.h"

#include "extract/digits.h"
#include "extract/time_reader.h"

namespace isnad::extract {

namespace {

// Where to go on behind a token that begins no time: a chain of digits and marks is tried
// once as a whole, then from its last part: 20-21 October.
std::uint32_t behind(const text::Analysis& analysis, std::uint32_t at) {
  if (analysis.tokens[at].type != text::TokenType::kNumber) return at + 1;
  const std::uint32_t last = read_digits(analysis, at).last;
  return last > at + 1 && analysis.tokens[at + 1].type != text::TokenType::kNumber ? last - 1 : at + 1;
}

}  // namespace

TimeFinder::TimeFinder(const lexicon::Lexicon& lexicon) : lexicon_(lexicon), words_(lexicon), numbers_(lexicon) {}

void TimeFinder::find(const text::Analysis& analysis, const std::vector<Number>& numbers, std::string_view published,
                      std::vector<Time>& out) const {
  TimeReader reader(analysis, numbers, words_, numbers_, parse_published(published));
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  for (std::uint32_t at = 0; at < count;) {
    const std::optional<TimeReading> reading = reader.read(at);
    if (!reading) {
      at = behind(analysis, at);
      continue;
    }
    Time& time = out.emplace_back();
    time.tokens = {at, reading->last};
    time.span = {begin_of(lexicon_, analysis, at), analysis.tokens[reading->last - 1].span.end};
    time.value = reading->value();
    time.rule = reading->rule;
    if (reading->day.day > 0) time.day = to_iso(reading->day);
    at = reading->last;
  }
}

}  // namespace isnad::extract
