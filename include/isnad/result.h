// A value or an error. The library never prints, exits or throws on bad input: it returns one of these.
//
//   isnad::Result<int> parsed = parse(text);
//   if (!parsed) std::cerr << parsed.error().message << '\n';
//   else use(*parsed);
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace isnad {

/// What went wrong. `message` is one sentence that says what, where (file and line, record, or byte offset) and what to
/// do.
struct Error {
  enum class Code {
    kInput,     ///< the data given is malformed: fix or skip it; the rest of a batch can go on
    kUsage,     ///< the call itself is wrong (unknown option value, impossible combination)
    kIo,        ///< a file or database cannot be read or written
    kCorrupt,   ///< a stored file is damaged or of another version
    kInternal,  ///< a broken promise of ours
  };
  Code code = Code::kInput;
  std::string message;
};

/// Either a `T` or an `Error`. Test it, then dereference it; dereferencing an error is undefined.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an `Error`.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)), failed_(true) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return !failed_; }
  const Error& error() const { return error_; }

 private:
  Error error_;
  bool failed_ = false;
};

}  // namespace isnad
