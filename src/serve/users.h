// Who may review: a file of names, roles and Argon2id hashes, one a line, `name:role:hash`.
//
// `isnad users FILE add NAME` writes it. The file is read again when it has changed, so that a user can be added or
// taken away while the server runs.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::serve {

enum class Role : std::uint8_t { kReader, kReviewer, kAdmin };
std::string_view name(Role role);
std::optional<Role> role_of(std::string_view name);

struct User {
  Role role = Role::kReader;
  std::string hash;
};

using UserTable = std::map<std::string, User>;

/// Errors name the line. A file that is not there is an error too.
Result<UserTable> read_users(const std::string& path);
/// Replaces the file; only its owner can read it.
Status write_users(const std::string& path, const UserTable& users);
/// Letters, digits, `.`, `_`, `-` and `@`, up to 64.
bool is_user_name(std::string_view text);
/// Errors: no memory for hashing.
Result<std::string> hash_password(std::string_view password);

class Users {
 public:
  /// An empty path: there are no users. Errors: the file cannot be read.
  static Result<std::unique_ptr<Users>> open(std::string path);
  bool exist() const { return !path_.empty(); }

  /// The role of a user whose password is right. Takes as long for a name that is not there.
  std::optional<Role> check(const std::string& user, const std::string& password);
  /// The role that the user has now; empty when taken out of the file.
  std::optional<Role> role(const std::string& user);

 private:
  explicit Users(std::string path) : path_(std::move(path)) {}
  void refresh();

  const std::string path_;
  std::mutex mutex_;
  std::filesystem::file_time_type read_at_{};
  UserTable table_;
  std::string decoy_;  // a hash to check unknown names against
};

}  // namespace isnad::serve
