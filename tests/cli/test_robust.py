"""Large and hostile inputs: no error, every span inside the text, time in proportion to the size. Slow.

The pool of unlabelled texts is development data: without it (../shared, or where ISNAD_SHARED says) that test is skipped."""
import json
import lzma
import os
import pathlib
import resource
import unittest

from program import ROOT, Case, report

SHARED = pathlib.Path(os.environ.get("ISNAD_SHARED", ROOT.parent / "shared"))
POOL = SHARED / "corpus" / "pool.jsonl.xz"
SPANS = ("sentences", "tokens", "quotations", "matches", "entities", "numbers", "counts", "times")
MEGABYTE = 1_000_000
SLOWEST = 20  # seconds of processor time for a megabyte: far above what linear code takes
BATCH = 1000  # texts of the pool in one call


def processor_time():
    """Seconds of the programs that were run: other work of the machine does not count."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Robust(Case):
    def check_spans(self, text, analysis):
        for name in SPANS:
            for item in analysis[name]:
                self.assertTrue(0 <= item["start"] < item["end"] <= len(text), (analysis["doc_id"], name, item))

    def seconds(self, command, text):
        path = self.write("input.txt", text)
        begin = processor_time()
        self.run_program(command, "--threads", "1", path)
        return processor_time() - begin

    def check_time(self, make):
        """`make(bytes)` gives a text of that size: five times the text may take little more than five times as long."""
        for command in ("analyze", "code"):
            small, large = self.seconds(command, make(MEGABYTE)), self.seconds(command, make(5 * MEGABYTE))
            self.assertLess(large, 5 * SLOWEST)
            self.assertLess(large, 12 * small + 2, command)

    def filled(self, piece):
        return lambda size: piece * (size // len(piece.encode()) + 1)

    def test_one_line(self):
        self.check_time(self.filled(" ".join(report().split()) + " "))

    def test_no_space(self):
        self.check_time(self.filled("".join(c for c in report() if c.isalpha())))

    def test_marks_on_one_letter(self):
        self.check_time(self.filled("\u0628" + "\u064e\u0651" * 50_000 + " "))

    def test_verbs_of_saying_in_one_line(self):
        self.check_time(self.filled("\u0642\u0627\u0644 "))

    @unittest.skipUnless(POOL.exists(), f"no pool of texts at {POOL}")
    def test_pool(self):
        with lzma.open(POOL, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        for begin in range(0, len(texts), BATCH):
            batch = texts[begin:begin + BATCH]
            records = "".join(json.dumps({"doc_id": str(i), "text": text}) + "\n" for i, text in enumerate(batch))
            analyses = self.records("analyze", "-", given=records.encode())
            self.assertEqual(len(analyses), len(batch))
            for text, analysis in zip(batch, analyses):
                self.check_spans(text, analysis)


if __name__ == "__main__":
    unittest.main()
