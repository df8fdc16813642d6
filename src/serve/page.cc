#include "serve/page.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "serve/answer.h"
#include "serve/compress.h"

/// Made by cmake/embed_web.cmake: ends on a null name.
struct IsnadWebFile {
  const char* name;
  const char* begin;
  std::size_t size;
};
extern "C" const IsnadWebFile isnad_web_files[];

namespace isnad::serve {
namespace {

constexpr std::string_view kNoPage =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>isnad</title>\n<h1>isnad</h1>\n"
    "<p>This program was built without its page. Build it with <code>./run web</code>, then build the program again.\n"
    "<p>The API is at <a href=\"/api/v1/meta\">/api/v1</a>; docs/api/openapi.yaml describes it.\n</html>\n";

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".geojson", "application/geo+json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".bin", "application/octet-stream"},
}};

std::string_view type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

const IsnadWebFile* find(std::string_view name) {
  for (const IsnadWebFile* file = isnad_web_files; file->name != nullptr; ++file) {
    if (name == file->name) return file;
  }
  return nullptr;
}

std::string joined(const std::vector<std::string>& path) {
  std::string out;
  for (const std::string& segment : path) out += (out.empty() ? "" : "/") + segment;
  return out;
}

Response file_answer(const Request& request, const IsnadWebFile& file) {
  const std::string_view name = file.name, content{file.begin, file.size};
  Response response;
  response.headers = {{"Content-Type", std::string(type_of(name))}, {"ETag", tag_of(content)}};
  // What the bundler names by its content never changes.
  if (name.starts_with("assets/"))
    response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts_gzip(request)) {
    response.body = gunzip(content);
    return response;
  }
  response.view = content;
  response.headers.emplace_back("Content-Encoding", "gzip");
  return response;
}

}  // namespace

bool has_page() {
  return find("index.html") != nullptr;
}

Response page(const Request& request) {
  const std::string path = joined(request.path);
  if (!has_page()) {
    Response response;
    response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    response.body = kNoPage;
    return response;
  }
  const IsnadWebFile* file = path.empty() ? nullptr : find(path);
  const std::string_view last = request.path.empty() ? std::string_view() : request.path.back();
  const bool is_asset = !request.path.empty() && (request.path.front() == "assets" || last.ends_with(".js"));
  if (file == nullptr && is_asset) return fault(404, "the page has no such file");
  return file_answer(request, file == nullptr ? *find("index.html") : *file);
}

}  // namespace isnad::serve
