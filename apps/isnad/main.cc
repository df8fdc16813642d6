// The program `isnad`: finds the subcommand, runs it, and turns what happened into an exit code.
#include <csignal>
#include <cstdio>
#include <exception>

#include "command.h"
#include "isnad/version.h"

namespace {

using namespace isnad::cli;

const Command* const kCommands[] = {&kCode,   &kAnalyze, &kExplain,    &kFuse,     &kIngest,  &kWatch,    &kShow,
                                    &kSearch, &kVerify,  &kQuarantine, &kDisputes, &kControl, &kContrast, &kExport,
                                    &kServe,  &kUsers,   &kLexicon,    &kEval,     &kTrain};

void add(CLI::App& app, const Command& command, int& status) {
  CLI::App* const sub = app.add_subcommand(command.name, command.summary);
  sub->footer(std::string("Example:\n  ") + command.example);
  sub->final_callback([run = command.set_up(*sub), &status] { status = run(); });
}

int run(int count, char** arguments) {
  CLI::App app(
      "isnad reads Arabic news and writes down who says that who did what to whom, where, when and how surely.",
      "isnad");
  int status = kAllWell;
  app.set_version_flag("--version", std::string("isnad ") + isnad::kVersion, "Print the version and exit");
  app.footer("`isnad COMMAND --help` tells more. Exit codes: 0 all went well, 1 some input failed, 2 wrong usage.");
  app.require_subcommand(1);
  for (const Command* command : kCommands) add(app, *command, status);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kAllWell : kUsage;
  }
  return status;
}

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_DFL);  // a reader that has seen enough ends us quietly, whatever we were started under
  try {
    return run(count, arguments);
  } catch (const std::exception& failure) {
    complain(std::string("cannot go on: ") + failure.what());
    return kSomeFailed;
  }
}
