#!/usr/bin/env python3
"""Whether the confidence of claims means what it says: the reliability curve.

usage: reliability.py EVAL GOLD.jsonl SYSTEM.jsonl

EVAL is the folder of score_claims.py, whose matching is used; a claim is right where a claim of the gold overlaps its trigger and
has its kind. Prints, for each tenth of confidence, how many claims lie there, their mean confidence and the share that is right,
and at the end the expected calibration error: the mean of the difference, weighted by claims. Also the precision and recall that
`--min-confidence` gives at each tenth.
"""
import json
import sys


def documents(path):
    with open(path, encoding="utf-8") as lines:
        return {record["doc_id"]: record["claims"] for record in map(json.loads, lines)}


def judged(gold, system, match):
    """(confidence, right) of every claim of the system."""
    for doc_id, wanted in gold.items():
        found = system.get(doc_id, [])
        pairs = {s: g for g, s in match(wanted, found)}
        for i, claim in enumerate(found):
            yield claim["confidence"], i in pairs and wanted[pairs[i]]["kind"] == claim["kind"]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.path.insert(0, sys.argv[1])
    from score_claims import match
    gold = documents(sys.argv[2])
    claims = sorted(judged(gold, documents(sys.argv[3]), match))
    if not claims:
        sys.exit(f"reliability.py: {sys.argv[3]} has no claim on the documents of {sys.argv[2]}")
    total = sum(map(len, gold.values()))
    error = 0
    print("from  claims  mean  right  precision  recall   (the last two: of all claims from here up)")
    for tenth in range(10):
        here = [c for c in claims if min(int(c[0] * 10), 9) == tenth]
        above = [right for confidence, right in claims if min(int(confidence * 10), 9) >= tenth]
        if not here:
            continue
        mean = sum(confidence for confidence, _ in here) / len(here)
        right = sum(right for _, right in here) / len(here)
        error += len(here) * abs(mean - right)
        print(f"{tenth / 10:.1f}  {len(here):6d}  {mean:.2f}  {right:.2f}   {sum(above) / len(above):.2f}       {sum(above) / total:.2f}")
    print(f"expected calibration error {error / len(claims):.3f} over {len(claims)} claims")


if __name__ == "__main__":
    main()
