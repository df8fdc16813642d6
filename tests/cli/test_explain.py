"""`isnad explain`: every span, rule and model of a stored claim; every joining of an incident."""
import json
import unittest

import stores
from program import REPORTS, Case


class Explain(Case):
    def setUp(self):
        super().setUp()
        self.store = stores.new_store(self.folder)
        self.run_program("ingest", self.store, REPORTS / "kirkuk.jsonl")
        self.claim = self.records("code", REPORTS / "kirkuk.jsonl")[1]
        self.name = f"{self.claim['doc_id']}:{self.claim['claim_id']}"

    def test_spans_rules_and_confidence(self):
        text = self.run_program("explain", self.store, self.name).stdout.decode()
        trigger = self.claim["trigger"]
        self.assertIn(f"{trigger['text']}  [{trigger['start']}, {trigger['end']})  {self.claim['kind']}", text)
        self.assertIn(f"[event {trigger['text']}]", text)
        for rule in self.claim["rules"]:
            self.assertIn(f"made by      {rule}\n", text)
        self.assertIn("confidence   ", text)

    def test_json_is_the_record(self):
        printed = json.loads(self.run_program("explain", "--format", "json", self.store, self.name).stdout)
        for field in ("doc_id", "claim_id", "kind", "trigger", "agent", "target", "attribution", "rules"):
            self.assertEqual(printed[field], self.claim[field])

    def test_an_incident_and_what_joined_its_claims(self):
        incidents = self.records("show", "--json", self.store)
        largest = max(incidents, key=lambda incident: len(incident["claims"]))
        merges = self.records("explain", "--format", "json", self.store, largest["incident_id"])
        self.assertEqual(len(merges) + 1, len(largest["claims"]))
        for merge in merges:
            self.assertGreater(merge["score"], 0)
            self.assertAlmostEqual(sum(reason["score"] for reason in merge["reasons"]), merge["score"], delta=0.1)
        last = merges[-1]["left"] + merges[-1]["right"]
        joined = {(ref["doc_id"], ref["claim_id"]) for ref in last}
        self.assertTrue(joined <= {(ref["doc_id"], ref["claim_id"]) for ref in largest["claims"]})
        text = self.run_program("explain", self.store, largest["incident_id"][:8]).stdout.decode()
        self.assertIn("across documents", text)
        self.assertIn("across.words", text)

    def test_what_is_not_there(self):
        document = self.claim["doc_id"]
        for store, name in ((self.store, f"{document}:c999"), (self.store, "nosuch:c1"), (self.store, document),
                            (self.folder / "nosuch.db", self.name)):
            self.assertEqual(self.run_program("explain", store, name, code=2).stdout, b"")


if __name__ == "__main__":
    unittest.main()
