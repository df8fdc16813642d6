"""What `isnad train` makes: the same of the same, whatever was trained before."""
import json
import shutil
import unittest

from program import REPORTS, ROOT, Case


class Train(Case):
    def words(self):
        for line in (REPORTS / "kirkuk.jsonl").read_text(encoding="utf-8").splitlines():
            yield from json.loads(line)["text"].split()
            yield ""

    def train(self, task, data, models, name):
        model = self.folder / name
        self.run_program("train", task, "--from", data, "--models", models, "--to", model)
        return model.read_bytes()

    def made_twice(self, task, data):
        models = self.folder / "models"
        shutil.copytree(ROOT / "models", models)
        first = self.train(task, data, models, "first.model")
        self.assertEqual(self.train(task, data, models, "second.model"), first)
        for above in (task, "lemmas", "relatives", "trigger"):
            (models / f"{above}.model").write_bytes(b"of another version")
        self.assertEqual(self.train(task, data, models, "third.model"), first)

    def test_names(self):
        lines = [f"{word}\t{'B-Nation' if i % 7 == 0 else 'O'}\n" if word else "\n" for i, word in enumerate(self.words())]
        self.made_twice("names", self.write("names.txt", "".join(lines)))

    def test_segmenter(self):
        self.made_twice("segmenter", self.write("words.tsv", "".join(f"{word}\t{word}\n" for word in self.words() if word)))


if __name__ == "__main__":
    unittest.main()
