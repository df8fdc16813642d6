"""Formats of input: what is read of each example, and what each kind of damage costs."""
import gzip
import json
import lzma
import unittest

from program import ROOT, Case, report

INPUTS = ROOT / "examples" / "inputs"
PAGE = "<!doctype html><html><head></head><body><article>{}</article></body></html>"
SENTENCE = report().splitlines()[1]


def record(body, kind="response", length=None, headers=""):
    """A record of a web archive."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{len(body)}\r\n{headers}"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length) + body + b"\r\n\r\n"


def response(text, headers="", status="200 OK", kind="text/html; charset=utf-8"):
    body = text if isinstance(text, bytes) else PAGE.format("".join(f"<p>{line}</p>" for line in text.splitlines())).encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body


class Formats(Case):
    def read(self, *arguments, given=b"", code=0):
        """The documents and the lines of standard error."""
        done = self.run_program("code", "--format", "docs", *arguments, given=given, code=code)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode().splitlines()

    def example(self, name, *arguments):
        return self.read(*arguments, INPUTS / name)[0]

    def test_exports_fill_the_fields(self):
        want = {
            "news-please.json": ("2017-03-14 12:40:00", "sunbula.example.org", "https://example.org/sunbula/1"),
            "trafilatura.jsonl": ("2017-03-15", "القنديل الأزرق", "https://example.org/sunbula/2"),
            "newspaper4k.json": ("2017-03-16T18:20:00+03:00", "القنديل الأزرق", "https://example.org/sunbula/3"),
            "newsapi.json": ("2017-03-15T07:05:00Z", "القنديل الأزرق", "https://example.org/sunbula/2"),
            "ninjs.json": ("2017-03-16T15:20:00Z", "سنبلة للأنباء", ""),
            "telegram.json": ("2017-03-14T12:31:07", "عاجل الزاب", ""),
        }
        for name, fields in want.items():
            with self.subTest(name):
                [got] = self.example(name)
                self.assertEqual((got["published"], got["outlet"], got["url"]), fields)
                self.assertGreater(len(got["claims"]), 0)
        self.assertEqual([d["doc_id"] for d in self.example("media-cloud.json")], ["1001", "1002"])
        self.assertEqual(self.example("telegram.json")[0]["doc_id"], "1234567890-17")
        self.assertTrue(self.example("telegram.json")[0]["text"].startswith("عاجل: مقتل أربعة جنود في هجوم"))

    def test_csv(self):
        got = self.example("table.csv")
        self.assertEqual([d["doc_id"] for d in got], ["csv-1", "csv-2", "csv-3"])
        self.assertEqual([d["published"][:10] for d in got], ["2017-03-14", "2017-03-15", "2017-03-16"])
        self.assertEqual(got[0]["text"].count("\n"), 2)

    def test_pages(self):
        for name in ("page.html", "page-windows-1256.html"):
            with self.subTest(name):
                [got] = self.example(name)
                self.assertEqual(got["outlet"], "صحيفة الضفتان")
                self.assertTrue(got["published"] and got["url"] and got["title"])
                lines = got["text"].splitlines()
                self.assertEqual(lines[0], got["title"])
                self.assertNotRegex(got["text"], "تعليق|حقوق|أسعار|الرئيسية|صورة|شارك|يقرأ")
        self.assertEqual(self.example("page.html")[0]["author"], "سلمى الزيدان")
        self.assertEqual(len(self.example("page.html")[0]["text"].splitlines()), 4)

    def test_archives(self):
        got, complaints = self.read(INPUTS / "crawl.warc.gz")
        self.assertEqual([d["url"][-1] for d in got], ["1", "2", "3"])
        self.assertEqual({d["retrieved"] for d in got}, {"2017-03-17T09:00:00Z"})
        self.assertEqual(complaints, ["isnad: 4 records skipped: 1 no page (HTTP status 404), 1 no page (WARC request), "
                                      "1 no page (WARC warcinfo), 1 no page (image/png)"])

    def test_feeds(self):
        got = self.example("feed.rss.xml") + self.example("feed.atom")
        self.assertEqual([d["outlet"] for d in got], ["وكالة عين الجسر"] * 2 + ["القنديل الأزرق"])
        self.assertEqual([d["published"] for d in got],
                         ["2017-03-15T10:05:00+03:00", "2017-03-16T15:20:00Z", "2017-03-16T18:20:00+03:00"])
        self.assertEqual(got[1]["text"], got[2]["text"])
        self.assertEqual(got[0]["author"], "مراسل ديالى")

    def test_packed_input_is_told_by_its_bytes(self):
        line = json.dumps({"doc_id": "a", "text": SENTENCE}).encode()
        for packed in (gzip.compress(line), lzma.compress(line), gzip.compress(gzip.compress(line)),
                       gzip.compress(line[:20]) + gzip.compress(line[20:]) + b"\0" * 9):
            self.assertEqual(self.read(given=packed)[0][0]["doc_id"], "a")
        self.assertEqual([d["doc_id"] for d in self.example("packed.jsonl.zst")], ["zstd-1", "zstd-2", "zstd-3"])

    def test_encodings_are_detected(self):
        got = self.example("report-windows-1256.txt")
        self.assertTrue(got[0]["text"].startswith("انفجار عبوة ناسفة"))
        text = "\n".join(line for line in report().splitlines()).translate({0x60C: 0x60C})
        arabic = text.encode("iso8859-6", errors="ignore")
        self.assertEqual(self.read("-", given=arabic)[0][0]["text"], arabic.decode("iso8859-6"))

    def test_other_languages_are_skipped_and_counted(self):
        got, complaints = self.read(INPUTS / "persian.txt")
        self.assertEqual((got, complaints), ([], ["isnad: 1 record skipped: 1 in Persian"]))
        self.assertEqual(len(self.read("--any-language", INPUTS / "persian.txt")[0]), 1)
        english = b"Six people were killed by a car bomb in the centre of Kirkuk, police said on Friday."
        self.assertEqual(self.read(given=english)[1], ["isnad: 1 record skipped: 1 in another script"])
        self.assertEqual(len(self.read(given="هجوم".encode())[0]), 1)

    def test_users_name_fields_of_their_own(self):
        given = json.dumps([{"meta": {"day": "21/10/2016"}, "body_ar": SENTENCE, "text": "x"}]).encode()
        [got] = self.read("--map", "text=body_ar", "--map", "published=meta.day", "-", given=given)[0]
        self.assertEqual((got["text"], got["published"]), (SENTENCE, "2016-10-21"))
        self.assertIn("no mapping", self.read("--map", "texte=x", "-", code=2)[1][0])
        self.assertIn("no column", self.read("--from", "csv", "-", given=b"a,b\n1,2\n", code=1)[1][0])

    def test_patterns(self):
        for name in ("a1.txt", "a2.txt", "b1.txt"):
            self.write(name, name)
        self.assertEqual([d["text"] for d in self.read(self.folder / "a*.txt")[0]], ["a1.txt", "a2.txt"])
        self.assertIn("no file has such a name", self.read(self.folder / "c*.txt", code=1)[1][0])

    def test_one_broken_record_of_an_array_costs_itself(self):
        given = b'[{"text":"a"},\n{"text":"b},\n{"text":"c"}, 7,\n{"title":"d"},{"text":"e"}]'
        got, complaints = self.read(given=given, code=1)
        self.assertEqual([d["text"] for d in got], ["a", "c", "e"])
        self.assertEqual([line.split(": ")[1] for line in complaints], ["-, record 2 at byte 15", "-, record 4 at byte 42", "-, record 5 at byte 45"])

    def test_a_truncated_array_gives_what_it_has(self):
        got, complaints = self.read(given=b'[{"text":"a"},{"text":"b', code=1)
        self.assertEqual([d["text"] for d in got], ["a"])
        self.assertIn("ends in the middle", complaints[0])

    def test_csv_rows_that_are_broken(self):
        given = b'id,text\n1,a\n2,b,c\n3,"d\n4,e\n'
        got, complaints = self.read("--from", "csv", "-", given=given, code=1)
        self.assertEqual([d["doc_id"] for d in got], ["1", "4"])
        self.assertEqual([line.split(": ")[1] for line in complaints], ["-:3", "-:4"])

    def test_archives_with_wrong_lengths(self):
        lines = report().splitlines()
        page = [response(line) for line in lines[:4]]
        given = record(page[0], length=5) + record(page[1], length=len(page[1]) + 300) + record(page[2], length=10 ** 12) + record(page[3])
        self.assertEqual([d["text"] for d in self.read(given=given)[0]], lines[:4])

    def test_archives_with_damage(self):
        text = report().splitlines()[1]
        unchunked = response(text, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
        broken = response(b"3\r\nabc\r\nxyz", "Transfer-Encoding: chunked\r\n")
        given = record(response(text)) + b"garbage\r\n" * 3 + record(unchunked) + record(broken) + record(response(text))[:-80]
        got, complaints = self.read(given=given, code=1)
        self.assertEqual([d["text"] for d in got], [text, text])
        self.assertEqual([line.rsplit(": ", 1)[1].split(";")[0] for line in complaints],
                         ["27 bytes belong to no record of the archive", "the chunks of the response are damaged", "the record is cut off"])

    def test_a_damaged_member_of_gzip_costs_itself(self):
        lines = [json.dumps({"doc_id": str(i), "text": report(i)}).encode() + b"\n" for i in range(4)]
        members = [bytearray(gzip.compress(line)) for line in lines]
        members[1][60] ^= 0xFF
        got, complaints = self.read(given=b"".join(members), code=1)
        self.assertEqual([d["doc_id"] for d in got], ["0", "2", "3"])
        self.assertIn("the gzip data is damaged", complaints[0])

    def test_packed_input_that_ends_in_the_middle(self):
        packed = gzip.compress(b"".join(json.dumps({"text": report(i)}).encode() + b"\n" for i in range(3)))
        got, complaints = self.read(given=packed[:-600], code=1)
        self.assertGreater(len(got), 0)
        self.assertIn("ends in the middle", complaints[-1])

    def test_feeds_that_are_not_well_formed(self):
        feed = (INPUTS / "feed.rss.xml").read_text()
        got, complaints = self.read("--from", "feed", "-", given=feed[:feed.index("</item>") + 30].encode(), code=1)
        self.assertEqual(len(got), 1)
        self.assertIn("not well-formed", complaints[0])
        self.assertIn("no feed", self.read("--from", "feed", "-", given=b"", code=1)[1][0])

    def test_entities_do_not_grow(self):
        entities = "".join(f'<!ENTITY e{i} "{"&e%d;" % (i - 1) * 10 if i else "x" * 100}">' for i in range(12))
        feed = f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss><channel><item><title>{SENTENCE} &e11;</title></item></channel></rss>"
        done = self.run_program("code", "--from", "feed", "--format", "docs", "-", given=feed.encode(), code=None)
        self.assertLess(len(done.stdout), 20000)

    def test_ten_thousand_nested_tags(self):
        for depth, code in ((9000, 0), (200000, 1)):
            page = "<html><body>" + "<div>" * depth + f"<p>{SENTENCE}</p>"
            got, complaints = self.read("--from", "html", "-", given=page.encode(), code=code)
            self.assertEqual([d["text"] for d in got], [SENTENCE] if code == 0 else [])
            self.assertEqual(len(complaints), code)

    def test_a_document_of_one_word(self):
        word = "انفجار"
        for name, given in (("text", word), ("jsonl", json.dumps({"text": word})), ("csv", "text\n" + word), ("html", word),
                            ("feed", f"<rss><item><title>{word}</title></item></rss>")):
            with self.subTest(name):
                self.assertEqual([d["text"] for d in self.read("--from", name, "-", given=given.encode())[0]], [word])

    def test_garbage(self):
        garbage = bytes((i * 7919 + i // 251) % 256 for i in range(100000))
        for name in ("text", "jsonl", "json", "csv", "html", "warc", "feed", "auto"):
            with self.subTest(name):
                done = self.run_program("code", "--from", name, "-", given=garbage, code=None)
                self.assertIn(done.returncode, (0, 1))

    def test_bombs_are_not_read_to_their_end(self):
        bomb = gzip.compress(b"\0" * (1 << 20)) * 400
        done = self.run_program("code", "--from", "jsonl", "-", given=bomb, code=1)
        self.assertIn(b"bomb", done.stderr)


if __name__ == "__main__":
    unittest.main()
