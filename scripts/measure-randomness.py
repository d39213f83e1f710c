"""Measure which of scikit-learn's estimators draw from NumPy's global generator, and whether it matters.

Fits every estimator with its defaults under several global seeds on small data sets, and writes JSON to
standard output: {"version": ..., "estimators": {qualified name: {"moves": bool, "differs": number}}}. `moves`
says that the generator was moved on, `differs` by how much predictions, transforms or labels of held-out rows
differed at most (0 is equal, 1 is different labels), on any data set.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import sklearn
from sklearn.datasets import make_classification, make_regression
from sklearn.utils import all_estimators

SEEDS = (0, 1, 2)
Data = tuple[np.ndarray, np.ndarray, np.ndarray]


def data_sets() -> list[Data]:
    """Give rows to fit, their targets, and rows held out."""
    x, y = make_classification(300, 12, n_informative=6, random_state=3)
    z, t = make_regression(300, 12, noise=20.0, random_state=4)
    return [(x[:200], y[:200], x[200:]), (abs(x[:200]), y[:200], abs(x[200:])), (z[:200], t[:200], z[200:])]


def outcome(make: Callable[[], Any], data: Data, seed: int) -> tuple[np.ndarray, bool]:
    """Fit under a global seed; give what it says of held-out rows, and whether the generator was moved on."""
    rows, targets, held_out = data
    np.random.seed(seed)
    before = np.random.get_state()
    model = make()
    if hasattr(model, "predict"):
        result = model.fit(rows, targets).predict(held_out)
    elif hasattr(model, "transform"):
        result = model.fit(rows, targets).transform(held_out)
    elif hasattr(model, "fit_predict"):
        result = model.fit_predict(rows)
    else:
        result = model.fit_transform(rows, targets)
    after = np.random.get_state()
    moved = before[2] != after[2] or not np.array_equal(before[1], after[1])
    result = result.toarray() if hasattr(result, "toarray") else result
    return np.asarray(result), moved


def difference(results: list[np.ndarray]) -> float:
    """Say how far results are apart: relative to their size for numbers, 1 for other labels or shapes."""
    first = results[0]
    if any(each.shape != first.shape for each in results):
        return 1.0
    if first.size == 0:
        return 0.0
    if first.dtype.kind not in "fc":
        return float(any(not np.array_equal(first, each) for each in results))
    scale = float(np.nanmax(np.abs(first))) or 1.0
    return max(float(np.nanmax(np.abs(each - first))) / scale for each in results)


def measure(make: Callable[[], Any]) -> dict[str, Any] | None:
    """Measure one estimator on every data set that it takes; None where it takes none."""
    moves, differs, taken = False, 0.0, 0
    for data in data_sets():
        try:
            runs = [outcome(make, data, seed) for seed in SEEDS]
        except Exception:  # noqa: S112 - each estimator refuses some data in its own way
            continue
        taken += 1
        moves = moves or any(moved for _, moved in runs)
        differs = max(differs, difference([result for result, _ in runs]))
    return {"moves": moves, "differs": differs} if taken else None


def main() -> int:
    """Measure all estimators that can be made without arguments."""
    importlib.import_module("sklearn.experimental.enable_iterative_imputer")
    warnings.simplefilter("ignore")
    measured = {}
    for name, cls in all_estimators():
        found = measure(cls)
        if found is not None:
            measured[f"{cls.__module__}.{name}"] = found
    json.dump({"version": sklearn.__version__, "estimators": measured}, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
