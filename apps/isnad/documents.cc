#include "documents.h"

#include "in_order.h"
#include "output.h"

namespace isnad::cli {
namespace {

struct Made {
  std::string data, complaint;
};

Made make(InputRecord&& record, const std::function<Result<std::string>(Document&&)>& work) {
  if (!record.document) return {{}, record.where() + ": " + record.document.error().message};
  Result<std::string> made = work(std::move(record.document->document));
  if (!made) return {{}, record.where() + ": " + made.error().message};
  return {*std::move(made), {}};
}

}  // namespace

int write_each(const InputOptions& options, unsigned threads,
               const std::function<Result<std::string>(Document&&)>& work) {
  const std::unique_ptr<Reader> reader = open_reader(options);
  if (!reader) return kUsage;
  Output output;
  int status = kAllWell;
  const auto take = [&](Made&& made) {
    if (made.complaint.empty()) return output.write(made.data);
    complain(made.complaint);
    status = kSomeFailed;
    return true;
  };
  InOrder<Made>([&](InputRecord&& record) { return make(std::move(record), work); }, take).run(*reader, threads);
  tell_skipped(*reader);
  return output.finish() ? status : kSomeFailed;
}

}  // namespace isnad::cli
