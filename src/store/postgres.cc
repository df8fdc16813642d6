#include "store/postgres.h"

#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <deque>

#include "store/postgres_connection.h"
#include "store/postgres_dialect.h"

namespace isnad::store {
namespace {

/// Types of columns, by the numbers that PostgreSQL gives them in its catalogue.
constexpr Oid kBool = 16, kInt8 = 20, kInt2 = 21, kInt4 = 23;

/// "isnd" in ASCII: no other program's locks are called so.
constexpr const char* kLock = "1769172580, current_schema()::regnamespace::oid::integer";
constexpr const char* kLockTimeout = "10min";

/// The references of the tables: from, to, the condition that a row has one and that it is the row `p`, the columns.
constexpr const char* kReferences =
    "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, "
    "string_agg(format('c.%I IS NOT NULL', f.attname), ' AND '), "
    "string_agg(format('p.%I = c.%I', t.attname, f.attname), ' AND '), "
    "string_agg(format('c.%I', f.attname), ', ' ORDER BY u.number) "
    "FROM pg_constraint c, unnest(c.conkey, c.confkey) WITH ORDINALITY AS u(from_column, to_column, number), "
    "pg_attribute f, pg_attribute t WHERE c.contype = 'f' AND c.connamespace = "
    "to_regnamespace(current_schema()::text) AND f.attrelid = c.conrelid AND f.attnum = u.from_column AND "
    "t.attrelid = c.confrelid AND t.attnum = u.to_column GROUP BY c.oid ORDER BY 1, 2, 5";

/// Values of a column come as the server keeps them, the first byte of a number first.
std::int64_t number_of(std::string_view bytes, Oid type) {
  if (type != kBool && type != kInt2 && type != kInt4 && type != kInt8) return 0;
  std::uint64_t value = !bytes.empty() && (bytes[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

class PostgresStatement final : public Statement {
 public:
  PostgresStatement(PostgresConnection& connection, std::string name, std::string_view sql)
      : connection_(connection), name_(std::move(name)), query_(postgres_query(sql)) {}

  void bind(int index, std::int64_t value) override {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
    bind_text(index, {digits.data(), static_cast<std::size_t>(end - digits.data())});
  }
  void bind(int index, double value) override { bind_text(index, std::to_string(value)); }
  void bind(int index, std::string_view value) override { bind_text(index, postgres_text(value)); }
  void bind(int index, const Bytes& value) override {
    at(index) = {true, true, {}, value.bytes.data() ? value.bytes : std::string_view("", 0)};
  }
  void bind_null(int index) override { at(index) = {}; }

  Step step() override {
    written_.clear();
    if (!result_ && !execute(false)) return Step::kFailed;
    return ++row_ < PQntuples(result_.get()) ? Step::kRow : Step::kDone;
  }
  bool run() override { return execute(true); }
  void reset() override {
    result_.reset();
    row_ = -1;
    values_.clear();
  }

  std::int64_t integer(int column) const override { return number_of(bytes(column), PQftype(result_.get(), column)); }
  std::string_view text(int column) const override {
    const Oid type = PQftype(result_.get(), column);
    if (type != kInt2 && type != kInt4 && type != kInt8) return bytes(column);
    return written_.emplace_back(std::to_string(integer(column)));
  }

 private:
  struct Value {
    bool given = false, binary = false;
    std::string text;
    std::string_view bytes;
  };
  Value& at(int index) {
    if (values_.size() <= static_cast<std::size_t>(index)) values_.resize(static_cast<std::size_t>(index) + 1);
    return values_[static_cast<std::size_t>(index)];
  }
  void bind_text(int index, std::string_view value) { at(index) = {true, false, std::string(value), {}}; }

  std::string_view bytes(int column) const {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }

  bool execute(bool post) { return attempt(post) || (connection_.reopen() && attempt(post)); }

  bool attempt(bool post) {
    if (prepared_ != connection_.generation() && !connection_.prepare(name_.c_str(), query_.sql)) return false;
    prepared_ = connection_.generation();
    std::vector<const char*> values;
    std::vector<int> lengths, formats;
    for (const int parameter : query_.parameters) {
      const Value& value = at(parameter);
      values.push_back(!value.given ? nullptr : value.binary ? value.bytes.data() : value.text.c_str());
      lengths.push_back(static_cast<int>(value.bytes.size()));
      formats.push_back(value.binary ? 1 : 0);
    }
    const PostgresCall call = {name_.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(),
                               formats.data()};
    if (post) return connection_.post(call);
    result_ = connection_.call(call);
    return result_ != nullptr;
  }

  PostgresConnection& connection_;
  const std::string name_;
  const PostgresQuery query_;
  int prepared_ = 0;
  std::vector<Value> values_;
  PostgresResult result_;
  int row_ = -1;
  mutable std::deque<std::string> written_;
};

class Postgres final : public Database {
 public:
  explicit Postgres(std::unique_ptr<PostgresConnection> connection)
      : Database(connection->name()), connection_(std::move(connection)) {}
  ~Postgres() override { forget_statements(); }

  Status prepare_writing() override { return {}; }

  Result<int> version() override {
    bool ours = false, any = false;
    const auto take = [&](const Row& row) {
      any = true;
      ours = ours || row.view(0) == "isnad_version";
    };
    // Tables and views that belong to an extension of the server are no other program's.
    const Status read = each(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = to_regnamespace(current_schema()::text) AND c.relkind "
        "IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = "
        "'e')",
        take);
    if (!read) return read.error();
    if (!any) return 0;
    if (!ours) {
      return Error{Error::Code::kCorrupt, "store " + path() +
                                              " is a database of another program; give another one, or a schema of its "
                                              "own (?options=-csearch_path%3DSCHEMA)"};
    }
    const Result<std::int64_t> version = integer("SELECT version FROM isnad_version");
    if (!version) return version.error();
    return static_cast<int>(*version);
  }

  Status execute(const std::string& sql) override {
    if (connection_->execute(sql) || (connection_->reopen() && connection_->execute(sql))) return {};
    return connection_->failure();
  }

  Status migrate(const std::string& sql, int version) override {
    return execute(postgres_schema(sql) +
                   "; CREATE TABLE IF NOT EXISTS isnad_version (version BIGINT NOT NULL); DELETE FROM isnad_version; "
                   "INSERT INTO isnad_version VALUES (" +
                   std::to_string(version) + ")");
  }

  // Each statement then sees what was committed before it: what another writer stored while this one waited too.
  Status begin_writing() override {
    Status begun = execute(std::string("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '") +
                           kLockTimeout + "'; SELECT pg_advisory_xact_lock(" + kLock + ")");
    if (!begun) static_cast<void>(execute("ROLLBACK"));
    if (begun) connection_->begin_posting();
    return begun;
  }
  Status begin_reading() override { return execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

  Result<std::vector<std::string>> integrity() override {
    std::vector<std::string> found;
    const auto take = [&](const Row& row) { found.push_back(row.text(0) + ": " + row.text(1)); };
    const Status checked = each(
        "SELECT c.relname, 'the index is not complete: REINDEX it' FROM pg_index i JOIN pg_class c ON c.oid = "
        "i.indexrelid WHERE NOT i.indisvalid AND c.relnamespace = to_regnamespace(current_schema()::text) UNION ALL "
        "SELECT conname, 'the references were never checked: VALIDATE them' FROM pg_constraint WHERE NOT convalidated "
        "AND connamespace = to_regnamespace(current_schema()::text)",
        take);
    if (!checked) return checked.error();
    if (Status dangling = find_dangling(found); !dangling) return dangling.error();
    return found;
  }

  Status add_words(std::int64_t document, std::string_view terms) override {
    return run("INSERT INTO words(document, terms) VALUES (?1, ?2)", document, postgres_words(terms));
  }
  std::string words_found(std::string_view parameter, std::string_view terms) const override {
    return "SELECT document FROM words WHERE " + postgres_words_match(parameter, terms);
  }
  std::string words_query(std::string_view terms) const override { return postgres_words_query(terms); }

 protected:
  std::unique_ptr<Statement> compile(std::string_view sql) override {
    return std::make_unique<PostgresStatement>(*connection_, "s" + std::to_string(++statements_), sql);
  }
  Error failure() const override { return connection_->failure(); }

 private:
  /// The server keeps references whole, but a restored dump or an administrator may have gone round it.
  Status find_dangling(std::vector<std::string>& found) {
    std::vector<std::array<std::string, 5>> references;
    const auto keep = [&](const Row& row) {
      references.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
    };
    if (Status read = each(kReferences, keep); !read) return read;
    for (const auto& [table, other, given, same, columns] : references) {
      const auto tell = [&, &table = table, &other = other](const Row& row) {
        found.push_back("table " + table + ": refers to row " + row.text(0) + " of " + other + ", which is not there");
      };
      Status read = each("SELECT DISTINCT concat_ws(', ', " + columns + ") FROM " + table + " c WHERE " + given +
                             " AND NOT EXISTS (SELECT 1 FROM " + other + " p WHERE " + same + ") ORDER BY 1",
                         tell);
      if (!read) return read;
    }
    return {};
  }

  std::unique_ptr<PostgresConnection> connection_;
  int statements_ = 0;
};

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, Database::Mode mode) {
  const std::optional<std::string> name = postgres_name(url);
  // The message of libpq would quote the URL, with its password.
  if (!name) {
    return Error{Error::Code::kUsage,
                 "the store's URL cannot be understood: write it as postgresql://USER@HOST:PORT/DATABASE, with '%' and "
                 "two hexadecimal digits for any other character than letters, digits and -._~"};
  }
  auto connection = std::make_unique<PostgresConnection>(url, *name, mode == Database::Mode::kRead);
  if (Status opened = connection->open(); !opened) return opened.error();
  return std::unique_ptr<Database>(std::make_unique<Postgres>(std::move(connection)));
}

}  // namespace isnad::store
