"""Incidents that belong to each other's story without being one, from outside."""
import unittest

from program import DATA, REPORTS, Case

INVERSE = {"part_of": "has_part", "follow_up_of": "followed_by", "trial_of": "tried_in", "commemorates": "commemorated_by",
           "response_to": "answered_by"}


class Links(Case):
    def test_a_trial_a_commemoration_an_answer_and_an_arrest_are_linked_not_merged(self):
        incidents = self.records("fuse", "--format", "incidents", DATA / "links.jsonl")
        wanted = {"trial": ("legal", "trial_of", "bombing"), "anniversary": ("protest", "commemorates", "assassination"),
                  "answer": ("shelling", "response_to", "attack"), "inquiry": ("arrest", "follow_up_of", "attack")}
        for document, (kind, link, other) in wanted.items():
            with self.subTest(document):
                told = {i["kind"]: i for i in incidents if i["documents"] == [document]}
                self.assertEqual(set(told), {kind, other})
                [here], [there] = told[kind]["links"], told[other]["links"]
                self.assertEqual((here["type"], here["incident_id"]), (link, told[other]["incident_id"]))
                self.assertEqual((there["type"], there["incident_id"]), (INVERSE[link], told[kind]["incident_id"]))
                self.assertEqual((here["doc_id"], here["claim_id"]), (document, told[kind]["claims"][0]["claim_id"]))
                self.assertEqual(here["other_claim_id"], there["claim_id"])
                self.assertTrue(here["cue"].startswith("link."))


if __name__ == "__main__":
    unittest.main()
