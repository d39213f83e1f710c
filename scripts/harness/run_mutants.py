"""Really runs notebooks with one cell deleted or moved, and writes down the first failure of each.

Usage: python scripts/harness/run_mutants.py FOLDER OUTPUT.jsonl [--deletions N] [--moves N] [--only TEXT]

Every mutant runs in a forked process of its own that shares the cells before the change with the others, in
IPython, as Restart and Run All does: cell after cell, until the first error. Nothing is written into FOLDER.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """A notebook with a cell deleted (`to` is None) or moved; positions count code cells from 0."""

    cell: int
    to: int | None

    @property
    def shared(self) -> int:
        """How many cells run before anything differs."""
        return self.cell if self.to is None else min(self.cell, self.to)

    def order(self, count: int) -> list[int]:
        """The code cells in the order in which they run."""
        cells = [at for at in range(count) if at != self.cell]
        if self.to is not None:
            cells.insert(self.to, self.cell)
        return cells


def mutants_of(count: int, deletions: int, moves: int, seed: int) -> list[Mutant]:
    """A fixed choice for a seed; every cell is deleted where there are not more cells than asked for."""
    chance = random.Random(seed)
    deleted = list(range(count)) if count <= deletions else sorted(chance.sample(range(count), deletions))
    moved: list[Mutant] = []
    while count > 1 and len(moved) < moves:
        cell, to = chance.randrange(count), chance.randrange(count)
        if cell != to:
            moved.append(Mutant(cell, to))
    return sorted(
        {*(Mutant(cell, None) for cell in deleted), *moved},
        key=lambda each: (each.shared, each.cell, each.to or -1),
    )


def sources_of(path: Path) -> list[tuple[int, str]]:
    """The code cells with their index among all cells."""
    notebook = json.loads(path.read_text(encoding="utf8"))
    return [
        (at, "".join(cell["source"]))
        for at, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code"
    ]


def first_error(shell: Any, cells: Sequence[tuple[int, str]]) -> dict[str, Any] | None:
    """Run cells until one fails; what failed, or None."""
    for at, source in cells:
        result = shell.run_cell(source, store_history=True, silent=False)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            name = getattr(error, "name", None) if isinstance(error, NameError) else None
            if isinstance(error, UnboundLocalError) and name is None:
                name = str(error).split("'")[1] if "'" in str(error) else None
            return {"cell": at, "error": type(error).__name__, "name": name, "message": str(error)[:200]}
        _close_figures()
    return None


def _close_figures() -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def in_child(run: Any, seconds: float) -> dict[str, Any]:
    """What `run` gives, from a forked process that is killed when it takes too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer = json.dumps(run())
        except BaseException as error:  # noqa: BLE001 - also SystemExit: a mutant may call exit()
            answer = json.dumps({"status": "harness", "message": repr(error)[:200]})
        with os.fdopen(writing, "w") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(writing)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, _ = os.waitpid(child, os.WNOHANG)
        if done:
            with os.fdopen(reading) as pipe:
                text = pipe.read()
            return json.loads(text) if text else {"status": "crashed"}
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    return {"status": "timeout"}


def run_notebook(path: Path, chosen: Sequence[Mutant], seconds: float) -> Iterator[dict[str, Any]]:
    """Run the notebook as it is and all its mutants; the first record is that of the notebook as it is."""
    cells = sources_of(path)
    shell = _shell()

    def whole() -> dict[str, Any]:
        return {"status": "ran", "failure": first_error(shell, cells)}

    original = in_child(whole, seconds * 4)
    yield {"mutant": None, **original}
    if original.get("status") != "ran" or original["failure"] is not None:
        return
    pending = list(chosen)
    for done in range(len(cells) + 1):
        for mutant in [each for each in pending if each.shared == done]:
            rest = [cells[at] for at in mutant.order(len(cells))[done:]]
            record = in_child(
                lambda rest=rest: {"status": "ran", "failure": first_error(shell, rest)}, seconds
            )
            told = {
                "cell": cells[mutant.cell][0],
                "to": None if mutant.to is None else mutant.to,
                "at": mutant.cell,
            }
            yield {"mutant": told, **record}
        pending = [each for each in pending if each.shared > done]
        if done == len(cells) or not pending:
            return
        if first_error(shell, [cells[done]]) is not None:
            return


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="NoColor")
    shell.showtraceback = lambda *_, **__: None
    shell.showsyntaxerror = lambda *_, **__: None
    shell.enable_gui = lambda *_, **__: None
    return shell


def warm() -> dict[str, str]:
    """Import what most notebooks need, once for all of them; the versions."""
    versions = {"python": sys.version.split()[0]}
    for name in (
        "numpy",
        "pandas",
        "sklearn",
        "matplotlib",
        "matplotlib.pyplot",
        "seaborn",
        "statsmodels.api",
        "IPython",
    ):
        try:
            module = __import__(name)
        except ImportError:
            continue
        versions[name.split(".")[0]] = getattr(module, "__version__", "?")
    return versions


def main() -> int:
    """Run everything below a folder, a process for each notebook."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--deletions", type=int, default=1000)
    parser.add_argument("--moves", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--only", action="append", default=[], help="only notebooks whose path has this text")
    given = parser.parse_args()
    os.environ.update(MPLBACKEND="Agg", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    warnings.filterwarnings("ignore")
    versions = warm()
    paths = [
        p
        for p in sorted(given.folder.rglob("*.ipynb"))
        if not given.only or any(text in str(p) for text in given.only)
    ]
    with given.output.open("w", encoding="utf8") as output:
        output.write(json.dumps({"versions": versions, "seed": given.seed}) + "\n")
        for path in paths:
            chosen = mutants_of(len(sources_of(path)), given.deletions, given.moves, given.seed)
            for record in _records(path, given.folder, chosen, given.seconds):
                output.write(json.dumps({"notebook": str(path.relative_to(given.folder)), **record}) + "\n")
            output.flush()
    return 0


def _records(path: Path, folder: Path, chosen: Sequence[Mutant], seconds: float) -> list[dict[str, Any]]:
    """Run one notebook in a copy of its repository's folder, silently, in a process of its own."""
    top = folder / path.relative_to(folder).parts[0]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        if top.is_dir():
            shutil.copytree(top, copy)
        else:
            shutil.copytree(folder, copy)
        place = copy / (path.relative_to(top) if top.is_dir() else path.relative_to(folder))
        log = Path(scratch) / "records.jsonl"
        child = os.fork()
        if child == 0:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            os.chdir(place.parent)
            os.environ["IPYTHONDIR"] = str(Path(scratch) / "ipython")
            with log.open("w", encoding="utf8") as file:
                for record in run_notebook(place, chosen, seconds):
                    file.write(json.dumps(record) + "\n")
                    file.flush()
            os._exit(0)
        os.waitpid(child, 0)
        return (
            [json.loads(line) for line in log.read_text(encoding="utf8").splitlines()] if log.exists() else []
        )


if __name__ == "__main__":
    sys.exit(main())
