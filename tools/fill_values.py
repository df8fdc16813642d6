#!/usr/bin/env python3
"""Gives annotated claims what their annotators left out, as the program finds it at the same places.

usage: fill_values.py CLAIMS.jsonl CODED.jsonl

CLAIMS holds documents with annotated claims (labelled_claims.py), CODED the same documents as `isnad code --format docs` writes them. Values of times,
kinds of speakers, whether claims are quoted, and casualties of claims of that kind are taken from what overlaps most; nothing else is
changed. Prints one document a line.
"""
import json
import sys


def overlap(one, other):
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def likest(span, others):
    """The one of `others` that overlaps `span` most, None when none does."""
    best = max(others, key=lambda other: overlap(span, other), default=None)
    return best if best is not None and overlap(span, best) > 0 else None


def fill(claim, found):
    for time in claim["time"]:
        like = likest(time, [other for f in found for other in f["time"] if other.get("value")])
        time["value"] = like and like["value"]
    for voice in claim["attribution"]:
        like = likest(voice, [other for f in found for other in f["attribution"]])
        if like:
            voice.update(kind=like["kind"], named=like["named"])
    at_trigger = [f for f in found if overlap(f["trigger"], claim["trigger"]) > 0]
    alike = min(at_trigger, key=lambda f: f["kind"] != claim["kind"], default=None)
    if alike is not None:
        claim["quote"] = alike["quote"]
        if claim["kind"] == alike["kind"] == "casualty":
            claim["casualties"] = alike["casualties"]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8") as handle:
        coded = {record["doc_id"]: record["claims"] for record in map(json.loads, handle)}
    with open(sys.argv[1], encoding="utf-8") as handle:
        for record in map(json.loads, handle):
            for claim in record["claims"]:
                fill(claim, coded.get(record["doc_id"], []))
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
