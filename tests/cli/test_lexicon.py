"""`isnad lexicon`: the round of an analyst who edits a table."""
import shutil
import unittest

from program import ROOT, Case


class Lexicon(Case):
    def copy(self):
        folder = self.folder / "resources"
        shutil.copytree(ROOT / "resources", folder)
        return folder

    def test_our_tables_are_well(self):
        self.assertEqual(self.run_program("lexicon", "check", ROOT / "resources").stdout, b"")

    def test_a_row_that_stands_twice_is_found(self):
        table = self.copy() / "triggers.tsv"
        lines = table.read_text(encoding="utf-8").splitlines()
        table.write_text("\n".join(lines + [lines[-1]]) + "\n", encoding="utf-8")
        found = self.run_program("lexicon", "check", table.parent, code=1).stdout.decode()
        self.assertIn(f"triggers.tsv:{len(lines) + 1}: ", found)

    def test_a_row_with_a_cell_too_few_names_its_line(self):
        table = self.copy() / "clitics.tsv"
        lines = table.read_text(encoding="utf-8").splitlines()
        table.write_text("\n".join(lines + ["pro"]) + "\n", encoding="utf-8")
        for arguments, code in ((["check", table.parent], 2), (["build", table.parent, "-o", self.folder / "x"], 1)):
            done = self.run_program("lexicon", *arguments, code=code)
            self.assertIn(f"clitics.tsv:{len(lines) + 1}".encode(), done.stderr)

    def test_build_and_use(self):
        image = self.folder / "own.lexicon"
        self.run_program("lexicon", "build", ROOT / "resources", "-o", image)
        self.assertEqual(self.run_program("analyze", "--lexicon", image, ROOT / "examples" / "reports").stdout,
                         self.run_program("analyze", ROOT / "examples" / "reports").stdout)

    def test_a_damaged_image_is_refused(self):
        image = self.folder / "own.lexicon"
        self.run_program("lexicon", "build", ROOT / "resources", "-o", image)
        content = bytearray(image.read_bytes())
        content[len(content) // 2] ^= 1
        for damaged in (bytes(content), bytes(content[:1000]), b""):
            image.write_bytes(damaged)
            self.assertIn(str(image).encode(), self.run_program("analyze", "--lexicon", image, code=2).stderr)

    def test_lookup_sees_words_as_a_text_has_them(self):
        forms = [line.split("\t") for line in (ROOT / "resources" / "clitics.tsv").read_text(encoding="utf-8").splitlines()
                 if line.startswith("pro\t")]
        conjunction = forms[0][1]
        rows = (ROOT / "resources" / "triggers.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in rows if line and not line.startswith("#")]
        row = next(dict(zip(rows[0], r)) for r in rows[1:] if dict(zip(rows[0], r)).get("past"))
        found = self.run_program("lexicon", "lookup", conjunction + row["past"].split("|")[0]).stdout.decode()
        self.assertIn(f"\ttriggers\t{row['id']}\t", found)
        self.run_program("lexicon", "lookup", "nosuchword", code=1)


if __name__ == "__main__":
    unittest.main()
