// Reads a treebank in CoNLL-U: the sentences with their words' places and labels, for training and for measuring.
#pragma once

#include <string>
#include <vector>

#include "isnad/result.h"
#include "text/tagger_trainer.h"

namespace isnad {

/// Errors (kIo): not readable; (kInput): a sentence without `# text`, or a row without its columns (file and line).
Result<std::vector<text::TaggedSentence>> read_treebank(const std::string& path);

}  // namespace isnad
