// What a subcommand of the program is, and what all of them share: exit codes, inputs, the choice of engine, messages.
//
// A command is one file command_<name>.cc that defines a `Command`; it is declared below and listed in main.cc.
// Data goes to standard output (output.h), everything else to standard error, one line a message, begun by "isnad: ".
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/engine.h"
#include "isnad/reader.h"
#include "isnad/result.h"
#include "isnad/store.h"

namespace isnad::cli {

/// What the program returns to its caller.
enum ExitCode : int {
  kAllWell = 0,
  kSomeFailed = 1,  ///< some input or output failed; what could be done was done
  kUsage = 2,       ///< the command line makes no sense, or nothing could begin: no engine, no such file given
};

struct Command {
  const char* name;
  const char* summary;  ///< a line of `isnad --help`
  const char* example;  ///< the end of its own --help
  /// Adds its options to `app`; gives what runs once they are parsed, which returns an `ExitCode`.
  std::function<int()> (*set_up)(CLI::App& app);
};

extern const Command kCode, kAnalyze, kExplain, kFuse, kIngest, kShow, kDisputes, kControl, kContrast, kExport,
    kLexicon, kEval, kTrain, kServe, kUsers, kSearch, kVerify, kQuarantine, kWatch;

/// Inputs of the commands that read documents: FILE, DIR or - for standard input (the default).
struct InputOptions {
  std::vector<std::string> inputs;
  ReaderOptions reader;
};
void add_input_options(CLI::App& app, InputOptions& options);

/// DB, a store that must be there already.
void add_store_option(CLI::App& app, std::string& path);

/// --lexicon and --models.
void add_engine_options(CLI::App& app, EngineOptions& options);

/// --min-confidence.
void add_confidence_option(CLI::App& app, EngineOptions& options);

/// --threads; `unset` means as many as the machine has cores.
void add_threads_option(CLI::App& app, unsigned& threads);

template <typename Format>
std::string default_name(Format format, const std::map<std::string, Format>& formats) {
  for (const auto& [name, value] : formats) {
    if (value == format) return name;
  }
  return {};
}

/// --format, one of the names of `formats`; `format` holds the default.
template <typename Format>
void add_format_option(CLI::App& app, Format& format, const std::map<std::string, Format>& formats) {
  std::string names;
  for (const auto& [name, value] : formats) names += (names.empty() ? "" : "|") + name;
  app.add_option("--format", format, "What to write (default: " + default_name(format, formats) + ")")
      ->type_name(names)
      ->transform(CLI::CheckedTransformer(formats).description(""));
}

/// "isnad: MESSAGE" on standard error, whole lines even when several threads complain.
void complain(std::string_view message);

/// The inputs, or null after a complaint.
std::unique_ptr<Reader> open_reader(const InputOptions& options);

/// Says how many records were left out, and why, if any were.
void tell_skipped(const Reader& reader);

/// The engine, or null after a complaint.
std::unique_ptr<Engine> open_engine(const EngineOptions& options);

/// A store that is there already, for reading; null after a complaint. Says so when its incidents are out of date.
std::unique_ptr<Store> open_store(const std::string& path);

}  // namespace isnad::cli
