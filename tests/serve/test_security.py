"""Hostile texts and hostile requests: no text becomes markup, no request brings the server down."""
import html.parser
import json
import random
import socket
import threading
import unittest
import xml.etree.ElementTree

from server import Server, quoted
from program import report

MARKUP = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>&lt;]]>\u202e\u2028"
HOSTILE = [{"doc_id": f"{MARKUP}/../{number}", "outlet": MARKUP + str(number), "title": MARKUP, "url": "javascript:alert(1)",
            "published": "2016-10-21", "text": MARKUP + "\n" + report(number) + MARKUP} for number in range(3)]


class Hostile(Server):
    extra = HOSTILE

    def answers(self):
        """Every answer that holds something of the hostile documents."""
        identity = HOSTILE[0]["doc_id"]
        incidents = self.get("incidents?limit=200")["items"]
        paths = ["incidents?limit=200", "facets", "documents", "disputes", "sources", "suggest?q=" + quoted("<script"), "changes",
                 "documents/" + quoted(identity), "claims/" + quoted(identity + ":c1"),
                 "sources/" + quoted("outlet:" + HOSTILE[0]["outlet"]), "incidents?outlet=" + quoted(HOSTILE[0]["outlet"]),
                 "incidents?place=" + quoted(MARKUP), "incidents/" + quoted(MARKUP), "documents/" + quoted(MARKUP),
                 "nothing/" + quoted(MARKUP), "incidents?sort=" + quoted(MARKUP), "exports/claims.jsonl", "disputes.atom"]
        paths += ["incidents/" + item["incident_id"] for item in incidents]
        return {path: self.ask("/api/v1/" + path) for path in paths}

    def test_no_answer_is_taken_for_a_page(self):
        for path, answer in self.answers().items():
            self.assertNotIn("html", answer.headers["content-type"], path)
            self.assertEqual(answer.headers["x-content-type-options"], "nosniff", path)
            self.assertIn("default-src 'none'", answer.headers["content-security-policy"], path)
            self.assertNotIn("\n", "".join(answer.headers.values()), path)

    def test_texts_come_back_as_they_are(self):
        document = self.get("documents/" + quoted(HOSTILE[1]["doc_id"]))
        for field in ("doc_id", "outlet", "title", "text", "url"):
            self.assertEqual(document[field], HOSTILE[1][field])
        for claim in document["claims"]:
            trigger = claim["trigger"]
            self.assertEqual(document["text"][trigger["start"]:trigger["end"]], trigger["text"])

    def test_the_feed_is_sound_xml_without_markup_of_others(self):
        feed = xml.etree.ElementTree.fromstring(self.ask("/api/v1/disputes.atom").body)
        tags = {element.tag.split("}")[1] for element in feed.iter()}
        self.assertLessEqual(tags, {"feed", "id", "title", "author", "name", "link", "updated", "entry", "content"})
        self.assertIn(MARKUP[:20], "".join(feed.itertext()))

    def test_pages_never_hold_what_was_asked(self):
        for path in ("/", "/" + quoted(MARKUP), "/incidents/" + quoted(MARKUP), "/?q=" + quoted(MARKUP)):
            answer = self.ask(path)
            self.assertNotIn(b"alert", answer.body)
            self.assertIn("script-src 'self'", answer.headers["content-security-policy"])
            self.assertNotIn("unsafe", answer.headers["content-security-policy"])
            self.assertEqual(self.inline_scripts(answer.body.decode()), [])

    @staticmethod
    def inline_scripts(page):
        found = []

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                names = dict(attributes)
                found.extend(name for name in names if name.startswith("on") or name == "style")
                if tag == "style" or (tag == "script" and "src" not in names):
                    found.append(tag)

        Reader().feed(page)
        return found


