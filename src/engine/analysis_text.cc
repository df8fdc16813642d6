// The analysis for a reader: each sentence with its clitics cut, and below it what was found in it.
#include "engine/impl.h"
#include "text/clitics.h"

namespace isnad {
namespace {

std::string bounds(std::int64_t low, const std::optional<std::int64_t>& high) {
  return std::to_string(low) + ".." + (high ? std::to_string(*high) : "");
}

class ListingWriter final : public AnalysisWriter {
 public:
  ListingWriter(const Engine::Impl& engine, const std::string& doc_id, const Write& write)
      : engine_(engine), write_(write), out_("document " + doc_id + "\n") {}

  void add(const Inspection& block, std::uint32_t) override {
    found_ = &block;
    for (const text::TokenRange& sentence : block.analysis.sentences) {
      if (out_.size() >= kPiece) flush();
      out_.append("\n").append(std::to_string(++sentences_)).append("  ");
      write_words(sentence);
      write_matches(sentence);
      write_entities(sentence);
      write_numbers(sentence);
      write_counts(sentence);
      write_times(sentence);
    }
  }

  void finish() override {
    out_ += "\n";
    flush();
  }

 private:
  void flush() {
    write_(out_);
    out_.clear();
  }

  void write_words(text::TokenRange sentence) {
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const text::Token& token = found_->analysis.tokens[i];
      if (i > sentence.first && token.space_before) out_ += ' ';
      const char* separator = "";
      for (const Span part : text::parts_of(*engine_.analyzer, found_->analysis, token)) {
        out_ += separator;
        out_ += found_->analysis.text.substr(part.begin, part.size());
        separator = "+";
      }
    }
    out_ += '\n';
  }

  void write_found(const char* layer, Span span, const std::string& value) {
    out_ += "     ";
    out_ += layer;
    out_.append(std::string_view(layer).size() < 9 ? 9 - std::string_view(layer).size() : 1, ' ');
    out_ += found_->analysis.text.substr(span.begin, span.size());
    out_.append("  ").append(value).append("\n");
  }

  void write_matches(text::TokenRange sentence) {
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const text::Match* last = nullptr;  // a row may match by several of its forms
      for (const text::Match& match : found_->analysis.matches_at(i)) {
        const bool again = last != nullptr && last->tokens == match.tokens && last->entry.table == match.entry.table &&
                           last->entry.row == match.entry.row;
        last = &match;
        if (again) continue;
        const std::string table(engine_.lexicon->table_name(match.entry.table));
        const std::string id(engine_.lexicon->cell(match.entry.table, match.entry.row, 0));
        write_found("lexicon", found_->analysis.span(match.tokens), table + " " + id);
      }
    }
  }

  void write_entities(text::TokenRange sentence) {
    for (const extract::Entity& entity : found_->entities) {
      if (!sentence.contains(entity.tokens.first)) continue;
      write_found("name", entity.span, std::string(name(entity.type)) + " " + std::string(entity.id));
    }
  }

  void write_numbers(text::TokenRange sentence) {
    for (const extract::Number& number : found_->numbers) {
      if (!sentence.contains(number.tokens.first)) continue;
      write_found("number", number.span, bounds(number.low, number.high));
    }
  }

  void write_counts(text::TokenRange sentence) {
    for (const extract::Count& count : found_->counts) {
      if (!sentence.contains(count.tokens.first)) continue;
      const std::string effect = count.effect ? " " + std::string(name(*count.effect)) : "";
      write_found("count", found_->analysis.span(count.tokens),
                  bounds(count.low, count.high) + " " + std::string(name(count.group)) + effect);
    }
  }

  void write_times(text::TokenRange sentence) {
    for (const extract::Time& time : found_->times) {
      if (sentence.contains(time.tokens.first))
        write_found("time", time.span, time.value.empty() ? "unresolved" : time.value);
    }
  }

  const Engine::Impl& engine_;
  const Write& write_;
  const Inspection* found_ = nullptr;  // the block
  std::size_t sentences_ = 0;
  std::string out_;
};

}  // namespace

std::unique_ptr<AnalysisWriter> text_analysis(const Engine::Impl& engine, const std::string& doc_id,
                                              const AnalysisWriter::Write& write) {
  return std::make_unique<ListingWriter>(engine, doc_id, write);
}

}  // namespace isnad
