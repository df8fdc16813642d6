// Days as numbers, and the day that a claim is about: what grouping and storage need of ISO 8601.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "isnad/claim.h"

namespace isnad {

/// Days since 1970-01-01 of a text that begins with `YYYY-MM-DD`; empty when it does not, or there is no such day.
std::optional<std::int32_t> day_number(std::string_view iso);

/// Minutes since 1970-01-01T00:00 UTC of a date with a time of day, `2016-10-21T06:20:00+03:00`; without an offset, UTC
/// is meant. Empty when there is no time of day.
std::optional<std::int64_t> minute_number(std::string_view iso);

/// `YYYY-MM-DD`.
std::string day_text(std::int32_t day);

/// The first day that the claim states; empty when it states none to the day.
std::optional<std::int32_t> stated_day(const Claim& claim);

/// The stated day, else the day of publication.
std::optional<std::int32_t> claim_day(const Claim& claim, std::string_view published);

}  // namespace isnad
