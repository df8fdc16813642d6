#include "serve/decisions.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "isnad/json.h"
#include "serve/body.h"

namespace isnad::serve {
namespace {

using rapidjson::Value;

constexpr std::array kFields = {"kind",  "trigger", "agent",      "target",   "place",      "time",
                                "means", "quote",   "casualties", "modality", "attribution"};

/// Gives every object with `start` and `end` the words that stand there.
class Quoter {
 public:
  Quoter(std::string_view text, rapidjson::Document::AllocatorType& allocator)
      : text_(text), index_(text), size_(count_code_points(text)), allocator_(allocator) {}

  Status fill(Value& value) const {
    if (value.IsArray()) {
      for (Value& item : value.GetArray()) {
        if (Status filled = fill(item); !filled) return filled;
      }
      return {};
    }
    return value.IsObject() && value.HasMember("start") ? fill_object(value) : Status();
  }

 private:
  Status fill_object(Value& value) const {
    const Value& given = value;
    const auto start = given.FindMember("start"), end = given.FindMember("end");
    const bool inside = end != given.MemberEnd() && start->value.IsUint() && end->value.IsUint() &&
                        start->value.GetUint() < end->value.GetUint() && end->value.GetUint() <= size_;
    if (!inside)
      return Error{Error::Code::kInput,
                   "start and end must be offsets in the text, which has " + std::to_string(size_) + " code points"};
    const std::size_t from = index_.byte_of(start->value.GetUint()), to = index_.byte_of(end->value.GetUint());
    value.RemoveMember("text");
    Value words(text_.data() + from, static_cast<rapidjson::SizeType>(to - from), allocator_);
    value.AddMember("text", words, allocator_);
    return {};
  }

