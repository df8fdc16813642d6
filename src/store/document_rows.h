// The columns of `document` that make a Document, all but its text.
#pragma once

#include <string_view>

#include "isnad/document.h"
#include "store/database.h"

namespace isnad::store {

inline constexpr std::string_view kDocumentColumns =
    "d.doc_id, d.outlet, d.url, d.published, d.retrieved, d.author, d.title, ";
inline constexpr int kAfterDocument = 7;

inline Document document_of(const Row& row) {
  Document document;
  std::string* const fields[] = {&document.doc_id,    &document.outlet, &document.url,  &document.published,
                                 &document.retrieved, &document.author, &document.title};
  int column = 0;
  for (std::string* field : fields) *field = row.text(column++);
  return document;
}

}  // namespace isnad::store
