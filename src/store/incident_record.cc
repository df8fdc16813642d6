// The columns of an incident. Its claims are named once; all that is said about them says which of them by number, and
// outlets, dates and origins are spelt where they come first. Its own id is not in it.
#include <map>

#include "store/columns.h"
#include "store/records.h"

namespace isnad::store {
namespace {

/// Where the values stand. Numbers are part of the format: new columns come behind.
enum IncidentColumn {
  kDocument,
  kHead,
  kClaims,
  kMembers,
  kSizes,
  kSpans,
  kFigures,
  kNameNumbers,
  kNames,
  kWords,
  kIds,
  kManners,
  kPlaces,
};

template <typename Io, typename AnyIncident>
class IncidentVisitor {
 public:
  explicit IncidentVisitor(Io& io) : io_(io) {}

  void visit(AnyIncident& incident) {
    head(incident);
    origins(incident.origins);
    origins(incident.channels);
    toll(incident);
    responsibility(incident);
    control(incident);
    disputes(incident);
    links(incident);
  }

 private:
  void head(AnyIncident& incident) {
    io_.list(kSizes, incident.documents, [&](auto& document) { io_.text(kDocument, document); });
    for (auto* text : {&incident.family, &incident.place_id, &incident.day_first, &incident.day_last}) {
      io_.text(kHead, *text);
    }
    io_.one_of(kSizes, incident.kind, Kind::kDisaster);
    io_.text(kWords, incident.place);
    io_.number(kSizes, incident.independent_origins);
    io_.members(incident.documents, incident.claims);
  }

  template <typename Refs>
  void claims(Refs& refs) {
    io_.list(kSizes, refs, [&](auto& ref) { io_.claim(ref); });
  }

  template <typename Origins>
  void origins(Origins& origins) {
    io_.list(kSizes, origins, [&](auto& origin) {
      io_.name(origin.id);
      claims(origin.claims);
    });
  }

  template <typename AnySaying>
  void saying(AnySaying& saying) {
    io_.claim(saying.claim);
    io_.name(saying.outlet);
    io_.name(saying.published);
    io_.list(kSizes, saying.attribution, [&](auto& voice) {
      span(voice);
      io_.one_of(kManners, voice.kind, Voice::kExpert);
      io_.number(kFigures, voice.named);
      io_.text(kIds, voice.id);
    });
    io_.one_of(kManners, saying.modality, Modality::kHypothetical);
    io_.name(saying.origin);
  }

  template <typename Span>
  void span(Span& quoted) {
    io_.span(kSpans, quoted);
    io_.text(kWords, quoted.text);
  }

  void toll(AnyIncident& incident) {
    io_.list(kSizes, incident.toll, [&](auto& figure) {
      saying(figure);
      span(figure.casualty);
      io_.one_of(kManners, figure.casualty.effect, Effect::kRescued);
      io_.one_of(kManners, figure.casualty.group, Group::kMixed);
      io_.bound(kFigures, figure.casualty.low);
      io_.bound(kFigures, figure.casualty.high);
      io_.number(kFigures, figure.casualty.cumulative);
      io_.name(figure.casualty.as_of);
      io_.number(kFigures, figure.vague);
      io_.one_of(kManners, figure.standing, Standing::kUnasserted);
      io_.claim(figure.by);
    });
  }

  void responsibility(AnyIncident& incident) {
    io_.list(kSizes, incident.responsibility, [&](auto& stance) {
      saying(stance);
      io_.name(stance.stance);
      io_.name(stance.actor);
      io_.text(kWords, stance.words);
    });
  }

  void control(AnyIncident& incident) {
    io_.list(kSizes, incident.control, [&](auto& holding) {
      saying(holding);
      for (auto* text : {&holding.day, &holding.place_id, &holding.place, &holding.extent, &holding.holder,
                         &holding.words, &holding.side}) {
        io_.text(kPlaces, *text);
      }
      io_.fraction(kFigures, holding.share);
      io_.number(kFigures, holding.holds);
    });
  }

  void disputes(AnyIncident& incident) {
    io_.list(kSizes, incident.disputes, [&](auto& dispute) {
      for (auto* text : {&dispute.type, &dispute.about, &dispute.status}) io_.text(kIds, *text);
      io_.fraction(kFigures, dispute.weight);
      io_.list(kSizes, dispute.positions, [&](auto& position) {
        io_.text(kIds, position.statement);
        claims(position.claims);
        io_.list(kSizes, position.voices, [&](auto& voice) { io_.name(voice); });
        io_.number(kFigures, position.independent);
      });
    });
  }

