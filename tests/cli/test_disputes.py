"""What is said about an incident, from outside: disputes, control, counting policies."""
import json
import unittest

import stores
from program import DATA, REPORTS, Case

POLICIES = ("all", "latest", "official", "acled-conservative", "ged-low-best-high", "ibc-minmax")


class Reports(Case):
    """A store of the example reports."""

    def setUp(self):
        super().setUp()
        self.db = stores.new_store(self.folder)
        self.run_program("ingest", self.db, REPORTS)

    def kirkuk(self):
        """The incident with the longest record of the reports from Kirkuk."""
        incidents = [i for i in self.records("show", self.db, "--json") if "kirkuk-03" in i["documents"]]
        return max(incidents, key=lambda i: len(i["claims"]))

    def test_half_of_the_city_against_under_control(self):
        found = [d for d in self.records("disputes", self.db, "--type", "control", "--json")]
        self.assertEqual({d["incident_id"] for d in found}, {self.kirkuk()["incident_id"]})
        statements = [p["statement"] for d in found for p in d["positions"]]
        self.assertTrue([s for s in statements if s.startswith("half held by")], statements)
        self.assertIn("held by forces of the state", statements)
        self.assertEqual({d["status"] for d in found}, {"open"})
        sheet = self.run_program("show", self.db, self.kirkuk()["incident_id"]).stdout.decode()
        self.assertRegex(sheet, r"\n  control +iq\.kirkuk\.kirkuk 2016-10-21")

    def test_disputes_are_ranked(self):
        weights = [d["weight"] for d in self.records("disputes", self.db, "--json")]
        self.assertEqual(weights, sorted(weights, reverse=True))
        self.assertTrue(all(0 < weight <= 1 for weight in weights))
        opened = self.records("disputes", self.db, "--open", "--json")
        self.assertEqual({d["status"] for d in opened}, {"open"})
        listed = self.run_program("disputes", self.db).stdout.decode()
        self.assertTrue(all(d["incident_id"] in listed for d in opened))
        self.run_program("disputes", self.db, "--type", "quarrel", code=2)

    def test_control_of_a_place_by_id_and_by_name(self):
        by_id = self.records("control", self.db, "iq.kirkuk", "--json")
        self.assertTrue(by_id)
        self.assertTrue(all(h["place_id"].startswith("iq.kirkuk") for h in by_id))
        strip = self.run_program("control", self.db, "iq.kirkuk").stdout.decode()
        self.assertRegex(strip, r"^  2016-10-21 +iq\.kirkuk")
        self.assertEqual(len(strip.splitlines()), len(by_id))
        word = json.loads((REPORTS / "kirkuk.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"].split("\n")[1].split()[0]
        self.assertEqual(self.records("control", self.db, word, "--json"), by_id)
        done = self.run_program("control", self.db, "xx.nowhere")
        self.assertEqual(done.stdout, b"")
        self.assertIn(b'who holds "xx.nowhere"', done.stderr)

    def test_each_policy_says_what_it_left_out(self):
        incident = self.kirkuk()
        for policy in POLICIES:
            with self.subTest(policy):
                [count] = self.records("show", self.db, incident["incident_id"], "--policy", policy, "--json")
                self.assertEqual(count["policy"], policy)
                self.assertTrue(count["tallies"])
                self.assertTrue(all(left["reason"] for left in count["left_out"]))
                sheet = self.run_program("show", self.db, incident["incident_id"], "--policy", policy).stdout.decode()
                self.assertIn(count["rule"], sheet)
                self.assertIn("\nCounted\n", sheet)
                self.assertTrue(all(f"{left['doc_id']} {left['claim_id']}" in sheet for left in count["left_out"]))

    def test_a_policy_needs_an_incident_and_a_name(self):
        self.assertIn(b"give its id", self.run_program("show", self.db, "--policy", "all", code=2).stderr)
        self.run_program("show", self.db, self.kirkuk()["incident_id"], "--policy", "guess", code=2)


class Types(Case):
    """Pairs of reports made for one type of dispute each."""

    def test_each_type_and_status_is_reached(self):
        wanted = {"identity": ("identity", "open", ["killed 9..9 civilian", "killed 9..9 militant"]),
                  "place": ("place", "open", ["iq.diyala.baqubah", "iq.diyala.muqdadiyah"]),
                  "time": ("time", "open", ["2016-05-09", "2016-05-10"]),
                  "later": ("number", "superseded", ["killed 5..5 civilian", "killed 8..8 civilian"]),
                  "withdrawn": ("responsibility", "retracted", ["agent grp.is", "not agent grp.is"]),
                  "whether": ("occurrence", "open", ["shelling", "no shelling"])}
        for incident in self.records("fuse", "--format", "incidents", DATA / "disputes.jsonl"):
            name = incident["documents"][0].split("-")[0]
            with self.subTest(name):
                [found] = incident["disputes"]
                statements = [position["statement"] for position in found["positions"]]
                self.assertEqual((found["type"], found["status"], statements), wanted.pop(name))
        self.assertEqual(wanted, {})


if __name__ == "__main__":
    unittest.main()
