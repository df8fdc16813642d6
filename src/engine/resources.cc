// The language resources as the public headers show them: checked, compiled, searched.
#include "isnad/resources.h"

#include "base/utf8.h"
#include "engine/impl.h"
#include "lexicon/lexicon.h"

namespace isnad {
namespace {

LexiconRow row_of(const lexicon::Lexicon& lexicon, const text::Analysis& analysis, const text::Match& match) {
  const int table = match.entry.table;
  const Span span = analysis.span(match.tokens);
  LexiconRow row{std::string(analysis.text.substr(span.begin, span.size())),
                 std::string(lexicon.table_name(table)),
                 std::string(lexicon.cell(table, match.entry.row, 0)),
                 {}};
  for (int column = 1; column < lexicon.columns(table); ++column) {
    const std::string_view cell = lexicon.cell(table, match.entry.row, column);
    if (!cell.empty()) row.cells.emplace_back(lexicon.column_name(table, column), cell);
  }
  return row;
}

}  // namespace

Result<std::vector<LexiconRow>> Engine::look_up(std::string_view text) const {
  if (find_malformed(text) != std::string_view::npos) return Error{Error::Code::kInput, "the words are no valid UTF-8"};
  text::Analysis analysis;
  impl_->analyzer->analyze(text, analysis);
  std::vector<LexiconRow> rows;
  for (const text::Match& match : analysis.matches) rows.push_back(row_of(*impl_->lexicon, analysis, match));
  return rows;
}

Result<std::vector<std::string>> check_resources(const std::string& folder) {
  const Result<lexicon::Tables> tables = lexicon::read_tables(folder);
  if (!tables) return tables.error();
  return lexicon::check(*tables);
}

Result<std::string> compile_resources(const std::string& folder) {
  const Result<lexicon::Tables> tables = lexicon::read_tables(folder);
  if (!tables) return tables.error();
  return lexicon::compile(*tables);
}

}  // namespace isnad
