"""Words that are looked for over HTTP: reports, and the incidents that they tell of."""
import sys
import unittest

from server import Server, quoted
from program import DATA

ROWS = [line.split("\t") for line in (DATA / "search.tsv").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
TEXTS = {text: f"searched-{i}" for i, text in enumerate(dict.fromkeys(row[1] for row in ROWS))}


class Search(Server):
    extra = [{"doc_id": name, "text": text, "published": "2016-10-21"} for text, name in TEXTS.items()]

    def reports(self, words, more=""):
        return [item["doc_id"] for item in self.get(f"documents?limit=200&q={quoted(words)}{more}")["items"]]

    def incidents(self, words, more=""):
        return [item["incident_id"] for item in self.get(f"incidents?limit=200&q={quoted(words)}{more}")["items"]]

    def test_words_are_found_in_any_spelling(self):
        for words, text, expected in ROWS:
            with self.subTest(words=words, text=text):
                self.assertEqual(TEXTS[text] in self.reports(words), expected == "yes")

    def test_incidents_are_those_of_the_reports_found(self):
        title = self.get("documents/kirkuk-09")["title"]
        documents = set(self.reports(title))
        self.assertIn("kirkuk-09", documents)
        found = self.incidents(title)
        told = [item["incident_id"] for item in self.get("incidents?limit=200")["items"]
                if documents & set(self.get("incidents/" + item["incident_id"])["incident"]["documents"])]
        self.assertEqual(found, told)
        self.assertTrue(found)
        self.assertEqual(self.incidents(title, "&from=2030-01-01"), [])
        for view in ("map", "timeline", "facets"):
            self.assertNotEqual(self.get(f"{view}?q={quoted(title)}"), self.get(view), view)

    def test_other_filters_hold_too(self):
        words = ROWS[0][1].split()[0]
        outlet = self.get("documents/kirkuk-09")["outlet"]
        found = self.reports(words, "&outlet=" + quoted(outlet))
        self.assertLess(set(found), set(self.reports(words)))
        self.assertNotIn(TEXTS[ROWS[0][1]], found)

    def test_what_holds_no_word_is_refused(self):
        for path in ("incidents", "documents", "map", "timeline", "facets"):
            self.assertIn("no word", self.get(f"{path}?q={quoted('?!')}", 422)["error"]["message"])

    def test_words_are_no_language_of_queries(self):
        for words in ('" OR "', "a* NEAR b", "(x", "'; DROP TABLE words; --", "x" * 200):
            self.get("documents?q=" + quoted(words), 200)


if __name__ == "__main__":
    unittest.main()
