// Finds the records of a JSON input without reading it whole: the objects at its top, in its top array, or in an array
// that exporters are known to wrap them in ({"articles": [...]}, {"name": ..., "messages": [...]}), one inside another
// or not.
//
// Strings and brackets are all that is looked at. A string ends with its line, as JSON demands: so a quotation mark
// that is missing damages one record, not all that follow.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::read {

class JsonSplitter {
 public:
  /// Where a record, or something else where records should be, lies: in bytes from the first one fed.
  struct Found {
    std::uint64_t begin = 0, end = 0;
    bool stray = false;
  };

  /// `is_text` is true for names of members that records have and wrappers have not.
  explicit JsonSplitter(std::function<bool(std::string_view)> is_text) : is_text_(std::move(is_text)) {}

  /// Looks at bytes until a record is complete, and sets `used` to how many it looked at.
  std::optional<Found> feed(std::string_view bytes, std::size_t& used);

  /// What is left at the end of the input: something stray, or a record or an array that is not closed.
  std::optional<Found> finish();

  /// Nothing before has to be kept.
  std::uint64_t needed_from() const;

  /// Where the record that is open begins; none: no record is.
  std::optional<std::uint64_t> open_record() const;
  /// Gives the open record up, as one that is never closed, and looks for records from `position` on.
  void resume(std::uint64_t position);

  bool inside() const { return depth_ > 0; }
  bool stray() const { return stray_.has_value(); }
  /// True once records were found inside an array.
  bool wrapped() const { return wrapped_; }

  /// "name" or "title", and "id", of what the records are wrapped in, as JSON writes them; empty: none.
  const std::string& wrapper_name() const { return name_; }
  const std::string& wrapper_id() const { return id_; }

 private:
  struct Level {
    bool array = false;   // of records; else an object
    bool record = false;  // an object is a record unless records are found in it
    bool text = false;    // an object with a member that only records have
    std::uint64_t depth = 0, begin = 0;
    std::string key, name, id;
  };

  std::optional<Found> look(char c);
  void look_in_string(char c);
  void begin_string();
  void end_string();
  void open_object();
  void open_array();
  std::optional<Found> close();
  void commit_array();
  std::optional<Found> end_stray();
  std::optional<Found> give_up_record();
  void look_at_scalar(char c);
  Level* object_here();
  std::vector<Level>::const_iterator find_record() const;
  bool record_place() const;

  std::function<bool(std::string_view)> is_text_;
  std::vector<Level> levels_;
  std::uint64_t at_ = 0, depth_ = 0;
  bool string_ = false, escape_ = false, capturing_ = false;
  bool key_expected_ = false, value_expected_ = false;
  bool tentative_ = false;  // an array under a wrapper's name is open; its first element decides
  bool wrapped_ = false;
  std::optional<std::uint64_t> stray_;
  std::string captured_, name_, id_;
};

}  // namespace isnad::read
