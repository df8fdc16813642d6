// Where tests put a store: a file, or where ISNAD_POSTGRES names a server (tests/postgres/with_server.py), a schema of
// its own there, so that the same tests hold of both databases.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "store/database.h"

namespace isnad::test {

/// A folder of the running test alone, gone with it.
class Folder {
 public:
  explicit Folder(const std::string& suite)
      : path_(std::filesystem::temp_directory_path() /
              ("isnad_" + suite + "_" + std::to_string(getpid()) + "_" +
               testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

class Place {
 public:
  /// `file` must not be there, nor is it made where a server is named.
  explicit Place(const std::string& file) : where_(file) {
    const char* const server = std::getenv("ISNAD_POSTGRES");
    if (server == nullptr) return;
    static int made = 0;
    server_ = server;
    schema_ = "unit_" + std::to_string(getpid()) + "_" + std::to_string(++made);
    tell("CREATE SCHEMA " + schema_);
    where_ = server_ + (server_.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema_;
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (!schema_.empty()) tell("DROP SCHEMA " + schema_ + " CASCADE");
  }

  const std::string& where() const { return where_; }

 private:
  void tell(const std::string& sql) const {
    const auto database = store::Database::open(server_, store::Database::Mode::kWrite);
    ASSERT_TRUE(database) << database.error().message;
    const Status done = (*database)->execute(sql);
    ASSERT_TRUE(done) << done.error().message;
  }

  std::string where_, server_, schema_;
};

}  // namespace isnad::test
