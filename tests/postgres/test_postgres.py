"""The store over PostgreSQL: the tests of the store, and that nothing differs from SQLite. Runs under with_server.py."""
import json
import pathlib
import random
import sys
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "cli"), str(ROOT / "tests" / "serve")]
import stores  # noqa: E402
from program import REPORTS, Case, StoreCase  # noqa: E402
from server import Server, quoted  # noqa: E402
from test_disputes import *  # noqa: E402, F401, F403
from test_explain import *  # noqa: E402, F401, F403
from test_search import Proof, Quarantine, Search  # noqa: E402, F401
from test_store import Store  # noqa: E402, F401


def report_lines():
    return [line for path in sorted(REPORTS.glob("*.jsonl")) for line in path.read_bytes().splitlines(keepends=True)]


def many(count, text="انفجار في كركوك"):
    """Documents with a claim each."""
    days = [f"2016-10-{day:02}" for day in range(1, 29)]
    return [json.dumps({"doc_id": f"d{i}", "outlet": f"o{i % 7}", "published": days[i % 28], "text": f"{text} {i}"}).encode() + b"\n"
            for i in range(count)]


class Both(Case):
    """The same given to a file and to a server."""

    def setUp(self):
        super().setUp()
        self.file = stores.new_store(self.folder, server=None)
        self.server = stores.new_store(self.folder)

    def same(self, *arguments, code=0):
        """What both print; no message may tell which was asked."""
        command, rest = arguments[0], arguments[1:]
        printed = [self.run_program(command, store, *rest, code=code) for store in (self.file, self.server)]
        self.assertEqual(printed[0].stdout, printed[1].stdout, arguments)
        return printed[0].stdout

    def ingest(self, given, code=0):
        told = [self.run_program("ingest", store, "-", given=given, code=code).stderr for store in (self.file, self.server)]
        self.assertEqual(*told)

    def test_answers_are_the_same(self):
        lines = report_lines()
        changed = json.loads(lines[0])
        changed["text"] += " وقتل شرطي."
        changed["title"] = "a \\ \" '"
        self.ingest(b"".join(lines))
        self.ingest(json.dumps({"doc_id": "undated", "outlet": "o", "text": json.loads(lines[1])["text"]}).encode() + b"\n")
        self.ingest(json.dumps(changed).encode() + b"\n" + b'{"doc_id": \n', code=1)
        self.ingest(b"".join(lines[5:]))
        incidents = [json.loads(line) for line in self.same("show", "--json").splitlines()]
        self.assertGreater(len(incidents), 5)
        for incident in incidents:
            self.same("show", incident["incident_id"])
            self.same("show", incident["incident_id"][:6])
            self.same("explain", incident["incident_id"])
        for arguments in (["export"], ["export", "--as", "csv"], ["disputes"],
                          ["disputes", "--json"], ["control", "iq.kirkuk"], ["show"], ["verify"],
                          ["search", "انفجار", "--json"], ["search", "قتل", "شرطي", "--json"], ["search", "كركوك", "--json"],
                          ["search", "--kind", "attack", "--json"], ["search", "--place", "iq", "--json"],
                          ["search", "--since", "2016-10-21", "--json"], ["search", "--limit", "3", "--offset", "2", "--json"],
                          ["search", "--disputed", "--json"], ["search", "الشرطة", "--kind", "casualty", "--json"]):
            with self.subTest(arguments):
                self.same(*arguments)

    def test_queries_for_people_are_the_same(self):
        """Those of docs/formats/store.md that both understand."""
        self.ingest(b"".join(report_lines()))
        for sql in ("SELECT kind, substr(day, 1, 7) AS month, count(*) FROM claim GROUP BY 1, 2 ORDER BY 2, 3 DESC, 1",
                    "SELECT p.actor_id, c.modality, count(*) FROM participant p JOIN claim c ON c.id = p.claim "
                    "WHERE p.role = 'agent' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
                    "SELECT doc_id, revision, sha256, outlet, published, title, text FROM document ORDER BY 1, 2",
                    "SELECT incident_id, place, day_first, documents, claims, record FROM incident ORDER BY 1",
                    "SELECT incident_id, dispute, position, statement, claims FROM position ORDER BY 1, 2, 3"):
            with self.subTest(sql):
                rows = [[tuple("" if cell is None else cell for cell in row) for row in stores.ask(store, sql)]
                        for store in (self.file, self.server)]
                self.assertEqual(*rows)
                self.assertTrue(rows[0])

    def test_a_document_of_very_many_words_is_found(self):
        letters = "حخدذرزسشصض"
        words = ["".join(letters[int(digit)] for digit in f"{i:06}") for i in range(20000)]
        sentences = ". ".join(" ".join(words[i:i + 20]) for i in range(0, len(words), 20))
        self.ingest(json.dumps({"doc_id": "long", "text": sentences + " " + "ط" * 3000}).encode() + b"\n")
        for asked in ([words[0], words[-1]], [words[0], "nothing"], ["ط" * 3000], [words[7]]):
            self.same("search", *asked, "--json")
        self.assertEqual(len(self.records("search", self.server, words[0], words[-1], "--json")), 1)

    def test_what_postgresql_cannot_keep_is_marked(self):
        given = json.dumps({"doc_id": "a", "title": "a\0b", "text": "x\0y"}).encode() + b"\n"
        self.ingest(given)
        self.assertEqual(stores.ask(self.server, "SELECT title FROM document"), [("a\ufffdb",)])
        self.assertIn(b"1 unchanged", self.run_program("ingest", self.server, "-", given=given).stderr)
        self.run_program("verify", self.server)


