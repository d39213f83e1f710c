"""Runs a notebook's statements, or the pipeline made of them, and writes digests of what came out.

    python scripts/compare-values.py notebook|pipeline JOB.json OUT.json
    python scripts/compare-values.py batch RUNS.json

The job says which statements the notebook has, after which of them which names count, and where the
pipeline lies.
Both runs are fresh processes; whoever starts them compares the two outputs.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import importlib.util
import io
import json
import os
import random
import sys
import traceback
import types
import warnings
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

os.environ.setdefault("MPLBACKEND", "Agg")

# Not state, though it stands in an object's dictionary: times and counters.
NOT_STATE = (
    "refit_time_",
    "_stop_words_id",
    "_cache",
    "training_timestamp_",
    "mean_fit_time",
    "std_fit_time",
)
DEEPEST = 12


def digest(value: Any) -> str:
    """Digest a value by its content: arrays by bytes, frames by columns, estimators by their attributes."""
    told = hashlib.sha256()
    _feed(told, value, 0, set())
    return told.hexdigest()[:16]


def _feed(told: Any, value: Any, depth: int, seen: set[int]) -> None:
    def put(text: object) -> None:
        told.update(str(text).encode("utf-8", "replace") + b"\0")

    kind = type(value)
    put(kind.__name__)
    if depth > DEEPEST or id(value) in seen:
        return
    if value is None or isinstance(value, (bool, int, str, bytes)):
        return put(value)
    if isinstance(value, float):
        return put(float(value).hex())
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, type, types.ModuleType)):
        return put(getattr(value, "__name__", ""))
    seen = seen | {id(value)}
    if isinstance(value, (list, tuple)):
        for each in value:
            _feed(told, each, depth + 1, seen)
        return None
    if isinstance(value, (set, frozenset)):
        return put(sorted(digest(each) for each in value))
    if isinstance(value, dict):
        for key, each in value.items():
            if not str(key).endswith(("fit_time", "score_time")):
                put(key)
                _feed(told, each, depth + 1, seen)
        return None
    return _feed_object(told, value, depth, seen, put)


def _feed_object(told: Any, value: Any, depth: int, seen: set[int], put: Any) -> None:
    module = type(value).__module__.split(".")[0]
    if module == "numpy" and hasattr(value, "dtype") and hasattr(value, "tobytes"):
        put(value.dtype)
        put(getattr(value, "shape", ""))
        if value.dtype == object:
            return _feed(told, value.tolist(), depth + 1, seen)
        return told.update(value.tobytes())
    if module == "pandas" and hasattr(value, "columns"):
        put(list(value.columns))
        put(list(value.index))
        for at in range(value.shape[1]):
            _feed(told, value.iloc[:, at].to_numpy(), depth + 1, seen)
        return None
    if module == "pandas" and hasattr(value, "index") and hasattr(value, "to_numpy"):
        put(list(value.index))
        return _feed(told, value.to_numpy(), depth + 1, seen)
    if module == "scipy" and hasattr(value, "tocsr"):
        canonical = value.tocsr().copy()
        canonical.sum_duplicates()
        for each in (canonical.data, canonical.indices, canonical.indptr):
            _feed(told, each, depth + 1, seen)
        return None
    state = getattr(value, "__dict__", None)
    if not state and hasattr(type(value), "__getstate__"):
        try:
            state = value.__getstate__()
        except (TypeError, ValueError):
            state = None
    if isinstance(state, dict):
        for key in sorted(state, key=str):
            if key not in NOT_STATE:
                put(key)
                _feed(told, state[key], depth + 1, seen)
        return None
    if kind_of_tree(value) and isinstance(state, tuple):
        state = [each for each in state if hasattr(each, "shape")]
    if state is not None:
        return _feed(told, state, depth + 1, seen)
    return None


def kind_of_tree(value: Any) -> bool:
    """Whether a value is a neighbour tree, which counts its queries; the counts are no state."""
    return type(value).__name__.startswith(("KDTree", "BallTree"))


class Scores:
    """Every number that a metric function or a score method returned, as hexadecimal floats."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.seen: set[str] = set()

    def note(self, value: Any) -> None:
        """Remember a number, or an array's numbers and its mean."""
        try:
            import numpy as np

            array = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            return
        if array.size == 0 or array.size > 10_000:
            return
        self.seen.update(float(each).hex() for each in array.ravel())
        self.seen.add(float(array.mean()).hex())

    def watch(self, frame: Any, event: str, value: Any) -> None:
        """A profile function for returns of metrics and scores."""
        if event != "return":
            return
        name, file = frame.f_code.co_name, frame.f_code.co_filename
        if (name in {"score", "cross_val_score"} or "metrics" in file) and not name.startswith("_"):
            self.note(value)


