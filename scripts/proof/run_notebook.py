"""Runs a notebook and prints every score it computes, without asking how it was exported.

Usage: python scripts/proof/run_notebook.py NOTEBOOK

Prints JSON: {"failure": null or text, "values": {"accuracy_score": ["0x1.8p-1", ...]}}; numbers are written
by their bits (float.hex). Functions of sklearn.metrics, `score` methods and cross_val_score are recorded as
they are called; numbers that notebook variables hold at the end are recorded under `name X`.
"""

from __future__ import annotations

import functools
import json
import numbers
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

VALUES: dict[str, list[str]] = {}


def note(name: str, value: Any) -> None:
    """Record a number, or each number of an array."""
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        VALUES.setdefault(name, []).append(float(value).hex())
    elif hasattr(value, "ravel") and hasattr(value, "mean") and getattr(value, "ndim", 0) == 1:
        for each in value:
            note(name, each)
        note(f"{name} mean", value.mean())


def recorded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that what it gives is recorded."""

    @functools.wraps(function)
    def wrapper(*args: Any, **options: Any) -> Any:
        value = function(*args, **options)
        note(name, value)
        return value

    return wrapper


def watch() -> None:
    """Record what scikit-learn's scores give from now on."""
    import sklearn.base
    import sklearn.metrics
    import sklearn.model_selection
    import sklearn.pipeline

    for name in sklearn.metrics.__all__:
        function = getattr(sklearn.metrics, name)
        if (
            callable(function)
            and not isinstance(function, type)
            and name.endswith(("score", "error", "loss", "auc", "coef"))
        ):
            setattr(sklearn.metrics, name, recorded(name, function))
    sklearn.model_selection.cross_val_score = recorded(
        "cross_val_score", sklearn.model_selection.cross_val_score
    )
    for cls in (
        sklearn.base.ClassifierMixin,
        sklearn.base.RegressorMixin,
        sklearn.pipeline.Pipeline,
        sklearn.model_selection.GridSearchCV.__mro__[1],
    ):
        cls.score = recorded("score", cls.score)


def run(path: Path) -> str | None:
    """Run the notebook's cells in its own folder; the first error, if any."""
    from IPython.core.interactiveshell import InteractiveShell

    os.chdir(path.parent)
    shell = InteractiveShell.instance(colors="NoColor")
    shell.enable_gui = lambda *_, **__: None
    for cell in json.loads(path.read_text(encoding="utf8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        result = shell.run_cell("".join(cell["source"]), store_history=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            return repr(error)
    for name, value in shell.user_ns.items():
        if not name.startswith("_"):
            note(f"name {name}", value)
            note(f"name {name}.best_score_", getattr(value, "best_score_", None))
    return None


def main() -> int:
    """Run it silently and print what was recorded."""
    os.environ.update(MPLBACKEND="Agg", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONHASHSEED="0")
    answers = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    watch()
    failure = run(Path(sys.argv[1]).resolve())
    os.write(answers, json.dumps({"failure": failure, "values": VALUES}).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
