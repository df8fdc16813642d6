"""The three formats of `isnad analyze`."""
import json
import unittest

from program import DATA, REPORTS, Case, report


class Analyze(Case):
    def reports(self):
        lines = (REPORTS / "kirkuk.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def test_json_offsets_are_code_points_and_cover_the_words(self):
        analyses = self.records("analyze", REPORTS / "kirkuk.jsonl")
        for document, found in zip(self.reports(), analyses, strict=True):
            self.assertEqual(found["doc_id"], document["doc_id"])
            text, covered = document["text"], set()
            for token in found["tokens"]:
                self.assertNotRegex(text[token["start"]:token["end"]], r"\s")
                covered.update(range(token["start"], token["end"]))
                edges = [token["start"]] + [part["end"] for part in token["segments"]]
                self.assertEqual([part["start"] for part in token["segments"]], edges[:-1])
                self.assertEqual(edges[-1], token["end"])
            left = "".join(c for i, c in enumerate(text) if i not in covered)
            self.assertEqual(left.strip(), "")

    def test_json_parts(self):
        for found in self.records("analyze", REPORTS):
            sentences = [(s["start"], s["end"]) for s in found["sentences"]]
            self.assertEqual(sentences, sorted(sentences))
            for name in ("numbers", "times", "quotations", "matches", "entities", "counts"):
                for item in found[name]:
                    self.assertLess(item["start"], item["end"])
                    self.assertTrue(any(s <= item["start"] and item["end"] <= e for s, e in sentences) or name == "quotations")

    def test_features_of_words(self):
        lines = (DATA / "features.tsv").read_text(encoding="utf-8").splitlines()
        for sentence, word, features in (line.split("\t") for line in lines if not line.startswith("#")):
            conllu = self.run_program("analyze", "--format", "conllu", "-", given=sentence.encode()).stdout.decode()
            rows = [line.split("\t") for line in conllu.splitlines() if line[:1].isdigit()]
            self.assertEqual([row[5] for row in rows if row[1] == word], [features or "_"], (sentence, word))
            found, = self.records("analyze", "-", given=sentence.encode())
            tokens = [t for t in found["tokens"] if sentence[t["start"]:t["end"]] == word]
            self.assertEqual([t["feats"] for t in tokens], [features], (sentence, word))

    def test_marks_and_long_words_keep_offsets_exact(self):
        text = "".join(c + "\u0651\u064e" if "\u0621" <= c <= "\u064a" else c for c in report()) + " " + "\u0628" * 100000
        found, = self.records("analyze", "-", given=text.encode())
        words = "".join(text[t["start"]:t["end"]] for t in found["tokens"])
        self.assertEqual(words, "".join(text.split()))

    def test_conllu_is_well_formed(self):
        lines = self.run_program("analyze", "--format", "conllu", REPORTS).stdout.decode().split("\n")
        expected, words, spaces, text = 1, [], [], None
        range_end = 0
        for line in lines:
            if line.startswith("# text = "):
                text = line[9:]
            elif line.startswith("#"):
                continue
            elif line:
                columns = line.split("\t")
                self.assertEqual(len(columns), 10)
                self.assertTrue(all(columns))
                if "-" in columns[0]:
                    first, last = map(int, columns[0].split("-"))
                    self.assertEqual(first, expected)
                    range_end = last
                    words.append(columns[1])
                    spaces.append("SpaceAfter=No" not in columns[9])
                else:
                    self.assertEqual(int(columns[0]), expected)
                    if expected > range_end:
                        words.append(columns[1])
                        spaces.append("SpaceAfter=No" not in columns[9])
                    expected += 1
            elif text is not None:
                self.assertEqual("".join(w + " " * s for w, s in zip(words, spaces)).rstrip(), text)
                expected, words, spaces, text, range_end = 1, [], [], None, 0

    def test_text_names_the_document_and_its_sentences(self):
        listing = self.run_program("analyze", "--format", "text", REPORTS / "kirkuk.jsonl").stdout.decode()
        for document in self.reports():
            self.assertIn(f"document {document['doc_id']}\n\n1  ", listing)


if __name__ == "__main__":
    unittest.main()