class Writers(StoreCase):
    def setUp(self):
        super().setUp()
        self.whole = stores.new_store(self.folder)

    def assert_complete(self, lines):
        self.run_program("ingest", self.whole, "-", given=b"".join(lines))
        for arguments in (["export"], ["show", "--json"]):
            command, *rest = arguments
            self.assertEqual(self.run_program(command, self.db, *rest).stdout, self.run_program(command, self.whole, *rest).stdout)
        self.run_program("verify", self.db)

    def test_two_writers_wait_for_each_other(self):
        lines = many(600)
        shared = lines[200:400]
        paths = [self.write(f"{i}.jsonl", b"".join(part)) for i, part in enumerate((lines[:400], shared + lines[400:]))]
        writers = [self.start("ingest", self.db, path) for path in paths]
        for writer in writers:
            errors = writer.communicate(timeout=300)[1].decode()
            self.assertEqual(writer.returncode, 0, errors)
        # Whoever made incidents first may not have seen all; the next run completes them.
        self.run_program("ingest", self.db, paths[0])
        self.assertEqual(stores.ask(self.db, "SELECT count(*), count(DISTINCT doc_id), max(revision) FROM document"), [(600, 600, 1)])
        self.assert_complete(lines)

    def test_a_killed_run_leaves_nothing_half_done(self):
        lines = many(1500)
        path = self.write("in.jsonl", b"".join(lines))
        seed = random.Random(6)
        for _ in range(8):
            child = self.start("ingest", self.db, path)
            time.sleep(seed.uniform(0.02, 0.4))
            child.kill()
            child.communicate()
        self.run_program("ingest", self.db, path)
        self.assertEqual(stores.ask(self.db, "SELECT count(*), max(revision) FROM document"), [(1500, 1)])
        self.assert_complete(lines)


