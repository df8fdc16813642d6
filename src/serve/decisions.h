// What acts of review make of the claims of a document, and how far two coders agree.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/claim.h"
#include "isnad/result.h"
#include "serve/review.h"

namespace isnad::serve {

/// `claim` with one field replaced by `value` (JSON). Of quoted things only `start` and `end` need be given: their
/// words are taken from `text`. Errors: no such field, a value of another shape, an offset outside the text.
Result<Claim> corrected(const Claim& claim, const std::string& field, const std::string& value, std::string_view text);

/// A claim that the program missed, from JSON with at least kind and trigger.
Result<Claim> added(const std::string& value, std::string_view text);

/// Names a claim of a document however often it is coded: where its trigger stands, and its kind.
struct ClaimKey {
  std::uint32_t start = 0, end = 0;
  Kind kind = Kind::kAttack;
  auto operator<=>(const ClaimKey&) const = default;
};
ClaimKey key_of(const Claim& claim);

struct Decision {
  bool kept = false;
  Claim claim;  ///< with all corrections
};

/// Of one document and, mostly, one coder: by what the claim was before it was corrected.
struct Decisions {
  std::map<ClaimKey, Decision> claims;
  bool done = false;

  /// All claims of the program are decided, or the document has none and is said to be done.
  bool whole(const std::vector<Claim>& claims_now) const;
  /// The claims that are left, in text order, numbered.
  std::vector<Claim> gold() const;
};

/// `acts` in order, not undone, all of that document and of texts with this SHA-256.
Decisions decisions(const std::vector<Act>& acts, const std::string& doc_id, const std::string& sha256,
                    std::string_view text);

/// A table of who said what about the same things.
class Confusion {
 public:
  void add(const std::string& a, const std::string& b);
  std::optional<double> agreed() const;
  /// Cohen's kappa; empty when nothing was compared, or chance alone would always agree.
  std::optional<double> kappa() const;
  std::int64_t total() const { return total_; }

 private:
  std::map<std::string, std::int64_t> a_, b_;
  std::int64_t same_ = 0, total_ = 0;
};

struct Agreement {
  std::int64_t documents = 0;
  Confusion decision;
  std::vector<std::pair<std::string, Confusion>> fields;  ///< in the order of docs/formats/claim.md
  std::int64_t both = 0, only_a = 0, only_b = 0;          ///< claims found, over documents that both reviewed in whole

  Agreement();
  void add(const Decisions& a, const Decisions& b, bool whole);
};

/// Whether agreement by chance can be told for a field: its values come from a closed list.
bool is_closed(std::string_view field);

}  // namespace isnad::serve
