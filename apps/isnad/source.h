// What `isnad watch` looks at again and again: files, folders and patterns, or an address. Each look gives what is new.
//
//   auto source = Source::open("https://example.org/feed", options);
//   Look look = (*source)->look();
//   if (look.reader && stored(*look.reader)) (*source)->keep();
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "fetch.h"
#include "isnad/reader.h"
#include "isnad/result.h"

namespace isnad::cli {

struct SourceOptions {
  ReaderOptions reader;
  FetchLimits limits;
  std::chrono::milliseconds settle{2000};  ///< a file that was written to this lately is left alone
};

struct Look {
  std::string error = {};                    ///< why nothing could be seen
  std::unique_ptr<Reader> reader = nullptr;  ///< of what is new; none: nothing is
  std::chrono::milliseconds again_in{0};     ///< something was left alone, or the server asks to be; 0: neither
};

class Source {
 public:
  /// Errors (kUsage): an address that is neither http: nor https:, options of the reader that make no sense.
  static Result<std::unique_ptr<Source>> open(const std::string& address, const SourceOptions& options);
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  virtual Look look() = 0;
  /// What the last look gave is stored: it is not new any more.
  virtual void keep() = 0;

  /// What tells new from known, to be kept from one run of the program to the next. What cannot be understood, because
  /// another version wrote it, is looked at anew.
  using Stamps = std::map<std::string, std::string>;
  virtual Stamps known() const = 0;
  virtual void recall(const Stamps& stamps) = 0;

  const std::string& name() const { return name_; }

 protected:
  explicit Source(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

}  // namespace isnad::cli
