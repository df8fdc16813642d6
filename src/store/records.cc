#include "store/records.h"

#include "store/columns.h"

namespace isnad::store {
namespace {

Error broken() {
  return {Error::Code::kCorrupt, "the stored bytes are damaged: they are no record"};
}

// Written as numbers: what comes to be added to them comes behind, and is then the last that records.cc and
// incident_record.cc name.
static_assert(kKindCount == static_cast<int>(Kind::kDisaster) + 1);

/// Where the values of claims stand. Numbers are part of the format: new columns come behind.
enum ClaimColumn {
  kSentenceStart,
  kSentenceLength,
  kTriggerStart,
  kTriggerLength,
  kPartyStart,
  kPartyLength,
  kPlaceStart,
  kPlaceLength,
  kOtherStart,
  kOtherLength,
  kSizes,
  kConfidence,
  kFigures,
  kNames,
  kWords,
  kKind,
  kManner,
  kPlover,
  kParty,
  kSector,
  kPlaceId,
  kPrecision,
  kCandidate,
  kTime,
  kEffect,
  kVoice,
  kRule,
};

// Visits what a claim is made of, in an order that is part of the format. `Io` is a writer or a reader of columns that
// knows where the sentence begins; a claim is const where it is written.
template <typename Io, typename AnyClaim>
class ClaimVisitor {
 public:
  explicit ClaimVisitor(Io& io) : io_(io) {}

  void visit(AnyClaim& claim) {
    io_.claim_name(kSizes, kNames, claim.claim_id);
    io_.sentence(claim.sentence);
    span(kTriggerStart, claim.trigger);
    io_.one_of(kKind, claim.kind, Kind::kDisaster);
    io_.one_of(kManner, claim.modality, Modality::kHypothetical);
    io_.one_of(kManner, claim.quote, Quote::kDirect);
    io_.text(kPlover, claim.plover);
    io_.text(kPlover, claim.plover_mode);
    io_.fraction(kConfidence, claim.confidence);
    for (auto* list : {&claim.agent, &claim.target, &claim.means}) participants(*list);
    places(claim);
    times(claim);
    casualties(claim);
    attribution(claim);
    io_.list(kSizes, claim.rules, [&](auto& rule) { io_.text(kRule, rule); });
  }

 private:
  template <typename Span>
  void span(int start, Span& quoted) {
    io_.span(start, start + 1, quoted);
    io_.text(kWords, quoted.text);
  }

  template <typename List>
  void participants(List& list) {
    io_.list(kSizes, list, [&](auto& participant) {
      span(kPartyStart, participant);
      io_.text(kParty, participant.id);
      io_.text(kSector, participant.sector);
    });
  }

  void places(AnyClaim& claim) {
    io_.list(kSizes, claim.place, [&](auto& place) {
      span(kPlaceStart, place);
      io_.text(kPlaceId, place.id);
      io_.text(kPrecision, place.precision);
      io_.list(kSizes, place.candidates, [&](auto& candidate) { io_.text(kCandidate, candidate); });
    });
  }

  void times(AnyClaim& claim) {
    io_.list(kSizes, claim.time, [&](auto& time) {
      span(kOtherStart, time);
      io_.text(kTime, time.value);
    });
  }

  void casualties(AnyClaim& claim) {
    io_.list(kSizes, claim.casualties, [&](auto& count) {
      span(kOtherStart, count);
      io_.one_of(kEffect, count.effect, Effect::kRescued);
      io_.one_of(kEffect, count.group, Group::kMixed);
      io_.bound(kFigures, count.low);
      io_.bound(kFigures, count.high);
      io_.number(kFigures, count.cumulative);
      io_.text(kTime, count.as_of);
    });
  }

  void attribution(AnyClaim& claim) {
    io_.list(kSizes, claim.attribution, [&](auto& voice) {
      span(kOtherStart, voice);
      io_.one_of(kVoice, voice.kind, Voice::kExpert);
      io_.number(kSizes, voice.named);
      io_.text(kParty, voice.id);
    });
  }

  Io& io_;
};

class ClaimWriter : public ColumnWriter {
 public:
  void sentence(const Quoted& sentence) {
    const std::uint32_t before = base_;
    base_ = sentence.start;
    signed_number(kSentenceStart, std::int64_t{base_} - before);
    signed_number(kSentenceLength, std::int64_t{sentence.end} - sentence.start);
    text(kWords, sentence.text);
  }
  void span(int start, int length, const Quoted& quoted) {
    signed_number(start, std::int64_t{quoted.start} - base_);
    signed_number(length, std::int64_t{quoted.end} - quoted.start);
  }

 private:
  std::uint32_t base_ = 0;
};

class ClaimReader : public ColumnReader {
 public:
  using ColumnReader::ColumnReader;
  void sentence(Quoted& sentence) {
    sentence.start = base_ += static_cast<std::uint32_t>(signed_number(kSentenceStart));
    sentence.end = base_ + static_cast<std::uint32_t>(signed_number(kSentenceLength));
    text(kWords, sentence.text);
  }
  void span(int start, int length, Quoted& quoted) {
    quoted.start = base_ + static_cast<std::uint32_t>(signed_number(start));
    quoted.end = quoted.start + static_cast<std::uint32_t>(signed_number(length));
  }

 private:
  std::uint32_t base_ = 0;
};

}  // namespace

std::string claims_to_bytes(const std::vector<Claim>& claims) {
  ClaimWriter writer;
  ClaimVisitor<ClaimWriter, const Claim> visitor(writer);
  writer.list(kSizes, claims, [&](const Claim& claim) { visitor.visit(claim); });
  return writer.take();
}

Result<std::vector<Claim>> claims_from_bytes(std::string_view bytes) {
  ClaimReader reader(bytes);
  ClaimVisitor<ClaimReader, Claim> visitor(reader);
  std::vector<Claim> claims;
  reader.list(kSizes, claims, [&](Claim& claim) { visitor.visit(claim); });
  if (reader.failed()) return broken();
  return claims;
}

}  // namespace isnad::store
