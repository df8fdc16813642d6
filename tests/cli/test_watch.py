"""Watching folders and feeds: what is new is stored once, what fails is asked again later, a signal ends it cleanly."""
import gzip
import http.server
import json
import os
import signal
import socketserver
import threading
import time
import unittest

from program import REPORTS, StoreCase, report

# A proxy of the machine that the tests run on has nothing to do with them.
for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
    os.environ.pop(name, None)


def feed(*numbers, text=None):
    items = "".join(f"<item><guid>g{n}</guid><title>{n}</title><pubDate>Fri, 21 Oct 2016 10:00:00 +0300</pubDate>"
                    f"<description>{text or report()}</description></item>" for n in numbers)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>paper</title>{items}</channel></rss>'.encode()


class Server:
    """A server on this machine: `answers` maps paths to functions that answer a handler; `asked` lists the requests."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(handler):
                self.asked.append((handler.path, dict(handler.headers), time.monotonic()))
                try:
                    self.answers[handler.path](handler)
                except OSError:
                    pass  # who asked has gone

            def log_message(*_):
                pass

        class Threads(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True

        self.server = Threads(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def answer(handler, body=b"", status=200, **headers):
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


class Watch(StoreCase):
    def setUp(self):
        super().setUp()
        self.health = self.folder / "health.json"

    def serve(self, answers):
        server = Server(answers)
        self.addCleanup(server.close)
        return server

    def watch(self, *sources, every=0.2):
        return self.start("watch", self.db, *sources, "--every", every, "--settle", 0.2, "--health", self.health, "--timeout", 5)

    def once(self, *arguments, code=0):
        done = self.run_program("watch", self.db, *arguments, "--once", "--settle", 0, "--health", self.health, code=code)
        return done.stderr.decode(), json.loads(self.health.read_text()) if self.health.exists() else None

    def wait_until(self, condition, seconds=30):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, "it took too long")
            time.sleep(0.02)

    def told(self):
        try:
            return json.loads(self.health.read_text())
        except FileNotFoundError:
            return {"documents": {"new": 0, "revised": 0, "refused": 0}, "round": 0, "sources": [{}]}

    def end(self, child, by=signal.SIGTERM):
        child.send_signal(by)
        text = child.communicate(timeout=30)[1].decode()
        self.assertEqual(child.returncode, 0, text)
        self.run_program("verify", self.db)
        return text

    def test_a_folder_gives_each_document_once(self):
        self.write("in/a.txt", report())
        child = self.watch(self.folder / "in")
        self.wait_until(lambda: self.told()["documents"]["new"] == 1)
        self.write("in/deep/b.jsonl", (REPORTS / "kirkuk.jsonl").read_bytes())
        lines = len((REPORTS / "kirkuk.jsonl").read_text().splitlines())
        self.wait_until(lambda: self.told()["documents"]["new"] == 1 + lines)
        rounds = self.told()["round"]
        self.wait_until(lambda: self.told()["round"] > rounds + 1)
        text = self.end(child)
        self.assertIn("1 of 1 sources well; 0 new documents", text)
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT doc_id) FROM document"), [(1 + lines, 1 + lines)])
        self.assertEqual(self.ask("SELECT count(DISTINCT value) FROM state WHERE key IN ('changes', 'fused')"), [(1,)], "incidents are out of date")

    def test_a_file_that_grows_gives_what_was_added(self):
        lines = (REPORTS / "kirkuk.jsonl").read_bytes().splitlines(keepends=True)
        path = self.write("in/a.jsonl", lines[0])
        child = self.watch(str(self.folder / "in" / "*.jsonl"))
        self.wait_until(lambda: self.told()["documents"]["new"] == 1)
        with path.open("ab") as file:
            file.write(lines[1])
        self.wait_until(lambda: self.told()["documents"]["new"] == 2)
        self.assertEqual(self.told()["documents"]["refused"], 0)
        self.end(child, by=signal.SIGINT)

    def test_a_file_is_left_alone_while_it_is_written(self):
        line = (REPORTS / "kirkuk.jsonl").read_bytes().splitlines(keepends=True)[0]
        (self.folder / "in").mkdir()
        child = self.watch(self.folder / "in", every=0.05)
        with (self.folder / "in" / "a.jsonl").open("wb", buffering=0) as file:
            for begin in range(0, len(line), len(line) // 8):
                file.write(line[begin:begin + len(line) // 8])
                time.sleep(0.05)
        self.wait_until(lambda: self.told()["documents"]["new"] == 1)
        self.assertEqual(self.told()["documents"]["refused"], 0)
        self.end(child)

    def test_a_feed_is_asked_for_what_is_new_only(self):
        state = {"body": feed(1, 2), "tag": '"a"'}

        def give(handler):
            if handler.headers["If-None-Match"] == state["tag"]:
                return answer(handler, status=304)
            answer(handler, gzip.compress(state["body"]), ETag=state["tag"], Content_Encoding="gzip",
                   Last_Modified="Fri, 21 Oct 2016 10:00:00 GMT")

        server = self.serve({"/feed": give})
        child = self.watch(server.url + "/feed")
        self.wait_until(lambda: self.told()["documents"]["new"] == 2 and len(server.asked) > 2)
        self.assertEqual(server.asked[1][1]["If-None-Match"], '"a"')
        self.assertEqual(server.asked[1][1]["If-Modified-Since"], "Fri, 21 Oct 2016 10:00:00 GMT")
        state.update(body=feed(1, 2, 3), tag='"b"')
        self.wait_until(lambda: self.told()["documents"]["new"] == 3)
        state.update(body=feed(1, 2, 3, text="قتل خمسة أشخاص في انفجار وسط كركوك"), tag='"c"')
        self.wait_until(lambda: self.told()["documents"]["revised"] == 3)
        self.end(child)
        self.assertEqual(self.ask("SELECT count(*), sum(superseded) FROM document"), [(6, 3)])
        self.assertEqual(self.ask("SELECT DISTINCT outlet, substr(retrieved, 1, 2), substr(source, 1, length(?1)) FROM document"
                                  .replace("?1", f"'{server.url}/feed'")), [("paper", "20", server.url + "/feed")])

    def test_a_restart_reads_only_what_is_new(self):
        def give(handler):
            answer(handler, status=304) if handler.headers["If-None-Match"] == '"a"' else answer(handler, feed(1), ETag='"a"')

        server = self.serve({"/feed": give})
        self.write("in/a.jsonl", (REPORTS / "kirkuk.jsonl").read_bytes())
        sources = [self.folder / "in", server.url + "/feed"]
        lines = len((REPORTS / "kirkuk.jsonl").read_text().splitlines())
        _, health = self.once(*sources)
        self.assertEqual(health["documents"]["new"], lines + 1)
        _, health = self.once(*sources)
        self.assertEqual(sum(health["documents"].values()), 0, "something was read again")
        self.assertEqual(server.asked[-1][1]["If-None-Match"], '"a"')
        self.write("in/b.txt", report())
        _, health = self.once(*sources)
        self.assertEqual(health["documents"], {"new": 1, "revised": 0, "coded_again": 0, "unchanged": 0, "refused": 0})
        _, health = self.once(*sources, "--outlet", "o")
        self.assertEqual(sum(health["documents"].values()), lines + 2, "other options, and not all is read again")
        self.run_program("verify", self.db)

    def test_what_was_refused_is_read_again_after_a_restart(self):
        self.write("in/a.jsonl", "{broken\n")
        for _ in range(2):
            _, health = self.once(self.folder / "in", code=1)
            self.assertEqual(health["documents"]["refused"], 1)

    def test_what_fails_is_asked_again_later_and_later(self):
        state = {"good": False}
        server = self.serve({"/feed": lambda h: answer(h, feed(1)) if state["good"] else answer(h, status=500)})
        self.write("in/a.txt", report())
        child = self.watch(server.url + "/feed", self.folder / "in", every=0.1)
        self.wait_until(lambda: len(server.asked) > 3)
        moments = [moment for _, _, moment in server.asked]
        self.assertGreater(moments[3] - moments[2], 1.4 * (moments[1] - moments[0]))
        health = self.told()
        self.assertFalse(health["ok"])
        self.assertIn("status 500", health["sources"][0]["error"])
        self.assertGreater(health["sources"][0]["failures"], 1)
        self.assertTrue(health["sources"][1]["ok"])
        self.assertEqual(health["documents"]["new"], 1, "the folder goes on")
        state["good"] = True
        self.wait_until(lambda: self.told()["documents"]["new"] == 2)
        self.wait_until(lambda: self.told()["ok"])
        text = self.end(child)
        self.assertIn("1 of 2 sources well", text)

    def test_a_server_may_ask_to_be_left_alone(self):
        server = self.serve({"/feed": lambda h: answer(h, status=429, Retry_After="3600")})
        self.once(server.url + "/feed", code=1)
        source = json.loads(self.health.read_text())["sources"][0]
        pause = time.mktime(time.strptime(source["next_look"], "%Y-%m-%dT%H:%M:%SZ")) - time.mktime(time.gmtime())
        self.assertGreater(pause, 3000)

    def test_limits(self):
        endless = threading.Event()
        self.addCleanup(endless.set)

        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            while not endless.wait(0.05):
                handler.wfile.write(b" ")

        def bomb(handler):
            answer(handler, gzip.compress(bytes(40 << 20)), Content_Encoding="gzip")

        def elsewhere(handler):
            answer(handler, status=302, Location="/round")

        server = self.serve({"/slow": drip, "/large": lambda h: answer(h, bytes(3 << 20)), "/bomb": bomb, "/round": elsewhere,
                             "/file": lambda h: answer(h, status=302, Location="file:///etc/passwd"),
                             "/page": lambda h: answer(h, b"<!doctype html><title>x</title>", Content_Type="text/html")})
        for path, message in (("slow", "imed"), ("large", "more than 2097152 bytes"), ("bomb", "more than 2097152 bytes"),
                              ("round", "redirects"), ("file", "rotocol"), ("page", "no feed in it")):
            with self.subTest(path):
                text, _ = self.once(f"{server.url}/{path}", "--timeout", 1, "--max-mb", 2, code=1)
                self.assertIn(message, text)
        self.assertEqual(self.ask("SELECT count(*) FROM document"), [(0,)])

    def test_redirections_and_encodings(self):
        body = feed(1).replace(b"1.0", b"1.0", 1).decode().split("?>")[1].encode("windows-1256")
        server = self.serve({"/old": lambda h: answer(h, status=301, Location="/new"),
                             "/new": lambda h: answer(h, body, Content_Type="application/rss+xml; charset=windows-1256")})
        _, health = self.once(server.url.replace("http://", "http://user:secret@") + "/old")
        self.assertEqual(health["documents"]["new"], 1)
        self.assertEqual(server.asked[0][1]["User-Agent"].split("/")[0], "isnad")
        self.assertEqual(self.records("export", self.db)[0]["sentence"]["text"], report().splitlines()[0])
        self.assertNotIn("secret", self.ask("SELECT source FROM document")[0][0])

    def test_nothing_to_watch(self):
        text, health = self.once(self.folder / "none", code=1)
        self.assertIn("there is no such file or folder", text)
        self.assertFalse(health["sources"][0]["ok"])
        for source in ("ftp://example.org/feed", "-"):
            with self.subTest(source):
                self.assertIn("cannot be watched", self.once(source, code=2)[0])

    def test_two_watchers_store_each_document_once(self):
        for number in range(30):
            self.write(f"in/{number}.txt", f"{report()}\n{number}")
        children = [self.watch(self.folder / "in") for _ in range(2)]
        self.wait_until(lambda: self.db.exists() and self.health.exists() and self.told()["store"]["documents"] == 30)
        for child in children:
            self.end(child)
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT doc_id) FROM document"), [(30, 30)])


if __name__ == "__main__":
    unittest.main()
