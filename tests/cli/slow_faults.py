"""Faults of the machine during ingest: nothing stored is lost or doubled, and the next run completes the work.

kill -9 at 200 random moments, a full disk (a limit of file size), a read-only file, two writers at once,
a document of 20 MB."""
import json
import os
import random
import resource
import shutil
import signal
import time
import unittest

from program import PROGRAM, StoreCase

KILLS = int(os.environ.get("ISNAD_KILLS", "200"))
DOCUMENTS = 600
NOBODY = 65534


def record(number):
    day = f"2016-{number % 12 + 1:02}-{number // 12 % 28 + 1:02}"
    text = f"قتل {number} أشخاص في انفجار وسط كركوك يوم الجمعة"
    return json.dumps({"doc_id": f"d{number}", "published": day, "text": text}) + "\n"


def become_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


class Faults(StoreCase):
    def setUp(self):
        super().setUp()
        self.lines = [record(i) for i in range(DOCUMENTS)]
        self.input = self.write("many.jsonl", "".join(self.lines))

    def forget_store(self):
        for end in ("", "-wal", "-shm"):
            (self.folder / f"events.db{end}").unlink(missing_ok=True)

    def exported(self, db):
        return sorted(self.run_program("export", db).stdout.splitlines()), self.run_program("show", db, "--json").stdout

    def assert_complete(self):
        whole = self.folder / "whole.db"
        if not whole.exists():
            self.run_program("ingest", whole, self.input)
        self.run_program("ingest", self.db, self.input)
        self.run_program("verify", self.db)
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT doc_id), sum(superseded) FROM document"),
                         [(DOCUMENTS, DOCUMENTS, 0)])
        self.assertEqual(self.exported(self.db), self.exported(whole))

    def test_killed_at_any_moment(self):
        rng = random.Random(1)
        begin = time.monotonic()
        self.run_program("ingest", self.folder / "timed.db", self.input)
        lasts = time.monotonic() - begin
        for trial in range(KILLS):
            child = self.start("ingest", self.db, self.input)
            time.sleep(rng.uniform(0, lasts))
            child.kill()
            child.communicate()
            if not self.db.exists():
                continue
            if self.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'document'") == [(1,)]:
                documents, ids, claims, links = self.ask(
                    "SELECT (SELECT count(*) FROM document), (SELECT count(DISTINCT doc_id) FROM document), "
                    "(SELECT count(*) FROM claim_row), (SELECT sum(claims) FROM coding)")[0]
                self.assertEqual(documents, ids)
                self.assertEqual(claims, links or 0)
            if trial % 10 == 9:
                self.assert_complete()
                self.forget_store()

    def test_a_full_disk_is_told_and_survived(self):
        for limit in (300_000, 600_000, 900_000):
            child = self.start("ingest", self.db, self.input,
                               preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                                   resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
            told = child.communicate()[1].decode()
            self.assertIn(child.returncode, (1, 2), told)
            self.assertIn("nothing of this batch was stored", told)
        self.assert_complete()

    # Root writes read-only files as well, so the program then runs as somebody else.
    def test_a_read_only_file_is_told(self):
        self.run_program("ingest", self.db, "-", given=b'{"doc_id": "a", "text": "x"}\n')
        program = shutil.copy(PROGRAM, self.folder / "isnad")
        self.db.chmod(0o444)
        self.folder.chmod(0o555)
        child = self.start("ingest", self.db, self.input, executable=program,
                           preexec_fn=become_nobody if os.geteuid() == 0 else None)
        told = child.communicate()[1].decode()
        self.folder.chmod(0o755)
        self.assertEqual(child.returncode, 2, told)
        self.assertIn("read-only", told)

    def test_two_writers_at_once(self):
        halves = [self.write(f"half{i}.jsonl", "".join(self.lines[i::2] + self.lines[:100])) for i in (0, 1)]
        for apart in (0, 0, 0, 0.01, 0.03, 0.1, 0.2, 0.3):
            children = []
            for half in halves:
                children.append(self.start("ingest", self.db, half))
                time.sleep(apart)
            for child in children:
                told = child.communicate()[1]
                self.assertEqual(child.returncode, 0, told)
            self.assert_complete()
            self.forget_store()

    def test_a_large_document_and_one_of_a_word(self):
        sentence = "كان الطقس معتدلا في المدينة طوال النهار. "
        size = 20_000_000 // len(sentence.encode())
        path = self.write("large.txt", sentence * size + "قتل خمسة أشخاص في انفجار وسط كركوك يوم الجمعة.")
        small = self.write("small.txt", "قتل")
        self.run_program("ingest", self.db, small, path, "--outlet", "x")
        # A text of more than 4 MiB is read in parts.
        parts = -(-path.stat().st_size // (4 << 20))
        stored = [source for (source,) in self.ask("SELECT source FROM document ORDER BY id")]
        self.assertEqual(stored[:2], [str(small), str(path)])
        self.assertEqual([source.split(" at byte ")[0] for source in stored[2:]],
                         [f"{path}, record {part}" for part in range(2, parts + 1)])
        self.assertGreater(self.ask("SELECT max(claims) FROM coding")[0][0], 0)


if __name__ == "__main__":
    unittest.main()
