"""isnad contrast from outside."""
import csv
import json
import unittest

from program import REPORTS, ROOT, Case


def opposites(name):
    """The first lemma of each side of a row of resources/opposites.tsv."""
    with open(ROOT / "resources" / "opposites.tsv", encoding="utf-8") as lines:
        for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] == name:
                return [side.split("|")[0] for side in row[1:3]]
    raise KeyError(name)


def headline(number=1):
    lines = (REPORTS / "kirkuk.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(lines[number])["title"]


class Contrast(Case):
    def setUp(self):
        super().setUp()
        up, down = opposites("opposite.level")
        things = headline().split()[:3]
        self.up, self.down = (" ".join([word, *things]) for word in (up, down))

    def test_a_report_agrees_with_itself(self):
        path = self.write("a.txt", headline())
        [found] = self.records("contrast", path, path, "--json")
        self.assertEqual((found["contradictions"], found["only_a"], found["only_b"]), ([], [], []))
        self.assertTrue(found["both"])
        sheet = self.run_program("contrast", path, path).stdout.decode()
        self.assertTrue(sheet.startswith("Contradict\nBoth say\n  a  c1 "))

    def test_opposites_near_the_same_words_contradict(self):
        a, b = self.write("a.txt", self.up), self.write("b.txt", self.down)
        [found] = self.records("contrast", a, b, "--json")
        self.assertEqual([(c["type"], c["about"]) for c in found["contradictions"]], [("opposite", "opposite.level")])
        self.assertIn("opposite.level", self.run_program("contrast", a, b).stdout.decode())

    def test_the_two_reports_on_control_differ_from_a_third(self):
        lines = (REPORTS / "kirkuk.jsonl").read_bytes().splitlines(keepends=True)
        [found] = self.records("contrast", "-", "--json", given=lines[2] + lines[3])
        self.assertTrue(found["both"])

    def test_pairs(self):
        rows = [["id", "s1", "s2"], ["x", self.up, self.down], ["y", self.up, self.up], ["z", 'a "b", c', "d"]]
        path = self.folder / "pairs.csv"
        with open(path, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        lines = self.run_program("contrast", "--pairs", path).stdout.decode().splitlines()
        self.assertEqual([line.split("\t")[:2] for line in lines], [["x", "yes"], ["y", "no"], ["z", "no"]])
        self.assertEqual([r["id"] for r in self.records("contrast", "--pairs", path, "--json")], ["x", "y", "z"])

    def test_wrong_usage(self):
        path = self.write("a.txt", "x")
        self.run_program("contrast", code=2)
        self.assertIn(b"hold 1", self.run_program("contrast", path, code=2).stderr)
        self.assertIn(b"s1 and s2", self.run_program("contrast", "--pairs", path, code=2).stderr)


if __name__ == "__main__":
    unittest.main()
