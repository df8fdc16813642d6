#!/usr/bin/env python3
"""Score `isnad contrast --pairs` against people: score_contrast.py PROGRAM PAIRS.csv [--errors]

PAIRS.csv has the columns s1, s2 and stance (disagree, agree, other). A reported contradiction is right when people said
"disagree"; one reported for "agree" is a false alarm."""
import collections
import csv
import subprocess
import sys


def main(arguments):
    program, path = arguments[:2]
    with open(path, encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    done = subprocess.run([program, "contrast", "--pairs", path], stdout=subprocess.PIPE, check=True, encoding="utf-8")
    found = [line.split("\t") for line in done.stdout.splitlines()]
    if len(found) != len(rows):
        sys.exit(f"{path}: {len(rows)} pairs, {len(found)} answers")
    reported = collections.Counter(row["stance"] for row, answer in zip(rows, found) if answer[1] == "yes")
    total = collections.Counter(row["stance"] for row in rows)
    print(f"pairs {len(rows)}  reported {sum(reported.values())}  precision {reported['disagree'] / max(1, sum(reported.values())):.3f}"
          f"  recall {reported['disagree'] / total['disagree']:.3f}  false alarms on agree {reported['agree'] / total['agree']:.3f}")
    for type_ in sorted({answer[2] for answer in found if answer[1] == "yes"}):
        of_type = collections.Counter(row["stance"] for row, answer in zip(rows, found) if answer[2:3] == [type_])
        print(f"  {type_:15} {dict(of_type)}")
    if "--errors" in arguments:
        for row, answer in zip(rows, found):
            if answer[1] == "yes" and row["stance"] != "disagree":
                print(row["stance"], *answer[2:], row["s1"], "|", row["s2"], sep="  ")


if __name__ == "__main__":
    main(sys.argv[1:])
