#include "documents.h"

#include "in_order.h"
#include "output.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kHeld = std::size_t{1} << 20;  // bytes of a document's output that are held until its turn comes

struct Made {
  std::string data, complaint;
};

using Work = std::function<Status(Document&&, const Sink&)>;

Made make(InputRecord&& record, const InOrder<Made>::Early& early, const Work& work) {
  if (!record.document) return {{}, record.where() + ": " + record.document.error().message};
  Made made;
  const Status done = work(std::move(record.document->document), [&](std::string_view piece) {
    made.data += piece;
    if (made.data.size() < kHeld) return;
    early({std::move(made.data), {}});
    made.data.clear();
  });
  if (!done) made.complaint = record.where() + ": " + done.error().message;
  return made;
}

}  // namespace

int write_each(const InputOptions& options, unsigned threads, const Work& work) {
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
  const auto make_one = [&](InputRecord&& record, const InOrder<Made>::Early& early) {
    return make(std::move(record), early, work);
  };
  InOrder<Made>(make_one, take).run(*reader, threads);
  tell_skipped(*reader);
  return output.finish() ? status : kSomeFailed;
}

}  // namespace isnad::cli
