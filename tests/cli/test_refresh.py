"""Reports that come into a store piece by piece, in any order, make the incidents that they make at once.

The reports of many outlets are development data: without them (../shared, or where ISNAD_SHARED says) that test is skipped."""
import json
import os
import pathlib
import random
import unittest

from program import REPORTS, ROOT, Case

SHARED = pathlib.Path(os.environ.get("ISNAD_SHARED", ROOT.parent / "shared"))
GROUPS = SHARED / "corpus" / "multi_outlet_groups.jsonl"


class Refresh(Case):
    def described(self, db):
        """All that the program tells of incidents and claims."""
        shown = self.run_program("show", db, "--json").stdout.splitlines()
        exported = self.run_program("export", db).stdout.splitlines()
        self.assertTrue(shown and exported)
        self.run_program("verify", db)
        return shown, exported

    def ingest(self, db, documents, *options):
        lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
        self.run_program("ingest", db, *options, "-", given=lines.encode())

    def check(self, documents, sizes, seed):
        """Stores the documents at once, and in batches of such sizes, some of them first with another text."""
        at_once = self.folder / "at_once.db"
        self.ingest(at_once, documents)
        expected = self.described(at_once)
        order = random.Random(seed)
        shuffled = order.sample(documents, len(documents))
        db = self.folder / f"by_and_by{seed}.db"
        for number, size in enumerate(sizes):
            batch, shuffled = shuffled[:size], shuffled[size:]
            earlier = [dict(document, text=document["text"][: len(document["text"]) // 2]) for document in batch[::7]]
            if earlier:
                self.ingest(db, earlier)
            self.ingest(db, batch, *(["--no-incidents"] if number % 5 == 3 else []))
        self.ingest(db, shuffled)
        self.assertEqual(self.described(db), expected)

    def test_examples(self):
        documents = [json.loads(line) for file in sorted(REPORTS.glob("*.jsonl")) for line in file.read_text().splitlines()]
        self.assertGreater(len(documents), 10)
        for seed in (1, 2):
            self.check(documents, [3, 1, 1, 2, 1, 1], seed)

    @unittest.skipUnless(GROUPS.exists(), f"there are no reports of many outlets in {SHARED}")
    def test_reports_of_many_outlets(self):
        documents = {}
        for line in GROUPS.open(encoding="utf-8"):
            for member in json.loads(line)["members"]:
                documents[member["id"]] = {
                    "doc_id": member["id"], "outlet": member["outlet"], "published": member["date"][:10], "text": member["text"]}
        documents = list(documents.values())
        self.check(documents, [len(documents) // 2] + [1, 40, 3, 150, 1, 17, 250, 2], 3)


if __name__ == "__main__":
    unittest.main()
