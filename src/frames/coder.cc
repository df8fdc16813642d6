#include "frames/coder.h"

#include <algorithm>

#include "base/utf8.h"
#include "frames/clause.h"

namespace isnad::frames {
namespace {

using extract::Source;

}  // namespace

// Token ranges to quoted words with code-point offsets.
class Coder::Writer {
 public:
  Writer(const Context& context, const text::Analyzer& analyzer)
      : context_(context), analyzer_(analyzer), points_(context.analysis.text) {}

  void quote(TokenRange tokens, Quoted& out) const {
    const text::Analysis& analysis = context_.analysis;
    const std::uint32_t begin = analyzer_.span_without_prefix(analysis, analysis.tokens[tokens.first]).begin;
    quote(Span{begin, analysis.tokens[tokens.last - 1].span.end}, out);
  }
  void quote(Span span, Quoted& out) const {
    out.text = context_.analysis.text.substr(span.begin, span.size());
    out.start = points_.code_points_before(span.begin);
    out.end = points_.code_points_before(span.end);
  }

 private:
  const Context& context_;
  const text::Analyzer& analyzer_;
  CodePointIndex points_;
};

Preparer::Preparer(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer)
    : analyzer_(analyzer),
      facts_(lexicon),
      rows_(facts_),
      numbers_(lexicon),
      counts_(lexicon),
      times_(lexicon),
      tolls_(lexicon),
      places_(lexicon),
      chunker_(facts_, rows_),
      speakers_(facts_, rows_) {}

void Preparer::prepare(const Document& document, Context& context) const {
  analyzer_.analyze(document.text, context.analysis);
  facts_.find(context.analysis, context.facts);
  context.numbers.clear();
  context.counts.clear();
  context.times.clear();
  numbers_.find(context.analysis, context.numbers);
  counts_.find(context.analysis, context.numbers, context.counts);
  times_.find(context.analysis, context.numbers, document.published, context.times);
  context.published = document.published;
  tolls_.mark(context.analysis, context.times, context.published, context.counts);
  places_.resolve(context.analysis, document.outlet, context.places);
}

void Preparer::prepare_roles(Context& context) const {
  context.tally();
  chunker_.find(context);
  context.speakers.clear();
  context.index();
  speakers_.find(context);
  chunker_.split(context);
  context.index();
  mark_steps(context);
}

Coder::Coder(const Preparer& preparer, const Models& models, Thresholds least)
    : preparer_(preparer),
      triggers_(preparer.facts(), preparer.rows(), models.trigger, least),
      roles_(preparer.rows(), models.role),
      voices_(preparer.rows(), models.voice),
      modalities_(preparer.facts(), preparer.rows(), models.modality),
      casualties_(preparer.facts(), preparer.rows()),
      reports_(preparer.rows(), models.report) {}

void Coder::code(const Document& document, Context& context, std::vector<Claim>& out) const {
  out.clear();
  preparer_.prepare(document, context);
  triggers_.find(context);
  preparer_.prepare_roles(context);
  const Writer writer(context, preparer_.analyzer());
  std::vector<std::vector<Filler>> fillers(context.triggers.size());
  for (std::size_t trigger = 0; trigger < fillers.size(); ++trigger) roles_.find(context, trigger, fillers[trigger]);
  give_counts_once(context, fillers);
  out.reserve(context.triggers.size());
  for (std::size_t trigger = 0; trigger < context.triggers.size(); ++trigger) {
    Claim claim;
    claim.claim_id = "c" + std::to_string(trigger + 1);
    write_claim(context, trigger, fillers[trigger], writer, claim);
    out.push_back(std::move(claim));
  }
}

void Coder::write_claim(Context& context, std::size_t index, std::span<const Filler> fillers, const Writer& writer,
                        Claim& out) const {
  const Trigger& trigger = context.triggers[index];
  const Rows& rows = preparer_.rows();
  out.kind = trigger.kind;
  const std::uint32_t sentence = context.analysis.tokens[trigger.head].sentence;
  if (reports_.reports(context, sentence, rows.plover(trigger.kind))) {
    out.plover = rows.plover(trigger.kind);
    out.plover_mode = rows.plover_mode(trigger.kind);
  }
  out.confidence = trigger.confidence;
  if (trigger.row >= 0) out.rules.emplace_back(rows.trigger(static_cast<std::uint32_t>(trigger.row)).id);
  out.rules.emplace_back("model.trigger");
  writer.quote(trigger.tokens, out.trigger);
  writer.quote(context.analysis.span(context.analysis.sentences[context.analysis.tokens[trigger.head].sentence]),
               out.sentence);

  write_roles(context, fillers, writer, out);
  const int speaker = voices_.find(context, index);
  write_speakers(context, speaker, writer, out);
  if (speaker >= 0) out.quote = context.quoted(trigger.head) ? Quote::kDirect : Quote::kIndirect;
  out.modality = modalities_.find(context, index, speaker);
  std::vector<Figure> figures;
  if (out.modality != Modality::kDenied) casualties_.read(context, trigger, fillers, figures);
  write_figures(context, figures, writer, out);
}

Participant Coder::participant(const Context& context, TokenRange tokens, const Writer& writer) const {
  Participant out;
  writer.quote(tokens, out);
  for (std::uint32_t token = tokens.first; token < tokens.last; ++token) {
    const std::int32_t match = context.facts[token].match[static_cast<int>(Source::kActor)];
    if (match < 0) continue;
    const VoiceRow& row = preparer_.rows().actor(context.analysis.matches[static_cast<std::size_t>(match)].entry.row);
    out.id = row.id;
    out.sector = row.sector;
    break;
  }
  return out;
}

Place Coder::place(const Context& context, TokenRange tokens, const Writer& writer) const {
  Place out;
  writer.quote(tokens, out);
  const auto mention =
      std::partition_point(context.places.begin(), context.places.end(),
                           [&](const extract::PlaceMention& m) { return m.tokens.last <= tokens.first; });
  if (mention == context.places.end() || !mention->tokens.overlaps(tokens) || mention->rows.empty()) return out;
  const extract::PlaceResolver& places = preparer_.places();
  out.id = places.id(mention->rows.front());
  out.precision = places.type(mention->rows.front());
  for (std::size_t i = 1; i < mention->rows.size(); ++i) out.candidates.emplace_back(places.id(mention->rows[i]));
  return out;
}

void Coder::write_roles(const Context& context, std::span<const Filler> fillers, const Writer& writer,
                        Claim& out) const {
  for (const Filler& filler : fillers) {
    const Chunk& chunk = context.chunks[filler.chunk];
    if (filler.role == Role::kAgent) out.agent.push_back(participant(context, chunk.tokens, writer));
    if (filler.role == Role::kTarget || filler.role == Role::kTargetPlace)
      out.target.push_back(participant(context, chunk.tokens, writer));
    if (filler.role == Role::kPlace || filler.role == Role::kTargetPlace)
      out.place.push_back(place(context, chunk.tokens, writer));
    if (filler.role == Role::kMeans) out.means.push_back(participant(context, chunk.tokens, writer));
    if (filler.role == Role::kTime && chunk.type == Chunk::Type::kTime) {
      const extract::Time& mention = context.times[static_cast<std::size_t>(chunk.mention)];
      Time time;
      writer.quote(mention.span, time);
      time.value = mention.value;
      out.time.push_back(std::move(time));
      out.rules.push_back(mention.rule);
    }
  }
}

Attribution Coder::attribution(const Context& context, TokenRange tokens, const Writer& writer) const {
  Attribution out;
  writer.quote(tokens, out);
  const Rows& rows = preparer_.rows();
  for (std::uint32_t token = tokens.first; token < tokens.last; ++token) {
    const extract::Fact& fact = context.facts[token];
    const auto row_at = [&](Source source) {
      const std::int32_t match = fact.match[static_cast<std::size_t>(source)];
      return match < 0 ? -1
                       : static_cast<std::int64_t>(context.analysis.matches[static_cast<std::size_t>(match)].entry.row);
    };
    const std::int64_t source = row_at(Source::kSpeaker), actor = row_at(Source::kActor),
                       title = row_at(Source::kTitle);
    if (out.kind == Voice::kUnknown && source >= 0) {
      const VoiceRow& row = rows.speaker(static_cast<std::uint32_t>(source));
      out.kind = row.voice;
      out.named = out.named || row.named;
    }
    if (actor >= 0) {
      const VoiceRow& row = rows.actor(static_cast<std::uint32_t>(actor));
      if (out.kind == Voice::kUnknown) out.kind = row.voice;
      if (out.id.empty() && !row.generic) out.id = row.id;
      out.named = out.named || !row.generic;
    }
    if (out.kind == Voice::kUnknown && title >= 0) out.kind = rows.title(static_cast<std::uint32_t>(title)).voice;
  }
  return out;
}

void Coder::write_speakers(const Context& context, int speaker, const Writer& writer, Claim& out) const {
  for (int next = speaker; next >= 0; next = context.speakers[static_cast<std::size_t>(next)].via) {
    const Speaker& voice = context.speakers[static_cast<std::size_t>(next)];
    out.attribution.insert(out.attribution.begin(), attribution(context, voice.tokens, writer));
    if (voice.row >= 0) out.rules.emplace_back(preparer_.rows().saying(static_cast<std::uint32_t>(voice.row)).id);
  }
  if (speaker >= 0) out.rules.emplace_back("model.voice");
}

void Coder::write_figures(const Context& context, std::span<const Figure> figures, const Writer& writer,
                          Claim& out) const {
  for (const Figure& figure : figures) {
    Casualty casualty;
    writer.quote(figure.tokens, casualty);
    casualty.effect = figure.effect;
    casualty.low = figure.low;
    casualty.high = figure.high;
    casualty.group = figure.group;
    if (figure.so_far >= 0) {
      casualty.cumulative = true;
      casualty.as_of = preparer_.tolls().as_of(context.analysis, context.times, context.published,
                                               context.counts[static_cast<std::size_t>(figure.so_far)]);
    }
    out.casualties.push_back(std::move(casualty));
  }
}

}  // namespace isnad::frames
