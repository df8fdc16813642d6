// Inputs of 200 MB each, read with memory that does not grow with them: large_input FOLDER
//
// Each is written to FOLDER, read to its end, and removed. The most memory that the program ever had is checked at the
// end.
#include <sys/resource.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "isnad/reader.h"

namespace {

constexpr std::size_t kSize = 200 << 20;
constexpr long kMostMemory = 300 << 10;  // KiB; records of 64 MiB are held, and their copies

struct Expected {
  std::uint64_t documents, errors;
};

void repeat(std::ofstream& out, const std::string& unit) {
  for (std::size_t size = 0; size < kSize; size += unit.size()) out << unit;
}

void write(const std::string& path, const std::string& begin, const std::string& unit, const std::string& end) {
  std::ofstream out(path, std::ios::binary);
  out << begin;
  repeat(out, unit);
  out << end;
}

bool read(const std::string& path, Expected least) {
  auto reader = isnad::Reader::open({path}, {.any_language = true});
  Expected seen{0, 0};
  for (isnad::InputRecord record; (*reader)->next(record);) ++(record.document ? seen.documents : seen.errors);
  const bool good = seen.documents >= least.documents && seen.errors == least.errors;
  std::printf("%s: %llu documents, %llu errors%s\n", path.c_str(), static_cast<unsigned long long>(seen.documents),
              static_cast<unsigned long long>(seen.errors), good ? "" : " FAILED");
  return good;
}

bool check(const std::string& path, const std::string& begin, const std::string& unit, const std::string& end,
           Expected least) {
  write(path, begin, unit, end);
  const bool good = read(path, least);
  std::filesystem::remove(path);
  return good;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::string folder = arguments[1];
  std::filesystem::create_directories(folder);
  const std::string line(1000, 'x');
  bool good = check(folder + "/large.txt", "", line + "\n", "", {40, 0});
  good &= check(folder + "/array.json", "[", "{\"text\": \"" + line + "\"},\n", "{}]", {200000, 1});
  good &= check(folder + "/one.json", "[{\"text\": \"", line, "\"},{\"text\": \"y\"}]", {1, 1});
  good &= check(folder + "/one.jsonl", "{\"text\": \"", line, "\"}\n{\"text\": \"y\"}\n", {1, 1});
  good &= check(folder + "/cell.csv", "id,text\n1,\"", line, "\"\n2,y\n", {1, 1});
  good &= check(folder + "/page.html", "<html><p>", line + " ", "</html>", {0, 1});
  good &= check(folder + "/crawl.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nHTTP/", line,
                "\r\n\r\n", {0, 1});
  good &= check(folder + "/feed.xml", "<rss><channel>", "<item><title>" + line + "</title></item>", "</channel></rss>",
                {190000, 0});
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%ld KiB at most\n", usage.ru_maxrss);
  return good && usage.ru_maxrss < kMostMemory ? 0 : 1;
}
