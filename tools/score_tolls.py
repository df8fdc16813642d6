#!/usr/bin/env python3
"""Score tolls of official statements: score_tolls.py GOLD.jsonl CODED.jsonl

GOLD: one statement a line with "toll": {"killed", "injured", "killed_cum", "injured_cum"}, those that it states.
CODED: the documents with their claims (isnad code --format docs). A gold figure is found when some claim of the document
has an exact count of that effect and value. Prints one JSON object: the share found of each sort of figure, of all, and of
the statements with every figure found.
"""
import json
import sys


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def counts(document):
    return {(count["effect"], count["low"]) for claim in document["claims"] for count in claim["casualties"]
            if count["low"] == count["high"]}


def main(arguments):
    coded = {document["doc_id"]: counts(document) for document in read(arguments[1])}
    found, total, whole = {}, {}, 0
    gold = read(arguments[0])
    for document in gold:
        figures = [(key, document["toll"][key]) for key in ("killed", "injured", "killed_cum", "injured_cum") if key in document["toll"]]
        hits = [(key.split("_")[0], value) in coded.get(document["doc_id"], ()) for key, value in figures]
        for (key, _), hit in zip(figures, hits):
            total[key] = total.get(key, 0) + 1
            found[key] = found.get(key, 0) + hit
        whole += all(hits)
    share = {key: round(found[key] / total[key], 4) for key in total}
    share["all"] = round(sum(found.values()) / max(sum(total.values()), 1), 4)
    print(json.dumps({**share, "figures": sum(total.values()), "whole_statements": round(whole / max(len(gold), 1), 4)}))


if __name__ == "__main__":
    main(sys.argv[1:])
