// The words of a text as a full-text index has them: folded, each whole and without its clitics, so that a search for a
// word finds it under any spelling and behind any conjunction, preposition or article.
//
//   original   wabilqahirah 12            terms   wbalqahrh|alqahrh|qahrh 12
#pragma once

#include <string>

#include "text/token.h"

namespace isnad::text {

/// Appends the words and numbers of `analysis` to `out`, divided by spaces, the forms of a word by '|'. With `once`, a
/// word that occurs often is given once, and words are in no order that means anything.
void append_terms(const Analysis& analysis, bool once, std::string& out);

}  // namespace isnad::text
