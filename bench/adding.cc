// How long one document takes that is added to a large store, incidents and all: isnad_adding FILE CLAIMS DOCUMENTS
//
// FILE is made anew, with a made-up world (world.h) of so many claims. Then that many documents are added one by one:
// half of them report what is happening, half an event somewhere in the past; each is a `Store::add` and a
// `refresh_incidents`, with the waiting for the disk that a crash must not undo. Coding is not in it.
//
// First the answer is checked on a small world: the store must hold what making all incidents anew gives.
#include <isnad/engine.h>
#include <isnad/json.h>
#include <isnad/refresh.h>
#include <isnad/store.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "world.h"

namespace {

using isnad::Status;
using isnad::Store;

constexpr std::size_t kBatch = 5000;

/// A store that tells of its first failure and ends the program.
class Checked {
 public:
  Checked(const isnad::Engine& engine, const std::string& path) : engine_(engine) {
    for (const char* rest : {"", "-wal", "-shm"}) std::filesystem::remove(path + rest);
    auto opened = Store::open(path, Store::Mode::kCreate);
    if (!opened) fail(opened.error());
    store_ = *std::move(opened);
    expect(store_->begin_run({"bench", "", "", {}}));
  }

  void add(std::vector<isnad::CodedDocument> documents) {
    for (std::size_t begin = 0; begin < documents.size(); begin += kBatch) {
      std::vector<isnad::NewDocument> batch;
      for (std::size_t i = begin; i < std::min(documents.size(), begin + kBatch); ++i) {
        batch.push_back({std::move(documents[i]), "", "", "", false});
      }
      const auto added = store_->add(batch);
      if (!added) fail(added.error());
    }
  }
  void refresh() { expect(isnad::refresh_incidents(engine_, *store_)); }
  void remake() { expect(isnad::remake_incidents(engine_, *store_)); }

  std::string described() const {
    std::string all;
    const auto incidents = store_->incidents();
    if (!incidents) fail(incidents.error());
    for (const isnad::Incident& incident : *incidents) all += to_json(incident) + '\n';
    return all;
  }
  Store::Counts counts() const { return *store_->counts(); }

 private:
  [[noreturn]] static void fail(const isnad::Error& error) {
    std::fprintf(stderr, "isnad_adding: %s\n", error.message.c_str());
    std::exit(1);
  }
  static void expect(const Status& done) {
    if (!done) fail(done.error());
  }

  const isnad::Engine& engine_;
  std::unique_ptr<Store> store_;
};

/// Seconds that `work` takes.
template <typename Work>
double seconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Documents of now and of the past, in turn.
std::vector<isnad::CodedDocument> more(bench::World& world, std::size_t count) {
  std::vector<isnad::CodedDocument> documents;
  while (documents.size() < count) {
    for (isnad::CodedDocument& coded : world.documents(world.claims() + 1)) documents.push_back(std::move(coded));
    while (documents.size() % 2 != 0) documents.push_back(world.late());
    documents.push_back(world.late());
  }
  documents.resize(count);
  return documents;
}

bool holds(const isnad::Engine& engine, const std::string& path) {
  bench::World world;
  Checked store(engine, path);
  store.add(world.documents(3000));
  store.refresh();
  for (isnad::CodedDocument& coded : more(world, 100)) {
    store.add({std::move(coded)});
    store.refresh();
  }
  const std::string added = store.described();
  store.remake();
  return added == store.described();
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1e3;
}

void tell(const char* what, std::vector<double>& times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](std::size_t percent) { return 1e3 * times[(times.size() - 1) * percent / 100]; };
  std::printf("%s: p50 %.1f ms, p95 %.1f ms, longest %.1f ms\n", what, at(50), at(95), at(100));
}

void measure(const isnad::Engine& engine, const std::string& path, std::size_t claims, std::size_t count) {
  bench::World world;
  Checked store(engine, path);
  const double adding = seconds([&] { store.add(world.documents(claims)); });
  const double fusing = seconds([&] { store.refresh(); });
  const Store::Counts counts = store.counts();
  std::printf(
      "%lld claims in %lld documents stored in %.1f s, %lld incidents made in %.1f s, %.1f MB; peak of memory "
      "%.0f MB\n",
      static_cast<long long>(counts.claims), static_cast<long long>(counts.documents), adding,
      static_cast<long long>(counts.incidents), fusing, static_cast<double>(std::filesystem::file_size(path)) / 1e6,
      peak_megabytes());
  std::vector<double> times, of_processor;
  for (isnad::CodedDocument& coded : more(world, count)) {
    const std::clock_t begin = std::clock();
    const auto add = [&] {
      store.add({std::move(coded)});
      store.refresh();
    };
    times.push_back(seconds(add));
    of_processor.push_back(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  tell("one document added", times);
  tell("processor time of it", of_processor);
}

}  // namespace

int main(int count, char** arguments) {
  const auto engine = isnad::Engine::open({});
  if (!engine || count != 4) {
    std::fprintf(stderr, "%s\n", engine ? "usage: isnad_adding FILE CLAIMS DOCUMENTS" : engine.error().message.c_str());
    return 2;
  }
  if (!holds(**engine, arguments[1])) {
    std::fputs("isnad_adding: adding documents one by one does not come to what making all anew comes to\n", stderr);
    return 1;
  }
  measure(**engine, arguments[1], std::strtoull(arguments[2], nullptr, 10), std::strtoull(arguments[3], nullptr, 10));
  return 0;
}
