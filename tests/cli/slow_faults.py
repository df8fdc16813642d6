"""Faults of the machine during ingest: nothing stored is lost or doubled, and the next run completes the work.

kill -9 at 200 random moments, a full disk (a limit of file size), a read-only file, two writers at once, a document of 20 MB."""
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import time
import unittest

from program import PROGRAM, Case

KILLS = int(os.environ.get("ISNAD_KILLS", "200"))


def start(*arguments, **more):
    return subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)


class Faults(Case):
    def setUp(self):
        super().setUp()
        self.db = self.folder / "events.db"
        self.input = self.write("many.jsonl", "".join(
            json.dumps({"doc_id": f"d{i}", "published": "2016-10-21", "text": f"قتل {i} أشخاص في انفجار وسط كركوك يوم الجمعة"}) + "\n"
            for i in range(1500)))

    def exported(self, db):
        return sorted(self.run_program("export", db).stdout.splitlines()), self.run_program("show", db, "--json").stdout

    def ask(self, sql):
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def assert_complete(self):
        whole = self.folder / "whole.db"
        if not whole.exists():
            self.run_program("ingest", whole, self.input)
        self.run_program("ingest", self.db, self.input)
        self.run_program("verify", self.db)
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT doc_id), sum(superseded) FROM document"), [(1500, 1500, 0)])
        self.assertEqual(self.exported(self.db), self.exported(whole))

    def test_killed_at_any_moment(self):
        rng = random.Random(1)
        self.assertEqual(self.run_program("ingest", self.folder / "whole.db", self.input).returncode, 0)
        begin = time.monotonic()
        self.run_program("ingest", self.folder / "timed.db", self.input)
        lasts = time.monotonic() - begin
        for trial in range(KILLS):
            child = start("ingest", self.db, self.input)
            time.sleep(rng.uniform(0, lasts))
            os.kill(child.pid, signal.SIGKILL)
            child.communicate()
            if not self.db.exists():
                continue
            if self.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'document'") == [(1,)]:
                documents, ids, claims, links = self.ask(
                    "SELECT (SELECT count(*) FROM document), (SELECT count(DISTINCT doc_id) FROM document), "
                    "(SELECT count(*) FROM claim_row), (SELECT sum(claims) FROM coding)")[0]
                self.assertEqual(documents, ids)
                self.assertEqual(claims, links or 0)
            if trial % 20 == 19:
                self.assert_complete()
                for end in ("", "-wal", "-shm"):
                    (self.folder / f"events.db{end}").unlink(missing_ok=True)

    def test_a_full_disk_is_told_and_survived(self):
        for limit in (300_000, 1_000_000, 1_500_000):
            child = start("ingest", self.db, self.input,
                          preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                              resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
            told = child.communicate()[1].decode()
            self.assertIn(child.returncode, (1, 2), told)
            self.assertIn("nothing of this batch was stored", told)
        self.assert_complete()

    def test_a_read_only_file_is_told(self):
        self.run_program("ingest", self.db, "-", given=b'{"doc_id": "a", "text": "x"}\n')
        if os.geteuid() == 0:
            self.skipTest("root writes read-only files")
        self.db.chmod(0o444)
        self.folder.chmod(0o555)
        try:
            self.assertIn(b"read-only", self.run_program("ingest", self.db, self.input, code=2).stderr)
        finally:
            self.folder.chmod(0o755)

    def test_two_writers_at_once(self):
        lines = self.input.read_text().splitlines(keepends=True)
        halves = [self.write(f"half{i}.jsonl", "".join(lines[i::2] + lines[:100])) for i in (0, 1)]
        children = [start("ingest", self.db, half) for half in halves]
        for child in children:
            told = child.communicate()[1]
            self.assertEqual(child.returncode, 0, told)
        self.assert_complete()

    def test_a_large_document_and_one_of_a_word(self):
        sentence = "كان الطقس معتدلا في المدينة طوال النهار. "
        size = 20_000_000 // len(sentence.encode())
        path = self.write("large.txt", sentence * size + "قتل خمسة أشخاص في انفجار وسط كركوك يوم الجمعة.")
        small = self.write("small.txt", "قتل")
        self.run_program_long("ingest", self.db, small, path, "--outlet", "x")
        self.assertEqual(self.ask("SELECT count(*) FROM document"), [(2,)])
        self.assertGreater(self.ask("SELECT max(claims) FROM coding")[0][0], 0)

    def run_program_long(self, *arguments):
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=3000)
        self.assertEqual(done.returncode, 0, done.stderr.decode(errors="replace"))


if __name__ == "__main__":
    unittest.main()
