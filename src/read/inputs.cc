#include "read/inputs.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/strings.h"
#include "read/encoding.h"
#include "read/record_reader.h"
#include "text/decode.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;

constexpr std::pair<const char*, InputFormat> kFormats[] = {
    {"auto", InputFormat::kAuto}, {"text", InputFormat::kText}, {"jsonl", InputFormat::kJsonLines},
    {"json", InputFormat::kJson}, {"csv", InputFormat::kCsv},   {"html", InputFormat::kHtml},
    {"warc", InputFormat::kWarc}, {"feed", InputFormat::kFeed}};

Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const bool hidden = at->path().filename().string().starts_with('.');
    std::error_code gone;
    if (hidden && at->is_directory(gone)) at.disable_recursion_pending();
    if (!hidden && at->is_regular_file(gone) && read::format_of_name(at->path().string()) != InputFormat::kAuto)
      files.push_back(at->path().string());
  }
  if (failed) return Error{Error::Code::kIo, "cannot be listed: " + failed.message()};
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<std::string>> matches_of(const std::string& pattern) {
  std::vector<std::string> files;
  glob_t found = {};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::string to_string(InputFormat format) {
  for (const auto& [name, value] : kFormats) {
    if (value == format) return name;
  }
  return {};
}

Result<InputFormat> input_format_of(const std::string& name) {
  for (const auto& [known, value] : kFormats) {
    if (name == known) return value;
  }
  return Error{Error::Code::kUsage,
               "no input format is named \"" + name + "\"; there are text, jsonl, json, csv, html, warc, feed"};
}

Result<std::vector<std::string>> list_inputs(const std::string& input) {
  std::error_code none;
  if (fs::is_directory(input, none)) return files_below(input);
  if (fs::exists(input, none)) return std::vector{input};
  if (read::is_pattern(input)) return matches_of(input);
  return Error{Error::Code::kIo, "there is no such file or folder"};
}

namespace read {
namespace {

constexpr std::size_t kHead = 1 << 16;

constexpr std::pair<const char*, InputFormat> kExtensions[] = {
    {".txt", InputFormat::kText},  {".jsonl", InputFormat::kJsonLines}, {".ndjson", InputFormat::kJsonLines},
    {".json", InputFormat::kJson}, {".csv", InputFormat::kCsv},         {".tsv", InputFormat::kCsv},
    {".html", InputFormat::kHtml}, {".htm", InputFormat::kHtml},        {".xhtml", InputFormat::kHtml},
    {".warc", InputFormat::kWarc}, {".wet", InputFormat::kWarc},        {".rss", InputFormat::kFeed},
    {".atom", InputFormat::kFeed}, {".xml", InputFormat::kFeed},        {".rdf", InputFormat::kFeed}};

bool begins(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b);
         });
}

InputFormat format_of_json(std::string_view head, bool whole, InputFormat named, const FieldMap& fields) {
  const bool lines = is_json_lines(head, whole, named == InputFormat::kJsonLines, fields);
  return lines ? InputFormat::kJsonLines : InputFormat::kJson;
}

// Of the head without marks and white space.
InputFormat guess(std::string_view head, bool whole, const FieldMap& fields) {
  if (begins(head, "warc/")) return InputFormat::kWarc;
  if (begins(head, "<!doctype html") || begins(head, "<html")) return InputFormat::kHtml;
  for (const char* feed : {"<rss", "<feed", "<rdf:rdf"}) {
    const std::size_t at = head.find('<');
    if (begins(head, feed) || (begins(head, "<?xml") && head.substr(at, 4096).find(feed) != std::string_view::npos))
      return InputFormat::kFeed;
  }
  if (begins(head, "<?xml") && head.find("<html") != std::string_view::npos) return InputFormat::kHtml;
  const std::size_t second = head.find_first_not_of(" \t\r\n", 1);
  const bool array = begins(head, "[") && second != std::string_view::npos && head[second] == '{';
  if (begins(head, "{") || array) return format_of_json(head, whole, InputFormat::kAuto, fields);
  return InputFormat::kText;
}

}  // namespace

InputFormat format_of_name(const std::string& path) {
  fs::path name(path);
  for (const char* packed : {".gz", ".zst", ".xz"}) {
    if (name.extension() == packed) {
      name.replace_extension();
      break;
    }
  }
  const std::string extension = name.extension().string();
  for (const auto& [known, format] : kExtensions) {
    if (extension == known) return format;
  }
  return InputFormat::kAuto;
}

InputFormat format_of_bytes(Buffered& bytes, InputFormat named, const FieldMap& fields) {
  const bool json = named == InputFormat::kJson || named == InputFormat::kJsonLines;
  if (named != InputFormat::kAuto && !json) return named;
  std::string_view head = bytes.peek(kHead);
  const bool whole = head.size() < kHead;
  std::string converted;
  if (const auto mark = text::find_byte_order_mark(head); mark.size > 0) {
    converted = to_utf8(head.substr(mark.size), std::string(mark.encoding));
    head = converted;
  }
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  return json ? format_of_json(head, whole, named, fields) : guess(head, whole, fields);
}

bool is_pattern(const std::string& path) {
  return path.find_first_of("*?[") != std::string::npos;
}

}  // namespace read
}  // namespace isnad
