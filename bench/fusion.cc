// How long fusing takes, and how it grows: isnad_fusion CLAIMS...
//
// For each number of claims a world is made up (world.h). Printed are claims, documents, incidents against events,
// seconds, and the largest memory the process had.
#include <isnad/engine.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "world.h"

namespace {

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1e3;
}

void measure(const isnad::Engine& engine, std::size_t wanted) {
  bench::World world;
  std::vector<isnad::CodedDocument> documents = world.documents(wanted);
  const double before = peak_megabytes();
  const auto begin = std::chrono::steady_clock::now();
  const std::size_t incidents = engine.fuse(documents).size();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf(
      "%9zu claims %8zu documents %7zu incidents of %6zu events %8.2f s   peak %.0f MB, %.0f MB of it the claims\n",
      world.claims(), documents.size(), incidents, world.events(), seconds, peak_megabytes(), before);
}

}  // namespace

int main(int count, char** arguments) {
  const auto engine = isnad::Engine::open({});
  if (!engine || count < 2) {
    std::fprintf(stderr, "%s\n", engine ? "usage: isnad_fusion CLAIMS..." : engine.error().message.c_str());
    return 2;
  }
  for (int i = 1; i < count; ++i) measure(**engine, std::strtoull(arguments[i], nullptr, 10));
  return 0;
}
