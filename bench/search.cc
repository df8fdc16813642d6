// How long a search takes in a store of many documents: isnad_search_bench DB WORD...
//
// Each word is asked for alone, with each other word, and with filters, first page and tenth; printed are how many
// searches were made and the median, 95th percentile and longest of their times, on the clock and of the processor,
// which other programs on the machine change less. bench/search.sh makes the store.
#include <isnad/engine.h>
#include <isnad/store.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace {

constexpr std::int64_t kPage = 20;

class Bench {
 public:
  explicit Bench(const isnad::Store& store) : store_(store) {}

  void ask(const isnad::SearchFilter& filter) {
    for (const std::int64_t page : {0, 9}) {
      const auto begin = std::chrono::steady_clock::now();
      const std::clock_t before = std::clock();
      const auto hits = store_.search(filter, page * kPage, kPage);
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
      if (!hits) failed_ = hits.error().message;
      times_.push_back(took.count());
      processor_.push_back(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    }
  }

  int report() {
    if (!failed_.empty() || times_.empty()) {
      std::fprintf(stderr, "%s\n", failed_.empty() ? "no words" : failed_.c_str());
      return 1;
    }
    tell("on the clock", times_);
    tell("of the processor", processor_);
    return 0;
  }

 private:
  static void tell(const char* what, std::vector<double>& times) {
    std::sort(times.begin(), times.end());
    std::printf("%zu searches: median %.1f ms, p95 %.1f ms, longest %.1f ms %s\n", times.size(),
                times[times.size() / 2], times[times.size() * 95 / 100], times.back(), what);
  }

  const isnad::Store& store_;
  std::vector<double> times_, processor_;
  std::string failed_;
};

}  // namespace

int main(int count, char** arguments) {
  const auto engine = isnad::Engine::open({});
  const auto store = isnad::Store::open(count > 1 ? arguments[1] : "", isnad::Store::Mode::kRead);
  if (!engine || !store) {
    std::fprintf(stderr, "%s\n", (engine ? store.error() : engine.error()).message.c_str());
    return 2;
  }
  Bench bench(**store);
  for (int i = 2; i < count; ++i) {
    isnad::SearchFilter filter;
    filter.terms = (*engine)->terms(arguments[i]);
    bench.ask(filter);
    isnad::SearchFilter narrow = filter;
    narrow.kind = "attack";
    bench.ask(narrow);
    narrow.place = "iq";
    bench.ask(narrow);
    for (int j = i + 1; j < count; ++j) {
      isnad::SearchFilter both = filter;
      both.terms += " " + (*engine)->terms(arguments[j]);
      bench.ask(both);
    }
  }
  return bench.report();
}
