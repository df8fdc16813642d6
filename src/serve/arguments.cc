#include "serve/arguments.h"

#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "model/day.h"

namespace isnad::serve {
namespace {

std::optional<double> degrees(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(value) && std::abs(value) <= 360 ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::string_view> Arguments::given(std::string_view name) {
  asked_.insert(name);
  return request_.parameter(name);
}

void Arguments::wrong(std::string_view name, std::string_view wanted) {
  if (!problem_) problem_ = "parameter \"" + std::string(name) + "\" must be " + std::string(wanted);
}

std::string Arguments::text(std::string_view name, std::size_t most) {
  const auto value = given(name);
  if (value && value->size() > most) wrong(name, "at most " + std::to_string(most) + " bytes long");
  return value && value->size() <= most ? std::string(*value) : std::string();
}

std::int64_t Arguments::integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const auto text = given(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error == std::errc() && end == text->data() + text->size() && value >= least && value <= most) return value;
  wrong(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

std::optional<bool> Arguments::truth(std::string_view name) {
  const auto text = given(name);
  if (!text) return std::nullopt;
  if (*text != "true" && *text != "false") wrong(name, "true or false");
  return *text == "true";
}

std::size_t Arguments::choice(std::string_view name, std::initializer_list<std::string_view> choices) {
  const auto text = given(name);
  if (!text) return 0;
  std::string all;
  std::size_t index = 0;
  for (const std::string_view choice : choices) {
    if (choice == *text) return index;
    all.append(index++ == 0 ? "" : ", ").append(choice);
  }
  wrong(name, "one of " + all);
  return 0;
}

std::int32_t Arguments::day(std::string_view name) {
  const auto text = given(name);
  if (!text) return kNoDay;
  const auto day = text->size() == 10 ? day_number(*text) : std::nullopt;
  if (!day) wrong(name, "a day, YYYY-MM-DD");
  return day.value_or(kNoDay);
}

std::uint64_t Arguments::kinds() {
  std::uint64_t bits = 0;
  const std::string words = text("kind");
  for (const std::string_view word : split_words(words, ',')) {
    const auto kind = parse_name<Kind>(word);
    kind ? static_cast<void>(bits |= std::uint64_t{1} << static_cast<int>(*kind)) : wrong("kind", "a kind of claim.md");
  }
  return bits;
}

std::optional<Box> Arguments::box() {
  const auto text = given("bbox");
  if (!text) return std::nullopt;
  std::vector<double> edges;
  for (const std::string_view part : split(*text, ',')) {
    if (const auto value = degrees(part)) edges.push_back(*value);
  }
  if (edges.size() == 4 && split(*text, ',').size() == 4) return Box{edges[0], edges[1], edges[2], edges[3]};
  wrong("bbox", "west,south,east,north in degrees");
  return std::nullopt;
}

Filter Arguments::filter() {
  Filter filter;
  filter.kinds = kinds();
  const std::string families = text("family");
  for (const std::string_view family : split_words(families, ',')) filter.families.emplace_back(family);
  filter.actor = text("actor");
  filter.place = text("place");
  filter.outlet = text("outlet");
  filter.from = day("from");
  filter.to = day("to");
  filter.min_origins = integer("min_origins", 0, 1'000'000, 0);
  filter.disputed = truth("disputed");
  filter.box = box();
  return filter;
}

std::optional<Cursor> Arguments::cursor() {
  const auto text = given("cursor");
  if (!text) return std::nullopt;
  const auto cursor = cursor_of(*text);
  if (!cursor) wrong("cursor", "the `next` of an earlier answer");
  return cursor;
}

std::int64_t Arguments::position() {
  const auto text = given("cursor");
  std::int64_t value = 0;
  if (!text || text->empty()) return value;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error == std::errc() && end == text->data() + text->size() && value >= 0) return value;
  wrong("cursor", "the `next` of an earlier answer");
  return 0;
}

std::optional<std::string> Arguments::problem() {
  for (const auto& [name, value] : request_.query) {
    if (!asked_.contains(name) && !problem_) problem_ = "there is no parameter \"" + name + "\" here";
  }
  return problem_;
}

}  // namespace isnad::serve
