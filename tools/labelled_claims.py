#!/usr/bin/env python3
"""Puts annotated claims and the texts that they stand in together: training documents of `isnad train`.

usage: labelled_claims.py CLAIMS.tsv CORPUS.jsonl.xz

CLAIMS.tsv has the columns doc_id, kind, trigger, agent, target, place, means, time, attribution, modality and source, and maybe incident; the ranges are
start-end in code points, several separated by |. CORPUS has one JSON object a line with id, title, text, outlet and date. The text is
that of the corpus, with its title and a line break before it where it does not begin with its title. Prints one document with its
claims a line (docs/formats/claim.md); what only a reader of values would need (casualties, values of times) stays empty.
"""
import csv
import json
import lzma
import sys

ROLES = ("agent", "target", "place", "means", "time", "attribution")


def text_of(record):
    title, text = record.get("title") or "", record["text"]
    return text if not title or text.startswith(title) else title + "\n" + text


def quoted(text, cell, name):
    spans = [tuple(map(int, span.split("-"))) for span in cell.split("|") if span]
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        sys.exit(f"labelled_claims.py: {name}: range {cell} lies outside its text of {len(text)} characters")
    return [{"text": text[start:end], "start": start, "end": end} for start, end in spans]


def claim_of(text, row, number):
    name = f"{row['doc_id']} c{number}"
    claim = {"claim_id": f"c{number}", "kind": row["kind"], "trigger": quoted(text, row["trigger"], name)[0],
             **{role: quoted(text, row[role], name) for role in ROLES}, "casualties": [], "modality": row["modality"]}
    claim["incident"] = row.get("incident") or None
    for time in claim["time"]:
        time["value"] = None
    for voice in claim["attribution"]:
        voice.update(kind="unknown", named=False)
    return claim


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = {}
    with open(sys.argv[1], encoding="utf-8", newline="") as handle:
        for row in csv.DictReader((line for line in handle if not line.startswith("#")), delimiter="\t"):
            rows.setdefault(row["doc_id"], []).append(row)
    with lzma.open(sys.argv[2], "rt", encoding="utf-8") as corpus:
        for line in corpus:
            record = json.loads(line)
            found = rows.pop(record["id"], None)
            if found is None:
                continue
            text = text_of(record)
            claims = [claim_of(text, row, number) for number, row in enumerate(found, 1) if row["kind"]]
            print(json.dumps({"doc_id": record["id"], "outlet": record["outlet"], "published": record["date"],
                              "title": record["title"], "text": text, "claims": claims}, ensure_ascii=False))
    if rows:
        sys.exit(f"labelled_claims.py: {len(rows)} documents are not in {sys.argv[2]}: {', '.join(sorted(rows)[:5])}")


if __name__ == "__main__":
    main()
