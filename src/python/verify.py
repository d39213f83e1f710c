"""Runs a notebook, or the pipeline that was exported from it, and writes down every value that counts.

    python verify.py notebook|pipeline JOB.json OUT.json
    python verify.py compare OUT.json OUT.json RESULT.json

A job (JSON) has `project` (a folder), `package`, `config` (a file), `statements` ({at, source}, the
notebook's, in order), `stages` ({name, outputs, after}: which names count after which statement),
`metrics` ({name, at, expression}), `models` ({name, variable, features, after}), `paths` (text in the
notebook -> file), `seed`, `threads`, `out` (a folder) and `keep`: leaves whose content is kept beside
OUT.json, so that `compare` can say how far apart they are. Each side is a fresh process; whoever starts
them compares the two files.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import hashlib
import importlib
import importlib.util
import io
import json
import os
import pickle
import sys
import time
import traceback
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

# Not state, though it stands in an object's dictionary: times, addresses, caches of results.
NOT_STATE = {
    "refit_time_",
    "_stop_words_id",
    "_cache",
    "_sklearn_output_config",
    "training_timestamp_",
    "__module__",
    "__qualname__",
    "__wrapped__",
}
NOT_STATE_ENDINGS = ("_fit_time", "_score_time", "fit_time_")
# Deeper than this, and beyond so many leaves, what remains of a value is not told apart any more.
DEEPEST = 14
MOST_LEAVES = 5_000
SCALARS = (bool, int, str, bytes, complex, type(None), type(Ellipsis))


class Leaf:
    """The smallest part of a value that is compared: its path in the value, its kind, and its content."""

    __slots__ = ("content", "kind", "path")

    def __init__(self, path: str, kind: str, content: Any) -> None:
        """`content` is text, bytes or a numpy array without objects."""
        self.path, self.kind, self.content = path, kind, content

    def digest(self) -> str:
        """16 hexadecimal digits of the sha256 of kind and content."""
        told = hashlib.sha256(self.kind.encode() + b"\0")
        content = self.content
        if isinstance(content, str):
            told.update(content.encode("utf-8", "surrogatepass"))
        elif isinstance(content, bytes):
            told.update(content)
        else:
            told.update(content.tobytes())
        return told.hexdigest()[:16]

    def shown(self) -> str:
        """What a person sees of it."""
        content = self.content
        if isinstance(content, bytes):
            return f"{len(content)} bytes"
        if not isinstance(content, str) and getattr(content, "size", 0) != 1:
            return f"{self.kind}"
        text = str(content.item() if hasattr(content, "item") else content)
        return text if len(text) <= 60 else f"{text[:60]}..."


def leaves(value: Any, path: str = "") -> Iterator[Leaf]:
    """Every leaf of a value, in an order that its content decides."""
    yield from _leaves(value, path, 0, {})


def _leaves(value: Any, path: str, depth: int, seen: dict[int, tuple[str, Any]]) -> Iterator[Leaf]:
    kind = type(value).__name__
    if isinstance(value, SCALARS):
        yield Leaf(path, kind, repr(value))
    elif type(value) is float:
        yield Leaf(path, "float", _array(value))
    elif isinstance(value, (types.FunctionType, types.BuiltinFunctionType, type, types.ModuleType)):
        yield Leaf(path, kind, getattr(value, "__name__", ""))
    elif isinstance(value, types.MethodType):
        yield Leaf(path, kind, value.__func__.__name__)
    elif id(value) in seen:
        yield Leaf(path, kind, f"again {seen[id(value)][0]}")
    elif depth > DEEPEST:
        yield Leaf(path, kind, "deeper")
    else:
        # Kept with its object, so that a temporary's address is not taken for another's.
        seen[id(value)] = (path, value)
        yield from _content(value, path, depth + 1, seen)


def _content(value: Any, path: str, depth: int, seen: dict[int, tuple[str, Any]]) -> Iterator[Leaf]:
    kind = type(value).__name__
    library = type(value).__module__.split(".")[0]
    special = _OF_LIBRARY.get(library)
    parts = special(value) if special else None
    if isinstance(parts, Leaf):
        yield Leaf(path, parts.kind, parts.content)
    elif parts is not None:
        yield Leaf(path, "type", kind)
        for name, part in parts:
            yield from _leaves(part, f"{path}{name}", depth, seen)
    elif isinstance(value, (list, tuple)):
        yield from _sequence(value, path, depth, seen)
    elif isinstance(value, (set, frozenset)):
        yield Leaf(path, kind, ",".join(sorted(digest(each) for each in value)))
    elif isinstance(value, Mapping):
        yield Leaf(path, "keys", repr([str(key) for key in value if not _is_time(key)]))
        for key, inner in value.items():
            if not _is_time(key):
                yield from _leaves(inner, f"{path}[{key!r}]", depth, seen)
    else:
        yield from _state(value, path, depth, seen)


def _sequence(value: Any, path: str, depth: int, seen: dict[int, tuple[str, Any]]) -> Iterator[Leaf]:
    if all(isinstance(each, (*SCALARS, float)) for each in value):
        yield Leaf(
            path,
            type(value).__name__,
            repr([each.hex() if isinstance(each, float) else each for each in value]),
        )
        return
    yield Leaf(path, type(value).__name__, str(len(value)))
    for at, each in enumerate(value):
        yield from _leaves(each, f"{path}[{at}]", depth, seen)


def _state(value: Any, path: str, depth: int, seen: dict[int, tuple[str, Any]]) -> Iterator[Leaf]:
    yield Leaf(path, "type", type(value).__name__)
    state = getattr(value, "__dict__", None)
    if isinstance(state, dict) and state:
        for name in sorted(state, key=str):
            if name not in NOT_STATE and not _is_time(name):
                yield from _leaves(state[name], f"{path}.{name}", depth, seen)
        return
    if isinstance(value, (Iterator, types.GeneratorType)):
        return
    try:
        reduced = value.__reduce_ex__(2)
    except Exception:  # noqa: BLE001 - what cannot be reduced is known by its type only
        return
    if not isinstance(reduced, tuple):
        yield Leaf(path, "name", str(reduced))
        return
    for at, part in enumerate(reduced[1:3]):
        if part is not None and part is not value:
            yield from _leaves(_counted_out(value, part), f"{path}{{{at}}}", depth, seen)


def _counted_out(value: Any, part: Any) -> Any:
    """The state of a neighbour tree holds counters of its queries, which are no state."""
    if type(value).__name__.startswith(("KDTree", "BallTree")) and isinstance(part, tuple):
        return [each for each in part if hasattr(each, "shape")]
    return part


def _is_time(name: object) -> bool:
    return isinstance(name, str) and name.endswith(NOT_STATE_ENDINGS)


def _array(value: Any) -> Any:
    import numpy

    return numpy.ascontiguousarray(value)


def _of_numpy(value: Any) -> Any:
    kind = type(value).__name__
    if kind == "RandomState":
        return [(".state", list(value.get_state(legacy=True)))]
    if hasattr(value, "bit_generator"):
        return [(".state", value.bit_generator.state)]
    if not hasattr(value, "dtype") or not hasattr(value, "tobytes"):
        return None
    if value.dtype.hasobject:
        return [("", value.tolist())] if getattr(value, "ndim", 0) else [("", value.item())]
    return Leaf("", f"{value.dtype}{list(getattr(value, 'shape', []))}", _array(value))


def _of_pandas(value: Any) -> Any:
    if hasattr(value, "columns") and hasattr(value, "iloc"):
        columns = [(f"[{name!r}]", value.iloc[:, at]) for at, name in enumerate(value.columns)]
        return [
            (".columns", [str(each) for each in value.columns]),
            (".index", value.index.to_numpy()),
            *[(name, [str(column.dtype), column.to_numpy()]) for name, column in columns],
        ]
    if hasattr(value, "index") and hasattr(value, "to_numpy") and hasattr(value, "iloc"):
        return [(".index", value.index.to_numpy()), ("", [str(value.dtype), value.to_numpy()])]
    if hasattr(value, "to_numpy") and hasattr(value, "dtype"):
        return [("", [str(value.dtype), value.to_numpy()])]
    return (
        None
        if hasattr(value, "__dict__") and not hasattr(value, "isoformat")
        else [("", f"{type(value).__name__} {value}")]
    )


def _of_scipy(value: Any) -> Any:
    if not hasattr(value, "tocsr"):
        return None
    rows = value.tocsr().copy()
    rows.sum_duplicates()
    return [
        (".shape", rows.shape),
        (".data", rows.data),
        (".indices", rows.indices),
        (".indptr", rows.indptr),
    ]


def _of_torch(value: Any) -> Any:
    if hasattr(value, "detach"):
        numbers = value.detach().cpu()
        return [
            (".dtype", str(numbers.dtype)),
            ("", (numbers.float() if str(numbers.dtype) == "torch.bfloat16" else numbers).numpy()),
        ]
    if hasattr(value, "get_state") and hasattr(value, "manual_seed"):
        return [(".state", value.get_state().numpy())]
    if hasattr(value, "state_dict"):
        return [(".state_dict()", dict(value.state_dict()))]
    return None if hasattr(value, "__dict__") else [("", str(value))]


def _of_keras(value: Any) -> Any:
    if hasattr(value, "get_weights"):
        return [(".get_weights()", value.get_weights())]
    if hasattr(value, "history"):
        return [(".history", value.history)]
    return [("", str(type(value).__name__))]


def _of_xgboost(value: Any) -> Any:
    return (
        [(".save_raw()", bytes(value.save_raw("ubj")))]
        if hasattr(value, "save_raw")
        else _told(value, ("get_label", "get_weight"))
    )


def _of_lightgbm(value: Any) -> Any:
    return [(".model_to_string()", value.model_to_string())] if hasattr(value, "model_to_string") else None


def _told(value: Any, methods: tuple[str, ...]) -> Any:
    found = [(f".{name}()", getattr(value, name)()) for name in methods if hasattr(value, name)]
    return found or None


def _drawn(value: Any) -> Any:
    """Of figures and axes only what they are counts."""
    return [("", type(value).__name__)]


def _printed(value: Any) -> Any:
    """Values of the standard library that their text tells in full."""
    return [("", str(value))]


def _compressed(value: Any) -> Any:
    """Objects of statsmodels keep caches of what was asked of them; parameters and data tell them apart."""
    if hasattr(value, "params") and hasattr(value, "model"):
        return [(".params", _safely(value, "params")), (".model", type(value.model).__name__)]
    if hasattr(value, "endog"):
        return [(".endog", _safely(value, "endog")), (".exog", _safely(value, "exog"))]
    return None


def _safely(value: Any, name: str) -> Any:
    try:
        return getattr(value, name)
    except Exception as error:  # noqa: BLE001 - a property that fails is told by its error
        return type(error).__name__


_OF_LIBRARY: dict[str, Callable[[Any], Any]] = {
    "numpy": _of_numpy,
    "pandas": _of_pandas,
    "scipy": _of_scipy,
    "torch": _of_torch,
    "keras": _of_keras,
    "xgboost": _of_xgboost,
    "lightgbm": _of_lightgbm,
    "statsmodels": _compressed,
    "matplotlib": _drawn,
    "seaborn": _drawn,
    "plotly": _drawn,
    "ipywidgets": _drawn,
    "IPython": _drawn,
    "datetime": _printed,
    "decimal": _printed,
    "fractions": _printed,
    "pathlib": _printed,
    "uuid": _printed,
}


def digest(value: Any) -> str:
    """Digest a value by its content: equal values have equal digests in every process."""
    told = hashlib.sha256()
    for leaf in leaves(value):
        told.update(f"{leaf.path}\0{leaf.digest()}".encode())
    return told.hexdigest()[:16]


class Record:
    """What one side computed, by stage, metric and model; each value as a list of [path, digest, text]."""

    def __init__(self, keep: list[list[str]]) -> None:
        """`keep` lists [group, name, path] of leaves whose content is wanted."""
        self.values: dict[str, dict[str, list[list[str]]]] = {}
        self.metrics: list[list[Any]] = []
        self.kept: dict[str, Any] = {}
        self._wanted = {tuple(each) for each in keep}

    def value(self, group: str, name: str, value: Any) -> None:
        """Write down a value, e.g. of the stage `load_data` the output `df`."""
        told: list[list[str]] = []
        rest = hashlib.sha256()
        for leaf in leaves(value):
            if len(told) < MOST_LEAVES:
                told.append([leaf.path, leaf.digest(), leaf.shown()])
            else:
                rest.update(leaf.digest().encode())
            if (group, name, leaf.path) in self._wanted:
                self.kept["\0".join((group, name, leaf.path))] = leaf.content
        if len(told) == MOST_LEAVES:
            told.append(["(the rest)", rest.hexdigest()[:16], ""])
        self.values.setdefault(group, {})[name] = told

    def metric(self, name: str, value: Any, recorded: Any = None) -> Any:
        """Write down a metric, or what is recorded in its place, and give the value back."""
        told = value if recorded is None else recorded
        self.metrics.append([name, digest(told), _number(told)])
        return value


def _number(value: Any) -> Any:
    """A number as JSON has it; else its text, shortened."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return " ".join(str(value).split())[:80]


