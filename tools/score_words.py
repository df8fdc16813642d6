#!/usr/bin/env python3
"""Score tags and lemmas of words that are given divided as in the gold.

    score_words.py tags GOLD.conllu FOUND.conllu       the share of universal tags of UD Arabic PUD that are right; FOUND is what
                                                       `isnad analyze --format conllu` makes of the sentences, a document each
    score_words.py lemmas GOLD.tsv ANALYSES.jsonl      the share of lemmas of WikiNews (word, segments, tag, vocalised lemma) that
                                                       are right without vowels, as written and up to hamza, ta marbuta and alef
    score_words.py sentences GOLD.tsv                  the sentences of GOLD.tsv as documents, one JSON object a line

Of tags, words that are divided otherwise count as wrong in the first figure. Of lemmas, words that are divided otherwise, marks and numbers are left
out. Prints one JSON object.
"""
import difflib
import json
import sys
import unicodedata

LIKE = str.maketrans("\u0623\u0625\u0622\u0649\u0629", "\u0627\u0627\u0627\u064a\u0647")


def words(path, begins):
    found = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(begins):
                found.append([])
            elif line[:1].isdigit() and "-" not in line.split("\t", 1)[0]:
                found[-1].append(line.split("\t"))
    return found


def score_tags(gold, found):
    total = right = alike = 0
    for want, have in zip(words(gold, "# text = "), words(found, "# newdoc")):
        total += len(want)
        matcher = difflib.SequenceMatcher(None, [row[1] for row in want], [row[1] for row in have], autojunk=False)
        for first, second, size in matcher.get_matching_blocks():
            alike += size
            right += sum(want[first + i][3] == have[second + i][3] for i in range(size))
    return {"words": total, "tags_right": round(right / total, 4), "of_words_divided_alike": round(right / alike, 4)}


def sentences(path):
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in list(lines) + ["\n"]:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                yield rows
                rows = []


def documents(path):
    for number, rows in enumerate(sentences(path)):
        print(json.dumps({"doc_id": str(number), "text": " ".join(row[0] for row in rows)}))


def bare(lemma):
    plain = unicodedata.normalize("NFC", lemma).replace("\u0671", "\u0627")
    return "".join(c for c in plain if unicodedata.category(c) != "Mn" and c != "\u0640")


def score_lemmas(gold, found):
    with open(found, encoding="utf-8") as lines:
        analyses = {record["doc_id"]: record for record in map(json.loads, lines)}
    total = exact = alike = 0
    for number, rows in enumerate(sentences(gold)):
        tokens, at = {token["start"]: token for token in analyses[str(number)]["tokens"]}, 0
        for row in rows:
            begin, end = at, at + len(row[0])
            at = end + 1
            token = tokens.get(begin)
            letters = any("\u0621" <= c <= "\u064a" for c in row[0])
            if token is None or token["end"] != end or not letters or row[2] == "punc":
                continue
            text = " ".join(row[0][part["start"] - begin : part["end"] - begin] for part in token["segments"])
            if text != row[1]:
                continue
            want, have = bare(row[3]), bare(token["lemma"])
            total += 1
            exact += want == have
            alike += want.translate(LIKE) == have.translate(LIKE)
    return {"words": total, "as_written": round(exact / total, 4), "up_to_normalisation": round(alike / total, 4)}


def main(arguments):
    if arguments[0] == "sentences":
        return documents(arguments[1])
    print(json.dumps((score_tags if arguments[0] == "tags" else score_lemmas)(*arguments[1:])))


if __name__ == "__main__":
    main(sys.argv[1:])
