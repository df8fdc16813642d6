// isnad watch: looks at folders and feeds again and again, and ingests what is new, until interrupted.
//
// Every source has a next look of its own: `--every` seconds after the last one when that went well, later and later
// while it fails. A round is all the looks that are due at one time; then the incidents are made again, and a line says
// how things are.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "command.h"
#include "health.h"
#include "ingest.h"
#include "isnad/time.h"
#include "isnad/version.h"
#include "seen.h"
#include "source.h"

namespace isnad::cli {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kLongestBackOff = std::chrono::hours(6);
constexpr std::uint64_t kMostRoundsOfOnce = 5;    // that a file which is still being written is waited for
constexpr milliseconds kNap = milliseconds(100);  // how soon a signal is noticed

struct Options {
  std::string store, health;
  InputOptions input;
  EngineOptions engine;
  SourceOptions source;
  unsigned threads = 1;
  bool keep_raw = false, once = false;
  double every = 300, settle = 2, timeout = 60, most_megabytes = 32;
};

std::atomic<bool> stopped = false;

// A second signal ends the program at once; the store takes no harm.
void stop(int signal) {
  stopped = true;
  std::signal(signal, SIG_DFL);
}

milliseconds seconds(double number) {
  return milliseconds(static_cast<std::int64_t>(number * 1000));
}

/// What makes the same bytes come out the same. With another program, lexicon or other options all is looked at anew.
std::string way_of_reading(const Options& options, const Engine& engine) {
  const ReaderOptions& reader = options.input.reader;
  std::string way;
  for (const std::string& part : {std::string(kVersion), engine.lexicon_fingerprint(), engine.models_fingerprint(),
                                  to_string(reader.format), reader.encoding, reader.published, reader.outlet}) {
    way += part + '\n';
  }
  for (const bool flag : {reader.lossy, reader.any_language, options.keep_raw}) way += flag ? '1' : '0';
  for (const std::string& names : reader.map) way += '\n' + names;
  return way;
}

/// A source and its time table.
struct Watched {
  std::unique_ptr<Source> source;
  SourceHealth health;
  Clock::time_point next{};  ///< when to look again
};

class Watch {
 public:
  Watch(const Options& options, const Engine& engine, Store& store, std::vector<std::unique_ptr<Source>> sources)
      : options_(options), engine_(engine), store_(store), way_(way_of_reading(options, engine)) {
    for (auto& source : sources) {
      Watched& watched = watched_.emplace_back();
      watched.health.source = source->name();
      watched.source = std::move(source);
    }
  }

  int run() {
    for (Watched& watched : watched_) recall(*watched.source);
    bool well = true;
    do {
      well = round() && well;
    } while (wait());
    return options_.once && !well ? kSomeFailed : kAllWell;
  }

 private:
  /// False when something went wrong in it.
  bool round() {
    health_.round++;
    health_.round_tally = {};
    health_.error.clear();
    for (Watched& watched : watched_) {
      if (!stopped && watched.next <= Clock::now()) look(watched);
    }
    if (health_.error.empty() && !Ingest(store_, engine_, {}).make_incidents()) store_failed();
    tell();
    return health_.error.empty() && health_.failing() == 0 && health_.round_tally.refused == 0;
  }

  void look(Watched& watched) {
    Look look = watched.source->look();
    if (look.error.empty() && look.reader) take(watched, look);
    if (stopped && !look.error.empty()) return;
    watched.health.error = look.error;
    watched.health.failures = look.error.empty() ? 0 : watched.health.failures + 1;
    if (look.error.empty()) watched.health.last_success = utc(std::chrono::system_clock::now());
    if (!look.error.empty()) complain(watched.source->name() + ": " + look.error);
    schedule(watched, look);
  }

  void take(Watched& watched, Look& look) {
    Ingest ingest(store_, engine_,
                  {.threads = options_.threads,
                   .keep_raw = options_.keep_raw,
                   .known = [this](const InputRecord& record) { return seen_.before(record); },
                   .stopped = [] { return stopped.load(); }});
    const bool stored = ingest.run(*look.reader);
    health_.round_tally += ingest.tally();
    health_.tally += ingest.tally();
    for (const auto& [reason, count] : look.reader->skipped()) health_.skipped += count;
    if (!stored) {
      store_failed();
      look.error = "what it holds could not be stored";
    } else if (!stopped) {
      watched.source->keep();
      if (ingest.tally().refused == 0) keep_known(*watched.source);
    }
  }

  /// What an earlier run has stored is not looked at again. It is noted together with the way it was read in.
  void recall(Source& source) const {
    Result<Source::Stamps> kept = store_.watched(source.name());
    if (!kept || kept->empty() || (*kept)[kWay] != way_) return;
    kept->erase(kWay);
    source.recall(*kept);
  }

  void keep_known(const Source& source) {
    Source::Stamps stamps = source.known();
    stamps[kWay] = way_;
    const Status kept = store_.keep_watched(source.name(), stamps);
    if (kept) return;
    complain(kept.error().message);
    store_failed();
  }

