"""A server over a store of its own, as a user would start it, and requests to it."""
import http.client
import json
import os
import pathlib
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import stores  # noqa: E402
from program import PROGRAM, REPORTS, ROOT, Case  # noqa: E402

PASSWORDS = {"amal": "olive-branch-1", "badr": "olive-branch-2", "root": "olive-branch-3"}
ROLES = {"amal": "reviewer", "badr": "reviewer", "root": "admin"}


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class Server(Case):
    """A test case with a running server over the example reports; `extra` documents are ingested besides."""
    extra = []
    postgres = stores.SERVER
    options = ()

    def setUp(self):
        super().setUp()
        self.database = stores.new_store(self.folder, server=self.postgres)
        documents = self.write("extra.jsonl", "".join(json.dumps(document) + "\n" for document in self.extra))
        self.run_program("ingest", self.database, REPORTS, *([documents] if self.extra else []))
        self.users = self.folder / "users"
        self.add_users()
        self.start()

    def add_users(self):
        for user, password in PASSWORDS.items():
            self.run_program("users", self.users, "add", user, "--role", ROLES[user], given=password.encode() + b"\n")

    def start(self):
        self.server = subprocess.Popen(
            [PROGRAM, "serve", str(self.database), "--port", "0", "--users", str(self.users), "--rate", "0",
             *self.options], stderr=subprocess.PIPE)
        self.addCleanup(self.stop)
        line = self.server.stderr.readline().decode()
        self.assertIn("serving http://127.0.0.1:", line)
        self.port = int(line.split("127.0.0.1:")[1].split("/")[0])

    def stop(self):
        """Ends the server as Ctrl-C does; sanitizers report leaks by their exit code."""
        if self.server.poll() is None:
            self.server.terminate()
        errors = self.server.communicate(timeout=60)[1].decode(errors="replace")
        self.assertEqual(self.server.returncode, 0, errors)

    def ask(self, path, method="GET", body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, status=200, headers=None):
        answer = self.ask("/api/v1/" + path, headers=headers)
        self.assertEqual(answer.status, status, answer.body.decode(errors="replace")[:500])
        return answer.json()

    def sign_in(self, user):
        """Headers that carry a session of the user by token."""
        answer = self.ask("/api/v1/session", "POST", {"user": user, "password": PASSWORDS[user]})
        self.assertEqual(answer.status, 200, answer.body)
        return {"Authorization": "Bearer " + answer.json()["token"]}


def quoted(text):
    return urllib.parse.quote(text, safe="")
