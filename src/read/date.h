// Dates as exporters, feeds and pages write them, to ISO 8601.
#pragma once

#include <string>
#include <string_view>

namespace isnad::read {

/// The same moment or day in ISO 8601; empty when `text` is none, or could be two different days (03/04/2016). Read
/// are: ISO 8601 and its common variants ("2016-10-21 10:00", "2016/10/21", "20161021"), RFC 822 ("Fri, 21 Oct 2016
/// 10:00:00 +0300"), English month names ("October 21, 2016"), what Arabic sites print (date_words.h), day and month by
/// number where only one can be the month
/// ("21/10/2016"), seconds and milliseconds since 1970. A zone that is given is kept, one that is not is not made up.
std::string to_iso_date(std::string_view text);

}  // namespace isnad::read
