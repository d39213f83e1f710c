"""Reads which imports installed distributions provide, out of the metadata of their wheels.

Usage: python scripts/read-distributions.py SITE_PACKAGES [SITE_PACKAGES ...]

Writes two files. `test/core/knowledge/import-names.json` is the labelled set: every distribution with its
version and the modules that it alone provides, at the shallowest level at which it does. Of it comes
`src/core/knowledge/generated/import-names.ts`, which nbship ships: imports that are named otherwise than
their distribution, and those that are named alike. Nothing is imported and nothing is run.
"""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from collections import defaultdict
from datetime import date
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LABELLED = ROOT / "test" / "core" / "knowledge" / "import-names.json"
TARGET = ROOT / "src" / "core" / "knowledge" / "generated" / "import-names.ts"

# What wheels carry beside their packages, which no notebook imports.
BESIDE = {
    "test",
    "tests",
    "testing",
    "doc",
    "docs",
    "example",
    "examples",
    "benchmark",
    "benchmarks",
    "scripts",
    "tools",
    "bin",
    "data",
    "share",
    "samples",
    "licenses",
    "changelog",
    "conftest",
    "setup",
    "build",
    "dist",
}

# Roots that many distributions share, also where an environment holds one of them only.
SHARED = {
    "google",
    "google.cloud",
    "azure",
    "azure.storage",
    "databricks",
    "opentelemetry",
    "jaraco",
    "backports",
    "zc",
    "flufl",
    "zope",
}

# Namespaces are told apart down to this level, e.g. `google.cloud.storage`.
DEEPEST = 3


def normalised(name: str) -> str:
    """The name of a distribution as PEP 503 writes it, e.g. `scikit-learn`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def modules_of(distribution: metadata.Distribution) -> set[str]:
    """Dotted names of what a wheel brings, from its RECORD, e.g. `google.cloud.storage`."""
    found = set()
    for file in distribution.files or []:
        match = re.fullmatch(r"(\w+)\.(?:py|so|pyd|[\w-]+\.so|[\w-]+\.pyd)", file.name)
        if not match or ".." in file.parts:
            continue
        parts = [*file.parts[:-1]] + ([] if match[1] == "__init__" else [match[1]])
        if all(part.isidentifier() and not part.startswith("_") for part in parts):
            found.update(".".join(parts[:length]) for length in range(1, min(len(parts), DEEPEST) + 1))
    return {each for each in found if each.split(".")[0].lower() not in BESIDE}


def read(folders: list[str]) -> dict[str, tuple[str, set[str]]]:
    """Version and modules by distribution; the first environment that has one tells."""
    known: dict[str, tuple[str, set[str]]] = {}
    for distribution in metadata.distributions(path=folders):
        name = normalised(distribution.metadata["Name"])
        known.setdefault(name, (distribution.version, modules_of(distribution)))
    return known


def labelled(known: dict[str, tuple[str, set[str]]]) -> dict[str, dict[str, object]]:
    """For each distribution the shallowest modules that no other one provides."""
    providers = defaultdict(set)
    for name, (_, modules) in known.items():
        for module in modules:
            providers[module].add(name)
    result = {}
    for name, (version, modules) in sorted(known.items()):
        alone = {each for each in modules - SHARED if len(providers[each]) == 1}
        shallowest = sorted(each for each in alone if each.rpartition(".")[0] not in alone)
        # Where a root is shared, only what looks like a package of its own.
        own = [each for each in shallowest if "." not in each or tells(name, each)]
        if own:
            result[name] = {"version": version, "modules": own}
    return result


def tells(name: str, module: str) -> bool:
    """Whether a module in a shared namespace has its distribution's name, or is one of its versions."""
    last = normalised(re.sub(r"_v\d\w*$", "", module.split(".")[-1]))
    return last in name or name.replace("-", "").endswith(last.replace("-", ""))


def wrapped(words: list[str]) -> str:
    """A long string of words as TypeScript, over several lines."""
    lines = textwrap.wrap(" ".join(words), 120, break_on_hyphens=False, break_long_words=False)
    return " +\n".join(f"  '{line} '" for line in lines)


def source_of(facts: dict[str, dict[str, object]]) -> str:
    """The TypeScript file."""
    different, same = [], []
    for name, each in facts.items():
        for module in each["modules"]:
            if normalised(module) == name:
                same.append(module)
            else:
                different.append(f"{module}:{name}")
    return (
        "// Which distribution an import comes from, as wheels say; "
        "written by scripts/read-distributions.py.\n\n"
        f"/** Read out of the metadata of {len(facts)} distributions on {date.today().isoformat()}; "
        "their versions stand in test/core/knowledge/import-names.json. */\n"
        f"export const READ_DIFFERENT =\n{wrapped(sorted(different))};\n\n"
        f"/** Imports that are named as their distribution is. */\n"
        f"export const READ_SAME =\n{wrapped(sorted(same))};\n"
    )


def main() -> None:
    """Read the environments and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="SITE_PACKAGES")
    facts = labelled(read(parser.parse_args().folders))
    content = json.dumps({"read": date.today().isoformat(), "distributions": facts}, indent=1)
    LABELLED.write_text(content + "\n", encoding="utf-8")
    TARGET.write_text(source_of(facts), encoding="utf-8")


if __name__ == "__main__":
    main()
