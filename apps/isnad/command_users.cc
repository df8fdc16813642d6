// isnad users: who may review in `isnad serve`. Passwords come from standard input, never from the command line.
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "command.h"
#include "isnad/serve.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string file, action, user, role = "reviewer";
};

/// A line of standard input; a terminal does not show it.
std::string read_password() {
  const bool terminal = isatty(STDIN_FILENO) != 0;
  termios shown{};
  if (terminal) {
    std::cerr << "Password: " << std::flush;
    tcgetattr(STDIN_FILENO, &shown);
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::cerr << '\n';
  }
  return password;
}

int run(const Options& options) {
  const Status done = options.action == "add" ? set_user(options.file, options.user, options.role, read_password())
                                              : remove_user(options.file, options.user);
  if (done) return kAllWell;
  complain(done.error().message);
  return kUsage;
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("file", options->file, "File of users; `add` makes it when there is none")
      ->type_name("FILE")
      ->required();
  app.add_option("action", options->action, "What to do: `add` also changes password or role")
      ->type_name("add|remove")
      ->required()
      ->check(CLI::IsMember({"add", "remove"}).description(""));
  app.add_option("user", options->user, "Name: letters, digits and . _ - @")->type_name("NAME")->required();
  app.add_option("--role", options->role, "What the user may do (default reviewer)")
      ->type_name("reader|reviewer|admin")
      ->check(CLI::IsMember({"reader", "reviewer", "admin"}).description(""));
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kUsers = {"users", "Add or remove those who may review; the password is read from standard input",
                               "isnad users reviewers.txt add amal --role reviewer", set_up};

}  // namespace isnad::cli
