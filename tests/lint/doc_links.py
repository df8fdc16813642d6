#!/usr/bin/env python3
"""Check that the documents point at things that exist: doc_links.py ROOT

In every Markdown file of the repository: relative links, and paths in backquotes that begin with a folder of ours.
"""
import pathlib
import re
import subprocess
import sys

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:src|include|apps|tests|fuzz|bench|examples|resources|docs|tools|cmake|models)/[\w./-]*)`")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def markdown_files(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
                            capture_output=True, text=True)
    names = listed.stdout.split() if listed.returncode == 0 else [str(p.relative_to(root)) for p in root.rglob("*.md")]
    return [root / name for name in sorted(names) if (root / name).is_file()]


def targets(root, path):
    """(line, text, file that must exist)."""
    text = FENCE.sub(lambda match: "\n" * match[0].count("\n"), path.read_text(encoding="utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        for link in LINK.findall(line):
            if not re.match(r"[a-z]+:|#", link):
                yield number, link, path.parent / link.split("#")[0]
        for name in PATH.findall(line):
            yield number, name, root / name


def main(arguments):
    root, found = pathlib.Path(arguments[0]).resolve(), []
    for path in markdown_files(root):
        for number, text, target in targets(root, path):
            if not target.exists():
                found.append(f"{path.relative_to(root)}:{number}: {text} does not exist")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
