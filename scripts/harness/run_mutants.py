"""Really runs notebooks with one change each, and writes down the first failure and what the cells showed.

Usage: python scripts/harness/run_mutants.py FOLDER OUTPUT.jsonl [--delete N] [--move N] [--only TEXT] ...

Every mutant runs in a forked process of its own that shares the cells before the change with the others, in
IPython, as Restart and Run All does: cell after cell, until the first error. Nothing is written into FOLDER.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import random
import re
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

#: How many mutants of each kind a notebook has.
LIMITS = {"delete": 5, "move": 5, "statement": 5, "fit": 3, "column": 3, "part": 3, "twice": 3}


#: Addresses, times of day and durations: other at each run, whatever the notebook does.
CHANGING = re.compile(r"0x[0-9a-f]+|\b\d{1,2}:\d{2}(:\d{2})?\b|\b[\d.]+ ?(ns|µs|us|ms|s|sec|seconds|min)\b")


@dataclass(frozen=True)
class Mutant:
    """A notebook with one change; positions count code cells from 0.

    `delete`, `move` (to `to`) and `twice` (run again at once) change the order of the cells; all other kinds
    give the cell another text: `statement` deletes one, `fit` drops a call of `fit`, `column` renames one
    where it is made, `part` swaps one part of a split for another.
    """

    kind: str
    cell: int
    to: int | None = None
    source: str | None = None

    @property
    def shared(self) -> int:
        """How many cells run before anything differs."""
        if self.kind == "twice":
            return self.cell + 1
        return self.cell if self.to is None else min(self.cell, self.to)

    def cells(self, cells: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """The cells in the order in which they run."""
        at, text = cells[self.cell]
        rest = [each for number, each in enumerate(cells) if number != self.cell]
        if self.kind == "move" and self.to is not None:
            rest.insert(self.to, (at, text))
        elif self.kind == "twice":
            rest[self.cell : self.cell] = [(at, text), (at, text)]
        elif self.source is not None:
            rest.insert(self.cell, (at, self.source))
        return rest


def mutants_of(cells: Sequence[tuple[int, str]], limits: dict[str, int], seed: int) -> list[Mutant]:
    """A fixed choice for a seed; all there are of a kind where there are not more than asked for."""
    chance = random.Random(seed)
    count = len(cells)
    found: dict[str, list[Mutant]] = {"delete": [Mutant("delete", cell) for cell in range(count)]}
    found["move"] = [
        Mutant("move", cell, to) for cell in range(count) for to in range(count) if abs(cell - to) > 0
    ]
    found["twice"] = [Mutant("twice", cell) for cell in range(count)]
    for cell, (_, text) in enumerate(cells):
        for kind, source in edits_of(text):
            found.setdefault(kind, []).append(Mutant(kind, cell, None, source))
    chosen = [
        each
        for kind, every in sorted(found.items())
        for each in (
            every if len(every) <= limits.get(kind, 0) else chance.sample(every, limits.get(kind, 0))
        )
    ]
    return sorted(
        chosen, key=lambda each: (each.shared, each.kind, each.cell, each.to or -1, each.source or "")
    )


def edits_of(text: str) -> Iterator[tuple[str, str]]:
    """Other texts of a cell, each with its kind; none for a cell that is no plain Python."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    lines = text.split("\n")
    for node in tree.body:
        first, last = node.lineno, node.end_lineno or node.lineno
        alone = not any(
            other is not node and other.lineno <= last and (other.end_lineno or 0) >= first
            for other in tree.body
        )
        if not alone:
            continue
        rest = "\n".join([*lines[: first - 1], *lines[last:]])
        fits = isinstance(node, ast.Expr) and _is_fit(node.value)
        yield ("fit" if fits else "statement"), rest
        if (
            isinstance(node, ast.Assign)
            and _is_fit(node.value)
            and isinstance(node.value.func, ast.Attribute)
        ):
            yield (
                "fit",
                _replaced(text, node.value, ast.get_source_segment(text, node.value.func.value) or ""),
            )
        for target in node.targets if isinstance(node, ast.Assign) else ():
            key = target.slice if isinstance(target, ast.Subscript) else None
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield "column", _replaced(text, key, repr(key.value + "_renamed"))
        for name in (each for each in ast.walk(node) if isinstance(each, ast.Name)):
            other = _other_part(name.id)
            if other is not None and isinstance(name.ctx, ast.Load):
                yield "part", _replaced(text, name, other)


