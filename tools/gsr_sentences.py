#!/usr/bin/env python3
"""Turns labelled sentence records into the training lines of `isnad train report`.

usage: gsr_sentences.py TYPE RECORDS.csv [TYPE RECORDS.csv ...] [--fold K/N] [--held-out]

TYPE is the PLOVER type that the labels speak of. RECORDS.csv has the columns id, text and label (yes, easy no, difficult no; others
are left out). --fold K/N leaves out the articles of fold K (an article is the id up to its last dash); --held-out gives those alone.
Prints yes or no, type and text, separated by tabs.
"""
import csv
import sys
import zlib

csv.field_size_limit(1 << 24)


def in_fold(record_id, fold):
    if not fold:
        return False
    number, folds = map(int, fold.split("/"))
    return zlib.crc32(record_id.rpartition("-")[0].encode()) % folds == number


def main():
    arguments = [a for a in sys.argv[1:] if a != "--held-out"]
    held_out = "--held-out" in sys.argv
    fold = ""
    if "--fold" in arguments:
        at = arguments.index("--fold")
        fold = arguments[at + 1]
        del arguments[at : at + 2]
    if len(arguments) < 2 or len(arguments) % 2:
        sys.exit(__doc__)
    for plover, path in zip(arguments[::2], arguments[1::2]):
        with open(path, encoding="utf-8", newline="") as handle:
            for record in csv.DictReader(handle):
                if record["label"] not in ("yes", "easy no", "difficult no") or in_fold(record["id"], fold) != held_out:
                    continue
                text = " ".join(record["text"].split())
                print("yes" if record["label"] == "yes" else "no", plover, text, sep="\t")


if __name__ == "__main__":
    main()
