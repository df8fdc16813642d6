"""The store from outside: what goes in comes out, once, whatever is broken, repeated or killed."""
import csv
import io
import json
import random
import shutil
import time
import unittest

import stores
from program import DATA, REPORTS, ROOT, Case, StoreCase

# Two outlets on one attack, who disagree on the toll, and a protest elsewhere. Gold-like: no ids, no sentences.
def claim(number, kind, start, **fields):
    return {"claim_id": f"c{number}", "kind": kind, "trigger": {"text": kind, "start": start, "end": start + 5}, **fields}


def words(text):
    return [{"text": text, "start": 0, "end": len(text)}]


def attack(doc_id, published, killed):
    toll = [{"text": "dead", "start": 0, "end": 4, "effect": "killed", "low": killed, "high": killed, "group": "police"}]
    return {"doc_id": doc_id, "outlet": doc_id, "published": published, "text": "x", "claims": [
        claim(1, "attack", 0, agent=words("gunmen belts"), target=words("police station"), place=words("kirkuk domiz")),
        claim(2, "casualty", 60, target=words("police station"), place=words("kirkuk domiz"), casualties=toll)]}


PROTEST = {"doc_id": "p", "outlet": "p", "published": "2016-10-21", "text": "x", "claims": [
    claim(1, "protest", 0, agent=words("teachers union"), place=words("beirut square"), time=[]),
    claim(2, "protest", 80, modality="hypothetical")]}


class Fuse(Case):
    def given(self):
        documents = [attack("a", "2016-10-21T08:00:00Z", 6), attack("b", "2016-10-21T09:00:00Z", 9), PROTEST]
        return "".join(json.dumps(document) + "\n" for document in documents).encode()

    def test_gives_documents_with_incidents(self):
        documents = self.records("fuse", "-", given=self.given())
        labels = [[c["incident"] for c in document["claims"]] for document in documents]
        self.assertEqual(labels[0], labels[1])
        self.assertEqual(len({*labels[0], *labels[2]}), 3)
        self.assertEqual(labels[2][1], "")

    def test_the_order_of_input_does_not_matter(self):
        lines = self.given().splitlines(keepends=True)
        forward = self.records("fuse", "--format", "incidents", "-", given=b"".join(lines))
        backward = self.records("fuse", "--format", "incidents", "-", given=b"".join(reversed(lines)))
        self.assertEqual(forward, backward)
        self.assertEqual([d["type"] for d in forward[1]["disputes"]], ["number"])
        self.assertEqual(forward[1]["documents"], ["a", "b"])

    def test_copies_and_credits_are_one_voice(self):
        lines = (DATA / "one_agency.jsonl").read_bytes()
        incidents = [json.loads(line) for line in self.run_program(
            "fuse", "--format", "incidents", "-", given=self.run_program("code", "--format", "docs", "-", given=lines).stdout
        ).stdout.splitlines()]
        shared = max(incidents, key=lambda incident: len(incident["documents"]))
        self.assertEqual(shared["documents"], ["copy-1", "copy-2", "copy-3", "own"])
        self.assertEqual([channel["id"] for channel in shared["channels"]], ["agency.afp", "outlet:d"])
        self.assertEqual(shared["independent_origins"], 2)

    def test_a_document_without_id_is_refused(self):
        done = self.run_program("fuse", "-", given=b'{"text": "x", "claims": []}\n', code=1)
        self.assertIn(b"-:1: the document has no doc_id", done.stderr)


    def test_a_weight_of_nothing_is_refused(self):
        shutil.copytree(ROOT / "resources", self.folder / "resources")
        with open(self.folder / "resources" / "fusion.tsv", "a", encoding="utf-8") as table:
            table.write("place.equall\t1\town\t\n")
        image = self.folder / "my.image"
        self.run_program("lexicon", "build", self.folder / "resources", "-o", image)
        done = self.run_program("fuse", "--lexicon", image, "-", given=self.given(), code=2)
        self.assertIn(b'nothing that is compared is called "place.equall"', done.stderr)


