// The analysis as one JSON object on one line (docs/formats/analysis.md). Offsets are code points of the text.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/utf8.h"
#include "engine/impl.h"
#include "text/clitics.h"
#include "text/models.h"

namespace isnad {
namespace {

class AnalysisWriter {
 public:
  AnalysisWriter(const Engine::Impl& engine, const Document& document, const Inspection& found)
      : engine_(engine), document_(document), found_(found), index_(document.text), json_(buffer_) {}

  std::string write() {
    json_.StartObject();
    key("doc_id");
    string(document_.doc_id);
    write_sentences();
    write_tokens();
    write_quotations();
    write_matches();
    write_entities();
    write_numbers();
    write_counts();
    write_times();
    json_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void key(const char* name) { json_.Key(name); }
  void string(std::string_view text) { json_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

  // Opens an object and writes where it stands.
  void open(Span span) {
    json_.StartObject();
    key("start");
    json_.Uint(index_.code_points_before(span.begin));
    key("end");
    json_.Uint(index_.code_points_before(span.end));
  }

  template <typename Items, typename Write>
  void list(const char* name, const Items& items, Write write) {
    key(name);
    json_.StartArray();
    for (const auto& item : items) {
      write(item);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void write_sentences() {
    list("sentences", found_.analysis.sentences,
         [&](const text::TokenRange& range) { open(found_.analysis.span(range)); });
  }

  void write_tokens() {
    list("tokens", found_.analysis.tokens, [&](const text::Token& token) {
      open(token.span);
      list("segments", text::parts_of(*engine_.analyzer, found_.analysis, token), [&](Span part) { open(part); });
      key("tag");
      string(text::kTagNames[static_cast<std::size_t>(token.tag)]);
      key("lemma");
      const text::WordForm& form = found_.forms.words[static_cast<std::size_t>(&token - found_.analysis.tokens.data())];
      string(form.lemma);
      key("feats");
      features_.clear();
      form.grammar.append_to(features_);
      string(features_);
    });
  }

  void write_quotations() {
    list("quotations", found_.analysis.quotations,
         [&](const text::Quotation& quotation) { open(found_.analysis.span(quotation.tokens)); });
  }

  void write_matches() {
    list("matches", found_.analysis.matches, [&](const text::Match& match) {
      open(found_.analysis.span(match.tokens));
      key("table");
      string(engine_.lexicon->table_name(match.entry.table));
      key("id");
      string(engine_.lexicon->cell(match.entry.table, match.entry.row, 0));
    });
  }

  void write_entities() {
    list("entities", found_.entities, [&](const extract::Entity& entity) {
      open(found_.analysis.span(entity.tokens));
      key("name_start");
      json_.Uint(index_.code_points_before(entity.span.begin));
      key("type");
      string(name(entity.type));
      key("id");
      string(entity.id);
    });
  }

  void bounds(std::int64_t low, const std::optional<std::int64_t>& high) {
    key("low");
    json_.Int64(low);
    key("high");
    high ? json_.Int64(*high) : json_.Null();
  }

  void write_numbers() {
    list("numbers", found_.numbers, [&](const extract::Number& number) {
      open(number.span);
      bounds(number.low, number.high);
    });
  }

  void write_counts() {
    list("counts", found_.counts, [&](const extract::Count& count) {
      open(found_.analysis.span(count.tokens));
      bounds(count.low, count.high);
      key("group");
      string(name(count.group));
      key("effect");
      count.effect ? string(name(*count.effect)) : void(json_.Null());
      if (count.so_far) {
        key("cumulative");
        json_.Bool(true);
      }
    });
  }

  void write_times() {
    list("times", found_.times, [&](const extract::Time& time) {
      open(time.span);
      key("value");
      const std::string& value = time.day.empty() ? time.value : time.day;
      value.empty() ? json_.Null() : json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
      if (!time.day.empty()) {
        key("meant");
        string(time.value);
      }
      key("rule");
      string(time.rule);
    });
  }

  const Engine::Impl& engine_;
  const Document& document_;
  const Inspection& found_;
  CodePointIndex index_;
  std::string features_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> json_;
};

}  // namespace

std::string analysis_json(const Engine::Impl& engine, const Document& document, const Inspection& found) {
  return AnalysisWriter(engine, document, found).write();
}

}  // namespace isnad
