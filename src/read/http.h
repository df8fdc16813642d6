// Messages as web archives keep them: a line of status, headers, a body that may be chunked and compressed.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::read {

/// Header fields with their names in lower case; of one that comes twice, the first.
using Headers = std::map<std::string, std::string, std::less<>>;

/// The value of a field; empty when it is not there.
std::string_view header(const Headers& headers, std::string_view name);

/// Reads "name: value" lines (lines that begin with a blank go on with the last) up to an empty line; sets `size` to
/// what they take, with the empty line. False when the text ends before.
bool read_headers(std::string_view text, Headers& out, std::size_t& size);

struct HttpResponse {
  int status = 0;
  std::string type;     ///< media type, in lower case, without parameters
  std::string charset;  ///< as declared
  std::string body;     ///< neither chunked nor compressed, at most `most` bytes
};

/// Errors (kInput): no response, a body in an encoding that is not read, or larger than `most`. A body that is not
/// chunked although the headers say so, or cut off between two chunks, is taken as it is.
Result<HttpResponse> read_response(std::string_view message, std::size_t most);

/// "text/html" and "windows-1256" of `text/html; charset=windows-1256`.
std::string media_type(std::string_view content_type);
std::string charset_of(std::string_view content_type);

}  // namespace isnad::read