  void links(AnyIncident& incident) {
    io_.list(kSizes, incident.links, [&](auto& link) {
      for (auto* text : {&link.type, &link.other, &link.cue}) io_.text(kIds, *text);
      io_.claim(link.claim);
    });
  }

  Io& io_;
};

class IncidentWriter : public ColumnWriter {
 public:
  void members(const std::vector<std::string>& documents, const std::vector<ClaimRef>& claims) {
    std::map<std::string_view, std::int64_t> numbers;
    for (std::size_t i = 0; i < documents.size(); ++i) numbers.emplace(documents[i], static_cast<std::int64_t>(i) + 1);
    std::int64_t document = 1, position = 0;
    list(kSizes, claims, [&](const ClaimRef& ref) {
      const auto found = numbers.find(ref.doc_id);
      const std::int64_t number = found == numbers.end() ? 0 : found->second;
      signed_number(kClaims, number - document);
      if (number == 0) text(kDocument, ref.doc_id);
      document = number;
      position_.emplace(ref, position++);
      claim_name(kClaims, kDocument, ref.claim_id);
    });
  }
  void claim(const ClaimRef& ref) {
    const auto found = position_.find(ref);
    if (found == position_.end()) {
      number(kMembers, 0);
      text(kDocument, ref.doc_id);
      text(kDocument, ref.claim_id);
      return;
    }
    number(kMembers, zigzag(found->second - next_) + 1);
    next_ = found->second + 1;
  }
  void name(const std::string& text) {
    const auto [found, is_new] = names_.emplace(text, names_.size());
    number(kNameNumbers, found->second);
    if (is_new) this->text(kNames, text);
  }
  void span(int column, const Quoted& quoted) {
    number(column, quoted.start);
    signed_number(column, std::int64_t{quoted.end} - quoted.start);
  }

 private:
  std::map<ClaimRef, std::int64_t> position_;
  std::map<std::string, std::size_t> names_;
  std::int64_t next_ = 0;
};

class IncidentReader : public ColumnReader {
 public:
  using ColumnReader::ColumnReader;
  void members(const std::vector<std::string>& documents, std::vector<ClaimRef>& claims) {
    std::int64_t document = 1;
    list(kSizes, claims, [&](ClaimRef& ref) {
      document += signed_number(kClaims) % (std::ssize(documents) + 1);
      const bool known = document > 0 && document <= std::ssize(documents);
      if (document < 0 || document > std::ssize(documents)) fail(), document = 0;
      known ? static_cast<void>(ref.doc_id = documents[static_cast<std::size_t>(document - 1)])
            : text(kDocument, ref.doc_id);
      claim_name(kClaims, kDocument, ref.claim_id);
    });
    members_ = claims;
  }
  void claim(ClaimRef& ref) {
    std::uint64_t distance = 0;
    number(kMembers, distance);
    if (distance == 0) {
      text(kDocument, ref.doc_id);
      return text(kDocument, ref.claim_id);
    }
    const std::uint64_t position = next_ + static_cast<std::uint64_t>(unzigzag(distance - 1));
    if (position >= members_.size()) return fail();
    ref = members_[position];
    next_ = position + 1;
  }
  void name(std::string& text) {
    std::size_t number = 0;
    this->number(kNameNumbers, number);
    if (number > names_.size()) return fail();
    if (number == names_.size()) this->text(kNames, names_.emplace_back());
    text = names_[number];
  }
  void span(int column, Quoted& quoted) {
    number(column, quoted.start);
    quoted.end = quoted.start + static_cast<std::uint32_t>(signed_number(column));
  }

 private:
  std::vector<ClaimRef> members_;
  std::vector<std::string> names_;
  std::uint64_t next_ = 0;
};

}  // namespace

std::string incident_to_bytes(const Incident& incident) {
  IncidentWriter writer;
  IncidentVisitor<IncidentWriter, const Incident>(writer).visit(incident);
  return writer.take();
}

Result<Incident> incident_from_bytes(std::string_view bytes) {
  IncidentReader reader(bytes);
  Incident incident;
  IncidentVisitor<IncidentReader, Incident>(reader).visit(incident);
  if (reader.failed()) return Error{Error::Code::kCorrupt, "the stored bytes are damaged: they are no incident"};
  return incident;
}

}  // namespace isnad::store
