#!/usr/bin/env python3
"""Check that resources/README.md names every table and every column: resources_doc.py ROOT"""
import pathlib
import re
import sys


def header(path):
    with open(path, encoding="utf-8") as lines:
        return next(line for line in lines if not line.startswith("#")).rstrip("\n").split("\t")


def main(arguments):
    folder, found = pathlib.Path(arguments[0]) / "resources", []
    rows = {}
    for line in (folder / "README.md").read_text(encoding="utf-8").splitlines():
        match = re.match(r"\| `(\w+\.tsv)` \|", line)
        if match:
            rows[match[1]] = set(re.findall(r"`([^`]+)`", line))
    for path in sorted(folder.glob("*.tsv")):
        missing = [column for column in header(path) if column not in rows.get(path.name, ()) and column not in ("source", "note")]
        if path.name not in rows:
            found.append(f"resources/README.md:1: no row for {path.name}")
        elif missing:
            found.append(f"resources/README.md:1: the row of {path.name} does not name: {' '.join(missing)}")
    found += [f"resources/README.md:1: {name} does not exist" for name in rows if not (folder / name).is_file()]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
