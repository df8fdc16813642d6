// The common course of the commands that turn each document into a piece of output.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "command.h"

namespace isnad::cli {

/// Where the output of one document goes, piece by piece.
using Sink = std::function<void(std::string_view)>;

/// Runs `work` over all input documents on `threads` threads and writes what it makes, in the order of the input.
/// What cannot be read or worked is complained of, and the rest goes on. Gives the exit code.
int write_each(const InputOptions& options, unsigned threads,
               const std::function<Status(Document&&, const Sink&)>& work);

}  // namespace isnad::cli
