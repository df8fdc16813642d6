// How long a search takes in a store of many documents: isnad_search_bench DB WORD...
//
// Each word is asked for alone, with each other word, and with filters, first page and tenth; printed are how many
// searches were made and the median, 95th percentile and longest of their times. bench/search.sh makes the store.
#include <isnad/engine.h>
#include <isnad/store.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace {

constexpr std::int64_t kPage = 20;

class Bench {
 public:
  explicit Bench(const isnad::Store& store) : store_(store) {}

  void ask(const isnad::SearchFilter& filter) {
    for (const std::int64_t page : {0, 9}) {
      const auto begin = std::chrono::steady_clock::now();
      const auto hits = store_.search(filter, page * kPage, kPage);
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
      if (!hits) failed_ = hits.error().message;
      times_.push_back(took.count());
    }
  }

  int report() {
    if (!failed_.empty() || times_.empty()) {
      std::fprintf(stderr, "%s\n", failed_.empty() ? "no words" : failed_.c_str());
      return 1;
    }
    std::sort(times_.begin(), times_.end());
    std::printf("%zu searches: median %.1f ms, p95 %.1f ms, longest %.1f ms\n", times_.size(),
                times_[times_.size() / 2], times_[times_.size() * 95 / 100], times_.back());
    return 0;
  }

 private:
  const isnad::Store& store_;
  std::vector<double> times_;
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
