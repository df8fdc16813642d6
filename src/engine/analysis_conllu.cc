// The analysis as CoNLL-U: a line a word, with a range line over words that are written together.
//
//   1-2   wal-ilam   _      _
//   1     wa         wa     CCONJ
//   2     al-ilam    ilam   NOUN
//
// Syntax is not analysed: its columns hold the underscore. Features are those of the stem (text/grammar.h).
#include <charconv>

#include "base/utf8.h"
#include "engine/impl.h"
#include "text/clitics.h"
#include "text/tagger.h"

namespace isnad {
namespace {

using text::Token;
using text::TokenType;

std::string_view tag_of(const Token& token) {
  const text::Tag tag = token.tag == text::Tag::kX ? text::tag_of_type(token.type) : token.tag;
  return text::kTagNames[static_cast<std::size_t>(tag)];
}

// Which part of a token is its stem.
std::size_t stem_part(const Token& token, std::size_t parts) {
  return parts - 1 - (token.enclitic_bytes > 0 && parts > 1 ? 1 : 0);
}

// The tag of part `i` of `parts`: proclitics and the pronoun by what they are, the stem by the token's own.
std::string_view tag_of_part(const Token& token, std::size_t i, std::size_t parts) {
  const std::size_t before = stem_part(token, parts);
  if (i == before) return tag_of(token);
  if (i > before) return "PRON";
  if (i == 0 && (token.clitics & (text::kWa | text::kFa)) != 0) return "CCONJ";
  return (token.clitics & (text::kFuture | text::kQuestion)) != 0 ? "PART" : "ADP";
}

// Code points before a byte, for bytes that come in order.
class CodePointCursor {
 public:
  CodePointCursor() = default;
  CodePointCursor(std::string_view text, std::uint32_t before) : text_(text), count_(before) {}

  std::uint32_t advance(std::uint32_t byte) {
    count_ += static_cast<std::uint32_t>(count_code_points(text_.substr(byte_, byte - byte_)));
    byte_ = byte;
    return count_;
  }

 private:
  std::string_view text_;
  std::uint32_t byte_ = 0, count_ = 0;
};

class ConlluWriter final : public AnalysisWriter {
 public:
  ConlluWriter(const Engine::Impl& engine, const std::string& doc_id, const Write& write)
      : engine_(engine), doc_id_(doc_id), write_(write), out_("# newdoc id = " + doc_id + "\n") {}

  void add(const Inspection& block, std::uint32_t before) override {
    found_ = &block;
    begin_ = {block.analysis.text, before};
    name_ = 0;
    for (const text::TokenRange& sentence : block.analysis.sentences) {
      write_sentence(sentence, ++sentences_);
      if (out_.size() >= kPiece) flush();
    }
  }

  void finish() override {
    if (sentences_ == 0) out_ += "\n";
    flush();
  }

 private:
  void flush() {
    write_(out_);
    out_.clear();
  }

  void write_sentence(text::TokenRange sentence, std::size_t number) {
    out_ += "# sent_id = " + doc_id_ + "-" + std::to_string(number) + "\n# text = ";
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      if (i > sentence.first && found_->analysis.tokens[i].space_before) out_ += ' ';
      out_ += form(found_->analysis.tokens[i].span);
    }
    out_ += '\n';
    std::uint32_t word = 0;
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const bool joined = i + 1 < sentence.last && !found_->analysis.tokens[i + 1].space_before;
      write_token(i, joined, word);
    }
    out_ += '\n';
  }

  void write_token(std::uint32_t index, bool joined, std::uint32_t& word) {
    const Token& token = found_->analysis.tokens[index];
    const text::Parts parts = text::parts_of(*engine_.analyzer, found_->analysis, token);
    if (parts.size() > 1) {
      number(word + 1);
      out_ += '-';
      number(word + parts.size());
      out_ += '\t';
      out_ += form(token.span);
      out_ += "\t_\t_\t_\t_\t_\t_\t_\t";
      write_misc(token.span, joined);
    }
    std::size_t i = 0;
    for (const Span part : parts) {
      number(++word);
      out_ += '\t';
      out_ += form(part);
      write_columns(index, part, i, parts.size());
      if (i == stem_part(token, parts.size())) write_name(index);
      write_misc(part, joined && parts.size() == 1);
      ++i;
    }
  }

  // LEMMA to FEATS of one part, and the empty columns of syntax.
  void write_columns(std::uint32_t index, Span part, std::size_t i, std::size_t parts) {
    const Token& token = found_->analysis.tokens[index];
    const text::WordForm& word = found_->forms.words[index];
    const bool stem = i == stem_part(token, parts);
    out_ += '\t';
    out_ += stem ? word.lemma : form(part);
    out_ += '\t';
    out_ += tag_of_part(token, i, parts);
    out_ += "\t_\t";
    const std::size_t features = out_.size();
    if (stem) word.grammar.append_to(out_);
    if (out_.size() == features) out_ += '_';
    out_ += "\t_\t_\t_\t";
  }

  // Where the word is part of a name; names come in the order of the text.
  void write_name(std::uint32_t index) {
    while (name_ < found_->entities.size() && found_->entities[name_].tokens.last <= index) ++name_;
    if (name_ == found_->entities.size() || !found_->entities[name_].tokens.contains(index)) return;
    out_ += index == found_->entities[name_].tokens.first ? "Name=B-" : "Name=I-";
    out_ += name(found_->entities[name_].type);
    out_ += '|';
  }

  void write_misc(Span span, bool joined) {
    if (joined) out_ += "SpaceAfter=No|";
    out_ += "end_char=";
    const std::uint32_t start = begin_.advance(span.begin);
    number(start + static_cast<std::uint32_t>(count_code_points(form(span))));
    out_ += "|start_char=";
    number(start);
    out_ += '\n';
  }

  void number(std::size_t value) {
    char digits[20];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }

  std::string_view form(Span span) const { return found_->analysis.text.substr(span.begin, span.size()); }

  const Engine::Impl& engine_;
  const std::string& doc_id_;
  const Write& write_;
  const Inspection* found_ = nullptr;  // the block
  CodePointCursor begin_;
  std::size_t sentences_ = 0;
  std::size_t name_ = 0;  // the first name of the block that does not lie before what is written
  std::string out_;
};

}  // namespace

std::unique_ptr<AnalysisWriter> conllu_analysis(const Engine::Impl& engine, const std::string& doc_id,
                                                const AnalysisWriter::Write& write) {
  return std::make_unique<ConlluWriter>(engine, doc_id, write);
}

}  // namespace isnad