  std::string_view text_;
  CodePointIndex index_;
  std::size_t size_;
  rapidjson::Document::AllocatorType& allocator_;
};

std::string text_of(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

/// A record that lacks what reading asks for gets it: ids of claims, and empty fields.
Result<Claim> read_claim(rapidjson::Document& record) {
  if (!record.HasMember("claim_id")) record.AddMember("claim_id", "r", record.GetAllocator());
  const rapidjson::Value& given = record;
  const auto kind = given.FindMember("kind"), trigger = given.FindMember("trigger");
  if (kind == given.MemberEnd() || trigger == given.MemberEnd() || !trigger->value.IsObject() ||
      !trigger->value.HasMember("text")) {
    return Error{Error::Code::kInput, "a claim needs at least `kind` and `trigger` with start and end"};
  }
  return claim_from_json(text_of(record));
}

void apply(const Act& act, std::string_view text, Decisions& into) {
  if (act.action == "done") into.done = true;
  const auto body = Body::parse(act.body);
  if (!body) return;
  if (act.action == "add") {
    if (const auto claim = added(body->json("value"), text)) into.claims[key_of(*claim)] = {true, *claim};
    return;
  }
  const auto seen = claim_from_json(act.claim);
  if (act.claim.empty() || !seen) return;
  Decision& decision = into.claims.try_emplace(key_of(*seen), Decision{true, *seen}).first->second;
  decision.kept = act.action != "reject";
  if (act.action != "correct") return;
  const auto better = corrected(decision.claim, body->text("field"), body->json("value"), text);
  if (better) decision.claim = *better;
}

template <typename List, typename Of>
std::string joined(const List& list, Of of) {
  std::vector<std::string> parts;
  for (const auto& item : list) parts.push_back(of(item));
  std::sort(parts.begin(), parts.end());
  std::string out;
  for (const std::string& part : parts) out += part + ";";
  return out;
}

std::string span(const Quoted& words) {
  return std::to_string(words.start) + "-" + std::to_string(words.end);
}

std::string value_of(const Claim& claim, std::string_view field) {
  if (field == "kind") return std::string(name(claim.kind));
  if (field == "trigger") return span(claim.trigger);
  if (field == "agent") return joined(claim.agent, span);
  if (field == "target") return joined(claim.target, span);
  if (field == "place") return joined(claim.place, span);
  if (field == "time") return joined(claim.time, [](const Time& time) { return time.value; });
  if (field == "means") return joined(claim.means, span);
  if (field == "quote") return std::string(name(claim.quote));
  if (field == "modality") return std::string(name(claim.modality));
  if (field == "attribution") return joined(claim.attribution, span);
  return joined(claim.casualties, [](const Casualty& count) {
    return std::string(name(count.effect)) + " " + std::to_string(count.low.value_or(-1)) + ".." +
           std::to_string(count.high.value_or(-1)) + " " + std::string(name(count.group));
  });
}

}  // namespace

ClaimKey key_of(const Claim& claim) {
  return {claim.trigger.start, claim.trigger.end, claim.kind};
}

bool is_closed(std::string_view field) {
  return field == "kind" || field == "modality" || field == "quote";
}

Result<Claim> corrected(const Claim& claim, const std::string& field, const std::string& value, std::string_view text) {
  const auto known = std::find(kFields.begin(), kFields.end(), field);
  if (known == kFields.end()) return Error{Error::Code::kInput, "a claim has no field \"" + field + "\" to correct"};
  rapidjson::Document record;
  record.Parse(to_json(claim, {}).c_str());
  rapidjson::Document fresh(&record.GetAllocator());
  fresh.Parse<rapidjson::kParseIterativeFlag>(value.data(), value.size());
  if (fresh.HasParseError() || fresh.IsNull()) return Error{Error::Code::kInput, "`value` must be given"};
  if (Status filled = Quoter(text, record.GetAllocator()).fill(fresh); !filled) return filled.error();
  record[*known] = fresh.Move();
  return read_claim(record);
}

Result<Claim> added(const std::string& value, std::string_view text) {
  rapidjson::Document record;
  record.Parse<rapidjson::kParseIterativeFlag>(value.data(), value.size());
  if (record.HasParseError() || !record.IsObject()) return Error{Error::Code::kInput, "`value` must be a claim"};
  const Quoter quoter(text, record.GetAllocator());
  Status filled;
  std::for_each(record.MemberBegin(), record.MemberEnd(), [&](auto& member) {
    if (filled) filled = quoter.fill(member.value);
  });
  if (!filled) return filled.error();
  return read_claim(record);
}

bool Decisions::whole(const std::vector<Claim>& claims_now) const {
  if (claims_now.empty()) return done;
  return std::all_of(claims_now.begin(), claims_now.end(),
                     [this](const Claim& claim) { return claims.contains(key_of(claim)); });
}

std::vector<Claim> Decisions::gold() const {
  std::vector<Claim> kept;
  for (const auto& [key, decision] : claims) {
    if (decision.kept) kept.push_back(decision.claim);
  }
  std::sort(kept.begin(), kept.end(), [](const Claim& a, const Claim& b) { return key_of(a) < key_of(b); });
  int number = 0;
  for (Claim& claim : kept) claim.claim_id = "c" + std::to_string(++number);
  return kept;
}

Decisions decisions(const std::vector<Act>& acts, const std::string& doc_id, const std::string& sha256,
                    std::string_view text) {
  Decisions made;
  for (const Act& act : acts) {
    if (act.doc_id == doc_id && act.sha256 == sha256) apply(act, text, made);
  }
  return made;
}

void Confusion::add(const std::string& a, const std::string& b) {
  ++a_[a];
  ++b_[b];
  same_ += a == b ? 1 : 0;
  ++total_;
}

std::optional<double> Confusion::agreed() const {
  if (total_ == 0) return std::nullopt;
  return static_cast<double>(same_) / static_cast<double>(total_);
}

std::optional<double> Confusion::kappa() const {
  if (total_ == 0) return std::nullopt;
  const auto all = static_cast<double>(total_);
  double chance = 0;
  for (const auto& [value, count] : a_) {
    const auto other = b_.find(value);
    if (other != b_.end()) chance += static_cast<double>(count) / all * (static_cast<double>(other->second) / all);
  }
  if (chance >= 1) return std::nullopt;
  return (*agreed() - chance) / (1 - chance);
}

Agreement::Agreement() {
  for (const char* field : kFields) fields.emplace_back(field, Confusion());
}

void Agreement::add(const Decisions& a, const Decisions& b, bool whole) {
  documents += whole ? 1 : 0;
  for (const auto& [key, mine] : a.claims) {
    const auto other = b.claims.find(key);
    if (other == b.claims.end()) continue;
    decision.add(mine.kept ? "kept" : "rejected", other->second.kept ? "kept" : "rejected");
    if (!mine.kept || !other->second.kept) continue;
    for (auto& [field, table] : fields) table.add(value_of(mine.claim, field), value_of(other->second.claim, field));
  }
  if (!whole) return;
  std::map<ClaimKey, int> found;
  for (const Claim& claim : a.gold()) found[key_of(claim)] |= 1;
  for (const Claim& claim : b.gold()) found[key_of(claim)] |= 2;
  for (const auto& [key, who] : found) ++(who == 3 ? both : who == 1 ? only_a : only_b);
}

}  // namespace isnad::serve
