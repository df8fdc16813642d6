#include "extract/entity.h"

namespace isnad::extract {

std::string_view name(EntityType type) {
  return type == EntityType::kPerson ? "PERSON" : type == EntityType::kOrganisation ? "ORGANISATION" : "LOCATION";
}

EntityFinder::EntityFinder(const lexicon::Lexicon& lexicon, const text::Analyzer& analyzer)
    : lexicon_(lexicon), analyzer_(analyzer), places_(lexicon), actors_(lexicon.table("actors")) {
  const int type = lexicon.column(actors_, "type"), note = lexicon.column(actors_, "note");
  for (std::uint32_t row = 0; row < lexicon.rows(actors_); ++row) {
    const std::string_view of = lexicon.cell(actors_, row, type);
    Actor actor;
    actor.metonym = of == "state" || lexicon.cell(actors_, row, note).find("metonym") != std::string_view::npos;
    actor.named = of != "generic" && of != "office";
    if (actor.metonym) actor.type = EntityType::kLocation;
    if (of == "person") actor.type = EntityType::kPerson;
    rows_.push_back(actor);
  }
}

// The longest named actor that begins at `token`; null when there is none.
const text::Match* EntityFinder::actor_at(const text::Analysis& analysis, std::uint32_t token) const {
  for (const text::Match& match : analysis.matches_at(token)) {
    if (match.entry.table == actors_ && rows_[match.entry.row].named) return &match;
  }
  return nullptr;
}

Entity EntityFinder::entity(const text::Analysis& analysis, text::TokenRange tokens, EntityType type,
                            std::string_view id) const {
  const std::uint32_t begin = analyzer_.span_without_prefix(analysis, analysis.tokens[tokens.first]).begin;
  return {tokens, {begin, analysis.span(tokens).end}, type, id};
}

void EntityFinder::find(const text::Analysis& analysis, std::string_view outlet, std::vector<Entity>& out) const {
  std::vector<PlaceMention> places;
  places_.resolve(analysis, outlet, places);
  std::erase_if(places, [](const PlaceMention& place) { return place.name.empty(); });
  auto place = places.begin();
  for (std::uint32_t token = 0; token < analysis.tokens.size();) {
    while (place != places.end() && place->name.first < token) ++place;
    const bool at_place = place != places.end() && place->name.first == token;
    const text::Match* const actor = actor_at(analysis, token);
    const bool as_place =
        at_place && (actor == nullptr || rows_[actor->entry.row].metonym || place->name.last > actor->tokens.last);
    if (as_place) {
      out.push_back(entity(analysis, place->name, EntityType::kLocation,
                           place->rows.empty() ? "" : places_.id(place->rows.front())));
    } else if (actor != nullptr) {
      out.push_back(
          entity(analysis, actor->tokens, rows_[actor->entry.row].type, lexicon_.cell(actors_, actor->entry.row, 0)));
    }
    token = as_place || actor != nullptr ? out.back().tokens.last : token + 1;
  }
}

}  // namespace isnad::extract
