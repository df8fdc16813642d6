#!/usr/bin/env python3
"""Check that the public headers say what they offer: public_docs.py ROOT

Every header of include/isnad opens with a comment, and every class, struct, enum and function at namespace level or public
in a class has a comment right above it or at the end of its line, except overloads that follow a commented one directly,
special members, and operators.
"""
import pathlib
import re
import sys

DECLARATION = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:static |inline |constexpr |virtual |explicit |friend )*"
                         r"(?:(?:class|struct|enum(?: class)?)\s+(?:\[\[\w+\]\] )?\w+|[\w:<>,&*\s]+[\s&*]\w+\()")
SPECIAL = re.compile(r"~|operator|= default|= delete|\{ return .* \}$|^\s*(?:explicit )?[A-Z]\w*\(|^\s*(return|using|friend|if|for|else|template <>)\b")
FORWARD = re.compile(r"^\s*(class|struct) \w+;")


def check(text):
    """(line, declaration) of each that has no comment."""
    private, depth, before_documented = False, 0, False
    previous = ""
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if re.match(r"(private|protected):", stripped):
            private = True
        elif stripped.startswith("public:"):
            private = False
        shallow = depth <= (1 if re.match(r"\S", line) else 2)
        if DECLARATION.match(line) and not SPECIAL.search(line) and not FORWARD.match(line) and not private and shallow:
            documented = previous.startswith("///") or "///<" in line or (before_documented and previous != "") or previous.startswith("template")
            if not documented:
                yield number, stripped
            before_documented = documented
        elif not stripped:
            before_documented = False
        depth += line.count("{") - line.count("}")
        if line.startswith("};"):
            private = False
        if stripped and not stripped.startswith("//  "):
            previous = stripped
        if not stripped:
            previous = ""


def main(arguments):
    root, found = pathlib.Path(arguments[0]).resolve(), []
    for path in sorted((root / "include" / "isnad").glob("*.h")):
        text, where = path.read_text(encoding="utf-8"), path.relative_to(root)
        if not text.startswith("//"):
            found.append(f"{where}:1: the header does not open with a comment")
        found += [f"{where}:{line}: no comment on `{what}`" for line, what in check(text)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
