#include "source.h"

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "isnad/time.h"

namespace isnad::cli {
namespace {

namespace fs = std::filesystem;
using FileTime = fs::file_time_type;

/// Files are known by the time they were written and their size.
class Files final : public Source {
 public:
  Files(const std::string& path, SourceOptions options) : Source(path), options_(std::move(options)) {}

  Look look() override {
    Look look;
    seen_.clear();
    std::vector<std::string> fresh;
    if (Status listed = list(name(), fresh, look); !listed) return {.error = listed.error().message};
    if (fresh.empty()) return look;
    auto reader = Reader::open(std::move(fresh), options_.reader);
    if (!reader) return {.error = reader.error().message};
    look.reader = *std::move(reader);
    return look;
  }

  void keep() override { known_ = seen_; }
  Stamps known() const override { return known_; }
  void recall(const Stamps& stamps) override { known_ = stamps; }

 private:
  static std::string stamp_of(FileTime written, std::uintmax_t size) {
    return std::to_string(written.time_since_epoch().count()) + " " + std::to_string(size);
  }

  /// Adds the files that are new to `fresh`. A pattern may match folders.
  Status list(const std::string& input, std::vector<std::string>& fresh, Look& look) {
    const Result<std::vector<std::string>> files = list_inputs(input);
    if (!files) return files.error();
    for (const std::string& file : *files) {
      std::error_code none;
      const bool folder = file != input && fs::is_directory(file, none);
      if (Status listed = folder ? list(file, fresh, look) : Status(); !listed) return listed;
      if (!folder && is_fresh(file, look)) fresh.push_back(file);
    }
    return {};
  }

  bool is_fresh(const std::string& file, Look& look) {
    std::error_code gone;
    const FileTime written = fs::last_write_time(file, gone);
    const std::uintmax_t size = gone ? 0 : fs::file_size(file, gone);
    if (gone) return true;  // the reader says why
    const std::string stamp = stamp_of(written, size);
    const auto known = known_.find(file);
    const bool same = known != known_.end() && known->second == stamp;
    const auto age = FileTime::clock::now() - written;
    const bool settled = age >= options_.settle || age < FileTime::duration::zero();
    if (same || settled) seen_[file] = stamp;
    if (!same && !settled) look.again_in = options_.settle;
    return !same && settled;
  }

  SourceOptions options_;
  Stamps known_, seen_;
};

/// An address is known by what the server says of its answer, and by the answer itself.
class Address final : public Source {
 public:
  Address(const std::string& address, SourceOptions options)
      : Source(without_credentials(address)),
        address_(address),
        options_(std::move(options)),
        fetcher_(options_.limits) {}

  Look look() override {
    Answer answer = fetcher_.get(address_, kept_.validators);
    if (!answer.error.empty()) return {.error = std::move(answer.error), .again_in = answer.retry_after};
    if (answer.unchanged) return {};
    answer_ = {std::move(answer.validators), std::hash<std::string>()(answer.body)};
    if (answer_.hash == kept_.hash) {
      keep();
      return {};
    }
    ReaderOptions options = options_for(answer);
    auto reader = Reader::open_bytes(name(), std::move(answer.body), std::move(options));
    if (!reader) return {.error = reader.error().message};
    Look look;
    look.reader = *std::move(reader);
    return look;
  }

  void keep() override { kept_ = answer_; }
  Stamps known() const override {
    return {{"etag", kept_.validators.etag},
            {"last-modified", kept_.validators.last_modified},
            {"hash", std::to_string(kept_.hash)}};
  }
  void recall(const Stamps& stamps) override {
    const auto kept = [&](const char* item) { return stamps.contains(item) ? stamps.at(item) : std::string(); };
    kept_ = {{kept("etag"), kept("last-modified")}, std::strtoull(kept("hash").c_str(), nullptr, 10)};
  }

 private:
  struct Last {
    Validators validators;
    std::size_t hash = 0;
  };

  ReaderOptions options_for(const Answer& answer) const {
    ReaderOptions options = options_.reader;
    options.retrieved = utc(std::chrono::system_clock::now());
    if (options.format == InputFormat::kAuto) options.format = format_of(answer.body);
    if (options.encoding.empty() && !declares_encoding(answer.body)) options.encoding = known_encoding(answer.charset);
    return options;
  }

  static std::string known_encoding(const std::string& charset) {
    ReaderOptions options;
    options.encoding = charset;
    return Reader::open({}, options) ? charset : std::string();
  }

  // A page, as servers send in the place of what they do not have, must not pass for news.
  static InputFormat format_of(const std::string& body) {
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    const bool json_or_packed =
        first != std::string::npos && std::string("{[\x1f\x28\xfd").find(body[first]) != std::string::npos;
    return json_or_packed ? InputFormat::kAuto : InputFormat::kFeed;
  }

  static bool declares_encoding(const std::string& body) {
    return body.substr(0, 256).find("encoding=") != std::string::npos;
  }

  std::string address_;
  SourceOptions options_;
  Fetcher fetcher_;
  Last answer_, kept_;
};

}  // namespace

Result<std::unique_ptr<Source>> Source::open(const std::string& address, const SourceOptions& options) {
  if (auto tried = Reader::open({address}, options.reader); !tried) return tried.error();
  if (is_address(address)) return std::unique_ptr<Source>(std::make_unique<Address>(address, options));
  if (address.find("://") == std::string::npos && address != "-")
    return std::unique_ptr<Source>(std::make_unique<Files>(address, options));
  return Error{Error::Code::kUsage, "\"" + address +
                                        "\" cannot be watched: give a file, a folder, a pattern, or an "
                                        "address that begins with http:// or https://"};
}

}  // namespace isnad::cli
