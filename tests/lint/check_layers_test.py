"""The layer check must catch what it is for: each test breaks one rule in a small tree of its own."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_layers  # noqa: E402

GOOD = {
    "src/LAYERS": "# comment\nbase:\ntext: base\n\nheader isnad/span.h: base\nheader isnad/engine.h: text\n",
    "src/base/utf8.h": '#include <string>\n#include "isnad/span.h"\n',
    "src/text/token.h": '#include "base/utf8.h"\n',
    "src/base/utf8_test.cc": '#include "text/token.h"\n',
    "include/isnad/span.h": "",
    "include/isnad/engine.h": '#include "isnad/span.h"\n',
    "apps/isnad/main.cc": '#include <isnad/engine.h>\n#include "output.h"\n',
    "apps/isnad/output.h": "",
}


class CheckLayers(unittest.TestCase):
    def findings(self, **changes):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            for name, content in {**GOOD, **changes.get("files", {})}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(content, encoding="utf-8")
            return list(check_layers.check(root))

    def test_accepts_a_clean_tree(self):
        self.assertEqual(self.findings(), [])

    def test_refuses_a_forbidden_include_with_file_and_line(self):
        found = self.findings(files={"src/base/utf8.h": '\n#include "text/token.h"\n'})
        self.assertTrue(any(line.startswith("src/base/utf8.h:2: base may not include text/token.h") for line in found), found)

    def test_refuses_a_public_header_above_the_layer(self):
        found = self.findings(files={"src/base/utf8.cc": "#include <isnad/engine.h>\n"})
        self.assertTrue(found[0].startswith("src/base/utf8.cc:1: base may not include isnad/engine.h"), found)

    def test_refuses_a_public_header_that_includes_a_private_one(self):
        found = self.findings(files={"include/isnad/span.h": '#include "text/token.h"\n'})
        self.assertTrue(any(line.startswith("include/isnad/span.h:1: base may not include") for line in found), found)

    def test_refuses_private_headers_outside_the_library(self):
        found = self.findings(files={"apps/isnad/main.cc": '#include "text/token.h"\n'})
        self.assertTrue(found[0].startswith("apps/isnad/main.cc:1: only public headers"), found)

    def test_refuses_a_circle_of_layers(self):
        found = self.findings(files={"src/LAYERS": GOOD["src/LAYERS"].replace("base:", "base: text", 1)})
        self.assertTrue(any("src/LAYERS:2: layers allow each other" in line for line in found), found)

    def test_refuses_a_circle_of_headers(self):
        found = self.findings(files={"src/base/a.h": '#include "base/b.h"\n', "src/base/b.h": '#include "base/a.h"\n'})
        self.assertTrue(any("in a circle: src/base/a.h -> src/base/b.h -> src/base/a.h" in line for line in found), found)

    def test_refuses_files_that_no_layer_owns(self):
        found = self.findings(files={"src/new/a.h": "", "include/isnad/new.h": ""})
        self.assertEqual(len(found), 2, found)


if __name__ == "__main__":
    unittest.main()
