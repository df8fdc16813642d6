// Language resources as their editors see them: checking a folder of tables, and compiling it for
// `EngineOptions::lexicon`.
//
//   auto findings = isnad::check_resources("resources");
//   if (findings && findings->empty()) auto image = isnad::compile_resources("resources");
#pragma once

#include <string>
#include <vector>

#include "isnad/result.h"

namespace isnad {

/// What is wrong with the *.tsv tables of `folder`, one message a finding with file and line; empty when all is well.
/// Errors: the folder or one of its files cannot be read as a table at all.
Result<std::vector<std::string>> check_resources(const std::string& folder);

/// The compiled tables of `folder`, to be written to a file as they are. Errors name file and line.
Result<std::string> compile_resources(const std::string& folder);

}  // namespace isnad
