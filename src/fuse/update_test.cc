// Adding and taking documents in any order and any batches comes to what fusing all of them at once comes to: the same
// incidents, byte for byte, and the same notes.
#include "fuse/update.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "fuse/fuse.h"
#include "fuse/shipped_test.h"
#include "fuse/world_test.h"
#include "isnad/decision.h"
#include "isnad/json.h"

namespace isnad::fuse {
namespace {

/// A store in memory: what is written down of documents and incidents, under their numbers.
class Notes final : public FusionMemory {
 public:
  Known document(std::int64_t number) override {
    const DocumentNote& note = documents_.at(number);
    const CodedDocument& coded = coded_.at(number);
    return {coded.document.doc_id, coded.document.published, note.channel, note.parts, incidents_of_.at(number)};
  }
  void each(std::int32_t first, std::int32_t last, const Visit& visit) override {
    for (const auto& [number, note] : documents_) {
      for (const auto& [day, found_by] : note.days) {
        if (first <= day && day <= last) visit(day, number, found_by);
      }
    }
  }
  std::string incident(std::int64_t number) override { return incidents_.at(number).second.bytes; }
  CodedDocument head(std::int64_t number) override {
    CodedDocument head = coded_.at(number);
    head.claims.clear();
    return head;
  }
  CodedDocument coded(std::int64_t number) override { return coded_.at(number); }
  Status status() const override { return {}; }

  /// People decide; documents that they ever decided on are taken out and put in with each change.
  void decide(const std::vector<Decision>& decisions) {
    decided_ = Decided(decisions);
    for (const Decision& decision : decisions) {
      for (const auto& side : decision.sides) {
        for (const ClaimMark& mark : side) decided_on_.insert(mark.doc_id);
      }
    }
  }

  /// Takes documents out and puts others in.
  void change(std::vector<std::int64_t> gone, std::map<std::int64_t, CodedDocument> added) {
    for (const auto& [number, coded] : coded_) {
      if (!decided_on_.contains(coded.document.doc_id) || std::count(gone.begin(), gone.end(), number) > 0) continue;
      gone.push_back(number);
      added[number] = coded;
    }
    std::vector<std::pair<std::int64_t, CodedDocument>> list(added.begin(), added.end());
    const std::map<std::int64_t, CodedDocument> before = coded_;
    for (const auto& [number, coded] : added) {
      if (!coded_.contains(number)) coded_[number] = coded;
    }
    auto update = fuser().update(*this, gone, std::move(list), decided_);
    ASSERT_TRUE(update) << update.error().message;
    for (const std::int64_t number : gone) coded_.erase(number);
    for (const auto& [number, coded] : added) coded_[number] = coded;
    apply(*std::move(update));
  }

  std::string described() const {
    std::vector<std::string> all;
    for (const auto& [number, pair] : incidents_) all.push_back(to_json(pair.first) + hexadecimal(pair.second.bytes));
    for (const auto& [number, note] : documents_) all.push_back(text_of(note));
    std::sort(all.begin(), all.end());
    std::string text;
    for (const std::string& one : all) text += one + '\n';
    return text;
  }
  std::size_t size() const { return incidents_.size(); }

  /// What fusing all at once comes to.
  std::string at_once() const {
    std::vector<CodedDocument> documents;
    std::vector<std::int64_t> numbers;
    for (const auto& [number, coded] : coded_) {
      documents.push_back(coded);
      numbers.push_back(number);
    }
    FusionNotes notes;
    const std::vector<Incident> incidents = fuser().fuse(documents, numbers, notes, decided_);
    Notes all;
    for (std::size_t i = 0; i < incidents.size(); ++i)
      all.incidents_[static_cast<std::int64_t>(i)] = {incidents[i], notes.incidents[i]};
    for (const DocumentNote& note : notes.documents) all.documents_[note.document] = note;
    return all.described();
  }

 private:
  static std::string hexadecimal(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) text += std::to_string(static_cast<unsigned char>(byte)) + ' ';
    return text;
  }
  static std::string text_of(const DocumentNote& note) {
    std::string text = std::to_string(note.document) + ' ' + note.channel + hexadecimal(note.parts);
    for (const auto& [day, found_by] : note.days) text += std::to_string(day) + ' ' + hexadecimal(found_by);
    return text;
  }

