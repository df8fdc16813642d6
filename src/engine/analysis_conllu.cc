// The analysis as CoNLL-U: a line a word, with a range line over words that are written together.
//
//   1-2   wal-ilam   _  _
//   1     wa         _  CCONJ
//   2     al-ilam    _  NOUN
//
// Lemmas, features and syntax are not analysed: their columns hold the underscore.
#include "base/utf8.h"
#include "engine/impl.h"
#include "text/clitics.h"

namespace isnad {
namespace {

using text::Token;
using text::TokenType;

constexpr std::string_view kTags[text::kTagCount] = {"X",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                                     "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                                     "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

std::string_view tag_of_type(TokenType type) {
  switch (type) {
    case TokenType::kNumber:
      return "NUM";
    case TokenType::kWord:
    case TokenType::kLatin:
      return "X";
    case TokenType::kOther:
      return "SYM";
    default:
      return "PUNCT";
  }
}

std::string_view tag_of(const Token& token) {
  return token.tag == text::Tag::kX ? tag_of_type(token.type) : kTags[static_cast<std::size_t>(token.tag)];
}

// The tag of part `i` of `parts`: proclitics and the pronoun by what they are, the stem by the token's own.
std::string_view tag_of_part(const Token& token, std::size_t i, std::size_t parts) {
  const std::size_t before = parts - 1 - (token.enclitic_bytes > 0 ? 1 : 0);
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
      write_line(std::to_string(word + 1) + "-" + std::to_string(last), token.span, "_", joined);
    }
    std::size_t i = 0;
    for (const Span part : parts) {
      write_line(std::to_string(++word), part, tag_of_part(token, i++, parts.size()), joined && parts.size() == 1);
    }
  }

  void write_line(const std::string& id, Span span, std::string_view tag, bool joined) {
    out_ += id;
    out_ += '\t';
    out_ += form(span);
    out_ += "\t_\t";
    out_ += tag;
    out_ += "\t_\t_\t_\t_\t_\t";
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
