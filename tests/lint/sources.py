#!/usr/bin/env python3
"""Check all C++ sources: sources.py ROOT

Refused are: characters outside ASCII (words of a language belong in resources/ and in test data), tabs, spaces at the
end of a line, headers without #pragma once, and files that do not open with a comment that says what they are for (x.cc
may leave that to its x.h, and x_test.cc to x.cc).
"""
import pathlib
import sys

FOLDERS = ("src", "include", "apps", "tests", "fuzz", "bench", "examples")


def check(text):
    """(line, message) of each finding."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.isascii():
            yield number, "a character outside ASCII: put words of a language into resources/ or a test's data file"
        if "\t" in line:
            yield number, "a tab"
        if line != line.rstrip():
            yield number, "white space at the end of the line"


def findings(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".cc", ".h", ".S"):
                continue
            text, where = path.read_text(encoding="utf-8"), path.relative_to(root)
            for number, message in check(text):
                yield f"{where}:{number}: {message}"
            partner = path.with_name(path.name.replace("_test.cc", ".cc")).with_suffix(".h")
            if not text.startswith("//") and not (path.suffix == ".cc" and partner.is_file()):
                yield f"{where}:1: the file does not open with a comment that says what it is for"
            if path.suffix == ".h" and "#pragma once" not in text:
                yield f"{where}:1: no #pragma once"


def main(arguments):
    found = list(findings(pathlib.Path(arguments[0]).resolve()))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
