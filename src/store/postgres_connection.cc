#include "store/postgres_connection.h"

#include <libpq-fe.h>

namespace isnad::store {
namespace {

constexpr const char* kConnectSeconds = "15";
/// So that the server, whose answers nobody reads meanwhile, never has to wait for room to write them.
constexpr int kMostPosted = 200;

/// By the first characters of SQLSTATE; the first that fits holds.
constexpr std::pair<std::string_view, std::string_view> kAdvice[] = {
    {"53100",
     "has no space left on the disk of its server: nothing of this batch was stored; free space and run again"},
    {"53", "is on a server that has no resources left: nothing of this batch was stored; run again"},
    {"25006", "cannot be written: it is open for reading, or the server is read-only"},
    {"55P03", "is in use by another program: wait for it to end and run again"},
    {"40", "was changed by another program at the same time: nothing of this batch was stored; run again"},
    {"57014", "took longer than its server allows (statement_timeout), or was cancelled there: run again"},
    {"57", "lost the connection to its server: nothing of this batch was stored; run again when it is back"},
    {"08", "lost the connection to its server: nothing of this batch was stored; run again when it is back"},
    {"42501", "refuses its user: grant it the right to read and, for writing, to create tables in the schema"},
    {"3F000", "has no schema to make tables in: set search_path, or create the schema"},
    {"58", "is on a server that cannot read or write its files: nothing of this batch was stored"},
    {"XX001", "is damaged: restore it from a copy, or ingest the documents into a new store"},
    {"XX002", "is damaged: restore it from a copy, or ingest the documents into a new store"},
};

std::string_view advice_on(std::string_view state) {
  for (const auto& [prefix, advice] : kAdvice) {
    if (state.starts_with(prefix)) return advice;
  }
  return {};
}

/// One line of what the server or the library says.
std::string one_line(const char* message) {
  std::string line;
  for (const char* at = message; *at != '\0'; ++at) {
    const bool space = *at == '\n' || *at == '\t' || *at == ' ';
    if (!space) line += *at;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

void ignore_notice(void* /*argument*/, const PGresult* /*notice*/) {}

Error error_of(const std::string& name, const PGresult* result, const PGconn* handle) {
  const char* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field != nullptr ? field : PQstatus(handle) == CONNECTION_BAD ? "08" : "";
  const std::string_view known = advice_on(state);
  const char* const primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string detail = one_line(primary != nullptr ? primary : PQerrorMessage(handle));
  return {state.starts_with("XX00") ? Error::Code::kCorrupt : Error::Code::kIo,
          "store " + name + " " + (known.empty() ? "failed: " + detail : std::string(known))};
}

}  // namespace

void ClearResult::operator()(PGresult* result) const {
  PQclear(result);
}
void PostgresConnection::Close::operator()(PGconn* handle) const {
  PQfinish(handle);
}

Status PostgresConnection::open() {
  // The URL comes last, so that what it says itself is what counts.
  const char* const keywords[] = {"fallback_application_name", "connect_timeout", "dbname", "client_encoding", nullptr};
  const char* const values[] = {"isnad", kConnectSeconds, url_.c_str(), "UTF8", nullptr};
  handle_.reset(PQconnectdbParams(keywords, values, 1));
  ++generation_;
  posted_ = 0;
  posting_ = in_transaction_ = false;
  PGconn* const handle = handle_.get();
  if (PQstatus(handle) != CONNECTION_OK) {
    return Error{Error::Code::kIo, "store " + name_ + " cannot be opened: " + one_line(PQerrorMessage(handle)) +
                                       "; check that the server runs, that it has the database (createdb makes one) "
                                       "and that it lets the user in"};
  }
  PQsetNoticeReceiver(handle, ignore_notice, nullptr);
  if (Status encoding = check_encoding(); !encoding) return encoding;
  const PostgresResult set =
      taken(PQexec(handle, read_only_ ? "SET default_transaction_read_only = on" : "SET synchronous_commit = on"));
  return set ? Status() : failure_;
}

Status PostgresConnection::check_encoding() {
  const char* const encoding = PQparameterStatus(handle_.get(), "server_encoding");
  if (encoding != nullptr && std::string_view(encoding) == "UTF8") return {};
  return Error{Error::Code::kIo, "store " + name_ + " keeps text in " + (encoding ? encoding : "an unknown encoding") +
                                     ": make a database in UTF-8 (createdb -T template0 -E UTF8)"};
}

PostgresResult PostgresConnection::taken(PGresult* raw) {
  PostgresResult result(raw);
  const ExecStatusType status = PQresultStatus(raw);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    failure_ = error_of(name_, raw, handle_.get());
    return nullptr;
  }
  in_transaction_ = PQtransactionStatus(handle_.get()) != PQTRANS_IDLE;
  posting_ = posting_ && in_transaction_;
  return result;
}

bool PostgresConnection::reopen() {
  if (PQstatus(handle_.get()) != CONNECTION_BAD || std::exchange(in_transaction_, false)) return false;
  const Status opened = open();
  if (!opened) failure_ = opened.error();
  return static_cast<bool>(opened);
}

bool PostgresConnection::prepare(const char* name, const std::string& sql) {
  return settle() && taken(PQprepare(handle_.get(), name, sql.c_str(), 0, nullptr)) != nullptr;
}

PostgresResult PostgresConnection::execute(const std::string& sql) {
  return settle() ? taken(PQexec(handle_.get(), sql.c_str())) : nullptr;
}

PostgresResult PostgresConnection::call(const PostgresCall& call) {
  PostgresResult result;
  if (posted_ == 0) {
    return taken(PQexecPrepared(handle_.get(), call.name, call.count, call.values, call.lengths, call.formats, 1));
  }
  return send(call) && settle(&result) ? std::move(result) : nullptr;
}

bool PostgresConnection::post(const PostgresCall& call) {
  if (!posting_) return this->call(call) != nullptr;
  return send(call) && (posted_ < kMostPosted || settle());
}

bool PostgresConnection::send(const PostgresCall& call) {
  PGconn* const handle = handle_.get();
  if ((posted_ > 0 || PQenterPipelineMode(handle) != 0) &&
      PQsendQueryPrepared(handle, call.name, call.count, call.values, call.lengths, call.formats, 1) != 0) {
    ++posted_;
    return true;
  }
  failure_ = error_of(name_, nullptr, handle);
  return false;
}

// What follows on a failure was not run: the first failure is the one to be told.
bool PostgresConnection::settle(PostgresResult* last) {
  if (posted_ == 0) return true;
  PGconn* const handle = handle_.get();
  bool done = PQpipelineSync(handle) != 0;
  for (; posted_ > 0; --posted_) {
    PostgresResult raw(PQgetResult(handle));
    PostgresResult result = done ? taken(raw.release()) : nullptr;
    done = result != nullptr;
    if (last != nullptr) *last = std::move(result);
    while (PostgresResult(PQgetResult(handle))) continue;
  }
  static_cast<void>(PostgresResult(PQgetResult(handle)));
  PQexitPipelineMode(handle);
  return done;
}

}  // namespace isnad::store
