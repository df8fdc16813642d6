"""Search, proof and provenance of a store from outside."""
import json
import unittest

import stores
from program import DATA, REPORTS, StoreCase


class Search(StoreCase):
    def found(self, *arguments):
        return [d["doc_id"] for d in self.records("search", self.db, *arguments, "--json")]

    def test_words_are_found_in_any_spelling(self):
        rows = [line.split("\t") for line in (DATA / "search.tsv").read_text(encoding="utf-8").splitlines()
                if line and not line.startswith("#")]
        texts = {text: f"d{i}" for i, text in enumerate(dict.fromkeys(row[1] for row in rows))}
        lines = "".join(json.dumps({"doc_id": i, "text": text}) + "\n" for text, i in texts.items())
        self.run_program("ingest", self.db, "-", given=lines.encode())
        for words, text, expected in rows:
            with self.subTest(words=words, text=text):
                self.assertEqual(texts[text] in self.found(*words.split()), expected == "yes")

    def test_filters_narrow_and_pages_go_on(self):
        self.run_program("ingest", self.db, REPORTS)
        everything = self.found("--limit", "100")
        self.assertEqual(len(everything), 14)
        self.assertEqual(self.found("--limit", "5") + self.found("--offset", "5"), everything)
        attacks = self.records("search", self.db, "--kind", "attack", "--json")
        self.assertTrue(attacks)
        self.assertEqual({c["kind"] for d in attacks for c in d["claims"]}, {"attack"})
        in_kirkuk = self.records("search", self.db, "--place", "iq.kirkuk", "--json")
        self.assertTrue(all(any(p["id"].startswith("iq.kirkuk") for p in c["place"]) for d in in_kirkuk for c in d["claims"]))
        self.assertEqual(self.found("--since", "2030-01-01"), [])
        shown = self.run_program("search", self.db, "--kind", "attack").stdout.decode()
        self.assertIn("[event ", shown)

    def test_what_makes_no_sense_is_refused(self):
        self.run_program("ingest", self.db, REPORTS)
        self.assertIn(b"no word to look for", self.run_program("search", self.db, "?!", code=2).stderr)
        self.assertIn(b"no kind", self.run_program("search", self.db, "--kind", "picnic", code=2).stderr)
        self.assertIn(b"is no day", self.run_program("search", self.db, "--since", "soon", code=2).stderr)


class Proof(StoreCase):
    def setUp(self):
        super().setUp()
        self.run_program("ingest", self.db, REPORTS)

    def findings(self, code=1):
        return self.run_program("verify", self.db, code=code).stdout.decode()

    def test_a_whole_store_is_proved(self):
        done = self.run_program("verify", self.db)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"nothing damaged", done.stderr)

    def test_each_sort_of_damage_is_named(self):
        self.ask("UPDATE document SET sha256 = 'x' WHERE doc_id = 'kirkuk-01'")
        self.assertIn("document kirkuk-01, revision 1: the SHA-256 of its text is another one", self.findings())
        self.ask(f"UPDATE record SET bytes = substr(bytes, 1, length(bytes) - 1) || {stores.blob(bytes(1))} WHERE coding = 2")
        self.assertIn("coding 2: store", self.findings())
        self.ask("UPDATE claim_row SET kind = (SELECT min(id) FROM name) WHERE id = (SELECT max(id) FROM claim_row)")
        self.assertIn("the rows of its claims are not those of its record", self.findings())
        self.ask("DELETE FROM incident_link WHERE claim = (SELECT max(claim) FROM incident_link)")
        self.assertIn("the claims that it is linked with are not those of its record", self.findings())

    def test_rows_that_dangle_are_named(self):
        loose = "SET session_replication_role = replica; " if stores.SERVER else ""
        self.ask(loose + "DELETE FROM claim_row WHERE id = (SELECT max(claim) FROM incident_link)")
        self.assertRegex(self.findings(), "table incident_link.* refers to .*claim_row.* not there")
        self.ask(loose + "DELETE FROM document WHERE doc_id = 'kirkuk-01'")
        self.assertRegex(self.findings(), "table claim_row.* refers to .*document.* not there")

    @unittest.skipIf(stores.SERVER, "about a file")
    def test_a_flipped_bit_or_a_cut_end_is_found(self):
        whole = bytearray(self.db.read_bytes())
        for place in range(9000, len(whole), len(whole) // 7):
            broken = bytearray(whole)
            broken[place] ^= 0x10
            self.db.write_bytes(broken)
            self.run_any("verify", self.db)
        self.db.write_bytes(whole[:len(whole) // 2])
        self.assertIn(self.run_any("verify", self.db).returncode, (1, 2))

    def run_any(self, *arguments):
        import subprocess
        from program import PROGRAM
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=120)
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        return done

    def test_provenance_leads_from_each_claim_to_its_text(self):
        claims = self.records("export", self.db)
        records = self.records("export", self.db, "--as", "prov")
        self.assertEqual(len(records), 14)
        made = [e for r in records for e in r["entity"].values() if e["prov:type"] == "isnad:Claim"]
        self.assertEqual(len(made), len(claims))
        for record in records:
            known = {*record["entity"], *record["activity"], *record["agent"]}
            for relation in ("used", "wasAssociatedWith", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo"):
                for pair in record[relation].values():
                    self.assertLessEqual(set(pair.values()), known)

    def test_an_annotation_quotes_its_document(self):
        texts = {}
        for path in REPORTS.glob("*.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                document = json.loads(line)
                texts[document["doc_id"]] = document["text"]
        annotations = self.records("export", self.db, "--as", "annotations")
        self.assertEqual(len(annotations), len(self.records("export", self.db)))
        for annotation in annotations:
            claim = annotation["body"][1]["value"]
            position, quote = annotation["target"]["selector"]
            text = texts[claim["doc_id"]]
            self.assertEqual(text[position["start"]:position["end"]], quote["exact"])
            self.assertTrue(text[:position["start"]].endswith(quote.get("prefix", "")))
            self.assertTrue(text[position["end"]:].startswith(quote.get("suffix", "")))


class Quarantine(StoreCase):
    def test_records_are_listed_shown_retried_and_dropped(self):
        db = self.db
        path = self.write("in.jsonl", '{"doc_id": \n{"doc_id": "b", "text": "y", "published": "soon"}\n')
        self.run_program("ingest", db, path, code=1)
        listed = self.run_program("quarantine", db).stdout.decode().splitlines()
        self.assertEqual(len(listed), 2)
        self.assertIn(f"{path}, line 1", listed[0])
        self.assertEqual(self.run_program("quarantine", db, "show", "1").stdout, b'{"doc_id": ')
        self.assertIn(b"0 of 1 records stored", self.run_program("quarantine", db, "retry", "1", code=1).stderr)
        self.run_program("quarantine", db, "drop", "1")
        self.assertEqual(len(self.run_program("quarantine", db).stdout.splitlines()), 1)
        self.assertIn(b"has no record 1", self.run_program("quarantine", db, "show", "1", code=2).stderr)
        whole = stores.blob(b'{"doc_id": "b", "text": "y"}')
        stores.ask(db, f"UPDATE quarantine SET raw = {whole}")
        self.assertIn(b"1 of 1 records stored", self.run_program("quarantine", db, "retry").stderr)
        self.assertEqual(self.run_program("quarantine", db).stdout, b"")
        self.run_program("verify", db)


if __name__ == "__main__":
    unittest.main()
