"""Where tests put a store: a file of SQLite, or a schema of the PostgreSQL server that ISNAD_POSTGRES names
(tests/postgres/with_server.py), so that the same tests hold of both."""
import csv
import io
import itertools
import os
import sqlite3
import subprocess

SERVER = os.environ.get("ISNAD_POSTGRES")
numbers = itertools.count(1)


def psql(url, sql):
    done = subprocess.run(["psql", url, "-q", "-X", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql], capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout.decode()


def new_store(folder, name="events.db", server=SERVER):
    """A path or an URL where no store is yet."""
    if server is None:
        return folder / name
    schema = f"t{os.getpid()}_{next(numbers)}"
    psql(server, f"CREATE SCHEMA {schema}")
    return f"{server}&options=-csearch_path%3D{schema}"


def value_of(cell):
    if cell.startswith("\\x"):
        return bytes.fromhex(cell[2:])
    return int(cell) if cell.lstrip("-").isdigit() else cell


def ask(store, sql):
    """The rows that a query gives, or nothing when it changes rows."""
    if isinstance(store, str):
        rows = csv.reader(io.StringIO(psql(store, sql)))
        return [tuple(map(value_of, row)) for row in rows]
    connection = sqlite3.connect(store)
    try:
        with connection:
            return connection.execute(sql).fetchall()
    finally:
        connection.close()


def blob(content):
    """Bytes in the language of the database under test."""
    return f"'\\x{content.hex()}'::bytea" if SERVER else f"x'{content.hex()}'"
