"""The running server against docs/api/openapi.yaml: every endpoint is asked, and every answer is what the page says."""
import copy
import sys
import unittest

from server import ROOT, Server, quoted

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: needs python3-jsonschema and python3-yaml ({missing})")
    sys.exit(0)

SPEC = yaml.safe_load((ROOT / "docs" / "api" / "openapi.yaml").read_text(encoding="utf-8"))


def resolved(node):
    """The thing that a `$ref` points at."""
    while "$ref" in node:
        target = SPEC
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def closed(node):
    """A schema in which objects that list their properties allow no others, so that nothing undescribed is sent."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    if made.get("type") == "object" and "properties" in made and "additionalProperties" not in made:
        made["additionalProperties"] = False
    return made


COMPONENTS = closed(copy.deepcopy(SPEC["components"]))


class OpenApi(Server):
    def check(self, path, operation="get", status="200", url=None, headers=None, body=None):
        described = resolved(SPEC["paths"][path][operation]["responses"].get(status)
                             or SPEC["paths"][path][operation]["responses"]["default"])
        answer = self.ask("/api/v1" + (url or path), operation.upper(), body, headers)
        self.seen.add((path, operation))
        if status != "default":
            self.assertEqual(str(answer.status), status, (url or path, answer.body[:300]))
        content = described.get("content", {})
        kind = answer.headers.get("content-type", "").split(";")[0]
        if not content:
            self.assertEqual(answer.body, b"")
            return answer
        self.assertIn(kind, content, url or path)
        if kind == "application/json":
            schema = closed(copy.deepcopy(content[kind]["schema"]))
            schema["components"] = COMPONENTS
            jsonschema.Draft202012Validator(schema).validate(answer.json())
        return answer

    def test_every_operation(self):
        self.seen = set()
        self.check("/meta")
        word = quoted(self.get("documents/kirkuk-09")["title"].split()[0])
        for query in ("", "?sort=-killed&limit=3", "?disputed=true", "?kind=attack,bombing,armed_clash,claim_responsibility&from=2016-01-01&to=2016-12-31",
                      "?place=iq.kirkuk", "?bbox=40,30,48,40", "?actor=grp.is", "?family=violence", "?q=" + word):
            self.check("/incidents", url="/incidents" + query)
            for path in ("/map", "/timeline", "/facets"):
                self.check(path, url=path + (query if "sort" not in query else ""))
        incident = self.get("incidents?sort=-documents&limit=1")["items"][0]["incident_id"]
        self.check("/incidents/{incident_id}", url="/incidents/" + incident)
        for policy in self.get("meta")["policies"]:
            sheet = self.check("/incidents/{incident_id}", url=f"/incidents/{incident}?policy={policy}").json()
            self.assertEqual(sheet["counting"]["policy"], policy)
        self.check("/incidents/{incident_id}", status="default", url="/incidents/none")
        self.check("/incidents/{incident_id}", status="default", url=f"/incidents/{incident}?policy=none")
        self.check("/suggest", url="/suggest?q=" + quoted("kirk"))
        self.check("/documents", url="/documents?limit=2")
        self.check("/documents", url="/documents?q=" + word)
        self.check("/documents/{doc_id}", url="/documents/kirkuk-09")
        self.check("/claims/{claim}", url="/claims/" + quoted("kirkuk-09:c4"))
        self.check("/disputes")
        self.check("/disputes.atom")
        self.check("/places/{place_id}", url="/places/iq.kirkuk")
        source = self.check("/sources", url="/sources?type=speaker").json()["items"][0]["source_id"]
        self.check("/sources/{source_id}", url="/sources/" + quoted(source))
        self.check("/changes", url="/changes?limit=3")
        self.check("/exports")
        self.check("/exports/{name}", url="/exports/claims.jsonl")
        self.check("/code", "post", body={"text": (ROOT / "tests/consumer/sentence.txt").read_text(encoding="utf-8"), "published": "2016-10-21"})
        self.check_session_and_review(incident)
        described = {(path, operation) for path, item in SPEC["paths"].items() for operation in item}
        self.assertEqual(self.seen, described)

    def check_session_and_review(self, incident):
        self.check("/session")
        self.check("/session", "post", body={"user": "amal", "password": "olive-branch-1"})
        headers = self.sign_in("amal")
        self.check("/review/acts", "get", "default")
        act = {"action": "accept", "doc_id": "kirkuk-09", "claim_id": "c1"}
        self.check("/review/acts", "post", "201", body=act, headers=headers)
        self.check("/review/acts", headers=headers)
        self.check("/review/queue", headers=headers)
        self.check("/review/agreement", url="/review/agreement?a=amal&b=badr", headers=headers)
        self.check("/review/gold", headers=headers)
        self.check("/documents/{doc_id}", url="/documents/kirkuk-09", headers=headers)
        self.check("/changes", url="/changes?since=9999-0", headers=headers)
        self.check("/session", "delete", "204", headers=headers)

    def test_pages_hold_everything_once(self):
        for path in ("incidents?sort=killed", "incidents?sort=-day", "incidents?sort=day", "incidents?sort=-origins", "documents?",
                     "sources?", "disputes?sort=rank"):
            whole = self.get(path + "&limit=200")["items"]
            collected, cursor = [], ""
            while cursor is not None:
                page = self.get(path + "&limit=3" + (f"&cursor={quoted(cursor)}" if cursor else ""))
                collected += page["items"]
                cursor = page["next"]
            self.assertEqual(collected, whole, path)
            self.assertEqual(len(whole), page["total"], path)

    def test_unknown_parameters_and_values_are_refused(self):
        for path in ("incidents?colour=red", "incidents?limit=0", "incidents?limit=x", "incidents?from=yesterday", "incidents?sort=x",
                     "incidents?bbox=1,2,3", "incidents?cursor=zzz", "map?zoom=99", "incidents?disputed=1", "changes?since=x",
                     "documents?cursor=x"):
            self.assertEqual(self.get(path, 400)["error"]["code"], "bad_request", path)

    def test_changes_lead_to_an_end(self):
        seen, last, more = [], "", True
        while more:
            page = self.get("changes?limit=4" + (f"&since={last}" if last else ""))
            seen += [item["doc_id"] for item in page["items"]]
            last, more = page["last"], page["more"]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertIn("kirkuk-09", seen)
        self.assertEqual(self.get(f"changes?since={last}")["items"], [])


if __name__ == "__main__":
    unittest.main()
