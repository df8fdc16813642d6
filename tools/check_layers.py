#!/usr/bin/env python3
"""Check every #include against src/LAYERS: check_layers.py [ROOT]

Refused are: an include of a folder that the including folder may not see, a folder or public header that src/LAYERS does
not name, a circle among folders or among headers, and, in apps/, examples/ and bench/, anything of ours but <isnad/...>
and the folder's own headers. Unit tests (x_test.cc, x_test.h) may include what they need. Findings are printed as file:line.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
OUTSIDE = ("apps", "examples", "bench")


class Layers:
    """The allowed edges, as src/LAYERS states them."""

    def __init__(self, path):
        self.allowed, self.headers, self.lines = {}, {}, {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            left, right = (part.strip() for part in line.split(":", 1))
            if left.startswith("header "):
                self.headers[left.split()[1]] = right
            else:
                self.allowed[left] = {left, *right.split()}
                self.lines[left] = number

    def of(self, root, path):
        """The layer of a file below src/ or include/; None when LAYERS does not name it."""
        parts = path.relative_to(root).parts
        if parts[0] == "src":
            return parts[1] if parts[1] in self.allowed else None
        return self.headers.get("/".join(parts[1:]))


def includes(path):
    """(line number, spelling) of the includes that can be ours."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match and (match[1] == '"' or match[2].startswith("isnad/")):
            yield number, match[2]


def resolve(root, path, name):
    """The file that an include means, or None."""
    for base in (root / "include", root / "src", path.parent):
        if (base / name).is_file():
            return base / name
    return None


def sources(root, *folders):
    for folder in folders:
        yield from sorted(p for p in (root / folder).rglob("*") if p.suffix in (".cc", ".h"))


def circle(graph):
    """Some circle of a graph {node: [nodes]}, as a list that ends where it begins; None when there is none."""
    state, trail = {}, []

    def visit(node):
        state[node] = "open"
        trail.append(node)
        for follower in graph.get(node, ()):
            if state.get(follower) == "open":
                return trail[trail.index(follower):] + [follower]
            found = visit(follower) if follower not in state else None
            if found:
                return found
        state[node] = "done"
        trail.pop()
        return None

    for node in graph:
        found = visit(node) if node not in state else None
        if found:
            return found
    return None


def check_library(root, layers):
    graph = {}
    for path in sources(root, "src", "include"):
        where, layer = path.relative_to(root), layers.of(root, path)
        if layer is None:
            yield f"{where}:1: src/LAYERS does not say to which layer this file belongs; add it there"
            continue
        for number, name in includes(path):
            target = resolve(root, path, name)
            if target is None:
                yield f"{where}:{number}: no file is called {name}"
                continue
            graph.setdefault(str(where), []).append(str(target.relative_to(root)))
            of = layers.of(root, target)
            if not path.name.endswith(("_test.cc", "_test.h")) and of not in layers.allowed[layer]:
                yield f"{where}:{number}: {layer} may not include {name} (layer {of}); see src/LAYERS"
    found = circle(graph)
    if found:
        yield f"{found[0]}:1: headers include each other in a circle: {' -> '.join(found)}"


def check_outside(root):
    for path in sources(root, *(folder for folder in OUTSIDE if (root / folder).is_dir())):
        for number, name in includes(path):
            public, own = (root / "include" / name).is_file(), (path.parent / name).is_file()
            if not public and not own:
                yield f"{path.relative_to(root)}:{number}: only public headers <isnad/...> may be included here, not {name}"


def check(root):
    layers = Layers(root / "src" / "LAYERS")
    found = circle({layer: sorted(allowed - {layer}) for layer, allowed in layers.allowed.items()})
    if found:
        yield f"src/LAYERS:{layers.lines[found[0]]}: layers allow each other in a circle: {' -> '.join(found)}"
    yield from check_library(root, layers)
    yield from check_outside(root)


def main(arguments):
    findings = list(check(pathlib.Path(arguments[0] if arguments else ".").resolve()))
    print("\n".join(findings), end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