class Requests(Server):
    def send(self, data, wait=True):
        """Raw bytes to the server; what it answers until it closes or falls silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                answer = b""
                while wait and (piece := connection.recv(65536)):
                    answer += piece
                return answer
            except OSError:
                return b""

    def test_names_of_other_sites_are_refused(self):
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "evil.example:7077", "0"):
            self.assertEqual(self.ask("/api/v1/meta", headers={"Host": host}).status, 421, host)
        for host in ("localhost", "localhost:1", "127.0.0.1:9", "[::1]:7077", "[::1]"):
            self.assertEqual(self.ask("/api/v1/meta", headers={"Host": host}).status, 200, host)
        self.assertIn(b" 421 ", self.send(b"GET /api/v1/meta HTTP/1.1\r\n\r\n")[:16])

    def test_limits(self):
        get = b"GET /api/v1/meta HTTP/1.1\r\nHost: localhost\r\n"
        post = b"POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        for status, request in ((b"431", get + b"X: " + b"a" * 20000 + b"\r\n\r\n"),
                                (b"431", get + b"X: a\r\n" * 200 + b"\r\n"),
                                (b"413", post + b"Content-Length: 999999999\r\n\r\n"),
                                (b"413", post + b"Content-Length: 99999999999999999999999\r\n\r\n"),
                                (b"400", post + b"Content-Length: -1\r\n\r\n"), (b"400", post + b"Content-Length: 1, 1\r\n\r\nab"),
                                (b"400", post + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                                (b"411", post + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                                (b"400", get + b"Host: localhost\r\n\r\n"), (b"400", get + b" folded: x\r\n\r\n"),
                                (b"400", b"GET /api/%zz HTTP/1.1\r\n\r\n"), (b"400", b"GET /%ff HTTP/1.1\r\n\r\n"),
                                (b"400", b"GET http://localhost/ HTTP/1.1\r\n\r\n"), (b"505", b"GET / HTTP/2.0\r\n\r\n"),
                                (b"400", b"\x16\x03\x01\r\n\r\n"), (b"405", b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n")):
            self.assertEqual(self.send(request).split(b" ")[1:2], [status], request[:120])
        text = json.dumps({"text": "a" * 110_000}).encode()
        self.assertEqual(self.ask("/api/v1/code", "POST", text, {"Content-Type": "application/json"}).status, 413)

    def test_requests_in_a_row_and_in_pieces(self):
        get = b"GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.assertEqual(self.send(get * 5).count(b"HTTP/1.1 200"), 5)
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            for byte in get:
                connection.sendall(bytes([byte]))
            self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 200"))

    def test_tags_and_compression(self):
        plain = self.ask("/api/v1/facets")
        tag = plain.headers["etag"]
        self.assertEqual(self.ask("/api/v1/facets", headers={"If-None-Match": tag}).status, 304)
        packed = self.ask("/api/v1/facets", headers={"Accept-Encoding": "gzip, br"})
        import gzip
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertEqual(packed.headers["etag"], tag)
        head = self.ask("/api/v1/facets", "HEAD")
        self.assertEqual((head.body, head.headers["content-length"]), (b"", str(len(plain.body))))

    def malformed(self, chance):
        """One of endless bad requests: pieces of good ones, cut, doubled, with bytes changed."""
        good = [b"GET /api/v1/incidents?kind=attack&limit=5&from=2016-01-01&bbox=1,2,3,4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                b"GET /api/v1/documents/kirkuk-09 HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\nAccept-Encoding: gzip\r\n\r\n",
                b"GET /api/v1/claims/kirkuk-09%3Ac1 HTTP/1.1\r\nHost: localhost\r\nCookie: isnad_session=abc\r\n\r\n",
                b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
                b'{"user":"a","password":"b"}',
                b"POST /api/v1/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n"
                b'{"text":"abc"}', b"GET /?x=%D9%82&y=+ HTTP/1.0\r\nHost: [::1]\r\nConnection: keep-alive\r\n\r\n"]
        data = bytearray(chance.choice(good))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) + 1)
            what = chance.randrange(5)
            if what == 0:
                del data[at:at + chance.randint(1, 20)]
            elif what == 1:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
            elif what == 2:
                data[at:at] = data[at:at + 30]
            elif what == 3:
                data[at:at] = chance.choice([b"%00", b"\r\n", b"%", b"\xff\xfe", b"A" * 9000, b"..%2f", b"{[" * 50, b"\0", b"-1"])
            else:
                data = bytearray(chance.choice(good)[:at]) + data[at:]
        return bytes(data)

    def test_five_thousand_malformed_requests(self):
        def attack(seed):
            chance = random.Random(seed)
            for _ in range(1000):
                self.send(self.malformed(chance), wait=chance.random() < 0.7)

        attackers = [threading.Thread(target=attack, args=(seed,)) for seed in range(5)]
        for attacker in attackers:
            attacker.start()
        for attacker in attackers:
            attacker.join()
        self.assertIsNone(self.server.poll(), "the server is still there")
        self.assertEqual(self.get("incidents")["total"], len(self.get("incidents?limit=200")["items"]))

    def test_many_at_once_see_one_truth(self):
        expected = self.get("incidents?limit=200")["items"]
        wrong = []

        def read():
            for _ in range(20):
                if self.get("incidents?limit=200")["items"] != expected:
                    wrong.append(1)

        readers = [threading.Thread(target=read) for _ in range(16)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        self.assertEqual(wrong, [])

    def test_what_is_ingested_meanwhile_appears(self):
        before = self.get("meta")["state"]
        document = {"doc_id": "late", "outlet": "late", "published": "2016-10-23", "text": report(3)}
        self.run_program("ingest", self.database, self.write("late.jsonl", json.dumps(document)))
        for _ in range(200):
            if self.get("meta")["state"] != before:
                break
            threading.Event().wait(0.1)
        self.assertEqual(self.get("incidents?outlet=late&limit=1")["items"][0]["outlets"] >= 1, True)


if __name__ == "__main__":
    unittest.main()
