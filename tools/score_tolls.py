#!/usr/bin/env python3
"""Score tolls of official statements: score_tolls.py GOLD.jsonl CODED.jsonl [--misses]

GOLD: one statement a line with "text" and "toll": {"killed", "injured", "killed_cum", "injured_cum"}, those of the report.
CODED: the documents with their claims (isnad code --format docs). A gold figure that does not stand in the text (a sum or a
correction of its editors) is left out. It is found when some claim of the document has an exact count of that effect and
value, marked as cumulative for the totals so far and not so marked for those of the period. Prints one JSON object: the
share found of each sort of figure, of all, how many would be found if the mark did not matter, and the share of the
statements with every figure found. --misses prints each figure that was not found instead.
"""
import json
import re
import sys

KEYS = ("killed", "injured", "killed_cum", "injured_cum")
HOURS = "(?:\u0633\u0627\u0639\u0629|hours)"  # "24 hours" is no toll
FIGURE = re.compile(r"(?<![\d,\u060c])\d+(?:[,\u060c]\d{3})*(?!\d)(?!\s*" + HOURS + ")")


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def counts(document):
    return {(count["effect"], count["low"], count.get("cumulative", False)) for claim in document["claims"]
            for count in claim["casualties"] if count["low"] == count["high"]}


def stated(document):
    figures = {int(re.sub(r"\D", "", figure)) for figure in FIGURE.findall(document["text"])}
    return [(key, document["toll"][key]) for key in KEYS if document["toll"].get(key) in figures]


def main(arguments):
    coded = {document["doc_id"]: counts(document) for document in read(arguments[1])}
    found, total, unmarked, whole, gold = {}, {}, 0, 0, read(arguments[0])
    for document in gold:
        have, all_found = coded.get(document["doc_id"], set()), True
        for key, value in stated(document):
            effect, cumulative = key.split("_")[0], key.endswith("_cum")
            hit = (effect, value, cumulative) in have
            total[key] = total.get(key, 0) + 1
            found[key] = found.get(key, 0) + hit
            unmarked += hit or (effect, value, not cumulative) in have
            all_found = all_found and hit
            if not hit and "--misses" in arguments:
                print(document["doc_id"], key, value, sorted(have))
        whole += all_found
    if "--misses" in arguments:
        return
    share = {key: round(found[key] / total[key], 4) for key in total}
    figures = sum(total.values())
    share["all"] = round(sum(found.values()) / max(figures, 1), 4)
    share["all_without_mark"] = round(unmarked / max(figures, 1), 4)
    print(json.dumps({**share, "figures": figures, "whole_statements": round(whole / max(len(gold), 1), 4)}))


if __name__ == "__main__":
    main(sys.argv[1:])
