#!/usr/bin/env python3
"""Names by cross-validation over the sentences of a CoNLL file whose clitics are words of their own (NewsFANE).

    score_names.py ISNAD DATA.txt MODELS WORK [FOLDS]     FOLDS (default 5) models are trained on the other sentences each

Prints precision, recall and F1 of persons, organisations and places, by whole words and type, as one JSON object. The classes are
folded as src/extract/entity_trainer.cc folds them; what is no name there is none here.
"""
import json
import os
import re
import shutil
import subprocess
import sys

BEFORE, AFTER = set("\u0648\u0641\u0628\u0644\u0643\u0633"), {"\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0647\u0646", "\u0646\u0627", "\u064a", "\u0643", "\u0643\u0645"}
TRAINER = os.path.join(os.path.dirname(__file__), "..", "src", "extract", "entity_trainer.cc")


def fine_classes():
    with open(TRAINER, encoding="utf-8") as source:
        return {name: kind[:3].upper() for name, kind in re.findall(r'\{"([^"]+)", EntityType::k(\w+)\}', source.read())}


def sentences(path):
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in list(lines) + ["\n"]:
            if line.strip():
                rows.append(line.split())
            elif rows:
                yield rows
                rows = []


def document(rows, classes):
    """The text with clitics written to their words, and the names as (first word, last word, type)."""
    text, names, word, joined = "", set(), 0, True
    open_name = None
    for at, (token, tag) in enumerate(rows):
        goes_after = token in AFTER and at > 0 and not joined and rows[at - 1][0] not in BEFORE
        if not joined and not goes_after:
            text, word = text + " ", word + 1
        if joined and at > 0 and rows[at - 1][0] == "\u0644" and token.startswith("\u0627\u0644"):
            token = token[1:]
        text += token
        joined = token in BEFORE and at + 1 < len(rows)
        kind = classes.get(tag[2:]) if tag != "O" else None
        if open_name and (kind is None or tag[0] == "B" or kind != open_name[2]):
            names.add(tuple(open_name))
            open_name = None
        if kind and open_name:
            open_name[1] = word
        elif kind:
            open_name = [word, word, kind]
    if open_name:
        names.add(tuple(open_name))
    return text, names


def found_names(record):
    starts = [0] + [m.end() for m in re.finditer(" ", record["text"])]
    word_of = lambda offset: sum(start <= offset for start in starts) - 1
    return {(word_of(e["start"]), word_of(e["end"] - 1), e["type"][:3].upper()) for e in record["entities"]}


def main(isnad, data, models, work, folds="5"):
    classes, count, everything = fine_classes(), int(folds), list(sentences(data))
    right, given, wanted = {}, {}, {}
    os.makedirs(work, exist_ok=True)
    for fold in range(count):
        folder = os.path.join(work, "models")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(models, folder)
        with open(os.path.join(work, "train.txt"), "w", encoding="utf-8") as out:
            for number, rows in enumerate(everything):
                if number % count != fold:
                    out.write("".join(f"{token}\t{tag}\n" for token, tag in rows) + "\n")
        subprocess.run([isnad, "train", "names", "--from", os.path.join(work, "train.txt"), "--models", models, "--to", os.path.join(folder, "names.model")], check=True, stderr=subprocess.DEVNULL)
        test = [document(rows, classes) for rows in everything[fold::count]]
        with open(os.path.join(work, "test.jsonl"), "w", encoding="utf-8") as out:
            out.writelines(json.dumps({"doc_id": str(number), "text": text}) + "\n" for number, (text, _) in enumerate(test))
        lines = subprocess.run([isnad, "analyze", "--models", folder, "--format", "json", os.path.join(work, "test.jsonl")], check=True, capture_output=True, text=True).stdout.splitlines()
        for (text, names), line in zip(test, lines):
            found = found_names({"text": text, "entities": json.loads(line)["entities"]})
            for kind in ("all", "PER", "ORG", "LOC"):
                of = lambda spans: {span for span in spans if kind in ("all", span[2])}
                right[kind] = right.get(kind, 0) + len(of(names) & of(found))
                given[kind], wanted[kind] = given.get(kind, 0) + len(of(found)), wanted.get(kind, 0) + len(of(names))
    scores = {}
    for kind in right:
        precision, recall = right[kind] / max(given[kind], 1), right[kind] / max(wanted[kind], 1)
        scores[kind] = {"p": round(precision, 4), "r": round(recall, 4), "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4), "gold": wanted[kind]}
    print(json.dumps(scores))


if __name__ == "__main__":
    main(*sys.argv[1:])
