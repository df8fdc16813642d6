// Standard output, or a file in its place, with every failure noticed: a full disk must not pass for a finished run.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace isnad::cli {

class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    if (file_ != stdout) std::fclose(file_);
  }

  /// Goes to the file `path` instead; "-" and "" stay with standard output. False after a complaint.
  bool redirect(const std::string& path);

  /// False once something could not be written.
  bool write(std::string_view data) {
    good_ = good_ && std::fwrite(data.data(), 1, data.size(), file_) == data.size();
    return good_;
  }

  /// Flushes; complains and gives false when anything was lost.
  bool finish();

 private:
  std::FILE* file_ = stdout;
  bool good_ = true;
};

}  // namespace isnad::cli
