#include "listing.h"

#include <algorithm>
#include <vector>

namespace isnad::cli {
namespace {

// A mark begins or ends between two code points of the sentence.
struct Mark {
  std::uint32_t at;
  bool opens;
  std::uint32_t size;  // of its span
  const char* role;
};

// Byte offset of a code point; sentences are short, so a walk will do.
std::size_t byte_of(const std::string& text, std::uint32_t code_point) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    if (code_point-- == 0) return at;
  }
  return at;
}

class Marker {
 public:
  explicit Marker(const Quoted& sentence) : sentence_(sentence) {}

  void add(const Quoted& words, const char* role) {
    const bool inside = sentence_.start <= words.start && words.end <= sentence_.end && words.start < words.end;
    if (!inside) return;
    const std::uint32_t size = words.end - words.start;
    marks_.push_back({words.start - sentence_.start, true, size, role});
    marks_.push_back({words.end - sentence_.start, false, size, role});
  }

  template <typename Items>
  void add_all(const Items& items, const char* role) {
    for (const auto& item : items) add(item, role);
  }

  // Ends come before begins; longer spans begin first and end last, so that nested ones stay nested.
  std::string write() {
    std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) {
      if (a.at != b.at) return a.at < b.at;
      if (a.opens != b.opens) return b.opens;
      return a.opens ? a.size > b.size : a.size < b.size;
    });
    std::string out;
    std::size_t done = 0;
    for (const Mark& mark : marks_) {
      const std::size_t at = byte_of(sentence_.text, mark.at);
      out += sentence_.text.substr(done, at - done);
      out += mark.opens ? std::string("[") + mark.role + " " : "]";
      done = at;
    }
    return out + sentence_.text.substr(done);
  }

 private:
  const Quoted& sentence_;
  std::vector<Mark> marks_;
};

template <typename Items>
void add_words(std::string& out, const char* role, const Items& items) {
  for (const auto& item : items)
    out += std::string("      ") + role + item.text + (item.id.empty() ? "" : "  " + item.id) + "\n";
}

std::string times(const Claim& claim) {
  std::string out;
  for (const Time& time : claim.time)
    out += "      time    " + time.text + "  " + (time.value.empty() ? "unresolved" : time.value) + "\n";
  return out;
}

std::string confidence(const Claim& claim) {
  const int percent = static_cast<int>(claim.confidence * 100 + 0.5);
  return std::to_string(percent) + "%";
}

std::string describe(const Claim& claim) {
  std::string out =
      "  " + claim.claim_id + "  " + std::string(name(claim.kind)) + "  " + std::string(name(claim.modality));
  if (claim.quote != Quote::kNone) out += "  " + std::string(name(claim.quote)) + " speech";
  out += "  " + confidence(claim) + (claim.incident.empty() ? "" : "  incident " + claim.incident) + "\n";
  out += "      " + marked_sentence(claim) + "\n";
  add_words(out, "agent   ", claim.agent);
  add_words(out, "target  ", claim.target);
  add_words(out, "place   ", claim.place);
  out += times(claim);
  for (const Casualty& casualty : claim.casualties)
    out += "      toll    " + figure(casualty) + "  " + casualty.text + "\n";
  return out + "      voice   " + chain(claim) + "\n";
}

}  // namespace

std::string marked_sentence(const Claim& claim) {
  Marker marker(claim.sentence);
  marker.add(claim.trigger, "event");
  marker.add_all(claim.agent, "agent");
  marker.add_all(claim.target, "target");
  marker.add_all(claim.place, "place");
  marker.add_all(claim.time, "time");
  marker.add_all(claim.means, "means");
  marker.add_all(claim.casualties, "toll");
  marker.add_all(claim.attribution, "voice");
  return marker.write();
}

std::string chain(const Claim& claim) {
  std::string out;
  for (const Attribution& step : claim.attribution) {
    out += (out.empty() ? "" : " <- ") + step.text + " (" + std::string(name(step.kind)) +
           (step.named ? ")" : ", unnamed)");
  }
  return out.empty() ? "the outlet" : out;
}

std::string figure(const Casualty& casualty) {
  const auto bound = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string();
  };
  std::string out = std::string(name(casualty.effect)) + " " + bound(casualty.low) + ".." + bound(casualty.high);
  out += " " + std::string(name(casualty.group));
  return casualty.cumulative ? out + ", so far" : out;
}

std::string listing(const CodedDocument& coded) {
  std::string out = "document " + coded.document.doc_id;
  for (const std::string* field : {&coded.document.outlet, &coded.document.published}) {
    if (!field->empty()) out += "  " + *field;
  }
  out += "\n";
  for (const Claim& claim : coded.claims) out += describe(claim);
  return out + "\n";
}

}  // namespace isnad::cli
