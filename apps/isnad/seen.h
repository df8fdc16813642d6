// Records that have been dealt with, so that an entry that a feed shows for days is not coded at every look. What is
// forgotten, or was never known, is found to be unchanged by the store; it only takes longer.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "isnad/reader.h"

namespace isnad::cli {

class Seen {
 public:
  /// True when the same record came last under its id; else it is noted. For use from several threads at once.
  bool before(const InputRecord& record) {
    const auto [id, content] = record.document ? of_document(record.document->document) : of_error(record);
    const std::lock_guard lock(mutex_);
    if (contents_.size() >= kMost) contents_.clear();
    const auto [found, fresh] = contents_.try_emplace(id, content);
    return !fresh && std::exchange(found->second, content) == content;
  }

  void forget() { contents_.clear(); }

 private:
  static constexpr std::size_t kMost = 1 << 20;
  struct Key {
    std::size_t id, content;
  };

  static std::size_t mix(std::size_t hash, const std::string& text) {
    return (hash ^ std::hash<std::string>()(text)) * 0x9E3779B97F4A7C15ULL;
  }

  static Key of_document(const Document& document) {
    std::size_t content = 0;
    for (const std::string* field :
         {&document.outlet, &document.url, &document.published, &document.author, &document.title, &document.text}) {
      content = mix(content, *field);
    }
    return {document.doc_id.empty() ? content : mix(1, document.doc_id), content};
  }

  static Key of_error(const InputRecord& record) {
    const std::size_t content = mix(mix(mix(2, record.source), record.raw), record.document.error().message);
    return {content, content};
  }

  std::mutex mutex_;
  std::unordered_map<std::size_t, std::size_t> contents_;
};

}  // namespace isnad::cli
