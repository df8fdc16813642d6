// Records that could not be coded, byte for byte as they came.
#include "base/sha256.h"
#include "isnad/store.h"
#include "store/impl.h"

namespace isnad {

using store::Database;

Status Store::quarantine(const Quarantined& record) {
  return impl_->database->run(
      "INSERT INTO quarantine(source, record, reason, format, raw, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (source, record, sha256) DO UPDATE SET reason = excluded.reason",
      record.source, record.record, record.reason, record.format, store::Bytes{record.raw}, sha256_hex(record.raw));
}

Result<std::vector<Quarantined>> Store::quarantined() const {
  std::vector<Quarantined> records;
  const auto take = [&](const store::Row& row) {
    records.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5)});
  };
  const Status read =
      impl_->database->each("SELECT source, record, reason, format, raw, id FROM quarantine ORDER BY id", take);
  if (!read) return read.error();
  return records;
}

Status Store::drop_quarantined(std::int64_t id) {
  const Result<std::int64_t> dropped =
      impl_->database->integer("DELETE FROM quarantine WHERE id = ?1 RETURNING id", id);
  if (!dropped) return dropped.error();
  if (*dropped != 0) return {};
  return Error{Error::Code::kUsage,
               "store " + impl_->database->path() + " has no record " + std::to_string(id) + " in its quarantine"};
}

}  // namespace isnad