  /// What was taken for stored may not be: everything is looked at anew.
  void store_failed() {
    health_.error = "the store failed";
    seen_.forget();
  }

  /// The next look is due a little earlier or later each time that it fails, so that many who fail at once do not all
  /// come back at once.
  void schedule(Watched& watched, const Look& look) {
    milliseconds pause = seconds(options_.every);
    if (watched.health.failures > 0) {
      const milliseconds longest = std::max(pause, kLongestBackOff);
      pause = std::min(longest, milliseconds(pause.count() << std::min<std::uint64_t>(watched.health.failures, 16)));
      pause = std::max(seconds(static_cast<double>(pause.count()) / 1000 * spread_(random_)), look.again_in);
    } else if (look.again_in.count() > 0) {
      pause = std::min(pause, look.again_in);
    }
    unsettled_ = unsettled_ || (look.error.empty() && look.again_in.count() > 0);
    watched.next = Clock::now() + pause;
    watched.health.next_look = utc(std::chrono::system_clock::now() + pause);
  }

  void tell() {
    const auto counts = store_.counts();
    if (counts) health_.store = *counts;
    if (!counts) health_.error = counts.error().message;
    health_.at = utc(std::chrono::system_clock::now());
    health_.sources.clear();
    for (const Watched& watched : watched_) health_.sources.push_back(watched.health);
    complain(health_.line());
    if (!options_.health.empty()) write_health(options_.health, health_);
  }

  /// Until the next look is due; false when there shall be none.
  bool wait() {
    const bool last = options_.once && (!std::exchange(unsettled_, false) || health_.round >= kMostRoundsOfOnce);
    const auto due = std::min_element(watched_.begin(), watched_.end(), [](const Watched& a, const Watched& b) {
                       return a.next < b.next;
                     })->next;
    while (!last && !stopped && Clock::now() < due) {
      std::this_thread::sleep_for(std::clamp<Clock::duration>(due - Clock::now(), Clock::duration::zero(), kNap));
    }
    return !last && !stopped;
  }

  static constexpr const char* kWay = "";  // no file is called so

  const Options& options_;
  const Engine& engine_;
  Store& store_;
  const std::string way_;
  std::vector<Watched> watched_;
  Seen seen_;
  Health health_;
  bool unsettled_ = false;  // files that are still being written were left for the next look
  std::mt19937 random_{std::random_device()()};
  std::uniform_real_distribution<double> spread_{0.75, 1.25};
};

/// Empty after a complaint.
std::vector<std::unique_ptr<Source>> open_sources(const Options& options) {
  SourceOptions with = options.source;
  with.reader = options.input.reader;
  with.settle = seconds(options.settle);
  with.limits = {.timeout = seconds(options.timeout),
                 .most_bytes = static_cast<std::size_t>(options.most_megabytes * (1 << 20)),
                 .stopped = [] { return stopped.load(); }};
  std::vector<std::unique_ptr<Source>> sources;
  for (const std::string& address : options.input.inputs) {
    auto source = Source::open(address, with);
    if (!source) {
      complain(source.error().message);
      return {};
    }
    sources.push_back(*std::move(source));
  }
  return sources;
}

int run(const Options& options) {
  auto sources = open_sources(options);
  const auto engine = sources.empty() ? nullptr : open_engine(options.engine);
  const auto store = engine ? open_for_ingest(options.store, *engine) : nullptr;
  if (!store) return kUsage;
  std::signal(SIGINT, stop);
  std::signal(SIGTERM, stop);
  return Watch(options, *engine, *store, std::move(sources)).run();
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("db", options->store, "Store to add to; it is made when there is none")->type_name("DB")->required();
  add_input_options(app, options->input);
  app.get_option("input")
      ->required()
      ->type_name("FILE|DIR|PATTERN|URL")
      ->description("Folders, files and patterns such as \"in/*.jsonl\", and addresses of feeds (http: or https:)");
  add_engine_options(app, options->engine);
  add_threads_option(app, options->threads);
  const CLI::Range positive(1e-3, 1e9);
  app.add_option("--every", options->every, "Seconds between two looks at a source (default 300)")
      ->type_name("SECONDS")
      ->check(positive);
  app.add_flag("--once", options->once, "Look once at each source and end: 1 if any of them failed");
  app.add_option("--health", options->health, "File to keep in JSON how the sources do, written anew after each round")
      ->type_name("FILE");
  app.add_option("--settle", options->settle, "Leave a file alone until it has not changed for so long (default 2)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 1e9));
  app.add_option("--timeout", options->timeout, "Longest time that a server may take to answer (default 60)")
      ->type_name("SECONDS")
      ->check(positive);
  app.add_option("--max-mb", options->most_megabytes, "Largest answer that is taken of a server, unpacked (default 32)")
      ->type_name("MB")
      ->check(positive);
  app.add_flag("--keep-raw", options->keep_raw, "Keep the bytes that documents were read from, not only their SHA-256");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kWatch = {"watch", "Ingest what is new in folders and feeds, again and again",
                               "isnad watch events.db incoming/ https://example.org/feed.xml --every 600", set_up};

}  // namespace isnad::cli