def _expression(source: str) -> ast.expr:
    return ast.parse(f"({source.strip()}\n)", mode="eval").body


def _with_keyword(node: ast.AST, keyword: str) -> ast.expr:
    """The same call, given one argument more, e.g. `output_dict=True`."""
    return _expression(f"{ast.unparse(node)[:-1]}, {keyword})")


class _Noted(ast.NodeTransformer):
    """Wraps the expressions of metrics, so that their values are written down where they are computed."""

    def __init__(self, metrics: list[dict[str, Any]], paths: dict[str, str]) -> None:
        self._wanted = [
            (each["name"], ast.dump(_expression(each["expression"])), each.get("keyword")) for each in metrics
        ]
        self._paths = paths

    def visit(self, node: ast.AST) -> ast.AST:
        """Several equal expressions in one statement are metrics in their order."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in self._paths:
            return ast.copy_location(ast.Constant(self._paths[node.value]), node)
        told = ast.dump(node) if isinstance(node, ast.expr) and self._wanted else ""
        for at, (name, wanted, keyword) in enumerate(self._wanted):
            if told == wanted:
                del self._wanted[at]
                given = [ast.Constant(name), self.generic_visit(node)]
                if keyword:
                    given.append(_with_keyword(node, keyword))
                return ast.copy_location(ast.Call(ast.Name("_nbship_metric", ast.Load()), given, []), node)
        return self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:  # noqa: N802 - ast's name
        """Text of an f-string is no path that can be replaced."""
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                each.value = self.visit(each.value)
        return node


def run_notebook(job: dict[str, Any], record: Record) -> list[dict[str, str]]:
    """Run every statement in order; what failed of the statements that the export dropped."""
    main = types.ModuleType("__main__")
    namespace = main.__dict__
    namespace["display"] = lambda *_, **__: None
    sys.modules["__main__"] = main
    builtins._nbship_metric = record.metric  # type: ignore[attr-defined]
    importlib.import_module(job["package"])
    _seed(job)
    after = _by_statement(job)
    failed: list[dict[str, str]] = []
    for each in job["statements"]:
        metrics = [metric for metric in job["metrics"] if metric["at"] == each["at"]]
        try:
            tree = _Noted(metrics, job.get("paths", {})).visit(ast.parse(each["source"]))
            exec(compile(ast.fix_missing_locations(tree), f"<cell {each['cell']}>", "exec"), namespace)
        except BaseException as error:
            if each["kept"] or isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            told = f"{type(error).__name__}: {error}".strip().split("\n")[0][:200]
            failed.append({"cell": each["cell"], "source": each["source"][:80], "error": told})
        _close_figures()
        for stage in after.get(each["at"], {}).get("stages", []):
            for name in stage["outputs"]:
                if name in namespace:
                    record.value(stage["name"], name, namespace[name])
        for model in after.get(each["at"], {}).get("models", []):
            _predicted(model, namespace, job, record)
    return failed


def _by_statement(job: dict[str, Any]) -> dict[int, dict[str, list[dict[str, Any]]]]:
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for kind in ("stages", "models"):
        for each in job[kind]:
            found.setdefault(each["after"], {}).setdefault(kind, []).append(each)
    return found


def _predicted(model: dict[str, Any], namespace: dict[str, Any], job: dict[str, Any], record: Record) -> None:
    lineage = importlib.import_module(f"{job['package']}.lineage")
    fitted = namespace.get(model["variable"])
    if model["steps"]:
        pipeline = importlib.import_module("sklearn.pipeline")
        fitted = pipeline.Pipeline([(name, namespace[name]) for name in model["steps"]])
    if model["features"] is not None and fitted is not None:
        record.value(
            "predictions", model["name"], lineage.predictions_of(fitted, namespace.get(model["features"]))
        )


def _seed(job: dict[str, Any]) -> None:
    """Seed the global generators as train.py does, after the imports of the pipeline."""
    for name in job.get("imports", []):
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    importlib.import_module(f"{job['package']}.seeding").seed_everything(job["seed"], job["threads"])


def _close_figures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def run_pipeline(job: dict[str, Any], record: Record) -> list[dict[str, str]]:
    """Train as train.py does, with every stage and every recorded metric watched."""
    package = job["package"]
    config = importlib.import_module(f"{package}.config").load(job["config"], ["runtime.tracker=none"])
    training = importlib.import_module(f"{package}.training")
    pipeline = importlib.import_module(f"{package}.pipeline")
    tracker = importlib.import_module(f"{package}.tracking").Tracker
    for stage in job["stages"]:
        setattr(pipeline, stage["name"], _watched(stage, getattr(pipeline, stage["name"]), record))
    recorded = tracker.metric

    def metric(self: Any, name: str, value: Any, step: int | None = None) -> None:
        record.metric(name, value)
        recorded(self, name, value, step)

    tracker.metric = metric
    modelled = tracker.model

    def model(self: Any, name: str, fitted: Any, features: Any = None) -> None:
        modelled(self, name, fitted, features)
        if features is not None:
            record.value("predictions", name, self.models[name].predictions)

    tracker.model = model
    training.train(config, Path(job["config"]), Path(job["out"]))
    return []


def _watched(stage: dict[str, Any], function: Callable[..., Any], record: Record) -> Callable[..., Any]:
    @functools.wraps(function)
    def watched(*given: Any, **options: Any) -> Any:
        result = function(*given, **options)
        _close_figures()
        values = result if len(stage["outputs"]) != 1 else (result,)
        for name, value in zip(stage["outputs"], values or ()):  # noqa: B905 - Python 3.8 and 3.9 have no strict
            record.value(stage["name"], name, value)
        return result

    return watched


def run(mode: str, job_file: str, out_file: str) -> None:
    """Run one side; a failure is written down, too."""
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    warnings.filterwarnings("ignore")
    sys.path.insert(0, job["project"])
    if mode == "pipeline":
        os.chdir(job["project"])
    else:
        sys.path.insert(0, "")
    record = Record(job.get("keep", []))
    told: dict[str, Any] = {"python": sys.version.split()[0]}
    started = time.perf_counter()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            told["failed"] = run_notebook(job, record) if mode == "notebook" else run_pipeline(job, record)
    except BaseException as error:  # noqa: BLE001 - whatever the notebook raises
        told["error"] = f"{type(error).__name__}: {error}"[:1000]
        told["trace"] = traceback.format_exc()[-4000:]
    told |= {"values": record.values, "metrics": record.metrics, "seconds": time.perf_counter() - started}
    Path(out_file).write_text(json.dumps(told), encoding="utf-8")
    if record.kept:
        Path(f"{out_file}.kept").write_bytes(pickle.dumps(record.kept))


def compare(first_file: str, second_file: str, result_file: str) -> None:
    """How far apart the kept leaves of two runs are.

    By group, name and path {abs, rel, at, first, second}.
    """
    first, second = (
        pickle.loads(Path(f"{each}.kept").read_bytes())  # noqa: S301 - both were written by this script
        for each in (first_file, second_file)
    )
    apart = {key: _apart(first[key], second[key]) for key in first if key in second}
    Path(result_file).write_text(json.dumps(apart), encoding="utf-8")


def _apart(first: Any, second: Any) -> dict[str, Any] | None:
    """The largest difference of two arrays of numbers; None where they are no numbers or of other shapes."""
    import numpy

    try:
        left, right = numpy.asarray(first, dtype=float), numpy.asarray(second, dtype=float)
    except (TypeError, ValueError):
        return None
    if left.shape != right.shape or left.size == 0:
        return None
    unequal = ~((left == right) | (numpy.isnan(left) & numpy.isnan(right)))
    if not unequal.any():
        return {"abs": 0.0, "rel": 0.0}
    if not (numpy.isfinite(left[unequal]).all() and numpy.isfinite(right[unequal]).all()):
        return None
    difference = numpy.abs(left - right)[unequal]
    size = numpy.maximum(numpy.abs(left), numpy.abs(right))[unequal]
    at = [int(each) for each in numpy.argwhere(unequal)[0]] if left.ndim else []
    return {
        "abs": float(difference.max()),
        "rel": float((difference / size).max()),
        "at": at,
        "first": float(left[tuple(at)]),
        "second": float(right[tuple(at)]),
    }


def main() -> int:
    """Run one side, or compare two."""
    mode, *files = sys.argv[1:]
    os.environ.setdefault("MPLBACKEND", "Agg")
    if mode == "compare":
        compare(*files)
    else:
        run(mode, *files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
