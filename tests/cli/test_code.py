"""The claims that `isnad code` writes: whole records with exact spans, the same in every format and on any number of threads."""
import json
import unittest

from program import REPORTS, Case, report

SPAN_FIELDS = ("agent", "target", "place", "time", "means", "casualties", "attribution")


class Code(Case):
    def spans(self, claim):
        yield claim["trigger"]
        for field in SPAN_FIELDS:
            yield from claim[field]

    def check_claims(self, claims, text):
        self.assertEqual([claim["claim_id"] for claim in claims], [f"c{i + 1}" for i in range(len(claims))])
        starts = [claim["trigger"]["start"] for claim in claims]
        self.assertEqual(starts, sorted(starts))
        for claim in claims:
            self.assertTrue(0 <= claim["confidence"] <= 1)
            self.assertTrue(claim["rules"])
            for span in self.spans(claim):
                self.assertEqual(text[span["start"]:span["end"]], span["text"])

    def test_spans_are_exact_in_every_report(self):
        documents = self.records("code", "--format", "docs", REPORTS)
        self.assertGreater(sum(len(d["claims"]) for d in documents), 50)
        for document in documents:
            self.check_claims(document["claims"], document["text"])

    def test_spans_are_exact_behind_marks_and_symbols(self):
        text = "\U0001F54A\u200F " + "".join(c + "\u064E" if "\u0621" <= c <= "\u064A" else c for c in report())
        document, = self.records("code", "--format", "docs", "-", given=text.encode())
        self.check_claims(document["claims"], text)

    def test_a_very_long_document_is_one_document(self):
        text = "\n\n".join(report(i % 4) for i in range(1200))
        given = json.dumps({"doc_id": "long", "published": "2016-10-21", "text": text}).encode()
        document, = self.records("code", "--format", "docs", "-", given=given)
        self.assertEqual(document["text"], text)
        self.check_claims(document["claims"], text)
        self.assertGreater(document["claims"][-1]["trigger"]["start"], 0.99 * len(text))

    def test_lines_hold_the_claims_of_the_documents(self):
        documents = self.records("code", "--format", "docs", REPORTS)
        claims = self.records("code", REPORTS)
        self.assertEqual([(c["doc_id"], c["claim_id"]) for c in claims],
                         [(d["doc_id"], c["claim_id"]) for d in documents for c in d["claims"]])

    def test_the_listing_shows_sentence_and_voice(self):
        listing = self.run_program("code", "--format", "text", REPORTS / "kirkuk.jsonl").stdout.decode()
        for line in (REPORTS / "kirkuk.jsonl").read_text(encoding="utf-8").splitlines():
            self.assertIn(f"document {json.loads(line)['doc_id']}  ", listing)
        self.assertIn("[event ", listing)
        self.assertIn("      voice   the outlet\n", listing)

    def test_least_confidence(self):
        counts = []
        for least in ("0.2", "0.5", "0.9", "1"):
            claims = self.records("code", "--min-confidence", least, REPORTS)
            self.assertTrue(all(claim["confidence"] >= float(least) for claim in claims))
            counts.append(len(claims))
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertGreater(counts[0], counts[2])

    def test_claims_do_not_depend_on_threads_or_neighbours(self):
        outputs = {self.run_program("code", "--threads", n, REPORTS).stdout for n in (1, 2, 5)}
        self.assertEqual(len(outputs), 1)
        alone = b"".join(self.run_program("code", "-", given=line).stdout
                         for line in (REPORTS / "kirkuk.jsonl").read_bytes().splitlines())
        self.assertEqual(alone, self.run_program("code", REPORTS / "kirkuk.jsonl").stdout)


if __name__ == "__main__":
    unittest.main()