def _is_fit(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fit"


def _other_part(name: str) -> str | None:
    for one, other in (("test", "train"), ("train", "test")):
        if name.lower() in (f"x_{one}", f"y_{one}", f"x{one}", f"y{one}", f"{one}_x", f"{one}_y"):
            return name.replace(one, other)
    return None


def _replaced(text: str, node: ast.expr, new: str) -> str:
    """The text with a node's source replaced; positions of `ast` are in bytes of UTF-8."""
    lines = [line.encode() for line in text.split("\n")]
    start = sum(len(line) + 1 for line in lines[: node.lineno - 1]) + node.col_offset
    end = sum(len(line) + 1 for line in lines[: (node.end_lineno or 1) - 1]) + (node.end_col_offset or 0)
    data = text.encode()
    return (data[:start] + new.encode() + data[end:]).decode()


def sources_of(path: Path) -> list[tuple[int, str]]:
    """The code cells with their index among all cells."""
    notebook = json.loads(path.read_text(encoding="utf8"))
    return [
        (at, "".join(cell["source"]))
        for at, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code"
    ]


def run_cells(shell: Any, cells: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Run cells until one fails: what failed, or None, and a digest of what each cell showed."""
    from IPython.utils.capture import capture_output

    shown: list[list[Any]] = []
    for at, source in cells:
        with capture_output() as captured:
            result = shell.run_cell(source, store_history=True, silent=False)
        text = captured.stdout + "".join(str(each.data.get("text/plain")) for each in captured.outputs)
        shown.append([at, hashlib.sha256(CHANGING.sub("", text).encode()).hexdigest()[:12] if text else ""])
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            name = getattr(error, "name", None) if isinstance(error, NameError) else None
            if isinstance(error, UnboundLocalError) and name is None:
                name = str(error).split("'")[1] if "'" in str(error) else None
            failure = {
                "cell": at,
                "error": type(error).__name__,
                "name": name,
                "message": str(error)[:200],
            }
            return {"failure": failure, "shown": shown}
        _close_figures()
    return {"failure": None, "shown": shown}


def _close_figures() -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def in_child(run: Any, seconds: float) -> dict[str, Any]:
    """What `run` gives, from a forked process that is killed when it takes too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
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
    # Workers that the mutant started go with it.
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    return {"status": "timeout"}


def run_notebook(path: Path, limits: dict[str, int], seed: int, seconds: float) -> Iterator[dict[str, Any]]:
    """Run the notebook as it is, twice, then its mutants; the first record is that of the unchanged one."""
    cells = sources_of(path)
    shell = _shell()

    def whole() -> dict[str, Any]:
        return {"status": "ran", **run_cells(shell, cells)}

    original, again = in_child(whole, seconds * 4), in_child(whole, seconds * 4)
    steady = [
        one
        for one, other in zip(original.get("shown", []), again.get("shown", []), strict=False)
        if one == other
    ]
    yield {"mutant": None, **original, "shown": steady}
    if original.get("status") != "ran" or original["failure"] is not None:
        return
    pending = mutants_of(cells, limits, seed)
    before: list[list[Any]] = []
    for done in range(len(cells) + 1):
        for mutant in [each for each in pending if each.shared == done]:
            rest = mutant.cells(cells)[done:]
            record = in_child(lambda rest=rest: {"status": "ran", **run_cells(shell, rest)}, seconds)
            told = {
                "kind": mutant.kind,
                "cell": cells[mutant.cell][0],
                "to": mutant.to,
                "at": mutant.cell,
                "source": mutant.source,
            }
            yield {"mutant": told, **record, "shown": [*before, *record.get("shown", [])]}
        pending = [each for each in pending if each.shared > done]
        if done == len(cells) or not pending:
            return
        ran = run_cells(shell, [cells[done]])
        before += ran["shown"]
        if ran["failure"] is not None:
            return


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="NoColor")
    # Its history is written by a thread, which a forked process lacks: saving would wait for ever.
    shell.history_manager.enabled = False
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
    for kind, most in LIMITS.items():
        parser.add_argument(
            f"--{kind}", type=int, default=most, help=f"mutants of this kind a notebook ({most})"
        )
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
            limits = {kind: getattr(given, kind) for kind in LIMITS}
            for record in _records(path, given.folder, limits, given):
                output.write(json.dumps({"notebook": str(path.relative_to(given.folder)), **record}) + "\n")
            output.flush()
    return 0


def _records(
    path: Path, folder: Path, limits: dict[str, int], given: argparse.Namespace
) -> list[dict[str, Any]]:
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
                for record in run_notebook(place, limits, given.seed, given.seconds):
                    file.write(json.dumps(record) + "\n")
                    file.flush()
            os._exit(0)
        os.waitpid(child, 0)
        return (
            [json.loads(line) for line in log.read_text(encoding="utf8").splitlines()] if log.exists() else []
        )


if __name__ == "__main__":
    sys.exit(main())
