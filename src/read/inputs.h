// Which files an input stands for, and what they hold.
#pragma once

#include <string>
#include <vector>

#include "isnad/reader.h"
#include "read/bytes.h"
#include "read/fields.h"

namespace isnad::read {

/// By the extension, behind which .gz, .zst or .xz may stand; kAuto when it says nothing.
InputFormat format_of_name(const std::string& path);

/// By the first bytes. `named` is what the name says: JSON named so may still be one object a line or one whole.
InputFormat format_of_bytes(Buffered& bytes, InputFormat named, const FieldMap& fields);

/// Has * ? or [ in it.
bool is_pattern(const std::string& path);

}  // namespace isnad::read