class Errors(Case):
    def error(self, url, *, command="show", code=2):
        errors = self.run_program(command, url, *(["-"] if command == "ingest" else []), code=code).stderr.decode()
        self.assertNotIn("s3cret", errors)
        self.assertNotIn("s3%63ret", errors)
        return errors

    def test_no_message_has_the_password(self):
        for url in ("postgresql://amal:s3cret@127.0.0.1:1/news", "postgres://amal:s3%63ret@127.0.0.1:1/news",
                    "postgresql://127.0.0.1:1/news?user=amal&password=s3cret"):
            errors = self.error(url)
            self.assertIn("store postgresql://amal@127.0.0.1:1/news cannot be opened", errors)
            self.assertIn("check that the server runs", errors)
        for url in ("postgresql://amal:s3cret@[127/x", "postgresql://a?s3cret=1", "postgresql://amal:s3cret@h:port/%zz"):
            self.assertIn("cannot be understood", self.error(url))
        url = stores.new_store(self.folder).replace("//isnad@", "//isnad:s3cret@")
        self.run_program("ingest", url, REPORTS)
        self.assertNotIn(b"s3cret", self.run_program("verify", url).stderr)
        self.assertNotIn(b"s3cret", self.run_program("quarantine", url, "show", "9", code=2).stderr)

    def test_says_what_is_wrong_with_a_database(self):
        self.assertIn('database "nowhere" does not exist', self.error(stores.SERVER.replace("/postgres?", "/nowhere?")))
        empty = stores.new_store(self.folder)
        self.assertIn("is empty", self.error(empty))
        stores.ask(empty, "CREATE TABLE other(x INTEGER)")
        for command in ("show", "ingest"):
            self.assertIn("is a database of another program", self.error(empty, command=command))
        newer = stores.new_store(self.folder)
        self.run_program("ingest", newer, "-")
        stores.ask(newer, "UPDATE isnad_version SET version = 99")
        self.assertIn("use a newer isnad", self.error(newer, command="ingest"))
        stores.psql(stores.SERVER, "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
        self.assertIn("make a database in UTF-8", self.error(stores.SERVER.replace("/postgres?", "/latin?"), command="ingest"))
        self.assertIn("no schema", self.error(stores.SERVER + "&options=-csearch_path%3Dnowhere", command="ingest"))

    def test_says_that_it_may_not_write(self):
        db = stores.new_store(self.folder)
        self.run_program("ingest", db, "-")
        read_only = db.replace("options=", "options=-cdefault_transaction_read_only%3Don%20")
        done = self.run_program("ingest", read_only, "-", given=many(1)[0], code=1)
        self.assertIn(b"is read-only", done.stderr)


class Filed(Server):
    postgres = None


class Served(unittest.TestCase):
    def start(self, kind):
        server = kind("stop")
        self.addCleanup(server.doCleanups)
        server.setUp()
        return server

    def test_answers_are_the_same(self):
        servers = [self.start(Filed), self.start(Server)]
        incident = servers[0].get("incidents")["items"][0]["incident_id"]
        source = servers[0].get("sources")["items"][0]["source_id"]
        for path in ("incidents", "incidents?sort=documents&limit=3", "map", "timeline", "facets",
                     f"incidents/{incident}", "documents", "documents?limit=3", "documents/kirkuk-01", "claims/kirkuk-01:c1",
                     "disputes", "places/iq.kirkuk", "sources", f"sources/{quoted(source)}", "changes", "suggest?q=" + quoted("كرك")):
            with self.subTest(path):
                answers = [server.ask("/api/v1/" + path) for server in servers]
                self.assertEqual(answers[0].status, 200, answers[0].body)
                self.assertEqual(timeless(answers[0].json()), timeless(answers[1].json()))

    def test_a_lost_connection_is_made_again(self):
        server = self.start(Server)
        stores.psql(stores.SERVER, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                                   "AND application_name = 'isnad'")
        for _ in range(12):
            server.get("documents")
        headers = server.sign_in("amal")
        self.assertEqual(server.ask("/api/v1/review/queue", headers=headers).status, 200)


def timeless(answer):
    """An answer without the times at which things were stored."""
    if isinstance(answer, dict):
        return {key: timeless(value) for key, value in answer.items() if key not in ("started", "at", "retrieved", "cursor", "next")}
    return [timeless(item) for item in answer] if isinstance(answer, list) else answer


if __name__ == "__main__":
    unittest.main()
