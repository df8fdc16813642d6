#include "serve/users.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "base/strings.h"

namespace isnad::serve {
namespace {

constexpr std::array<std::string_view, 3> kRoles = {"reader", "reviewer", "admin"};

Error io_error(const std::string& path, const char* what) {
  return {Error::Code::kIo, path + " " + what + ": " + std::strerror(errno)};
}

Status read_line(std::string_view line, const std::string& where, UserTable& into) {
  const auto cells = split(line, ':');
  const auto role = cells.size() == 3 ? role_of(cells[1]) : std::nullopt;
  if (!role || !is_user_name(cells[0]) || !cells[2].starts_with("$argon2id$"))
    return Error{Error::Code::kInput, where + " is no line NAME:ROLE:HASH: make it with `isnad users`"};
  into[std::string(cells[0])] = {*role, std::string(cells[2])};
  return {};
}

}  // namespace

std::string_view name(Role role) {
  return kRoles[static_cast<std::size_t>(role)];
}

std::optional<Role> role_of(std::string_view name) {
  const auto at = std::find(kRoles.begin(), kRoles.end(), name);
  return at == kRoles.end() ? std::nullopt : std::optional(static_cast<Role>(at - kRoles.begin()));
}

bool is_user_name(std::string_view text) {
  constexpr std::string_view kOthers = "._-@";
  const auto allowed = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

Result<UserTable> read_users(const std::string& path) {
  std::ifstream in(path);
  if (!in) return io_error(path, "cannot be read");
  UserTable table;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (Status read = read_line(line, path + ":" + std::to_string(number), table); !read) return read.error();
  }
  return table;
}

Status write_users(const std::string& path, const UserTable& users) {
  std::string content = "# Users of isnad serve, NAME:ROLE:HASH; made by `isnad users`\n";
  for (const auto& [user, entry] : users)
    content += user + ":" + std::string(name(entry.role)) + ":" + entry.hash + "\n";
  const std::string fresh = path + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return io_error(fresh, "cannot be written");
  const bool written = ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
  const bool whole = fsync(file) == 0 && written;
  ::close(file);
  if (!whole || std::rename(fresh.c_str(), path.c_str()) != 0) return io_error(path, "cannot be written");
  return {};
}

Result<std::string> hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return Error{Error::Code::kInternal, "a password cannot be hashed: 64 MiB of memory are needed"};
  }
  return std::string(hash.data());
}

Result<std::unique_ptr<Users>> Users::open(std::string path) {
  if (sodium_init() < 0) return Error{Error::Code::kInternal, "no source of random numbers"};
  std::unique_ptr<Users> users(new Users(std::move(path)));
  if (!users->exist()) return users;
  auto table = read_users(users->path_);
  if (!table) return table.error();
  auto decoy = hash_password("");
  if (!decoy) return decoy.error();
  users->decoy_ = *std::move(decoy);
  users->refresh();
  return users;
}

/// A file that is damaged while the server runs leaves nobody who may sign in.
void Users::refresh() {
  std::error_code failed;
  const auto changed = std::filesystem::last_write_time(path_, failed);
  if (!failed && changed == read_at_) return;
  auto table = read_users(path_);
  table_ = table ? *std::move(table) : UserTable{};
  read_at_ = changed;
}

std::optional<Role> Users::role(const std::string& user) {
  const std::lock_guard lock(mutex_);
  refresh();
  const auto found = table_.find(user);
  return found == table_.end() ? std::nullopt : std::optional(found->second.role);
}

std::optional<Role> Users::check(const std::string& user, const std::string& password) {
  const std::optional<Role> role = this->role(user);
  std::string hash;
  {
    const std::lock_guard lock(mutex_);
    const auto found = table_.find(user);
    hash = found == table_.end() ? decoy_ : found->second.hash;
  }
  const bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  return right ? role : std::nullopt;
}

}  // namespace isnad::serve
