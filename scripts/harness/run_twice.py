"""Really runs notebooks several times, each in a fresh process, and says which cells differ, by value.

Usage: python scripts/harness/run_twice.py FOLDER OUTPUT.jsonl [--runs 4] [--only TEXT] ...

Threads are pinned and PYTHONHASHSEED is random. Of each cell three things are compared: the names that it
binds or changes (by content, as `nbship verify` does), what it shows (text without addresses, times and
durations; the value of its last line), and the data of its figures. Nothing is written into FOLDER.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src" / "python"))

from run_mutants import CHANGING, _close_figures, _shell, sources_of
from verify import digest

#: What a cell holds: digests of the values of its names, of each figure, of the text and the last value.
Seen = dict[str, str]


def watched(path: Path) -> dict[str, Any]:
    """Run every cell until one fails; what each of them left and showed."""
    from IPython.utils.capture import capture_output

    warnings.filterwarnings("ignore")
    shell = _shell()
    # `%matplotlib inline` would show and close the figures before they are looked at.
    shell.enable_matplotlib = lambda *_, **__: ("agg", "agg")
    # The value of a last line is compared by content, not by its text.
    shell.displayhook.write_output_prompt = lambda: None
    shell.displayhook.write_format_data = lambda *_, **__: None
    sys.path.insert(0, "")
    hidden = set(shell.user_ns)
    cells: list[tuple[int, Seen]] = []
    before: Seen = {}
    held: dict[str, Any] = {}
    for at, source in sources_of(path):
        with capture_output() as captured:
            result = shell.run_cell(source, store_history=True, silent=False)
        values = {
            name: value
            for name, value in shell.user_ns.items()
            if name not in hidden and not name.startswith("_") and not isinstance(value, types.ModuleType)
        }
        names = {name: safe_digest(value) for name, value in values.items()}
        seen = {
            f"name {name}": told
            for name, told in names.items()
            if before.get(name) != told or held[name] is not values[name]
        }
        seen |= {f"figure {number}": told for number, told in figures()}
        seen["text"] = safe_digest(CHANGING.sub("", captured.stdout))
        if result.result is not None:
            seen["last"] = safe_digest(result.result)
        shown = captured.outputs[: -1 if result.result is not None else None]
        seen["shown"] = safe_digest([CHANGING.sub("", text) for text in texts(shown)])
        cells.append((at, seen))
        before, held = names, values
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            return {"cells": cells, "failure": [at, f"{type(error).__name__}: {error}"[:200]]}
        _close_figures()
    return {"cells": cells, "failure": None}


def texts(outputs: list[Any]) -> Iterator[str]:
    """What is shown as plain text; values of the last line are compared by content."""
    for output in outputs:
        data = getattr(output, "data", None) or {}
        text = data.get("text/plain", "")
        # A frame of many rows shows some of them; objects tell their addresses.
        if not text.startswith(("<Figure", "<Axes", "[<", "<matplotlib", "(array", "array(")):
            yield text


def safe_digest(value: Any) -> str:
    """A digest, or the error that making it gave."""
    if hasattr(value, "columns") and hasattr(value, "iloc"):
        # Tables of run times, e.g. of `cv_results_`.
        value = value[[name for name in value.columns if not str(name).endswith("_time")]]
    try:
        return digest(value)
    except Exception as error:  # noqa: BLE001 - an object that fails when it is looked at
        return type(error).__name__


def figures() -> Iterator[tuple[int, str]]:
    """Number and digest of the data of every open figure."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot else []:
        yield number, safe_digest([list(drawn(axes)) for axes in pyplot.figure(number).axes])


def drawn(axes: Any) -> Iterator[Any]:
    """The numbers and texts that axes show."""
    for line in axes.lines:
        yield line.get_xydata()
    for each in axes.collections:
        yield [each.get_offsets(), each.get_array(), [path.vertices for path in each.get_paths()]]
    for patch in axes.patches:
        yield patch.get_path().transformed(patch.get_patch_transform()).vertices
    for image in axes.images:
        yield image.get_array()
    yield [each.get_text() for each in (*axes.texts, axes.title)]


def difference(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For every cell that all runs reached, what differs between any two of them."""
    told = []
    for cells in zip(*(each["cells"] for each in runs), strict=False):
        keys = sorted({key for _, seen in cells for key in seen})
        varies = [key for key in keys if len({seen.get(key) for _, seen in cells}) > 1]
        # A name that one run alone changed is told by its value.
        told.append({"cell": cells[0][0], "varies": varies})
    return told


def run_notebook(path: Path, folder: Path, runs: int, seconds: float) -> dict[str, Any]:
    """Run a notebook in copies of its repository's folder."""
    top = folder / path.relative_to(folder).parts[0]
    base = top if top.is_dir() else folder
    told = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "copy"
            shutil.copytree(base, copy)
            place = copy / path.relative_to(base)
            out = Path(scratch) / "out.json"
            environment = {**os.environ, "PYTHONHASHSEED": "random", "IPYTHONDIR": str(Path(scratch) / "i")}
            command = [sys.executable, str(Path(__file__).resolve()), "--one", str(place), str(out)]
            try:
                subprocess.run(
                    command,
                    cwd=place.parent,
                    env=environment,
                    timeout=seconds,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return {"status": "timeout"}
            if not out.exists():
                return {"status": "crashed"}
            told.append(json.loads(out.read_text(encoding="utf-8")))
    failures = [each["failure"] for each in told]
    return {"status": "ran", "runs": runs, "failure": failures[0], "cells": difference(told)}


def main() -> int:
    """Run everything below a folder, or one notebook in this process."""
    if sys.argv[1:2] == ["--one"]:
        path, out = Path(sys.argv[2]), Path(sys.argv[3])
        out.write_text(json.dumps(watched(path)), encoding="utf-8")
        return 0
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--only", action="append", default=[], help="only notebooks whose path has this text")
    given = parser.parse_args()
    os.environ.update(
        MPLBACKEND="Agg", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONWARNINGS="ignore"
    )
    with given.output.open("w", encoding="utf-8") as output:
        for path in sorted(given.folder.rglob("*.ipynb")):
            if given.only and not any(text in str(path) for text in given.only):
                continue
            record = run_notebook(path, given.folder, given.runs, given.seconds)
            output.write(json.dumps({"notebook": str(path.relative_to(given.folder)), **record}) + "\n")
            output.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
