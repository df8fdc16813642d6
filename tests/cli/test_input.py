"""Inputs: files, folders, standard input, formats, encodings, and what is broken."""
import json
import unittest

from program import REPORTS, Case, report


class Input(Case):
    def documents(self, *arguments, given=b"", code=0):
        return self.records("code", "--format", "docs", *arguments, given=given, code=code)

    def texts(self, *arguments, given=b"", code=0):
        return [document["text"] for document in self.documents(*arguments, given=given, code=code)]

    def test_text_by_extension_by_content_and_from_standard_input(self):
        text = report()
        self.assertEqual(self.texts(self.write("a.txt", text)), [text])
        self.assertEqual(self.texts(self.write("report", text)), [text])
        self.assertEqual(self.texts("-", given=text.encode()), [text])
        self.assertEqual(self.texts(given=text.encode()), [text])

    def test_a_text_file_may_begin_with_a_brace(self):
        self.assertEqual(self.texts(self.write("a.txt", "{" + report())), ["{" + report()])

    def test_json_lines_by_extension_and_by_content(self):
        lines = (REPORTS / "kirkuk.jsonl").read_bytes()
        for got in (self.documents(REPORTS / "kirkuk.jsonl"), self.documents("-", given=lines), self.documents(self.write("x", lines))):
            self.assertEqual([d["doc_id"] for d in got], [json.loads(line)["doc_id"] for line in lines.splitlines()])
            for document, line in zip(got, lines.splitlines()):
                for field in ("outlet", "url", "published", "title", "text"):
                    self.assertEqual(document[field], json.loads(line)[field])

    def test_unknown_fields_blank_lines_and_other_line_ends(self):
        given = b'{"doc_id": "a", "text": "x", "mood": {"deep": [1]}}\r\n\r\n  \n{"doc_id": "b", "text": "y", "published": null}'
        self.assertEqual([d["doc_id"] for d in self.documents(given=given)], ["a", "b"])

    def test_folders_are_read_in_order_and_deep(self):
        for name in ("in/b.txt", "in/a/z.txt", "in/c.jsonl", "in/.hidden/h.txt", "in/readme.md", "in/.x.txt"):
            self.write(name, json.dumps({"doc_id": "c", "text": name}) if name.endswith("jsonl") else name)
        self.assertEqual(self.texts(self.folder / "in"), ["in/a/z.txt", "in/b.txt", "in/c.jsonl"])

    def test_date_and_outlet_fill_in_what_is_missing(self):
        given = b'{"doc_id": "a", "text": "x", "outlet": "own"}\n{"doc_id": "b", "text": "y", "published": "2015-01-01"}\n'
        got = self.documents("--published", "2016-10-21", "--outlet", "given", given=given)
        self.assertEqual([(d["outlet"], d["published"]) for d in got], [("own", "2016-10-21"), ("given", "2015-01-01")])

    def test_given_ids_stay_and_missing_ones_come_from_the_content(self):
        first, second, other = (self.documents("-", given=text.encode())[0]["doc_id"] for text in ("x", "x", "y"))
        self.assertEqual(first, second)
        self.assertNotEqual(first, other)
        self.assertRegex(first, r"^[0-9a-f]{16}$")

    def test_encodings(self):
        text = report().replace("\u0640", "")
        for python, name in (("utf-8-sig", None), ("utf-16", None), ("utf-32", None), ("utf-16-le", "UTF-16LE")):
            with self.subTest(python):
                arguments = ["--encoding", name] if name else []
                self.assertEqual(self.texts(*arguments, self.write("a.txt", text.encode(python))), [text])
        arabic = text.encode("cp1256", errors="ignore")
        self.assertEqual(self.texts("--encoding", "windows-1256", "-", given=arabic), [arabic.decode("cp1256")])

    def test_encoded_json_lines_of_many_chunks(self):
        lines = [json.dumps({"doc_id": str(i), "text": report(i % 3) + " \U0001F54A"}, ensure_ascii=False) for i in range(300)]
        got = self.documents("-", given="\n".join(lines).encode("utf-16"))
        self.assertEqual([d["text"] for d in got], [json.loads(line)["text"] for line in lines])

    def test_malformed_bytes_are_told_with_their_offset(self):
        path = self.write("a.txt", b"abc\xff\xfe def")
        self.assertIn(f"{path}: malformed bytes at byte 3 ".encode(), self.run_program("code", path, code=1).stderr)
        self.assertEqual(self.texts("--lossy", path), ["abc\ufffd\ufffd def"])
        utf16 = self.write("b.txt", b"\xff\xfea\x00\x00\xd8b\x00")
        self.assertIn(b"malformed bytes at byte 4 ", self.run_program("code", utf16, code=1).stderr)
        self.assertEqual(self.texts("--lossy", utf16), ["a\ufffdb"])

    def test_broken_records_are_reported_and_the_rest_goes_on(self):
        lines = [b'{"doc_id": "a", "text": "x"}', b'{"doc_id": "b", ', b'{"doc_id": "c"}', b'{"doc_id": "d", "text": "\xff"}',
                 b'[1]', b'{"doc_id": "e", "text": "x", "published": "yesterday"}', b'{"doc_id": "f", "text": "y"}']
        path = self.write("a.jsonl", b"\n".join(lines))
        done = self.run_program("code", "--format", "docs", path, code=1)
        self.assertEqual([json.loads(line)["doc_id"] for line in done.stdout.splitlines()], ["a", "f"])
        complaints = done.stderr.decode().splitlines()
        self.assertEqual([line.split(": ")[1] for line in complaints], [f"{path}:{n}" for n in (2, 3, 4, 5, 6)])

    def test_missing_files_do_not_stop_the_others(self):
        there = self.write("a.txt", "x")
        (self.folder / "empty").mkdir()
        done = self.run_program("code", "--format", "docs", self.folder / "nosuch", there, self.folder / "empty", code=1)
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertEqual(len(done.stderr.splitlines()), 2)

    def test_very_long_bare_text_is_read_in_parts(self):
        text = "\n".join(f"{i} " + "x" * 90 for i in range(100000))
        parts = self.texts("--threads", "1", "--any-language", self.write("a.txt", text))
        self.assertEqual("".join(parts), text)
        self.assertEqual(len(parts), 3)
        self.assertTrue(all(part.endswith("x\n") for part in parts[:-1]))

    def test_an_empty_file_is_an_empty_document(self):
        self.assertEqual(self.texts(self.write("a.txt", "")), [""])
        self.assertEqual(self.documents(self.write("a.jsonl", "")), [])

    def test_the_output_does_not_depend_on_the_number_of_threads(self):
        big = self.write("big.txt", report() * 300)
        outputs = {self.run_program("analyze", "--threads", n, REPORTS, big, REPORTS, REPORTS).stdout for n in (1, 2, 5, 16)}
        self.assertEqual(len(outputs), 1)


if __name__ == "__main__":
    unittest.main()
