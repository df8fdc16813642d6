// What has changed is brought in by notes (fuse/update.h), or all incidents are made anew (fuse/fuse.h).
#include "isnad/refresh.h"

#include <cstring>
#include <utility>

#include "base/strings.h"
#include "engine/impl.h"
#include "lexicon/image.h"
#include "store/fusion.h"

namespace isnad {
namespace {

constexpr std::int64_t kAtOnce = 256;    // documents a transaction: others can write in between
constexpr std::int64_t kFew = 64;        // so many are never too many
constexpr std::int64_t kLargeShare = 8;  // where more than an eighth has changed, making all anew is faster

/// Names what notes hang on, the tables and the rules, as a number above 0.
std::int64_t maker_of(const Engine& engine) {
  lexicon::ImageHeader header{};
  std::memcpy(&header, engine.impl().knowledge.front().data(), sizeof header);
  return static_cast<std::int64_t>(hash_mix(header.checksum, fuse::kRules) >> 1 | 1);
}

bool is_much(const store::Outstanding& todo) {
  return todo.changed > kFew && todo.changed * kLargeShare > todo.documents;
}

/// Brings in some of the documents that have changed.
Status refresh_some(const Engine& engine, Store& store) {
  const auto decisions = store.decisions();
  if (!decisions) return decisions.error();
  auto session = store::FusionSession::begin(store.impl());
  if (!session) return session.error();
  auto changed = (*session)->changed(kAtOnce);
  if (!changed) return changed.error();
  const auto update =
      engine.impl().fuser->update(**session, changed->gone, std::move(changed->added), fuse::Decided(*decisions));
  return update ? (*session)->commit(*update) : Status(update.error());
}

}  // namespace

Status remake_incidents(const Engine& engine, Store& store) {
  const auto decisions = store.decisions();
  if (!decisions) return decisions.error();
  auto all = store::load_all(store.impl());
  if (!all) return all.error();
  const fuse::Fuser& fuser = *engine.impl().fuser;
  FusionNotes notes;
  const std::vector<Incident> incidents = fuser.fuse(all->documents, all->numbers, notes, fuse::Decided(*decisions));
  all->documents = {};
  return store::replace_all(store.impl(), incidents, &notes, maker_of(engine));
}

Status refresh_incidents(const Engine& engine, Store& store) {
  for (;;) {
    const Result<bool> needed = store.needs_fusion();
    if (!needed) return needed.error();
    if (!*needed) return {};
    const Result<store::Outstanding> todo = store::outstanding(store.impl());
    if (!todo) return todo.error();
    if (todo->maker != maker_of(engine) || is_much(*todo)) return remake_incidents(engine, store);
    const Status done = refresh_some(engine, store);
    // Notes are made from the evidence: where they are damaged, they are made again.
    if (!done && done.error().code == Error::Code::kCorrupt) return remake_incidents(engine, store);
    if (!done) return done;
  }
}

}  // namespace isnad
