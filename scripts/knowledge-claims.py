"""Check claims about library calls against the libraries that are installed.

Reads JSON from standard input: [{"name": qualified, "arguments": [{"name": ..., "position": ...}]}].
Writes JSON: {"checked": count, "absent": [name], "wrong": ["name: why"]}.
Libraries that are not installed are left out.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import sys
import warnings
from typing import Any

MISSING = object()


def resolve(qualified: str) -> tuple[object, bool]:
    """Find what a dotted name stands for (MISSING where there is none), and whether a class is on the way.

    Raises ModuleNotFoundError where the library itself is not installed.
    """
    parts = qualified.split(".")
    importlib.import_module(parts[0])
    for end in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        through_class = False
        for part in parts[end:]:
            through_class = through_class or inspect.isclass(thing)
            thing = getattr(thing, part, MISSING)
            if thing is MISSING:
                break
        if thing is not MISSING:
            return thing, through_class
    return MISSING, False


def mismatch(thing: object, through_class: bool, argument: dict[str, Any]) -> str | None:
    """Say why a call has no such argument there; None where it has, or where Python does not tell."""
    try:
        parameters = list(inspect.signature(thing).parameters.values())  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    if through_class and parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    names = [each.name for each in parameters]
    wanted = [argument["name"], *argument.get("also", [])]
    if argument["name"] == "":
        return None
    found = [name for name in wanted if name in names]
    if not found and any(each.kind is each.VAR_KEYWORD for each in parameters):
        return None
    if not found:
        return f"no argument {argument['name']}, but {' '.join(names)}"
    position = argument.get("position")
    place = names.index(found[0])
    if position is not None and not (
        place == position and parameters[place].kind is not parameters[place].KEYWORD_ONLY
    ):
        return f"{found[0]} is at {place}, not at {position}"
    return None


def enable_experimental() -> None:
    """Make scikit-learn's experimental estimators importable, where it is installed."""
    for name in ("enable_halving_search_cv", "enable_iterative_imputer"):
        with contextlib.suppress(ImportError):
            importlib.import_module(f"sklearn.experimental.{name}")


def main() -> int:
    """Read claims, write what does not hold."""
    warnings.simplefilter("ignore")
    enable_experimental()
    checked, absent, wrong = 0, [], []
    missing: set[str] = set()
    for claim in json.load(sys.stdin):
        if claim["name"].split(".")[0] in missing:
            continue
        try:
            thing, through_class = resolve(claim["name"])
        except ModuleNotFoundError:
            missing.add(claim["name"].split(".")[0])
            continue
        checked += 1
        if thing is MISSING:
            absent.append(claim["name"])
            continue
        why = (mismatch(thing, through_class, argument) for argument in claim["arguments"])
        wrong.extend(f"{claim['name']}: {each}" for each in why if each)
    json.dump({"checked": checked, "absent": absent, "wrong": wrong}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