def run_notebook(job: dict[str, Any]) -> dict[str, Any]:
    """Every statement in order; digests of the asked names after the asked statements."""
    namespace: dict[str, Any] = {"__name__": "__main__", "display": print, "get_ipython": lambda: None}
    main = types.ModuleType("__main__")
    main.__dict__.update(namespace)
    namespace = main.__dict__
    sys.modules["__main__"] = main
    scores = Scores()
    digests: dict[str, dict[str, str]] = {}
    errors: list[str] = []
    asked: dict[int, list[Any]] = {}
    for stage in job["stages"]:
        asked.setdefault(stage["after"], []).append(stage)
    for at, source in enumerate(job["steps"]):
        if source is not None:
            code = compile(source, f"<step {at}>", "exec")
            sys.setprofile(scores.watch)
            try:
                exec(code, namespace)  # noqa: S102 - this is the notebook
            except Exception as error:  # noqa: BLE001 - a display that newer libraries cannot do stops nothing else
                errors.append(f"step {at}: {type(error).__name__}: {error}"[:200])
            finally:
                sys.setprofile(None)
            _close_figures()
        for name, value in list(namespace.items()):
            if not name.startswith("_") and type(value).__name__ in {
                "float",
                "int",
                "float64",
                "float32",
                "ndarray",
            }:
                scores.note(value)
            elif hasattr(value, "best_score_"):
                scores.note(value.best_score_)
        for stage in asked.get(at, []):
            digests[stage["name"]] = {
                name: digest(namespace[name]) for name in stage["outputs"] if name in namespace
            }
    return {
        "digests": digests,
        "scores": sorted(scores.seen),
        **({"error": "; ".join(errors)} if errors else {}),
    }


def _close_figures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


class Values:
    """A section of the configuration, or the whole."""

    def __init__(self, values: dict[str, Any]) -> None:
        """Attributes from a dictionary; dictionaries in it become sections."""
        for key, value in values.items():
            # Literals as Python has them: JSON cannot tell 1.0 from 1.
            setattr(self, key, Values(value) if isinstance(value, dict) else ast.literal_eval(value))


class Recorder:
    """Stands in for the tracker."""

    def __init__(self) -> None:
        """Nothing is recorded yet."""
        self.metrics: dict[str, list[str]] = {}
        self.models: dict[str, str] = {}

    def metric(self, name: str, value: Any, step: int | None = None) -> None:
        """Record a number, or an array's mean and elements."""
        import numpy as np

        array = np.asarray(value, dtype=float)
        numbers = (
            [float(value).hex()]
            if array.ndim == 0
            else [float(array.mean()).hex(), *(float(x).hex() for x in array.ravel())]
        )
        while name in self.metrics:
            name += "'"
        self.metrics[name] = numbers

    def model(self, name: str, model: Any, features: Any = None) -> None:
        """Record a model; it must be able to predict where features are given."""
        self.models[name] = digest(model)
        if features is not None and hasattr(model, "predict"):
            model.predict(features)


def run_pipeline(job: dict[str, Any]) -> dict[str, Any]:
    """The exported pipeline, with digests of what every stage returns."""
    sys.path.insert(0, job["project"])
    package = job["package"]
    recorder = Recorder()
    pipeline = importlib.import_module(f"{package}.pipeline")
    digests: dict[str, dict[str, str]] = {}

    def watched(stage: dict[str, Any], function: Any) -> Any:
        def run(*given: Any) -> Any:
            result = function(*given)
            _close_figures()
            values = result if len(stage["outputs"]) != 1 else (result,)
            digests[stage["name"]] = {
                name: digest(each) for name, each in zip(stage["outputs"], values or (), strict=True)
            }
            return result

        return run

    for stage in job["stages"]:
        setattr(pipeline, stage["name"], watched(stage, getattr(pipeline, stage["name"])))
    result = pipeline.run(Values(job["config"]), recorder)
    return {
        "digests": digests,
        "metrics": recorder.metrics,
        "models": recorder.models,
        "returned": sorted(result.models),
    }


def run(mode: str, job_path: str, out_path: str) -> None:
    """Run one side; a failure is written down, too.

    Both sides begin with the same seeds, as the exported project does.
    """
    job = json.loads(Path(job_path).read_text(encoding="utf-8"))
    warnings.filterwarnings("ignore")
    random.seed(0)
    if importlib.util.find_spec("numpy"):
        importlib.import_module("numpy").random.seed(0)
    try:
        with redirect_stdout(io.StringIO()):
            told = run_notebook(job) if mode == "notebook" else run_pipeline(job)
    except BaseException as error:  # noqa: BLE001 - whatever the notebook raises
        told = {"error": f"{type(error).__name__}: {error}"[:500], "trace": traceback.format_exc()[-3000:]}
    Path(out_path).write_text(json.dumps(told), encoding="utf-8")


def run_batch(runs: list[dict[str, str]]) -> None:
    """Run many sides, each in a process of its own that has the libraries already: importing costs most."""
    for name in ("numpy", "pandas", "sklearn.ensemble", "sklearn.model_selection", "matplotlib.pyplot"):
        if importlib.util.find_spec(name.split(".")[0]):
            importlib.import_module(name)
    for each in runs:
        child = os.fork()
        if child == 0:
            os.chdir(each["folder"])
            run(each["mode"], each["job"], each["out"])
            os._exit(0)
        os.waitpid(child, 0)


def main() -> int:
    """Run one side, or the many that a file lists."""
    if sys.argv[1] == "batch":
        run_batch(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    else:
        run(*sys.argv[1:4])
    return 0


if __name__ == "__main__":
    sys.exit(main())
