"""Print what CPython's own parser makes of Python sources: every name bound, used, deleted or declared.

Reads a JSON list of ``{"id": ..., "source": ...}`` or ``{"id": ..., "path": ...}`` from stdin and prints one
JSON object a line: ``{"id", "source", "names"}``; ``names`` is null for what CPython refuses, else a list of
``"kind name line column"`` with columns in UTF-8 bytes. ``--standard-library N`` adds N files of the running
Python's standard library, evenly chosen (0 for all of it).
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import sysconfig
import tokenize
import warnings
from collections.abc import Iterator
from pathlib import Path

# Before 3.12 the nodes inside an f-string had no true place.
FSTRINGS_HAVE_PLACES = sys.version_info >= (3, 12)


def names_of(node: ast.AST, in_fstring: bool = False) -> Iterator[str]:
    """Yield one line for every name that a tree mentions."""
    in_fstring = in_fstring or (isinstance(node, ast.JoinedStr) and not FSTRINGS_HAVE_PLACES)
    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
    place = "0 0" if in_fstring else f"{line} {column}"
    for kind, name in mentions(node):
        yield f"{kind} {name} {place}"
    for child in ast.iter_child_nodes(node):
        yield from names_of(child, in_fstring)


def mentions(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that one node itself mentions, with what it does to them."""
    kind = type(node).__name__
    if isinstance(node, ast.Name):
        yield {"Load": "use", "Store": "bind", "Del": "unbind"}[type(node.ctx).__name__], node.id
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield "bind", node.name
    elif isinstance(node, ast.alias):
        yield "bind", node.asname or node.name.split(".")[0]
    elif isinstance(node, ast.arg):
        yield "bind", node.arg
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        for name in node.names:
            yield "declare", name
    elif kind in ("ExceptHandler", "MatchAs", "MatchStar", "TypeVar", "ParamSpec", "TypeVarTuple"):
        name = getattr(node, "name", None)
        if name:
            yield "bind", name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield "bind", node.rest


def names_in(source: str) -> list[str] | None:
    """Return the sorted names of a source, or None where CPython refuses it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        return sorted(names_of(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def standard_library(count: int) -> list[Path]:
    """Choose files of the standard library, evenly over its sorted paths."""
    root = Path(sysconfig.get_paths()["stdlib"])
    files = sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts)
    step = max(1, len(files) // count) if count else 1
    return files[::step]


def read(path: Path) -> str | None:
    """Read a source in its own encoding, with plain line ends."""
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError, OSError):
        return None


def main() -> None:
    """Answer the request on stdin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--standard-library", type=int, metavar="N")
    options = parser.parse_args()
    sources = [
        (str(each["id"]), each.get("source") or read(Path(each["path"])))
        for each in json.load(sys.stdin)
        if each.get("source") or each.get("path")
    ]
    if options.standard_library is not None:
        sources += [(str(path), read(path)) for path in standard_library(options.standard_library)]
    for identity, source in sources:
        if source is not None:
            print(json.dumps({"id": identity, "source": source, "names": names_in(source)}))


if __name__ == "__main__":
    main()
