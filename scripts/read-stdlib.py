"""Writes the top-level modules of Python's standard library, and the members of its containers, as read.

Usage: python scripts/read-stdlib.py PYTHON [PYTHON ...]

``sys.stdlib_module_names`` exists from Python 3.10 on; of older ones the files are listed. Modules that a
later version dropped stay in the list: a notebook that imports them asks for an older Python, not for a
package. Which version brought and which dropped a module is told too, so versions must follow each other.
"""

import argparse
import importlib
import itertools
import json
import subprocess
import sys
import textwrap
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "core" / "knowledge" / "generated" / "standard-library.ts"
QUESTION = (
    "import json, os, pkgutil, platform, sys; at = os.path.dirname(os.__file__); "
    "listed = [each[1] for each in pkgutil.iter_modules([at, os.path.join(at, 'lib-dynload')])]; "
    "names = getattr(sys, 'stdlib_module_names', None) or [*listed, *sys.builtin_module_names]; "
    "print(json.dumps([platform.python_version(), sorted(set(names) - {'test'})]))"
)


def names_of(python: str) -> tuple[str, list[str]]:
    """Return the version of an interpreter and the names of its standard library's modules."""
    answer = subprocess.run([python, "-I", "-c", QUESTION], check=True, capture_output=True, text=True)
    version, names = json.loads(answer.stdout)
    return version, names


def members() -> str:
    """Return the TypeScript of the public members of containers, which are the same since Python 3.3."""
    lines = [
        f"  'builtins.{cls.__name__}': '{' '.join(name for name in dir(cls) if not name.startswith('_'))}',"
        for cls in (list, tuple, dict, set)
    ]
    body = "\n".join(lines)
    return (
        "\n/** Public members of the classes that displays and comprehensions make. */\n"
        f"export const BUILTIN_MEMBERS: Readonly<Record<string, string>> = {{\n{body}\n}};\n"
    )


# Of Windows: the files of an older Python on another system do not tell of them.
ELSEWHERE = {"nt", "msilib", "msvcrt", "winreg", "winsound"}

STARRED = "collections datetime decimal fractions functools itertools math random re statistics string time"


def stars() -> str:
    """Return the TypeScript of what star imports of the STARRED modules bind in this interpreter."""
    lines = []
    for name in STARRED.split():
        module = importlib.import_module(name)
        public = getattr(module, "__all__", None) or [
            each for each in dir(module) if not each.startswith("_")
        ]
        lines.append(f"  '{name}':\n    '{' '.join(sorted(public))}',")
    body = "\n".join(lines)
    version = ".".join(map(str, sys.version_info[:2]))
    return (
        f"\n/** What a star import of a module binds, read from Python {version}. */\n"
        f"export const STAR_NAMES: Readonly<Record<string, string>> = {{\n{body}\n}};\n"
    )


def parts_of(version: str) -> list[int]:
    """Return a version's numbers, so that 3.9 comes before 3.10."""
    return [int(part) for part in version.split(".")]


def changes(answers: list[tuple[str, list[str]]]) -> str:
    """Return the TypeScript of the versions in which modules came and went."""
    since, until = {}, {}
    for (_, before), (version, now) in itertools.pairwise(answers):
        short = ".".join(version.split(".")[:2])
        public = [
            each
            for each in set(before) ^ set(now)
            if not each.startswith(("_", "xx")) and each not in ELSEWHERE
        ]
        for name in sorted(public):
            (since if name in now else until)[name] = short
    told = {name for _, names in answers for name in names}
    lines = [
        f"/** The first version that {'has' if table is since else 'no longer has'} a module. */\n"
        f"export const {name}: Readonly<Record<string, string>> = {{\n"
        + "".join(
            f"  {module}: '{version}',\n" for module, version in sorted(table.items()) if module in told
        )
        + "};\n"
        for name, table in (("STANDARD_SINCE", since), ("STANDARD_UNTIL", until))
    ]
    return "\n" + "\n".join(lines)


def source_of(versions: list[str], names: set[str]) -> str:
    """Return the TypeScript file that holds the names."""
    # Modules with one leading underscore are the implementation's; no notebook imports them.
    shown = sorted(name for name in names if not name.startswith("_") or name in {"__future__", "_thread"})
    lines = textwrap.wrap(" ".join(shown), 120)
    body = "\n".join(f"    '{line} ' +" for line in lines[:-1]) + f"\n    '{lines[-1]}'"
    return (
        "// Top-level modules of Python's standard library; written by scripts/read-stdlib.py.\n\n"
        f"/** Read from `sys.stdlib_module_names` of Python {', '.join(versions)}; "
        "what later versions dropped stays in. */\n"
        "export const STANDARD_LIBRARY: ReadonlySet<string> = new Set(\n"
        f"  (\n{body}\n  ).split(' '),\n"
        ");\n"
    )


def main() -> None:
    """Ask each interpreter and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    answers = [names_of(python) for python in parser.parse_args().pythons]
    answers.sort(key=lambda each: parts_of(each[0]))
    versions = [version for version, _ in answers]
    text = (
        source_of(versions, {name for _, names in answers for name in names})
        + changes(answers)
        + members()
        + stars()
    )
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
