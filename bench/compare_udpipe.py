#!/usr/bin/env python3
"""Words a second of isnad and of UDPipe 1, on the same text, one core each, in one run.

    python3 -m venv build/bench-venv && build/bench-venv/bin/pip install ufal.udpipe
    build/bench-venv/bin/python bench/compare_udpipe.py ../shared/data/treebank/pud.conllu TEXT [--isnad build/release/isnad]

UDPipe is trained here (tokenizer and tagger) on the first four fifths of the treebank's sentences, the treebank
that isnad's tagger comes from. Both then divide and tag TEXT (UTF-8, some megabytes of news). Before the clock starts, both
must tag the last fifth sensibly, word by word; isnad has seen it in training, so the figures check the set-up and compare
nothing. Timed is first the same work, sentences, words and their parts, tags, lemmas and features as CoNLL-U
(`--layers words`), then isnad with all its layers (names, numbers, times, lexicon as well). isnad's time is that of the
program from start to end, loading and reading included; UDPipe's is that of its pipeline alone, model loaded. Processor
time, best of three passes, taken in turn.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile

from ufal.udpipe import InputFormat, Model, Pipeline, ProcessingError, Sentence, Sentences, Trainer

PASSES = 3
TOKENIZER, TAGGER = "epochs=20", "iterations=20"  # speed does not depend on them, and more take many minutes
LEAST_UDPIPE, LEAST_ISNAD = 0.70, 0.85  # tagged like the treebank


def blocks(path):
    with open(path, encoding="utf-8") as lines:
        return [block for block in lines.read().split("\n\n") if block.strip()]


def text_of(block):
    return next(line[9:] for line in block.split("\n") if line.startswith("# text = "))


def words_of(conllu):
    """(form, tag) of each word."""
    rows = (line.split("\t") for line in conllu.split("\n") if line[:1].isdigit())
    return [(row[1], row[3]) for row in rows if "-" not in row[0]]


def train(training, path):
    sentences, error = Sentences(), ProcessingError()
    reader = InputFormat.newConlluInputFormat()
    reader.setText("\n\n".join(training) + "\n\n")
    sentence = Sentence()
    while reader.nextSentence(sentence, error):
        sentences.push_back(sentence)
        sentence = Sentence()
    model = Trainer.train("morphodita_parsito", sentences, Sentences(), TOKENIZER, TAGGER, "none", error)
    if error.occurred() or not model:
        sys.exit("UDPipe was not trained: " + error.message)
    with open(path, "wb") as out:
        out.write(model)


def share_right(gold, found):
    """Words of `gold` that stand in `found` with the same tag, sentence by sentence, in order."""
    right = total = 0
    for wanted, words in zip(gold, found):
        total += len(wanted)
        at = 0
        for word in wanted:
            if word in words[at:]:
                at = words.index(word, at) + 1
                right += 1
    return right / total


def run_isnad(program, path, layers="all"):
    """What it writes goes to a file, so that nothing but the program is timed."""
    command = [program, "analyze", "--format", "conllu", "--layers", layers, "--threads", "1", path]
    out = tempfile.TemporaryFile()
    subprocess.run(command, check=True, stdout=out)
    return out


def text_in(out):
    out.seek(0)
    return out.read().decode()


def processor_time():
    """Seconds of this process and of the programs it ran: other work of the machine does not count."""
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in (mine, children))


def best(runs):
    """(seconds, result) of each of `runs`, by name: the best of its passes, which alternate."""
    found = {}
    for _ in range(PASSES):
        for name, run in runs.items():
            begin = processor_time()
            result = run()
            seconds = processor_time() - begin
            found[name] = min(found.get(name, (seconds, result)), (seconds, result))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank")
    parser.add_argument("text")
    parser.add_argument("--isnad", default="build/release/isnad")
    parser.add_argument("--share", type=float, default=0.1, help="part of TEXT that UDPipe, the slower, is given (default 0.1)")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sentences = blocks(arguments.treebank)
    split = len(sentences) * 4 // 5
    with tempfile.TemporaryDirectory() as folder:
        model_path, test_path = os.path.join(folder, "pud.udpipe"), os.path.join(folder, "test.jsonl")
        train(sentences[:split], model_path)
        model = Model.load(model_path)
        gold = [words_of(block) for block in sentences[split:]]
        tagger = Pipeline(model, "tokenizer=presegmented", Pipeline.DEFAULT, Pipeline.NONE, "conllu")
        udpipe = [words_of(tagger.process(text_of(block) + "\n")) for block in sentences[split:]]
        with open(test_path, "w", encoding="utf-8") as out:
            for block in sentences[split:]:
                out.write(json.dumps({"text": text_of(block)}) + "\n")
        ours = [words_of(block) for block in text_in(run_isnad(arguments.isnad, test_path)).split("# newdoc")[1:]]
        checks = (("UDPipe", share_right(gold, udpipe), LEAST_UDPIPE), ("isnad", share_right(gold, ours), LEAST_ISNAD))
        for name, share, least in checks:
            print(f"{name}: {share:.3f} of the words of the last fifth divided and tagged as in the treebank")
            if share < least:
                sys.exit(f"{name} should have at least {least}: nothing was timed")
        with open(arguments.text, encoding="utf-8") as lines:
            text = lines.read()
        part = text[:int(len(text) * arguments.share)]
        pipeline = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.NONE, "conllu")
        runs = {
            "UDPipe": lambda: pipeline.process(part),
            "isnad, the same work": lambda: run_isnad(arguments.isnad, arguments.text, "words"),
            "isnad, all layers": lambda: run_isnad(arguments.isnad, arguments.text),
        }
        rates = {}
        for name, (seconds, conllu) in best(runs).items():
            count = len(words_of(conllu if isinstance(conllu, str) else text_in(conllu)))
            rates[name] = count / seconds
            times = "" if name == "UDPipe" else f", {rates[name] / rates['UDPipe']:.1f} times as fast as UDPipe"
            print(f"{name}: {count} words in {seconds:.2f} s, {rates[name]:.0f} words/s{times}")


if __name__ == "__main__":
    main()
