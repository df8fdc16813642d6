// The analysis as CoNLL-U: a line a word, with a range line over words that are written together.
//
//   1-2   wal-ilam   _      _
//   1     wa         wa     CCONJ
//   2     al-ilam    ilam   NOUN
//
// Syntax is not analysed: its columns hold the underscore. Features are those of the stem (text/grammar.h).
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

class ConlluWriter {
 public:
  ConlluWriter(const Engine::Impl& engine, const Document& document, const Inspection& found)
      : engine_(engine), document_(document), found_(found), index_(document.text) {}

  std::string write() {
    out_ += "# newdoc id = " + document_.doc_id + "\n";
    std::size_t number = 0;
    for (const text::TokenRange& sentence : found_.analysis.sentences) write_sentence(sentence, ++number);
    if (found_.analysis.sentences.empty()) out_ += "\n";
    return std::move(out_);
  }

 private:
  void write_sentence(text::TokenRange sentence, std::size_t number) {
    out_ += "# sent_id = " + document_.doc_id + "-" + std::to_string(number) + "\n# text = ";
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      if (i > sentence.first && found_.analysis.tokens[i].space_before) out_ += ' ';
      out_ += form(found_.analysis.tokens[i].span);
    }
    out_ += '\n';
    std::uint32_t word = 0;
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const bool joined = i + 1 < sentence.last && !found_.analysis.tokens[i + 1].space_before;
      write_token(found_.analysis.tokens[i], joined, word);
    }
    out_ += '\n';
  }

  void write_token(const Token& token, bool joined, std::uint32_t& word) {
    const text::Parts parts = text::parts_of(*engine_.analyzer, found_.analysis, token);
    if (parts.size() > 1) {
      const auto last = word + static_cast<std::uint32_t>(parts.size());
      write_line(std::to_string(word + 1) + "-" + std::to_string(last), token.span, "\t_\t_\t_\t_", joined);
    }
    std::size_t i = 0;
    for (const Span part : parts) {
      write_line(std::to_string(++word), part, columns_of(token, part, i, parts.size()), joined && parts.size() == 1);
      ++i;
    }
  }

  // LEMMA to FEATS of one part.
  std::string columns_of(const Token& token, Span part, std::size_t i, std::size_t parts) const {
    const bool stem = i == stem_part(token, parts);
    const std::string lemma =
        stem ? text::lemma_of(*engine_.analyzer, engine_.text_models, found_.analysis, token) : std::string(form(part));
    std::string columns = "\t" + lemma;
    columns += "\t";
    columns += tag_of_part(token, i, parts);
    columns += "\t_\t";
    columns += stem ? features_of(token, lemma) : "_";
    return columns;
  }

  std::string features_of(const Token& token, const std::string& lemma) const {
    const auto index = static_cast<std::uint32_t>(&token - found_.analysis.tokens.data());
    const std::string features = engine_.grammarian->grammar_of(found_.analysis, index, lemma).to_string();
    return features.empty() ? "_" : features;
  }

  void write_line(const std::string& id, Span span, const std::string& columns, bool joined) {
    out_ += id;
    out_ += '\t';
    out_ += form(span);
    out_ += columns;
    out_ += "\t_\t_\t_\t";
    if (joined) out_ += "SpaceAfter=No|";
    out_ += "end_char=" + std::to_string(index_.code_points_before(span.end));
    out_ += "|start_char=" + std::to_string(index_.code_points_before(span.begin)) + "\n";
  }

  std::string_view form(Span span) const { return found_.analysis.text.substr(span.begin, span.size()); }

  const Engine::Impl& engine_;
  const Document& document_;
  const Inspection& found_;
  CodePointIndex index_;
  std::string out_;
};

}  // namespace

std::string analysis_conllu(const Engine::Impl& engine, const Document& document, const Inspection& found) {
  return ConlluWriter(engine, document, found).write();
}

}  // namespace isnad
