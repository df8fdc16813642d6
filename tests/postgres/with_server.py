#!/usr/bin/env python3
"""Runs a command beside a PostgreSQL server of its own: with_server.py COMMAND…

The server lives in a temporary folder, listens on a socket there and on a free port of the loopback interface, and ends
with the command, whose exit code is handed on. ISNAD_POSTGRES tells the command an URL of a database in which it may
make schemas and beside which it may make databases. Without PostgreSQL the exit code is 77, which ctest takes for "skipped".
"""
import ctypes
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SKIPPED = 77


def programs():
    """The folder of the newest server of this machine; none: None."""
    found = [pathlib.Path(p).parent for p in pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found.sort(key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))])
    in_path = shutil.which("initdb")
    return found[-1] if found else pathlib.Path(in_path).resolve().parent if in_path else None


def unprivileged():
    """What starts a process as a user that PostgreSQL consents to run as: it refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        except KeyError:
            continue
    return {}


def end_with_us():
    """Asks the kernel to end the server when this process dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, folder, binaries):
        self.folder, self.binaries, self.as_user = pathlib.Path(folder), binaries, unprivileged()
        if self.as_user:
            os.chown(folder, self.as_user["user"], self.as_user["group"])
        os.chmod(folder, 0o755)
        self.log = open(self.folder / "log", "wb")

    def start(self):
        data = self.folder / "data"
        subprocess.run([self.binaries / "initdb", "-D", data, "-U", "isnad", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                       check=True, stdout=self.log, stderr=self.log, cwd=self.folder, **self.as_user)
        port = free_port()
        # The tests kill programs, not the machine: what the disk has does not matter to them.
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", data, "-p", str(port), "-k", self.folder, "-c", "listen_addresses=127.0.0.1",
             "-c", "fsync=off", "-c", "max_connections=60", "-c", "shared_buffers=64MB"],
            stdout=self.log, stderr=self.log, cwd=self.folder, preexec_fn=end_with_us, **self.as_user)
        for _ in range(600):
            if self.process.poll() is not None:
                break
            ready = [self.binaries / "pg_isready", "-q", "-h", self.folder, "-p", str(port), "-U", "isnad"]
            if subprocess.run(ready).returncode == 0:
                return f"postgresql://isnad@:{port}/postgres?host={self.folder}"
            time.sleep(0.1)
        raise RuntimeError("the server does not start:\n" + (self.folder / "log").read_text(errors="replace"))

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()


def main():
    binaries = programs()
    if binaries is None:
        print("skipped: PostgreSQL is not installed (package postgresql)")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="isnad-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        server = Server(folder, binaries)
        url = server.start()
        try:
            return subprocess.run(sys.argv[1:], env={**os.environ, "ISNAD_POSTGRES": url}).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
