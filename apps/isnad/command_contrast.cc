// isnad contrast: what two reports say alike, what only one says, and what contradicts.
#include <fstream>
#include <sstream>

#include "command.h"
#include "isnad/contrast.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Options {
  std::vector<std::string> texts;
  std::string pairs;
  ReaderOptions reader;
  EngineOptions engine;
  bool json = false;
};

std::string claim_line(const CodedDocument& coded, const std::string& id) {
  for (const Claim& claim : coded.claims) {
    if (claim.claim_id != id) continue;
    std::string line = id + " " + std::string(name(claim.kind)) + " " + std::string(name(claim.modality));
    line += "  \xE2\x81\xA8" + claim.trigger.text + "\xE2\x81\xA9";
    for (const Casualty& casualty : claim.casualties) line += "  \xE2\x81\xA8" + casualty.text + "\xE2\x81\xA9";
    return line;
  }
  return id;
}

std::string sheet(const Contrast& contrast) {
  std::string out = "Contradict\n";
  for (const Contradiction& found : contrast.contradictions)
    out += "  " + found.type + "  " + found.about + "\n    a  " + found.a + "\n    b  " + found.b + "\n";
  out += "Both say\n";
  for (const auto& [a, b] : contrast.both)
    out += "  a  " + claim_line(contrast.a, a) + "\n  b  " + claim_line(contrast.b, b) + "\n";
  out += "Only a says\n";
  for (const std::string& id : contrast.only_a) out += "  " + claim_line(contrast.a, id) + "\n";
  out += "Only b says\n";
  for (const std::string& id : contrast.only_b) out += "  " + claim_line(contrast.b, id) + "\n";
  return out;
}

/// "ID yes TYPE ABOUT" or "ID no", columns parted by tabs.
std::string verdict(const Contrast& contrast, const std::string& id) {
  if (contrast.contradictions.empty()) return id + "\tno\n";
  const Contradiction& first = contrast.contradictions.front();
  return id + "\tyes\t" + first.type + "\t" + first.about + "\n";
}

using Row = std::vector<std::string>;

/// The rows of a CSV file (RFC 4180); a quoted cell may hold commas, line ends and doubled quotes.
std::vector<Row> rows_of(const std::string& text) {
  std::vector<Row> rows(1, Row(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') rows.back().back() += c;
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"')
        rows.back().back() += text[++i];
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.emplace_back(1);
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  if (rows.back() == Row(1)) rows.pop_back();
  return rows;
}

/// Where a column stands; -1 when there is none.
int column(const Row& header, const std::string& name) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == name || header[i] == "\xEF\xBB\xBF" + name) return static_cast<int>(i);
  }
  return -1;
}

Document document_of(std::string text, const Options& options) {
  Document document;
  document.text = std::move(text);
  document.published = options.reader.published;
  return document;
}

int compare_pairs(const Contraster& contraster, const Options& options) {
  std::ifstream file(options.pairs, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  const std::vector<Row> rows = file ? rows_of(text.str()) : std::vector<Row>();
  const int id = rows.empty() ? -1 : column(rows[0], "id"), s1 = rows.empty() ? -1 : column(rows[0], "s1"),
            s2 = rows.empty() ? -1 : column(rows[0], "s2");
  if (s1 < 0 || s2 < 0) {
    complain(options.pairs + ": cannot be read, or its first line does not name the columns s1 and s2");
    return kUsage;
  }
  Output output;
  int status = kAllWell;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto cell = [&](int at) {
      return at >= 0 && static_cast<std::size_t>(at) < rows[i].size() ? rows[i][static_cast<std::size_t>(at)] : "";
    };
    const std::string name = id < 0 ? std::to_string(i) : cell(id);
    const auto contrast = contraster.compare(document_of(cell(s1), options), document_of(cell(s2), options));
    if (!contrast) {
      complain(options.pairs + ", record " + std::to_string(i) + ": " + contrast.error().message);
      status = kSomeFailed;
      continue;
    }
    output.write(options.json ? to_json(*contrast, name) + '\n' : verdict(*contrast, name));
  }
  return output.finish() ? status : kSomeFailed;
}

int compare_two(const Contraster& contraster, const Options& options) {
  std::vector<Document> documents;
  const auto reader = open_reader({options.texts, options.reader});
  if (!reader) return kUsage;
  for (InputRecord record; reader->next(record);) {
    if (!record.document) {
      complain(record.where() + ": " + record.document.error().message);
      return kSomeFailed;
    }
    documents.push_back(std::move(record.document->document));
  }
  if (documents.size() != 2) {
    complain("two reports are compared, and these inputs hold " + std::to_string(documents.size()));
    return kUsage;
  }
  const auto contrast = contraster.compare(std::move(documents[0]), std::move(documents[1]));
  if (!contrast) {
    complain(contrast.error().message);
    return kSomeFailed;
  }
  Output output;
  output.write(options.json ? to_json(*contrast, "") + '\n' : sheet(*contrast));
  return output.finish() ? kAllWell : kSomeFailed;
}

int run(const Options& options) {
  if (options.pairs.empty() == options.texts.empty()) {
    complain("contrast compares two reports, or the pairs of --pairs FILE: give one or the other");
    return kUsage;
  }
  const auto engine = open_engine(options.engine);
  if (!engine) return kUsage;
  const auto contraster = Contraster::open(*engine);
  if (!contraster) {
    complain(contraster.error().message);
    return kUsage;
  }
  return options.pairs.empty() ? compare_two(**contraster, options) : compare_pairs(**contraster, options);
}

std::function<int()> set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("texts", options->texts, "The two reports: bare text or JSON documents, in one file or two")
      ->type_name("A B");
  app.add_option("--pairs", options->pairs, "CSV file of many pairs, with the columns s1, s2 and maybe id")
      ->type_name("FILE");
  app.add_option("--published", options->reader.published, "Date of reports that carry none")->type_name("DATE");
  app.add_flag("--json", options->json, "Write JSON, one comparison a line");
  add_engine_options(app, options->engine);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kContrast = {"contrast", "Compare two reports: what both say, what one says, what contradicts",
                                  "isnad contrast first.txt second.txt", set_up};

}  // namespace isnad::cli
