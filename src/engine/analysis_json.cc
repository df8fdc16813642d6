// The analysis as one JSON object on one line (docs/formats/analysis.md). Offsets are code points of the text. Tokens
// are written as they come, the other lists behind them.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>
#include <vector>

#include "base/utf8.h"
#include "engine/impl.h"
#include "text/clitics.h"
#include "text/models.h"

namespace isnad {
namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

// A list that is held back until the tokens, which are most of an analysis, have been written.
struct Layer {
  explicit Layer(const char* layer) : name(layer) { json.StartArray(); }

  const char* name;
  rapidjson::StringBuffer buffer;
  Json json{buffer};
};

// A match, with its place in the document: they are many, and held back as well.
struct Match {
  std::uint32_t start, end;
  lexicon::Entry entry;
};

class JsonAnalysis final : public AnalysisWriter {
 public:
  JsonAnalysis(const Engine::Impl& engine, const std::string& doc_id, const Write& write)
      : engine_(engine), write_(write) {
    tokens_.StartObject();
    tokens_.Key("doc_id");
    string(tokens_, doc_id);
    tokens_.Key("tokens");
    tokens_.StartArray();
  }

  void add(const Inspection& block, std::uint32_t before) override {
    found_ = &block;
    before_ = before;
    index_.emplace(block.analysis.text);
    write_tokens();
    write_ranges();
    hold_matches();
    write_entities();
    write_numbers();
    write_counts();
    write_times();
  }

  void finish() override {
    tokens_.EndArray();
    write_matches();
    for (Layer* layer : {&sentences_, &quotations_, &entities_, &numbers_, &counts_, &times_}) {
      layer->json.EndArray();
      tokens_.Key(layer->name);
      tokens_.RawValue("", 0, rapidjson::kArrayType);  // the list itself is not copied
      flush();
      write_({layer->buffer.GetString(), layer->buffer.GetSize()});
    }
    tokens_.EndObject();
    flush();
  }

 private:
  void flush() {
    write_({buffer_.GetString(), buffer_.GetSize()});
    buffer_.Clear();
  }

  static void string(Json& json, std::string_view text) {
    json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }

  // A place in the document, of a byte of the block.
  void place(Json& json, const char* name, std::uint32_t byte) const {
    json.Key(name);
    json.Uint(before_ + index_->code_points_before(byte));
  }

  // Opens an object and writes where it stands.
  void open(Json& json, Span span) const {
    json.StartObject();
    place(json, "start", span.begin);
    place(json, "end", span.end);
  }

  void write_tokens() {
    const text::Analysis& analysis = found_->analysis;
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      write_token(analysis.tokens[i], found_->forms.words[i]);
      if (buffer_.GetSize() >= kPiece) flush();
    }
  }

  void write_token(const text::Token& token, const text::WordForm& form) {
    open(tokens_, token.span);
    tokens_.Key("segments");
    tokens_.StartArray();
    for (const Span part : text::parts_of(*engine_.analyzer, found_->analysis, token)) {
      open(tokens_, part);
      tokens_.EndObject();
    }
    tokens_.EndArray();
    tokens_.Key("tag");
    string(tokens_, text::kTagNames[static_cast<std::size_t>(token.tag)]);
    tokens_.Key("lemma");
    string(tokens_, form.lemma);
    tokens_.Key("feats");
    features_.clear();
    form.grammar.append_to(features_);
    string(tokens_, features_);
    tokens_.EndObject();
  }

  void write_ranges() {
    for (const text::TokenRange& range : found_->analysis.sentences) {
      open(sentences_.json, found_->analysis.span(range));
      sentences_.json.EndObject();
    }
    for (const text::Quotation& quotation : found_->analysis.quotations) {
      open(quotations_.json, found_->analysis.span(quotation.tokens));
      quotations_.json.EndObject();
    }
  }

  void hold_matches() {
    for (const text::Match& match : found_->analysis.matches) {
      const Span span = found_->analysis.span(match.tokens);
      matches_.push_back({before_ + index_->code_points_before(span.begin),
                          before_ + index_->code_points_before(span.end), match.entry});
    }
  }

  void write_matches() {
    tokens_.Key("matches");
    tokens_.StartArray();
    for (const Match& match : matches_) {
      tokens_.StartObject();
      tokens_.Key("start");
      tokens_.Uint(match.start);
      tokens_.Key("end");
      tokens_.Uint(match.end);
      tokens_.Key("table");
      string(tokens_, engine_.lexicon->table_name(match.entry.table));
      tokens_.Key("id");
      string(tokens_, engine_.lexicon->cell(match.entry.table, match.entry.row, 0));
      tokens_.EndObject();
      if (buffer_.GetSize() >= kPiece) flush();
    }
    tokens_.EndArray();
  }

  void write_entities() {
    Json& json = entities_.json;
    for (const extract::Entity& entity : found_->entities) {
      open(json, found_->analysis.span(entity.tokens));
      place(json, "name_start", entity.span.begin);
      json.Key("type");
      string(json, name(entity.type));
      json.Key("id");
      string(json, entity.id);
      json.EndObject();
    }
  }

  static void bounds(Json& json, std::int64_t low, const std::optional<std::int64_t>& high) {
    json.Key("low");
    json.Int64(low);
    json.Key("high");
    high ? json.Int64(*high) : json.Null();
  }

  void write_numbers() {
    for (const extract::Number& number : found_->numbers) {
      open(numbers_.json, number.span);
      bounds(numbers_.json, number.low, number.high);
      numbers_.json.EndObject();
    }
  }

  void write_counts() {
    Json& json = counts_.json;
    for (const extract::Count& count : found_->counts) {
      open(json, found_->analysis.span(count.tokens));
      bounds(json, count.low, count.high);
      json.Key("group");
      string(json, name(count.group));
      json.Key("effect");
      count.effect ? string(json, name(*count.effect)) : void(json.Null());
      if (count.so_far) {
        json.Key("cumulative");
        json.Bool(true);
      }
      json.EndObject();
    }
  }

  void write_times() {
    Json& json = times_.json;
    for (const extract::Time& time : found_->times) {
      open(json, time.span);
      json.Key("value");
      const std::string& value = time.day.empty() ? time.value : time.day;
      value.empty() ? void(json.Null()) : string(json, value);
      if (!time.day.empty()) {
        json.Key("meant");
        string(json, time.value);
      }
      json.Key("rule");
      string(json, time.rule);
      json.EndObject();
    }
  }

  const Engine::Impl& engine_;
  const Write& write_;
  const Inspection* found_ = nullptr;  // the block
  std::uint32_t before_ = 0;           // code points before it
  std::optional<CodePointIndex> index_;
  std::string features_;
  rapidjson::StringBuffer buffer_;
  Json tokens_{buffer_};  // and all that is around and behind them
  std::vector<Match> matches_;
  Layer sentences_{"sentences"}, quotations_{"quotations"}, entities_{"entities"}, numbers_{"numbers"},
      counts_{"counts"}, times_{"times"};
};

}  // namespace

std::unique_ptr<AnalysisWriter> json_analysis(const Engine::Impl& engine, const std::string& doc_id,
                                              const AnalysisWriter::Write& write) {
  return std::make_unique<JsonAnalysis>(engine, doc_id, write);
}

}  // namespace isnad
