#include "read/bytes.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace isnad::read {
namespace {

constexpr std::size_t kChunk = 1 << 16;

Error system_error(const char* what) {
  return {Error::Code::kIo, std::string(what) + ": " + std::strerror(errno)};
}

class File : public Bytes {
 public:
  explicit File(int file) : file_(file) {}
  ~File() override {
    if (file_ > STDIN_FILENO) ::close(file_);
  }
  Result<std::size_t> read(char* out, std::size_t size) override {
    ssize_t got;
    do got = ::read(file_, out, size);
    while (got < 0 && errno == EINTR);
    if (got < 0) return system_error("cannot be read");
    return static_cast<std::size_t>(got);
  }

 private:
  int file_;
};

class Memory : public Bytes {
 public:
  explicit Memory(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<std::size_t> read(char* out, std::size_t size) override {
    const std::size_t got = bytes_.copy(out, size, at_);
    at_ += got;
    return got;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<Bytes>> open_file(const std::string& path) {
  const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return system_error("cannot be opened");
  return std::unique_ptr<Bytes>(std::make_unique<File>(file));
}

std::unique_ptr<Bytes> from_memory(std::string bytes) {
  return std::make_unique<Memory>(std::move(bytes));
}

std::string_view Buffered::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && fill()) {
  }
  return view().substr(0, size);
}

Result<std::size_t> Buffered::read(char* out, std::size_t size) {
  if (view().empty() && !fill() && failed()) return take_failure().error();
  const std::size_t got = view().copy(out, size);
  take(got);
  return got;
}

bool Buffered::fill() {
  if (ended_ || failed()) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kChunk);
  const Result<std::size_t> got = stream_->read(buffer_.data() + before, kChunk);
  buffer_.resize(before + (got ? *got : 0));
  if (!got) failure_ = got.error();
  ended_ = got ? *got == 0 : got.error().code != Error::Code::kInput;
  return got && *got > 0;
}

void Buffered::take(std::size_t size) {
  at_ += size;
  offset_ += size;
}

Status Buffered::take_failure() {
  return std::exchange(failure_, Status());
}

}  // namespace isnad::read
