#!/usr/bin/env python3
"""Puts labelled words and the texts that they stand in together: the training lines of `isnad train trigger`.

usage: labelled_words.py LABELS.tsv CORPUS.jsonl.xz

LABELS.tsv has the columns doc_id, start, end (code points in title, line break and text), kind (a kind of claim, or none) and source;
CORPUS has one JSON object a line with id, title and text. Prints start, kind and text, separated by tabs; line breaks of the text become
U+2029, which keeps all offsets.
"""
import csv
import json
import lzma
import sys


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    labels = {}
    with open(sys.argv[1], encoding="utf-8", newline="") as handle:
        rows = csv.DictReader((line for line in handle if not line.startswith("#")), delimiter="\t")
        for row in rows:
            labels.setdefault(row["doc_id"], []).append((int(row["start"]), row["kind"]))
    with lzma.open(sys.argv[2], "rt", encoding="utf-8") as corpus:
        for line in corpus:
            document = json.loads(line)
            text = (document["title"] + "\n" if document.get("title") else "") + document["text"]
            for start, kind in labels.pop(document["id"], []):
                print(start, kind, text.replace("\t", " ").replace("\r", " ").replace("\n", "\u2029"), sep="\t")
    if labels:
        sys.exit(f"labelled_words.py: {len(labels)} documents are not in {sys.argv[2]}: {', '.join(sorted(labels)[:5])}")


if __name__ == "__main__":
    main()
