#!/usr/bin/env python3
"""Score the grammatical features of words: score_features.py GOLD.conllu FOUND.conllu

    score_features.py --split TREEBANK.conllu FOLDER    the first four fifths of the words as train.conllu, the rest as
                                                        test.conllu, and its sentences as test.jsonl

GOLD: sentences of UD Arabic PUD. FOUND: what `isnad analyze --format conllu` makes of their texts, a document
each.
Words are compared that both divide alike. Of each feature: precision, recall and F1 of its values, and how many words have
it in GOLD. State (Definite) is Def with the article, Cons where the treebank calls a noun definite without it or the next word
is its complement, else Ind. Prints one JSON object.
"""
import difflib
import json
import os
import sys

FEATURES = ("Aspect", "Definite", "Number", "Voice")
TAGS = {"Aspect": ("VERB",), "Voice": ("VERB",), "Number": ("NOUN", "ADJ", "PROPN", "VERB"), "Definite": ("NOUN", "ADJ")}
ARTICLES = ("\u0627\u0644", "\u0644\u0644")


def blocks(path, begins):
    """The rows of words of each sentence, or of each document, which a line that starts with `begins` opens."""
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(begins):
                rows.append([])
            elif line[:1].isdigit() and "-" not in line.split("\t", 1)[0]:
                rows[-1].append(line.rstrip("\n").split("\t"))
    return rows


def features(row):
    return dict(pair.split("=") for pair in row[5].split("|") if "=" in pair)


def gold_features(row, following):
    found = features(row)
    annexed = following is not None and following[6] == row[0] and following[7].startswith("nmod")
    if row[1].startswith(ARTICLES):
        found["Definite"] = "Def"
    elif annexed or found.get("Definite") == "Def":
        found["Definite"] = "Cons"
    return {name: value for name, value in found.items() if name in FEATURES and row[3] in TAGS[name]}


def pairs(gold, found):
    """The features of the words that both have, in order."""
    matcher = difflib.SequenceMatcher(None, [row[1] for row in gold], [row[1] for row in found], autojunk=False)
    for first, second, size in matcher.get_matching_blocks():
        for i in range(size):
            following = gold[first + i + 1] if first + i + 1 < len(gold) else None
            yield gold_features(gold[first + i], following), features(found[second + i])


def split(treebank, folder):
    with open(treebank, encoding="utf-8") as lines:
        sentences = [block for block in lines.read().split("\n\n") if block.strip()]
    sizes = [sum(line[:1].isdigit() and "-" not in line.split("\t", 1)[0] for line in block.split("\n")) for block in sentences]
    taken = cut = 0
    while taken < 0.8 * sum(sizes):
        taken, cut = taken + sizes[cut], cut + 1
    for name, part in (("train", sentences[:cut]), ("test", sentences[cut:])):
        with open(os.path.join(folder, name + ".conllu"), "w", encoding="utf-8") as out:
            out.write("".join(block + "\n\n" for block in part))
    with open(os.path.join(folder, "test.jsonl"), "w", encoding="utf-8") as out:
        for number, block in enumerate(sentences[cut:]):
            text = next(line[9:] for line in block.split("\n") if line.startswith("# text = "))
            out.write(json.dumps({"doc_id": str(number), "text": text}) + "\n")


def main(arguments):
    if arguments[0] == "--split":
        return split(*arguments[1:])
    gold, found = blocks(arguments[0], "# text = "), blocks(arguments[1], "# newdoc")
    if len(gold) != len(found):
        sys.exit(f"{len(gold)} sentences and {len(found)} documents: give each sentence as a document of its own")
    common = [pair for block in zip(gold, found) for pair in pairs(*block)]
    scores = {"words": sum(map(len, gold)), "divided_alike": len(common)}
    for name in FEATURES:
        wanted = sum(name in want for want, _ in common)
        given = sum(name in have for _, have in common)
        right = sum(name in want and want[name] == have.get(name) for want, have in common)
        both = sum(name in want and name in have for want, have in common)
        precision, recall = right / max(given, 1), right / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        scores[name] = {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "value_right": round(right / max(both, 1), 4), "gold": wanted}
    print(json.dumps(scores))


if __name__ == "__main__":
    main(sys.argv[1:])
