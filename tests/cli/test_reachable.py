"""Every form that a row of resources/ lists is found again in a text made of it.

The tables and columns are those that src/lexicon/compile.cc lists as holding words."""
import json
import re
import unittest

from program import ROOT, Case

COLUMN = re.compile(r'\{"(\w+)", "(\w+)", Class::')


def word_columns():
    source = (ROOT / "src" / "lexicon" / "compile.cc").read_text(encoding="utf-8")
    return COLUMN.findall(source[source.index("kWordColumns[]"):source.index("};", source.index("kWordColumns[]"))])


def rows(table):
    with open(ROOT / "resources" / f"{table}.tsv", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [dict(zip(cells[0], row)) for row in cells[1:]], cells[0][0]


def forms():
    """(table, id, form) of every form."""
    for table, column in word_columns():
        records, key = rows(table)
        for row in records:
            for form in filter(None, row[column].split("|")):
                yield table, row[key], form


class Reachable(Case):
    def test_every_form_is_found(self):
        wanted = sorted(set(forms()))
        self.assertGreater(len(wanted), 20000)
        texts = sorted({form for _, _, form in wanted})
        documents = "".join(json.dumps({"doc_id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
        path = self.write("forms.jsonl", documents)
        found = {}
        for analysis in self.records("analyze", path):
            text = texts[int(analysis["doc_id"])]
            found[text] = {(match["table"], match["id"]) for match in analysis["matches"]
                           if match["start"] == 0 and match["end"] == len(text)}
        missed = [row for row in wanted if row[:2] not in found[row[2]]]
        self.assertEqual(missed, [], f"{len(missed)} forms of {len(wanted)} are not found; the first: {missed[:20]}")


if __name__ == "__main__":
    unittest.main()
