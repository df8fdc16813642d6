// Which members of a JSON object, or columns of a table, are the fields of a document. Exporters name them differently;
// names are compared without regard to case, "_", "-" and spaces, so publishedAt, published_at and "Published at" are
// one.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/document.h"
#include "isnad/result.h"

namespace isnad::read {

/// Known names and the user's own. Immutable once made.
class FieldMap {
 public:
  /// `own`: "field=name" each, which go before the known ones; "html" names text with markup, and a name may be a path
  /// ("body.ar"). Errors (kUsage): no "=", or no such field.
  static Result<FieldMap> open(const std::vector<std::string>& own);

  /// The document in a JSON object. `skipped` is set when it has no text to read. Errors: a name for the text is not
  /// there, a date cannot be read, a value is of no use as a field.
  Result<Document> document(const rapidjson::Value& object, std::string& skipped) const;

  /// The same for a row of cells under column names.
  Result<Document> document(const std::vector<std::string>& columns, const std::vector<std::string>& cells,
                            std::string& skipped) const;

  /// True for a name, or path, under which the text of a document stands.
  bool names_text(std::string_view name) const;

  /// True for the names of members that hold the text itself, as opposed to summaries.
  bool is_text(std::string_view name) const;

 private:
  enum Field { kDocId, kOutlet, kUrl, kPublished, kRetrieved, kAuthor, kTitle, kText, kFields };
  struct Place {
    Field field;
    int rank;  // the lowest that has a value wins
    bool markup;
    std::vector<std::string> path;  // below the member that the place is listed under
  };
  struct Value {
    std::string text;
    int rank = -1;  // none yet
    bool markup = false;
  };
  struct Values {
    Value of[kFields];
    bool has_text = false;  // perhaps an empty one
  };
  static constexpr int kBeforeAll = 1000, kSummaries = 2000;  // ranks

  void add(Field field, bool markup, std::string_view name, int rank);
  std::vector<const Place*> places_of(std::string_view name) const;
  static void take(const Place& place, std::string&& text, Values& values);
  static Result<Document> make(Values& values, std::string& skipped);

  std::map<std::string, std::vector<Place>, std::less<>> places_;  // by the normalised first name of the path
};

}  // namespace isnad::read
