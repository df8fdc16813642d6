"""Reviewing over HTTP: who may, what every act does, undo, agreement and gold."""
import json
import unittest

from server import Answer, PASSWORDS, Server, quoted  # noqa: F401

DOCUMENT = "baghdad-02"


class Review(Server):
    def act(self, who, status=201, **act):
        answer = self.ask("/api/v1/review/acts", "POST", act, who)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json()

    def claims(self, document=DOCUMENT):
        return self.get("documents/" + document)["claims"]

    def decide_all(self, who, but=()):
        for claim in self.claims():
            if claim["claim_id"] not in but:
                self.act(who, action="accept", doc_id=DOCUMENT, claim_id=claim["claim_id"])

    def gold(self, who, author=""):
        answer = self.ask("/api/v1/review/gold" + (f"?author={author}" if author else ""), headers=who)
        return [json.loads(line) for line in answer.body.splitlines()]

    def test_roles(self):
        self.get("review/queue", 401)
        self.assertEqual(self.ask("/api/v1/review/acts", "POST", {"action": "done", "doc_id": DOCUMENT}).status, 401)
        self.assertEqual(self.get("documents/" + DOCUMENT)["reviews"], [])
        self.assertEqual(self.get("exports/claims.jsonl?profile=full", 401)["error"]["code"], "unauthorized")
        amal = self.sign_in("amal")
        self.assertEqual(self.get("session", headers=amal)["role"], "reviewer")
        self.assertEqual(self.ask("/api/v1/exports/claims.jsonl?profile=full", headers=amal).status, 200)
        self.assertEqual(len(self.get("exports", headers=amal)["items"]), 4)
        self.run_program("users", self.users, "remove", "amal")
        self.get("review/queue", 401, headers=amal)

    def test_readers_take_incidents_without_the_words_of_unnamed_people(self):
        names = [(item["name"], item["profile"]) for item in self.get("exports")["items"]]
        self.assertEqual(names, [("claims.jsonl", "public"), ("incidents.jsonl", "public")])
        amal = self.sign_in("amal")
        lines = {profile: [json.loads(line) for line in self.ask("/api/v1/exports/incidents.jsonl?profile=" + profile, headers=amal)
                           .body.decode().splitlines()] for profile in ("public", "full")}
        self.assertGreater(len(lines["full"]), 5)
        withheld = 0
        for public, full in zip(lines["public"], lines["full"]):
            for field in ("incident_id", "kind", "place_id", "day_first", "claims", "documents", "independent_origins"):
                self.assertEqual(public[field], full[field])
            for part in ("toll", "responsibility", "control"):
                for held, said in zip(public[part], full[part], strict=True):
                    self.assertEqual(held["doc_id"], said["doc_id"])
                    words = [step["text"] for step in said["attribution"] if not step["id"]]
                    withheld += len(words)
                    self.assertFalse([step["text"] for step in held["attribution"] if not step["id"] and step["text"]])
                    if part == "toll":
                        self.assertEqual((held["casualty"]["text"], held["casualty"]["low"]), ("", said["casualty"]["low"]))
            for held, said in zip(public["disputes"], full["disputes"], strict=True):
                self.assertEqual([one["independent"] for one in held["positions"]], [one["independent"] for one in said["positions"]])
                self.assertEqual(len({one["statement"] for one in held["positions"]}), len(held["positions"]))
        self.assertGreater(withheld, 5)

    def test_wrong_passwords_are_refused_and_then_slowed(self):
        codes = [self.ask("/api/v1/session", "POST", {"user": user, "password": password}).status
                 for user, password in (("amal", "x"), ("nobody", "x"), ("nobody", ""), ("", ""), ("amal", "y"), ("amal", "z"))]
        self.assertEqual(codes[:2], [401, 401])
        self.assertEqual(codes[3], 400)
        many = [self.ask("/api/v1/session", "POST", {"user": "amal", "password": "z"}).status for _ in range(4)]
        self.assertIn(429, many)

    def test_a_cookie_needs_the_csrf_token(self):
        answer = self.ask("/api/v1/session", "POST", {"user": "amal", "password": PASSWORDS["amal"]})
        cookie = answer.headers["set-cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Strict", cookie)
        headers = {"Cookie": cookie.split(";")[0]}
        self.act(headers, 403, action="done", doc_id=DOCUMENT)
        self.act({**headers, "X-CSRF-Token": "x" * 43}, 403, action="done", doc_id=DOCUMENT)
        good = {**headers, "X-CSRF-Token": self.get("session", headers=headers)["csrf"]}
        self.act({**good, "Origin": "http://evil.example"}, 403, action="done", doc_id=DOCUMENT)
        self.act({**good, "Sec-Fetch-Site": "cross-site"}, 403, action="done", doc_id=DOCUMENT)
        self.act(good, action="done", doc_id=DOCUMENT)
        self.assertEqual(self.ask("/api/v1/session", "DELETE", headers=good).status, 204)
        self.get("review/queue", 401, headers=headers)

    def test_every_act_is_a_record_and_can_be_undone(self):
        amal, badr, root = self.sign_in("amal"), self.sign_in("badr"), self.sign_in("root")
        rejected = self.act(amal, action="reject", doc_id=DOCUMENT, claim_id="c1", note="no event")
        self.assertEqual((rejected["author"], rejected["undone"]), ("amal", False))
        self.assertRegex(rejected["at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.act(badr, 403, action="undo", act=rejected["id"])
        undone = self.act(amal, action="undo", act=rejected["id"])
        self.act(amal, 409, action="undo", act=rejected["id"])
        self.act(amal, 422, action="undo", act=undone["id"])
        self.act(amal, 404, action="undo", act=999)
        acts = self.get("review/acts?doc_id=" + DOCUMENT, headers=amal)["items"]
        self.assertEqual([(act["action"], act["undone"]) for act in acts], [("undo", False), ("reject", True)])
        self.assertEqual(self.get("documents/" + DOCUMENT, headers=amal)["reviews"], [])
        other = self.act(badr, action="accept", doc_id=DOCUMENT, claim_id="c1")
        self.act(root, action="undo", act=other["id"])
        self.stop()
        self.start()
        self.assertEqual(self.get("review/acts", headers=self.sign_in("amal"))["total"], 4)

    def test_what_makes_no_sense_is_refused(self):
        amal = self.sign_in("amal")
        for status, act in ((404, {"action": "accept", "doc_id": "none", "claim_id": "c1"}),
                            (404, {"action": "accept", "doc_id": DOCUMENT, "claim_id": "c999"}),
                            (422, {"action": "praise"}), (422, {}),
                            (422, {"action": "correct", "doc_id": DOCUMENT, "claim_id": "c1", "field": "doc_id", "value": "x"}),
                            (422, {"action": "correct", "doc_id": DOCUMENT, "claim_id": "c1", "field": "kind", "value": "party"}),
                            (422, {"action": "correct", "doc_id": DOCUMENT, "claim_id": "c1", "field": "agent",
                                   "value": [{"start": 0, "end": 10 ** 9}]}),
                            (422, {"action": "add", "doc_id": DOCUMENT, "value": {"kind": "attack"}}),
                            (422, {"action": "merge", "incidents": ["x"]}),
                            (404, {"action": "merge", "incidents": ["x", "y"]}),
                            (404, {"action": "split", "incident_id": "x", "claims": []})):
            self.act(amal, status, **act)
        answer = self.ask("/api/v1/review/acts", "POST", b"action=accept", {**amal, "Content-Type": "text/plain"})
        self.assertEqual(answer.status, 415)
        self.assertEqual(self.get("review/acts", headers=amal)["total"], 0)

    def test_corrections_make_gold(self):
        amal = self.sign_in("amal")
        text = self.get("documents/" + DOCUMENT)["text"]
        claims = self.claims()
        self.decide_all(amal, but=("c1", "c2"))
        self.assertEqual(self.gold(amal), [], "not every claim is decided")
        self.act(amal, action="reject", doc_id=DOCUMENT, claim_id="c1")
        self.act(amal, action="correct", doc_id=DOCUMENT, claim_id="c2", field="modality", value="suspected")
        self.act(amal, action="correct", doc_id=DOCUMENT, claim_id="c2", field="agent", value=[{"start": 0, "end": 6}])
        self.act(amal, action="add", doc_id=DOCUMENT, value={"kind": "meet", "trigger": {"start": 3, "end": 6}})
        [gold] = self.gold(amal, "amal")
        self.assertEqual(len(gold["claims"]), len(claims))
        self.assertEqual(gold["claims"][0]["kind"], "meet")
        corrected = next(claim for claim in gold["claims"] if claim["trigger"] == claims[1]["trigger"])
        self.assertEqual(corrected["modality"], "suspected")
        self.assertEqual([agent["text"] for agent in corrected["agent"]], [text[:6]])
        path = self.write("gold.jsonl", json.dumps(gold, ensure_ascii=False) + "\n")
        self.run_program("eval", path)

    def test_agreement_of_two_coders(self):
        amal, badr = self.sign_in("amal"), self.sign_in("badr")
        self.decide_all(amal)
        self.decide_all(badr, but=("c1", "c2"))
        self.act(badr, action="reject", doc_id=DOCUMENT, claim_id="c1")
        self.act(badr, action="correct", doc_id=DOCUMENT, claim_id="c2", field="modality", value="suspected")
        count = len(self.claims())
        found = self.get("review/agreement?a=amal&b=badr", headers=amal)
        self.assertEqual((found["documents"], found["claims"]), (1, count))
        self.assertAlmostEqual(found["decision"]["agreed"], (count - 1) / count)
        self.assertEqual(found["decision"]["kappa"], 0, "A kept all, so agreement is that of chance")
        fields = {field["field"]: field for field in found["fields"]}
        self.assertAlmostEqual(fields["modality"]["agreed"], (count - 2) / (count - 1))
        self.assertEqual(fields["kind"]["agreed"], 1)
        self.assertEqual(found["detection"]["recall"], (count - 1) / count)
        self.assertEqual(found["detection"]["precision"], 1)
        self.assertIsNone(self.get("review/agreement?a=amal&b=root", headers=amal)["decision"]["kappa"])

    def test_queue_shrinks(self):
        amal = self.sign_in("amal")
        before = self.get("review/queue", headers=amal)
        self.assertIn(DOCUMENT, [item["doc_id"] for item in before["items"]])
        self.decide_all(amal)
        after = self.get("review/queue", headers=amal)
        self.assertEqual(after["total"], before["total"] - 1)
        self.act(amal, action="done", doc_id=after["items"][0]["doc_id"])
        self.assertEqual(self.get("review/queue", headers=amal)["total"], before["total"] - 2)

    def members(self, incident_id):
        """The claims of an incident; an id that is not in use any more leads to what it has become."""
        incident = self.get("incidents/" + incident_id)["incident"]
        return {(claim["doc_id"], claim["claim_id"]) for claim in incident["claims"]}

    def everything(self):
        items = self.get("incidents?limit=200")["items"]
        return {item["incident_id"]: frozenset(self.members(item["incident_id"])) for item in items}

    def test_a_merge_makes_one_incident_until_it_is_undone(self):
        amal = self.sign_in("amal")
        before = self.everything()
        first, second = [item["incident_id"] for item in self.get("incidents?limit=2&sort=-claims")["items"]]
        both = before[first] | before[second]
        merge = self.act(amal, action="merge", incidents=[first, second])
        after = self.everything()
        self.assertEqual(set(after.values()), set(before.values()) - {before[first], before[second]} | {both})
        self.assertEqual((self.members(first), self.members(second)), (both, both))
        self.assertEqual([act["author"] for act in self.get("incidents/" + second)["acts"]], ["amal"])
        exported = self.ask("/api/v1/exports/incidents.jsonl?profile=full", headers=amal).body.decode().splitlines()
        self.assertEqual({json.loads(line)["incident_id"] for line in exported}, set(after))
        self.act(amal, action="undo", act=merge["id"])
        self.assertEqual(self.everything(), before)
        self.assertEqual([change["type"] for change in self.get("changes?since=9999-0")["items"]], ["review"] * 2)

    def test_a_split_holds_for_what_comes_later(self):
        amal = self.sign_in("amal")
        before = self.everything()
        [item] = self.get("incidents?limit=1&sort=-claims")["items"]
        claims = self.get("incidents/" + item["incident_id"])["incident"]["claims"]
        apart = {(claim["doc_id"], claim["claim_id"]) for claim in claims[1::2]}
        self.act(amal, 422, action="split", incident_id=item["incident_id"], claims=claims)
        split = self.act(amal, action="split", incident_id=item["incident_id"], claims=claims[1::2])
        rest = before[item["incident_id"]] - apart
        wanted = set(before.values()) - {before[item["incident_id"]]} | {frozenset(apart), rest}
        self.assertEqual(set(self.everything().values()), wanted)
        self.stop()
        more = self.write("more.jsonl", json.dumps({"doc_id": "later", "published": "2016-10-22", "text": "x."}) + "\n")
        self.run_program("ingest", self.database, more)
        self.run_program("verify", self.database)
        self.start()
        self.assertEqual(set(self.everything().values()), wanted)
        for part in (frozenset(apart), rest):
            [incident_id] = [known for known, members in self.everything().items() if members == part]
            self.assertEqual([act["id"] for act in self.get("incidents/" + incident_id)["acts"]], [split["id"]])
        self.act(self.sign_in("amal"), action="undo", act=split["id"])
        self.assertEqual(set(self.everything().values()), set(before.values()))

    def test_the_later_decision_holds(self):
        amal, badr = self.sign_in("amal"), self.sign_in("badr")
        before = self.everything()
        [item] = self.get("incidents?limit=1&sort=-claims")["items"]
        claims = self.get("incidents/" + item["incident_id"])["incident"]["claims"]
        self.act(amal, action="split", incident_id=item["incident_id"], claims=claims[:3])
        parts = sorted(set(self.everything()) - set(before) | {item["incident_id"]})
        self.assertEqual(len(parts), 2)
        self.act(badr, action="merge", incidents=parts)
        together = [members for members in self.everything().values() if members & before[item["incident_id"]]]
        self.assertEqual(len(together), 1)
        self.assertLessEqual(before[item["incident_id"]], together[0])


if __name__ == "__main__":
    unittest.main()
