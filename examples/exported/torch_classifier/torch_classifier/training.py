"""One training: checks the data, seeds, runs the pipeline, and writes down what came of it."""

from __future__ import annotations

import functools
import importlib.util
import json
import math
import time
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from . import lineage, pipeline, predict, tracking
from .config import Config
from .loading import ROOT, unread
from .seeding import seed_everything


def train(config: Config, written: Path, out: Path = ROOT) -> dict[str, Any]:
    """Run the pipeline with the configuration of the file `written`; everything made goes below `out`."""
    resolved = config.model_dump(mode="json")
    record = lineage.facts(resolved, lineage.check_data())
    record["started"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    runtime = config.runtime
    seconds: dict[str, float] = {}
    _time_stages(seconds)
    with tracking.start(runtime.tracker, __package__ or "", out) as tracker:
        tracker.describe(dict(_flat(resolved)), _tags(record), record["data"])
        seed_everything(runtime.seed, runtime.threads)
        result = pipeline.run(config, tracker)
        for name, model in result.models.items():
            if name not in tracker.models:
                tracker.model(name, model)
        record |= {
            "seed": runtime.seed,
            "threads": runtime.threads,
            "seconds": seconds,
            "config_unread": list(unread(Config)),
            "model_sha256": {name: each.model_sha256 for name, each in tracker.models.items()},
            "predictions_sha256": {name: each.predictions_sha256 for name, each in tracker.models.items()},
            "values_sha256": {name: lineage.digest_of(value) for name, value in result.values.items()},
            "tracker": type(tracker).__name__,
            "mlflow_run_id": tracker.run_id if "Mlflow" in type(tracker).__name__ else None,
        }
        files = [_write_json(out / "reports" / "metrics.json", _finite(tracker.metrics))]
        files.append(_write_json(out / "reports" / "run.json", record))
        models = dict(_save_models(tracker, record, out / "models"))
        for path in [written, *files, *([ROOT / record["lock"]] if record["lock"] else [])]:
            tracker.on_file(path)
        tracker.finish(models)
    _tell(tracker, [*files, *models.values()], out)
    return record


def _time_stages(seconds: dict[str, float]) -> None:
    """Measure each stage that pipeline.py calls; pipeline.py says nothing of it."""
    stages = {f"{__package__}.{each}" for each in ("data", "features", "model", "evaluate", "figures")}
    for name, function in list(vars(pipeline).items()):
        if isinstance(function, types.FunctionType) and function.__module__ in stages:
            setattr(pipeline, name, _timed(name, function, seconds))


def _timed(name: str, function: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    @functools.wraps(function)
    def timed(*args: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - started

    return timed


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _tags(record: Mapping[str, Any]) -> dict[str, str]:
    told = {
        "git.commit": record["git"]["commit"],
        "git.dirty": record["git"]["dirty"],
        "config.sha256": record["config_sha256"],
        "lock.sha256": record["lock_sha256"],
        "notebook.sha256": record["notebook_sha256"],
    }
    return {key: str(value) for key, value in told.items() if value is not None}


def _save_models(
    tracker: tracking.Tracker, record: Mapping[str, Any], folder: Path
) -> Iterator[tuple[str, Path]]:
    versions = {
        name: record["versions"][name]
        for name in ("numpy", "pandas", "scikit-learn")
        if name in record["versions"]
    }
    for name, trained in tracker.models.items():
        about = {
            "versions": versions,
            "model_sha256": trained.model_sha256,
            "predictions_sha256": trained.predictions_sha256,
            "config_sha256": record["config_sha256"],
            "git_commit": record["git"]["commit"],
            "data_sha256": record["data"],
            "trained": record["started"],
            "inputs": _inputs(trained.features),
            "example": _example(trained),
        }
        try:
            path = predict.save(name, trained.model, about, folder)
            if importlib.util.find_spec(f"{__package__}.drift"):
                drift = importlib.import_module(f"{__package__}.drift")
                drift.write_reference(trained.features, path.with_suffix(".reference.csv"))
            yield name, path
        except Exception as error:  # noqa: BLE001 - what cannot be pickled fails in many ways
            print(f"The model {name} could not be saved: {type(error).__name__}: {str(error)[:200]}")


def _inputs(features: Any) -> list[dict[str, Any]] | None:
    """The columns of a frame: name, kind of value, dtype, and whether values may be missing.

    None of anything else.
    """
    if not hasattr(features, "columns") or not hasattr(features, "dtypes"):
        return None
    kinds = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}
    return [
        {
            "name": str(name),
            "type": kinds.get(getattr(dtype, "kind", "O"), "string"),
            "dtype": "object" if str(dtype) == "category" else str(dtype),
            "nullable": bool(features[name].isna().any()),
        }
        for name, dtype in features.dtypes.items()
    ]


def _example(trained: tracking.Trained, rows: int = 3) -> dict[str, Any] | None:
    """The first rows with what the model says of them, as JSON has both."""
    features = trained.features
    if features is None or trained.predictions is None or not hasattr(trained.model, "predict"):
        return None
    if hasattr(features, "iloc") and hasattr(features, "columns"):
        records = features.iloc[:rows].astype(object).to_dict("records")
        instances: Any = [{str(key): _plain(value) for key, value in each.items()} for each in records]
    elif getattr(features, "ndim", 0) == 2 and hasattr(features, "tolist"):
        instances = features[:rows].tolist()
    else:
        return None
    import numpy

    return {"instances": instances, "predictions": numpy.asarray(trained.predictions[:rows]).tolist()}


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value


def _finite(metrics: Mapping[str, float]) -> dict[str, float | None]:
    """JSON knows no NaN and no infinity: they are written as null."""
    return {name: value if math.isfinite(value) else None for name, value in metrics.items()}


def _write_json(path: Path, content: Mapping[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _tell(tracker: tracking.Tracker, files: list[Path], out: Path) -> None:
    width = max((len(name) for name in tracker.metrics), default=0)
    for name, value in tracker.metrics.items():
        print(f"{name:<{width}}  {value!r}")
    for path in files:
        print(f"wrote {path.relative_to(out)}")
    for name, each in tracker.models.items():
        if each.predictions_sha256:
            print(f"predictions of {name}: sha256 {each.predictions_sha256[:16]}")
    if tracker.run_id:
        print(f"run {tracker.run_id}")
