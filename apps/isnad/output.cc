#include "output.h"

#include <cerrno>
#include <cstring>

#include "command.h"

namespace isnad::cli {

bool Output::redirect(const std::string& path) {
  if (path.empty() || path == "-") return true;
  std::FILE* const opened = std::fopen(path.c_str(), "wb");
  if (opened == nullptr) {
    complain(path + ": cannot be written: " + std::strerror(errno));
    return false;
  }
  file_ = opened;
  return true;
}

bool Output::finish() {
  good_ = std::fflush(file_) == 0 && good_;
  if (!good_) complain(std::string("the output could not be written in full: ") + std::strerror(errno));
  return good_;
}

}  // namespace isnad::cli
