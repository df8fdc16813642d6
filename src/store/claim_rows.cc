#include "store/claim_rows.h"

#include "model/day.h"

namespace isnad::store {
namespace {

/// Runs statements until the first that fails, so that a row of many parts reads as a list.
class Inserter {
 public:
  Inserter(Database& database, Names& names) : database_(database), names_(names) {}

  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    if (status_) status_ = database_.run(sql, values...);
  }

  /// The highest number of a claim. Writers take turns, so those above it are free.
  std::int64_t last_claim() { return keep(database_.integer("SELECT coalesce(max(id), 0) FROM claim_row")); }

  std::int64_t number(std::string_view text) {
    return keep(status_ ? names_.number(database_, std::string(text)) : Result<std::int64_t>(0));
  }
  std::optional<std::int64_t> number_if_any(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(number(text));
  }

  const Status& status() const { return status_; }

 private:
  std::int64_t keep(const Result<std::int64_t>& result) {
    if (!result) status_ = result.error();
    return result ? *result : 0;
  }

  Database& database_;
  Names& names_;
  Status status_;
};

void insert_participants(Inserter& into, std::int64_t claim, std::string_view role,
                         const std::vector<Participant>& list) {
  for (const Participant& participant : list) {
    if (participant.id.empty()) continue;
    into.run("INSERT INTO participant_row VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", claim, into.number(role),
             into.number(participant.id));
  }
}

void insert_attribution(Inserter& into, std::int64_t claim, const std::vector<Attribution>& chain) {
  int step = 0;
  for (const Attribution& voice : chain) {
    into.run("INSERT INTO attribution_row VALUES (?1, ?2, ?3, ?4, ?5)", claim, step++, into.number(name(voice.kind)),
             voice.named, into.number_if_any(voice.id));
  }
}

void insert_casualties(Inserter& into, std::int64_t claim, const std::vector<Casualty>& casualties) {
  int item = 0;
  for (const Casualty& count : casualties) {
    into.run("INSERT INTO casualty_row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", claim, item++,
             into.number(name(count.effect)), count.low, count.high, into.number(name(count.group)), count.cumulative);
  }
}

std::optional<std::int64_t> day_of(const Claim& claim, std::string_view published) {
  const std::optional<std::int32_t> day = claim_day(claim, published);
  return day ? day_column(day_text(*day)) : std::nullopt;
}

void insert_claim(Inserter& into, std::int64_t row, std::int64_t document, std::string_view published,
                  const Claim& claim) {
  into.run(
      "INSERT INTO claim_row(id, document, claim_id, kind, modality, quote, place, day, confidence) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      row, document, claim.claim_id, into.number(name(claim.kind)), into.number(name(claim.modality)),
      into.number(name(claim.quote)), claim.place.empty() ? std::nullopt : into.number_if_any(claim.place[0].id),
      day_of(claim, published), static_cast<std::int64_t>(claim.confidence * 1000 + 0.5));
  insert_participants(into, row, "agent", claim.agent);
  insert_participants(into, row, "target", claim.target);
  insert_participants(into, row, "means", claim.means);
  insert_attribution(into, row, claim.attribution);
  insert_casualties(into, row, claim.casualties);
}

}  // namespace

std::optional<std::int64_t> day_column(std::string_view iso) {
  const std::optional<std::int32_t> day = day_number(iso);
  if (!day) return std::nullopt;
  std::int64_t column = 0;
  for (const char c : day_text(*day)) column = c == '-' ? column : column * 10 + (c - '0');
  return column;
}

Status insert_claim_rows(Database& database, Names& names, std::int64_t document, const CodedDocument& coded) {
  Inserter into(database, names);
  // Numbers are given here: to ask for each would mean to wait for the server as often.
  std::int64_t row = coded.claims.empty() ? 0 : into.last_claim();
  for (const Claim& claim : coded.claims) insert_claim(into, ++row, document, coded.document.published, claim);
  return into.status();
}

Status delete_claim_rows(Database& database, std::int64_t document) {
  return database.run("DELETE FROM claim_row WHERE document = ?1", document);
}

}  // namespace isnad::store
