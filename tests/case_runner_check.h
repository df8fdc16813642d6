// Whether what the engine found meets what a case expects.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "case_runner_parse.h"
#include "isnad/engine.h"

namespace cases {

/// A missed expectation, and what was found instead.
struct Miss {
  int line = 0;
  std::string expected;
  std::string actual;
};

/// Runs a case. Errors: the engine refused the document, or its analysis is not the JSON of docs/formats/analysis.md.
isnad::Result<std::vector<Miss>> run_case(const isnad::Engine& engine, const Case& item);

/// Gives each of `wants` one of `items` that fits it, no item to two wants but where they may share. Empty when that
/// cannot be done.
using Fits = std::function<bool(std::size_t want, std::size_t item)>;
using MayShare = std::function<bool(std::size_t want, std::size_t other)>;
std::vector<std::size_t> assign(std::size_t wants, std::size_t items, const Fits& fits, const MayShare& may_share);

/// The lines of `expectations` that the claims of a document miss.
std::vector<Miss> check_claims(const std::vector<Expectation>& expectations, const std::vector<isnad::Claim>& claims);

/// The lines that the analysis (JSON) misses: numbers, times, names, sentences, segments.
isnad::Result<std::vector<Miss>> check_analysis(const std::vector<Expectation>& expectations, std::string_view text,
                                                const std::string& json);

}  // namespace cases
