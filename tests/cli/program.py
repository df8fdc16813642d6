"""Running the program as its users do. ISNAD_PROGRAM names it; the build of the release preset is the default."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import stores

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("ISNAD_PROGRAM", str(ROOT / "build" / "release" / "isnad"))
DATA = ROOT / "tests" / "data"
REPORTS = ROOT / "examples" / "reports"


class Case(unittest.TestCase):
    """A test with a folder of its own; `run_program` checks the exit code, unless it is None."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="isnad-test-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def run_program(self, *arguments, given=b"", code=0):
        done = subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, timeout=600)
        if code is not None:
            self.assertEqual(done.returncode, code, done.stderr.decode(errors="replace"))
        return done

    def start(self, *arguments, **more):
        """The program in the background: its error output is piped. What is left of it ends with the test."""
        child = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)

        def end():
            if child.poll() is None:
                child.kill()
                child.communicate()
            child.stderr.close()

        self.addCleanup(end)
        return child

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def records(self, *arguments, given=b"", code=0):
        """The JSON Lines that a command prints."""
        return [json.loads(line) for line in self.run_program(*arguments, given=given, code=code).stdout.splitlines()]


class StoreCase(Case):
    """A test of the store `self.db`."""

    def setUp(self):
        super().setUp()
        self.db = stores.new_store(self.folder)

    def ask(self, sql):
        return stores.ask(self.db, sql)


def report(number=0):
    """The text of an example report."""
    lines = (REPORTS / "kirkuk.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(lines[number])["text"]
