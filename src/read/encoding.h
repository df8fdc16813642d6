// Which encoding bytes are in, when nothing or something declares it.
#pragma once

#include <string>
#include <string_view>

namespace isnad::read {

/// "windows-1256" or "ISO-8859-6" when the bytes are Arabic text in one of them; empty for UTF-8, ASCII and all else.
/// Text that is mostly sound UTF-8 is held for UTF-8 with damage.
std::string detect_encoding(std::string_view head);

/// The name that a label on the web stands for ("cp1256", "x-arabic" ...), empty when it is UTF-8 or nothing we know.
std::string declared_encoding(std::string_view label);

/// All of `bytes` as UTF-8, malformed sequences as U+FFFD. `encoding` as from the functions above; empty: UTF-8.
std::string to_utf8(std::string_view bytes, const std::string& encoding);

}  // namespace isnad::read