  void apply(FusionUpdate update) {
    for (const auto& gone : update.gone) {
      std::vector<std::int32_t> days;
      for (const auto& [day, found_by] : documents_.at(gone.document).days) days.push_back(day);
      EXPECT_TRUE(std::includes(gone.days.begin(), gone.days.end(), days.begin(), days.end()));
      documents_.erase(gone.document);
      incidents_of_.erase(gone.document);
    }
    for (DocumentNote& note : update.documents) documents_[note.document] = std::move(note);
    for (const auto& [document, channel] : update.channels) documents_.at(document).channel = channel;
    for (const std::int64_t incident : update.replaced) EXPECT_EQ(incidents_.erase(incident), 1U);
    for (std::size_t i = 0; i < update.incidents.size(); ++i) {
      for (const PartRef& ref : update.notes[i].parts) {
        std::vector<std::int64_t>& list = incidents_of_[ref.document];
        list.resize(std::max<std::size_t>(list.size(), ref.part + 1));
        list[ref.part] = next_;
      }
      incidents_[next_++] = {update.incidents[i], update.notes[i]};
    }
    for (const auto& [number, note] : documents_) incidents_of_[number];
  }

  Decided decided_;
  std::set<std::string> decided_on_;
  std::map<std::int64_t, CodedDocument> coded_;
  std::map<std::int64_t, DocumentNote> documents_;
  std::map<std::int64_t, std::vector<std::int64_t>> incidents_of_;
  std::map<std::int64_t, std::pair<Incident, IncidentNote>> incidents_;
  std::int64_t next_ = 1;
};

TEST(Update, ComesToWhatFusingAllAtOnceComesTo) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    MadeUpWorld world(seed);
    std::mt19937 random(seed);
    const auto below = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
    Notes notes;
    std::vector<std::int64_t> there;
    std::int64_t next = 1;
    for (int step = 0; step < 14; ++step) {
      std::vector<std::int64_t> gone;
      std::map<std::int64_t, CodedDocument> added;
      std::shuffle(there.begin(), there.end(), random);
      for (unsigned i = step < 3 ? 0 : below(4); i > 0 && !there.empty(); --i) {
        gone.push_back(there.back());
        there.pop_back();
        if (below(2) == 0) added[gone.back()] = world.report(gone.back());  // coded again
      }
      for (unsigned i = 1 + below(9); i > 0; --i, ++next) added[next] = world.report(next);
      for (const auto& [number, coded] : added) there.push_back(number);
      notes.change(gone, added);
      ASSERT_EQ(notes.described(), notes.at_once()) << "seed " << seed << ", step " << step;
    }
    EXPECT_GT(notes.size(), 10U);
  }
}

/// Claims of two reports, which are or are not of one incident.
Decision decide(const CodedDocument& one, const CodedDocument& other, bool same) {
  const ClaimMark a = mark_of(one, 0), b = mark_of(other, 0);
  return same ? Decision{{{a, b}}} : Decision{{{a}, {b}}};
}

TEST(Update, HonoursDecisionsAsFusingAllAtOnceDoes) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    MadeUpWorld world(seed);
    std::mt19937 random(seed);
    Notes notes;
    std::map<std::int64_t, CodedDocument> all;
    std::vector<Decision> decisions;
    for (std::int64_t next = 1; next <= 60; next += 6) {
      std::map<std::int64_t, CodedDocument> added;
      for (std::int64_t i = next; i < next + 6; ++i) all[i] = added[i] = world.report(i);
      if (next > 6) {
        const auto any = [&] {
          return all.at(1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(next - 1)));
        };
        const CodedDocument one = any(), other = any();
        const bool decidable = !one.claims.empty() && !other.claims.empty();
        if (decidable && one.document.doc_id != other.document.doc_id)
          decisions.push_back(decide(one, other, random() % 2 == 0));
        if (decisions.size() > 4) decisions.erase(decisions.begin());  // undone
        notes.decide(decisions);
      }
      notes.change({}, added);
      ASSERT_EQ(notes.described(), notes.at_once()) << "seed " << seed << ", reports " << next;
    }
  }
}

TEST(Update, TakingAllLeavesNothing) {
  MadeUpWorld world(3);
  Notes notes;
  std::map<std::int64_t, CodedDocument> added;
  for (std::int64_t i = 1; i <= 30; ++i) added[i] = world.report(i);
  notes.change({}, added);
  std::vector<std::int64_t> all;
  for (const auto& [number, coded] : added) all.push_back(number);
  notes.change(all, {});
  EXPECT_EQ(notes.described(), "");
}

}  // namespace
}  // namespace isnad::fuse
