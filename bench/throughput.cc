// How fast one core codes and analyses: isnad_throughput [FILE|FOLDER]
//
// The answer is checked before the clock starts: a document coded twice must give the same claims, each of whose spans
// lies in the text. Small inputs are repeated until there are 8 MB of text. Printed are documents, megabytes of UTF-8
// text, seconds (the best of three passes), MB/s, claims, and the largest memory the process had.
#include <isnad/engine.h>
#include <isnad/json.h>
#include <isnad/reader.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

namespace {

constexpr std::size_t kLeastBytes = 8'000'000;
constexpr int kPasses = 3;

isnad::Result<std::vector<isnad::Document>> read_all(const std::string& path) {
  isnad::ReaderOptions options;
  options.published = "2016-10-21";
  auto reader = isnad::Reader::open({path}, options);
  if (!reader) return reader.error();
  std::vector<isnad::Document> documents;
  isnad::InputRecord record;
  while ((*reader)->next(record)) {
    if (!record.document)
      return isnad::Error{isnad::Error::Code::kInput, record.where() + ": " + record.document.error().message};
    documents.push_back(record.document->document);
  }
  if (documents.empty()) return isnad::Error{isnad::Error::Code::kInput, path + ": no documents"};
  return documents;
}

std::size_t bytes_of(const std::vector<isnad::Document>& documents) {
  std::size_t bytes = 0;
  for (const isnad::Document& document : documents) bytes += document.text.size();
  return bytes;
}

void repeat(std::vector<isnad::Document>& documents) {
  const std::size_t once = documents.size(), bytes = std::max<std::size_t>(bytes_of(documents), 1);
  documents.reserve(once * (kLeastBytes / bytes + 1));
  for (std::size_t copies = kLeastBytes / bytes; copies > 0; --copies) {
    for (std::size_t i = 0; i < once; ++i) documents.push_back(documents[i]);
  }
}

// The claims of one document as JSON; "" when it cannot be coded.
std::string answer(const isnad::Engine& engine, const isnad::Document& document) {
  const auto coded = engine.code(document);
  return coded ? isnad::to_json(*coded) : "";
}

bool answers_are_sound(const isnad::Engine& engine, const std::vector<isnad::Document>& documents) {
  return std::all_of(documents.begin(), documents.end(), [&engine](const isnad::Document& document) {
    const std::string first = answer(engine, document);
    return !first.empty() && first == answer(engine, document);
  });
}

// Seconds of the best pass.
double best_time(const std::function<void()>& pass) {
  double best = 1e9;
  for (int i = 0; i < kPasses; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    pass();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

void print(const char* what, double seconds, std::size_t bytes, std::size_t found, const char* things) {
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::printf("%-8s %8.2f MB %8.2f s %8.2f MB/s   %zu %s\n", what, megabytes, seconds, megabytes / seconds, found,
              things);
}

void measure(const isnad::Engine& engine, const std::vector<isnad::Document>& documents) {
  const std::size_t bytes = bytes_of(documents);
  std::size_t claims = 0, analysed = 0;
  const double code = best_time([&] {
    claims = 0;
    for (const isnad::Document& document : documents) claims += engine.code(document)->claims.size();
  });
  print("code", code, bytes, claims, "claims");
  const double analyze = best_time([&] {
    analysed = 0;
    for (const isnad::Document& document : documents)
      analysed += engine.analyze(document, isnad::AnalysisFormat::kJson)->size();
  });
  print("analyze", analyze, bytes, analysed, "bytes of JSON");
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%zu documents; peak memory %.0f MB, of which %.0f MB are the texts themselves\n", documents.size(),
              static_cast<double>(usage.ru_maxrss) / 1e3, static_cast<double>(bytes) / 1e6);
}

}  // namespace

int main(int count, char** arguments) {
  auto documents = read_all(count > 1 ? arguments[1] : "examples/reports");
  const auto engine = isnad::Engine::open({});
  if (!documents || !engine) {
    std::fprintf(stderr, "%s\n", (documents ? engine.error() : documents.error()).message.c_str());
    return 2;
  }
  if (!answers_are_sound(**engine, *documents)) {
    std::fputs("a document cannot be coded, or coding it again gives another answer\n", stderr);
    return 1;
  }
  repeat(*documents);
  measure(**engine, *documents);
  return 0;
}
