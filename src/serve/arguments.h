// The parameters of a request, read with what each may be. The first that is wrong is remembered, with what it should
// have been; a parameter that is not asked for is wrong too.
//
//   Arguments arguments(request);
//   const std::int64_t limit = arguments.integer("limit", 1, 200, 50);
//   if (auto wrong = arguments.problem()) return fault(400, *wrong);
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "serve/http.h"
#include "serve/select.h"

namespace isnad::serve {

class Arguments {
 public:
  explicit Arguments(const Request& request) : request_(request) {}

  std::string text(std::string_view name, std::size_t most = 500);
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise);
  std::optional<bool> truth(std::string_view name);
  /// Index of the value in `choices`; the first when it is not given.
  std::size_t choice(std::string_view name, std::initializer_list<std::string_view> choices);
  std::int32_t day(std::string_view name);
  /// The filters that lists, map, timeline and facets share, but for `q`.
  Filter filter();
  std::optional<Cursor> cursor();
  /// How long the pages of a list are.
  std::int64_t limit() { return integer("limit", 1, 200, 50); }
  /// A `cursor` that is a number; 0 when it is not given.
  std::int64_t position();

  /// Empty when all parameters are known and right. Call it last.
  std::optional<std::string> problem();

 private:
  std::optional<std::string_view> given(std::string_view name);
  void wrong(std::string_view name, std::string_view wanted);
  std::uint64_t kinds();
  std::optional<Box> box();

  const Request& request_;
  std::set<std::string_view> asked_;
  std::optional<std::string> problem_;
};

}  // namespace isnad::serve