class Store(StoreCase):
    def test_keeps_documents_and_their_claims_once(self):
        first = self.run_program("ingest", self.db, REPORTS)
        coded = self.records("code", REPORTS)
        documents = sum(len(path.read_text().splitlines()) for path in REPORTS.glob("*.jsonl"))
        self.assertIn(f"{documents} new documents", first.stderr.decode())
        self.assertEqual(first.stdout, b"")
        again = self.run_program("ingest", self.db, REPORTS)
        self.assertIn(f"0 new documents, 0 revised, 0 coded again, {documents} unchanged", again.stderr.decode())
        exported = self.records("export", self.db)
        key = lambda c: (c["doc_id"], c["claim_id"], c["kind"], c["trigger"]["start"])
        self.assertEqual(sorted(map(key, exported)), sorted(map(key, coded)))

    def test_neither_order_nor_batches_make_a_difference(self):
        lines = [line for path in sorted(REPORTS.glob("*.jsonl")) for line in path.read_bytes().splitlines(keepends=True)]
        self.run_program("ingest", self.db, "-", given=b"".join(lines))
        together = self.run_program("show", "--json", self.db).stdout
        for seed in range(3):
            random.Random(seed).shuffle(lines)
            other = stores.new_store(self.folder, f"{seed}.db")
            for first in range(0, len(lines), 5):
                self.run_program("ingest", other, "-", given=b"".join(lines[first:first + 5]))
            self.assertEqual(self.run_program("show", "--json", other).stdout, together)
            # What was merged, split or renamed on the way is known; old ids find what they have become.
            history = stores.ask(other, "SELECT was FROM incident_history WHERE change <> 'split'")
            for (was,) in history[:3]:
                self.run_program("show", other, was)

    def test_csv_has_a_row_for_each_claim(self):
        self.run_program("ingest", self.db, REPORTS)
        exported = self.records("export", self.db)
        data = self.run_program("export", self.db, "--as", "csv", "--bom").stdout.decode("utf-8")
        self.assertTrue(data.startswith("\ufeffdoc_id,"))
        rows = list(csv.DictReader(io.StringIO(data[1:], newline="")))
        self.assertEqual([(r["doc_id"], r["claim_id"], r["incident"], r["sentence"]) for r in rows],
                         [(c["doc_id"], c["claim_id"], c["incident"], c["sentence"]["text"]) for c in exported])

    def test_shows_each_incident(self):
        self.run_program("ingest", self.db, REPORTS)
        listed = self.run_program("show", self.db).stdout.decode().splitlines()
        incidents = self.records("show", self.db, "--json")
        self.assertEqual([line.split()[0] for line in listed], [i["incident_id"] for i in incidents])
        for incident in incidents:
            sheet = self.run_program("show", self.db, incident["incident_id"]).stdout.decode()
            self.assertTrue(sheet.startswith(f"Incident {incident['incident_id']}\n"))
            self.assertEqual(self.records("show", self.db, incident["incident_id"], "--json"), [incident])
        self.assertIn(b"no incident", self.run_program("show", self.db, "i-none", code=2).stderr)

    def test_a_changed_document_is_a_revision(self):
        for text in ("one", "two"):
            self.run_program("ingest", self.db, "-", given=json.dumps({"doc_id": "d", "text": text}).encode() + b"\n")
        self.assertEqual(self.ask("SELECT revision, superseded FROM document ORDER BY id"), [(1, 1), (2, 0)])

    def test_broken_records_are_kept_apart_and_the_rest_goes_on(self):
        path = self.write("in.jsonl", '{"doc_id": "a", "text": "x"}\n{"doc_id": \n{"doc_id": "b", "text": "y"}\n')
        done = self.run_program("ingest", self.db, path, code=1)
        self.assertIn(f"{path}, line 2: ", done.stderr.decode())
        self.assertIn("2 new documents, 0 revised, 0 coded again, 0 unchanged, 1 refused", done.stderr.decode())
        self.assertEqual(self.ask("SELECT source, record, raw FROM quarantine"), [(str(path), "line 2", b'{"doc_id": ')])

    def test_refuses_what_is_no_store(self):
        path = self.write("notes.txt", "no database " * 500)
        for arguments in (["show", path], ["export", path], ["ingest", path, "-"], ["show", self.folder / "none.db"]):
            with self.subTest(arguments):
                self.assertIn(b"isnad: store ", self.run_program(*arguments, code=2).stderr)
        self.assertEqual(path.read_text(), "no database " * 500)

    def begun(self):
        """Whether anything of a store is there."""
        return self.ask("SELECT 1 FROM pg_tables WHERE schemaname = current_schema()") if stores.SERVER else self.db.exists()

    def test_a_killed_run_is_completed_by_the_next(self):
        lines = "".join(json.dumps({"doc_id": f"d{i}", "published": "2016-10-21", "text": f"text {i}"}) + "\n" for i in range(3000))
        path = self.write("many.jsonl", lines)
        child = self.start("ingest", self.db, path)
        while child.poll() is None and not self.begun():
            time.sleep(0.001)
        time.sleep(0.02)
        child.kill()
        child.communicate()
        self.run_program("ingest", self.db, path)
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT doc_id), sum(superseded) FROM document"), [(3000, 3000, 0)])
        self.assertEqual(self.ask("SELECT count(DISTINCT value) FROM state WHERE key IN ('changes', 'fused')"), [(1,)])


if __name__ == "__main__":
    unittest.main()
