#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace isnad {
namespace {

Error failure(const std::string& path) {
  return {Error::Code::kIo, path + ": cannot be read: " + std::strerror(errno)};
}

}  // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failure(path);
  struct stat status {};
  const bool known = ::fstat(file, &status) == 0;
  const auto size = static_cast<std::size_t>(known ? status.st_size : 0);
  void* const begin = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const bool mapped = known && begin != MAP_FAILED;
  const Error error = mapped ? Error{} : failure(path);
  ::close(file);
  if (!mapped) return error;
  return std::unique_ptr<MappedFile>(new MappedFile({static_cast<const char*>(begin), size}));
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace isnad
