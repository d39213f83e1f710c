"""Records a run: metrics, parameters, data, figures and models, in MLflow or, without it, as JSON lines."""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
import os
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from .lineage import digest_of, predictions_of

# An array with more values is a curve or a table, not a metric.
_MOST_NUMBERS = 100


@dataclass(frozen=True)
class Result:
    """What the pipeline gives back: fitted models and final values, by the names they had in the notebook."""

    models: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trained:
    """A fitted model with the features it was used on, what it said of them, and the digests of both."""

    model: Any
    features: Any
    predictions: Any
    model_sha256: str
    predictions_sha256: str | None


class Tracker:
    """Keeps what a run records; alone it is the silent tracker, the others also write it somewhere."""

    run_id: str | None = None

    def __init__(self, folder: Path) -> None:
        """Figures go below `folder`, the folder of the run's reports."""
        self.folder = folder
        self.metrics: dict[str, float] = {}
        self.models: dict[str, Trained] = {}

    def __enter__(self) -> Tracker:  # noqa: PYI034 - Self came with Python 3.11
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the run; one that raised is marked as failed."""

    def metric(self, name: str, value: Any, step: int | None = None) -> None:
        """Record a number; of an array each one as `name.0`, `name.1`, ..., and the mean of a row as `name`.

        Without a step, a name that comes again is kept as `name_2`.
        """
        numbers = list(_numbers(name, value))
        if not numbers:
            print(f"The metric {name} is left out: {type(value).__name__} holds no numbers, or too many.")
        for each, number in numbers:
            told, count = each, 2
            while step is None and told in self.metrics:
                told, count = f"{each}_{count}", count + 1
            self.metrics[told] = number
            self.on_metric(told, number, step)

    def model(self, name: str, model: Any, features: Any = None) -> None:
        """Record a fitted model, with the features it was fitted or scored on where they are known."""
        predictions = predictions_of(model, features)
        hashed = None if predictions is None else digest_of(predictions)
        self.models[name] = Trained(model, features, predictions, digest_of(model), hashed)

    def joined(self, name: str, steps: list[tuple[str, Any]], features: Any, whole: str) -> None:
        """Record fitted steps as one Pipeline from raw features to predictions, without fitting it again.

        It is kept only where it says of the raw features what the model `whole` says of the prepared ones.
        """
        from sklearn.pipeline import Pipeline

        pipeline = Pipeline(steps)
        predictions = predictions_of(pipeline, features)
        if digest_of(predictions) != self.models[whole].predictions_sha256:
            print(
                f"The model {whole} could not be joined with {steps[0][0]}: together they predict otherwise."
            )
            return
        self.model(name, pipeline, features)

    def figure(self, name: str, figure: Any) -> None:
        """Save a matplotlib figure as reports/figures/NAME.png."""
        path = self.folder / "figures" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, bbox_inches="tight")
        figure.clear()
        importlib.import_module("matplotlib.pyplot").close(figure)
        self.on_file(path, "figures")

    def on_metric(self, name: str, value: float, step: int | None) -> None:
        """Write a metric down as it comes."""

    def on_file(self, path: Path, folder: str = "") -> None:
        """Keep a copy of a file with the run."""

    def describe(self, params: Mapping[str, Any], tags: Mapping[str, str], data: Mapping[str, str]) -> None:
        """Write down what the run came from: parameters, tags, and the sha256 of the data by path."""

    def finish(self, saved: Mapping[str, Path]) -> None:
        """Write down the fitted models, once all of the run is known; `saved` has their files by name."""


class JsonLinesTracker(Tracker):
    """Writes one JSON object a line into runs/ID.jsonl; needs nothing but Python."""

    def __init__(self, folder: Path, runs: Path) -> None:
        """Start a file in the folder `runs`."""
        super().__init__(folder)
        self.run_id = f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:6]}"
        runs.mkdir(parents=True, exist_ok=True)
        self.path = runs / f"{self.run_id}.jsonl"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the run's last line."""
        self._write({"end": "failed" if error else "finished", **({"error": repr(error)} if error else {})})

    def on_metric(self, name: str, value: float, step: int | None) -> None:
        """Write a metric; JSON has no NaN, so it becomes a word."""
        number = value if math.isfinite(value) else str(value)
        self._write({"metric": name, "value": number, **({} if step is None else {"step": step})})

    def on_file(self, path: Path, folder: str = "") -> None:
        """Name the file; it stays where it is."""
        self._write({"file": str(path), "kind": folder})

    def describe(self, params: Mapping[str, Any], tags: Mapping[str, str], data: Mapping[str, str]) -> None:
        """Write parameters, tags and data on one line."""
        self._write({"params": dict(params), "tags": dict(tags), "data": dict(data)})

    def finish(self, saved: Mapping[str, Path]) -> None:
        """Write the digests of the models and where they are."""
        for name, each in self.models.items():
            hashes = {"sha256": each.model_sha256, "predictions_sha256": each.predictions_sha256}
            self._write({"model": name, **hashes, "file": str(saved[name]) if name in saved else None})

    def _write(self, entry: Mapping[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"time": time.time(), **entry}, ensure_ascii=False) + "\n")


def start(kind: str, experiment: str, out: Path) -> Tracker:
    """The tracker that the configuration names: `mlflow`, `jsonl` or `none`."""
    reports = out / "reports"
    if kind == "none":
        return Tracker(reports)
    if kind == "mlflow" and importlib.util.find_spec("mlflow"):
        os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "ERROR")
        os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
        from .mlflow_tracking import MlflowTracker

        return MlflowTracker(reports, experiment, out)
    if kind == "mlflow":
        print("MLflow is not installed: this run is recorded in runs/ as JSON lines.")
    return JsonLinesTracker(reports, out / "runs")


def _numbers(name: str, value: Any) -> Iterator[tuple[str, float]]:
    """A number, or those of a mapping or an array by their keys; nothing where there are too many."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            # Seconds of cross_validate are no metrics: they are others each time.
            if not str(key).endswith("_time"):
                yield from _numbers(f"{name}.{key}", inner)
        return
    import numpy

    if hasattr(value, "detach"):
        value = value.detach().cpu()

    array = numpy.asarray(value)
    if array.dtype.kind not in "biuf" or array.size > _MOST_NUMBERS:
        return
    if array.ndim == 0:
        yield name, float(array)
        return
    if array.ndim == 1 and array.size > 0:
        yield name, float(array.mean())
    for at in numpy.ndindex(array.shape):
        yield ".".join([name, *map(str, at)]), float(array[at])
