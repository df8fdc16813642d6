"""The figures of `isnad eval` on a small made-up gold file, and against the reference script where that is at hand."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

from program import DATA, ROOT, Case

SHARED = pathlib.Path(os.environ.get("ISNAD_SHARED", ROOT.parent / "shared"))
SCRIPT = SHARED / "eval" / "score_claims.py"
GOLD, SYSTEM = DATA / "gold.jsonl", DATA / "gold_system.jsonl"


class Eval(Case):
    def test_figures_are_those_of_the_reference(self):
        printed = self.run_program("eval", "--by-kind", GOLD, "--system", SYSTEM).stdout
        self.assertEqual(json.loads(printed), json.loads((DATA / "gold_scores.json").read_text(encoding="utf-8")))

    @unittest.skipUnless(SCRIPT.is_file(), "the reference script is not at hand")
    def test_program_and_script_agree(self):
        for system in (SYSTEM, GOLD):
            done = subprocess.run([sys.executable, SCRIPT, GOLD, system, "--by-kind"], capture_output=True, check=True)
            self.assertEqual(self.run_program("eval", "--by-kind", GOLD, "--system", system).stdout, done.stdout)

    def test_gold_agrees_with_itself(self):
        figures = json.loads(self.run_program("eval", GOLD, "--system", GOLD).stdout)
        self.assertEqual({f["f1"] for f in figures.values() if isinstance(f, dict)}, {1.0})
        self.assertEqual(figures["modality"], 1.0)

    def test_without_a_system_the_gold_texts_are_coded(self):
        claims = self.run_program("code", GOLD).stdout
        system = self.write("system.jsonl", claims)
        self.assertEqual(self.run_program("eval", GOLD).stdout, self.run_program("eval", GOLD, "--system", system).stdout)

    def test_errors_are_listed_with_their_sentence(self):
        done = self.run_program("eval", GOLD, "--system", SYSTEM, "--errors", "2")
        listed = [line.split("\t") for line in done.stderr.decode().splitlines()]
        self.assertEqual(len(listed), 2)
        for what, doc_id, _, trigger, context in listed:
            self.assertIn(what, ("missed", "spurious"))
            self.assertTrue(doc_id.startswith("gold-"))
            self.assertIn(f"[{trigger}]", context)

    def test_a_broken_line_is_told(self):
        broken = self.write("gold.jsonl", GOLD.read_bytes() + b"{\n")
        done = self.run_program("eval", broken, "--system", SYSTEM, code=1)
        self.assertIn(f"{broken}:4: ".encode(), done.stderr)
        self.assertEqual(json.loads(done.stdout)["documents"], 3)


if __name__ == "__main__":
    unittest.main()
