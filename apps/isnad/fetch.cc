#include "fetch.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "isnad/version.h"

namespace isnad::cli {
namespace {

constexpr long kMostRedirections = 5;
constexpr long kConnectSeconds = 15;
constexpr std::size_t kLongestValidator = 1024;
constexpr long kMostRetryAfter = 86400;

/// What a Content-Type names as charset, "" when it names none.
std::string charset_of(const std::string& type) {
  const char* const found = strcasestr(type.c_str(), "charset=");
  if (!found) return {};
  const std::string_view rest(found + std::strlen("charset="));
  const std::size_t begin = std::min(rest.find_first_not_of("\"' "), rest.size());
  return std::string(rest.substr(begin, rest.find_first_of("\"'; ", begin) - begin));
}

}  // namespace

bool is_address(const std::string& text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::string without_credentials(const std::string& address) {
  const std::size_t begin = address.find("//") + 2;
  const std::size_t at = address.substr(0, address.find_first_of("/?#", begin)).rfind('@');
  return at == std::string::npos ? address : address.substr(0, begin) + address.substr(at + 1);
}

struct Fetcher::Impl {
  struct Free {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using Headers = std::unique_ptr<curl_slist, Free>;

  explicit Impl(FetchLimits given) : limits(std::move(given)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle.reset(curl_easy_init());
  }

  static std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* impl) {
    return static_cast<Impl*>(impl)->append({bytes, size}) ? size : 0;
  }
  static int look_up(void* impl, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const Impl& self = *static_cast<Impl*>(impl);
    return self.limits.stopped && self.limits.stopped() ? 1 : 0;
  }

  bool append(std::string_view bytes) {
    too_large = answer.body.size() + bytes.size() > limits.most_bytes;
    if (!too_large) answer.body += bytes;
    return !too_large;
  }

  /// A header of the last answer; "" when it is not there or too long to be kept.
  std::string header(const char* name) const {
    curl_header* found = nullptr;
    if (curl_easy_header(handle.get(), name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    const std::string_view value(found->value);
    return value.size() > kLongestValidator ? "" : std::string(value);
  }

  void note_headers() {
    answer.validators = {header("ETag"), header("Last-Modified")};
    answer.charset = charset_of(header("Content-Type"));
  }

  static Headers conditions(const Validators& validators) {
    curl_slist* list = curl_slist_append(
        nullptr, "Accept: application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5");
    if (!validators.etag.empty()) list = curl_slist_append(list, ("If-None-Match: " + validators.etag).c_str());
    if (!validators.last_modified.empty())
      list = curl_slist_append(list, ("If-Modified-Since: " + validators.last_modified).c_str());
    return Headers(list);
  }

  void set_up(const std::string& address, curl_slist* headers) {
    CURL* const curl = handle.get();
    curl_easy_reset(curl);
    // Who was asked over an encrypted connection must not send us elsewhere over a plain one.
    const char* const redirections = address.starts_with("https:") ? "https" : "http,https";
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, redirections);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMostRedirections);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, (std::string("isnad/") + kVersion).c_str());
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl unpacks
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &look_up);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
  }

  /// Why there is no answer; empty when there is one.
  std::string fault(CURLcode code, const Validators& validators) {
    if (too_large) return "it sends more than " + std::to_string(limits.most_bytes) + " bytes (--max-mb)";
    if (code != CURLE_OK) return *message ? message : curl_easy_strerror(code);
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.unchanged = status == 304 && !(validators.etag.empty() && validators.last_modified.empty());
    return status == 200 || answer.unchanged ? "" : "the server answers with status " + std::to_string(status);
  }

  FetchLimits limits;
  std::unique_ptr<CURL, Free> handle;
  Answer answer;
  bool too_large = false;
  char message[CURL_ERROR_SIZE] = {};
};

Fetcher::Fetcher(FetchLimits limits) : impl_(std::make_unique<Impl>(std::move(limits))) {}
Fetcher::~Fetcher() = default;

Answer Fetcher::get(const std::string& address, const Validators& validators) {
  Impl& impl = *impl_;
  if (!impl.handle) return {.error = "out of memory"};
  const Impl::Headers headers = Impl::conditions(validators);
  impl.answer = {};
  impl.too_large = false;
  *impl.message = '\0';
  impl.set_up(address, headers.get());
  const CURLcode code = curl_easy_perform(impl.handle.get());
  impl.note_headers();
  impl.answer.error = impl.fault(code, validators);
  curl_off_t seconds = 0;
  curl_easy_getinfo(impl.handle.get(), CURLINFO_RETRY_AFTER, &seconds);
  impl.answer.retry_after = std::chrono::seconds(std::clamp<curl_off_t>(seconds, 0, kMostRetryAfter));
  if (impl.answer.unchanged) impl.answer.validators = validators;
  return std::move(impl.answer);
}

}  // namespace isnad::cli
