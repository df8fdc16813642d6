// CSV as RFC 4180 has it, with "," ";" tab or "|" between cells, whichever the row of names has most of.
//
// A quotation mark counts only at the beginning of a cell. One that is never closed costs its line: reading goes on
// with the next one.
#include <algorithm>
#include <array>
#include <vector>

#include "read/record_reader.h"

namespace isnad::read {
namespace {

constexpr std::size_t kLargestRow = 16 << 20;
constexpr std::size_t kMostKept = 1 << 20;  // of a line that is given up

/// Goes through a row byte by byte; used to find its end, and again to take its cells.
class RowScanner {
 public:
  explicit RowScanner(char separator) : separator_(separator) {}

  enum class Event { kInside, kText, kCellEnd, kRowEnd };

  /// kText: `c` belongs to the cell.
  Event scan(char c) {
    const bool quoted = state_ == State::kQuoted;
    if (quoted && c == '"') return state_ = State::kQuoteSeen, Event::kInside;
    if (quoted) return Event::kText;
    if (state_ == State::kQuoteSeen && c == '"') return state_ = State::kQuoted, Event::kText;
    if (c == '\n') return state_ = State::kCellBegin, Event::kRowEnd;
    if (c == separator_) return state_ = State::kCellBegin, Event::kCellEnd;
    if (state_ == State::kCellBegin && c == '"') return state_ = State::kQuoted, Event::kInside;
    state_ = State::kPlain;
    return Event::kText;
  }
  bool in_quotes() const { return state_ == State::kQuoted; }

 private:
  enum class State { kCellBegin, kPlain, kQuoted, kQuoteSeen };
  State state_ = State::kCellBegin;
  char separator_;
};

std::vector<std::string> cells_of(std::string_view row, char separator) {
  while (row.ends_with('\n') || row.ends_with('\r')) row.remove_suffix(1);
  std::vector<std::string> cells(1);
  RowScanner scanner(separator);
  for (const char c : row) {
    const RowScanner::Event event = scanner.scan(c);
    if (event == RowScanner::Event::kText) cells.back() += c;
    if (event == RowScanner::Event::kCellEnd) cells.emplace_back();
  }
  return cells;
}

char separator_of(std::string_view head) {
  constexpr std::array kSeparators = {',', ';', '\t', '|'};
  const std::string_view line = head.substr(0, head.find('\n'));
  return *std::max_element(kSeparators.begin(), kSeparators.end(), [line](char a, char b) {
    return std::count(line.begin(), line.end(), a) < std::count(line.begin(), line.end(), b);
  });
}

bool is_blank(const std::string& row) {
  return row.find_first_not_of(" \t\r\n") == std::string::npos;
}

class CsvReader : public RecordReader {
 public:
  CsvReader(Source source, const Context& context) : source_(std::move(source)), context_(context) {}

  bool next(InputRecord& out, std::string& skipped) override {
    Piece row;
    if (columns_.empty() && !read_names(row, out)) return out.bytes > 0;
    Source::Step step;
    do step = next_row(row);
    while (step == Source::Step::kPiece && is_blank(row.text));
    if (step == Source::Step::kEnd) return false;
    describe(row, out);
    if (step == Source::Step::kFailed) {
      out.document = failure_;
    } else if (row.malformed) {
      out.document = malformed_bytes(*row.malformed);
    } else if (!passing()) {
      make(cells_of(row.text, separator_), out, skipped);
    }
    return true;
  }

 private:
  /// False when the row of names does not serve; `out` says why, unless there is none at all.
  bool read_names(Piece& row, InputRecord& out) {
    separator_ = separator_of(source_.buffer().peek(1 << 16));
    const Source::Step step = next_row(row);
    if (step == Source::Step::kEnd) return false;
    describe(row, out);
    if (step == Source::Step::kFailed) out.document = failure_;
    if (step == Source::Step::kFailed) return false;
    names_ = row.text;
    std::vector<std::string> columns = cells_of(row.text, separator_);
    const bool text = std::any_of(columns.begin(), columns.end(),
                                  [this](const std::string& name) { return context_.fields.names_text(name); });
    if (text) {
      columns_ = std::move(columns);
      return true;
    }
    out.document = Error{Error::Code::kInput,
                         "no column is known to be the text; the first row must name the columns; "
                         "say which is the text (--map text=NAME)"};
    for (; next_row(row) != Source::Step::kEnd;) out.bytes += row.bytes;
    return false;
  }

  void describe(const Piece& row, InputRecord& out) const {
    out.format = InputFormat::kCsv;
    out.line = row.line;
    out.offset = row.offset;
    out.bytes = row.bytes;
    out.raw = row.line == 1 ? row.text : names_ + row.text;
  }

  void make(const std::vector<std::string>& cells, InputRecord& out, std::string& skipped) const {
    if (cells.size() > columns_.size()) {
      out.document = Error{Error::Code::kInput, "the row has " + std::to_string(cells.size()) + " cells under " +
                                                    std::to_string(columns_.size()) +
                                                    " names; put cells that hold a separator into quotation marks"};
      return;
    }
    Result<Document> document = context_.fields.document(columns_, cells, skipped);
    if (document) {
      out.document = CodedDocument{*std::move(document), {}};
    } else {
      out.document = document.error();
    }
  }

  /// A row with its line end; kFailed: with `failure_`.
  Source::Step next_row(Piece& out) {
    RowScanner scanner(separator_);
    for (std::size_t at = 0;;) {
      const std::string_view view = source_.buffer().view();
      while (at < view.size()) {
        if (scanner.scan(view[at++]) == RowScanner::Event::kRowEnd) return source_.take(at, out), Source::Step::kPiece;
      }
      if (at > kLargestRow) return give_up_line("the row has more than " + std::to_string(kLargestRow) + " bytes", out);
      if (source_.buffer().fill()) continue;
      if (source_.buffer().failed()) return fail(out);
      if (at == 0) return Source::Step::kEnd;
      if (scanner.in_quotes()) return give_up_line("a quotation mark is not closed", out);
      return source_.take(at, out), Source::Step::kPiece;
    }
  }

  Source::Step fail(Piece& out) {
    source_.take(source_.buffer().view().size(), out);
    failure_ = source_.buffer().take_failure().error();
    return Source::Step::kFailed;
  }

  /// The line that the row begins in is lost; of a very long one, nothing is kept.
  Source::Step give_up_line(const std::string& why, Piece& out) {
    failure_ = {Error::Code::kInput, why + "; mend the row"};
    Piece dropped;
    std::size_t end = source_.buffer().view().find('\n');
    while (end == std::string_view::npos) {
      if (source_.buffer().view().size() > kMostKept) source_.take(source_.buffer().view().size(), dropped);
      if (!source_.buffer().fill()) break;
      end = source_.buffer().view().find('\n');
    }
    source_.take(end == std::string_view::npos ? source_.buffer().view().size() : end + 1, out);
    return Source::Step::kFailed;
  }

  Source source_;
  const Context& context_;
  char separator_ = ',';
  std::string names_;
  std::vector<std::string> columns_;
  Error failure_;
};

}  // namespace

std::unique_ptr<RecordReader> read_csv(Source source, const Context& context) {
  return std::make_unique<CsvReader>(std::move(source), context);
}

}  // namespace isnad::read
