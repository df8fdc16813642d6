#include "extract/time.h"

#include "extract/time_reader.h"

namespace isnad::extract {

TimeFinder::TimeFinder(const lexicon::Lexicon& lexicon) : lexicon_(lexicon), words_(lexicon), numbers_(lexicon) {}

void TimeFinder::find(const text::Analysis& analysis, const std::vector<Number>& numbers, std::string_view published,
                      std::vector<Time>& out) const {
  TimeReader reader(analysis, numbers, words_, numbers_, parse_published(published));
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  for (std::uint32_t at = 0; at < count;) {
    const std::optional<TimeReading> reading = reader.read(at);
    if (!reading) {
      ++at;
      continue;
    }
    Time& time = out.emplace_back();
    time.tokens = {at, reading->last};
    time.span = {begin_of(lexicon_, analysis, at), analysis.tokens[reading->last - 1].span.end};
    time.value = reading->value();
    time.rule = reading->rule;
    at = reading->last;
  }
}

}  // namespace isnad::extract
