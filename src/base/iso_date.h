// Dates as records carry them: ISO 8601 calendar dates, alone or with a time of day.
#pragma once

#include <string_view>

namespace isnad {

/// True for `2016-10-21`, `2016-10-21T03:00`, `2016-10-21T03:00:59.5+03:00` and the like; a space may stand for the T.
/// The day must exist in the Gregorian calendar.
bool is_iso_date(std::string_view text);

}  // namespace isnad
