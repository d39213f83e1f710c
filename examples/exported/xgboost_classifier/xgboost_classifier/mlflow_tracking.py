"""The MLflow tracker: an sqlite file beside the project, or the server that MLFLOW_TRACKING_URI names."""

from __future__ import annotations

import importlib
import inspect
import math
import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import mlflow
import mlflow.sklearn
import skops.io
from mlflow.data.meta_dataset import MetaDataset
from mlflow.data.sources import LocalArtifactDatasetSource
from mlflow.models import infer_signature

from .loading import ROOT
from .tracking import Tracker, Trained


class MlflowTracker(Tracker):
    """Writes a run into MLflow: metrics as they come, models at the end."""

    def __init__(self, folder: Path, experiment: str, out: Path) -> None:
        """Start a run in `experiment`; without MLFLOW_TRACKING_URI the store is `out`/mlflow.db."""
        super().__init__(folder)
        store = out / "mlflow.db"
        if "MLFLOW_TRACKING_URI" not in os.environ:
            if not store.exists():
                print(f"Creating the MLflow store {store.name} (once, a few seconds) ...", flush=True)
            mlflow.set_tracking_uri(f"sqlite:///{store.as_posix()}")
            if mlflow.get_experiment_by_name(experiment) is None:
                mlflow.create_experiment(experiment, artifact_location=(out / "mlruns").as_uri())
        mlflow.set_experiment(experiment)
        self.run_id = mlflow.start_run().info.run_id

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the run, as failed where something was raised."""
        mlflow.end_run("FAILED" if error else "FINISHED")

    def on_metric(self, name: str, value: float, step: int | None) -> None:
        """Log a metric under a name that MLflow allows."""
        mlflow.log_metric(_allowed(name), value, step=step)

    def on_file(self, path: Path, folder: str = "") -> None:
        """Log a file as an artifact."""
        mlflow.log_artifact(str(path), folder or None)

    def describe(self, params: Mapping[str, Any], tags: Mapping[str, str], data: Mapping[str, str]) -> None:
        """Log parameters, tags, and each data file as a dataset whose digest is the head of its sha256."""
        mlflow.log_params({_allowed(key): value for key, value in params.items()})
        mlflow.set_tags({**tags, **{f"sha256.{_allowed(path)}": sha256 for path, sha256 in data.items()}})
        for path, sha256 in data.items():
            source = LocalArtifactDatasetSource(str(ROOT / path))
            mlflow.log_input(
                MetaDataset(source, name=Path(path).name, digest=sha256[:32]), context="training"
            )

    def finish(self, saved: Mapping[str, Path]) -> None:
        """Log the fitted models; of one that MLflow cannot log, the saved file is kept with the run."""
        for name, trained in self.models.items():
            try:
                _log_model(name, trained)
                _log_search(trained.model)
            except Exception as error:  # noqa: BLE001 - a model of any library may fail in any way
                kept = "keeps the file only" if name in saved else "cannot keep it"
                print(f"The model {name}: MLflow {kept}: {str(error)[:200]}")
                if name in saved:
                    self.on_file(saved[name], "models")


def _log_model(name: str, trained: Trained) -> None:
    requirements = ROOT / "requirements.txt"
    options: dict[str, Any] = {
        "name": _allowed(name),
        "signature": _signature(trained),
        "pip_requirements": str(requirements) if requirements.is_file() else [],
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="mlflow")
        flavour = _flavour(trained.model)
        if flavour is not None:
            log = importlib.import_module(f"mlflow.{flavour}").log_model
            if flavour == "pytorch":
                options["code_paths"] = [str(ROOT / (__package__ or ""))]
                # Saved whole: the traced program of MLflow 3.14 needs example rows.
                if "serialization_format" in inspect.signature(log).parameters:
                    options["serialization_format"] = "pickle"
            log(trained.model, **options)
        elif hasattr(trained.model, "get_params"):
            _log_sklearn(trained.model, options)
        else:
            raise TypeError(f"{type(trained.model).__name__} is no model that MLflow knows")


def _log_sklearn(model: Any, options: dict[str, Any]) -> None:
    types = skops.io.get_untrusted_types(data=skops.io.dumps(model))
    package = __package__ or ""
    own = any(each.startswith(f"{package}.") for each in types)
    code = [str(ROOT / package)] if own else None
    mlflow.sklearn.log_model(model, skops_trusted_types=types, code_paths=code, **options)


def _flavour(model: Any) -> str | None:
    """The part of MLflow that knows models of other libraries than scikit-learn."""
    if hasattr(model, "model") and type(model).__module__.startswith("statsmodels."):
        return "statsmodels"
    for base in type(model).__mro__:
        library = base.__module__.split(".")[0]
        if library in _FLAVOURS:
            return _FLAVOURS[library]
    return None


_FLAVOURS = {
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
    "torch": "pytorch",
    "keras": "keras",
}


def _log_search(model: Any, limit: int = 200) -> None:
    """Each candidate of a search as a run inside this one.

    Its parameters, its mean score and the deviation.
    """
    results = getattr(model, "cv_results_", None)
    if not results or len(results["params"]) > limit:
        return
    for at, params in enumerate(results["params"]):
        with mlflow.start_run(run_name=f"candidate {at + 1}", nested=True):
            mlflow.log_params({_allowed(str(key)): str(value)[:500] for key, value in params.items()})
            for key in ("mean_test_score", "std_test_score", "rank_test_score"):
                if key in results and math.isfinite(float(results[key][at])):
                    mlflow.log_metric(key, float(results[key][at]))


def _signature(trained: Trained) -> Any:
    """The signature by the first rows; whole numbers count as floats, since a later row may lack one."""
    if trained.predictions is None or not hasattr(trained.features, "__getitem__"):
        return None
    return infer_signature(_as_floats(trained.features[:100]), trained.predictions[:100])


def _as_floats(features: Any) -> Any:
    if hasattr(features, "select_dtypes"):
        whole = features.select_dtypes("integer").columns
        return features.astype({column: "float64" for column in whole})
    whole_numbers = getattr(getattr(features, "dtype", None), "kind", None) in ("i", "u")
    return features.astype("float64") if whole_numbers else features


def _allowed(name: str) -> str:
    """MLflow allows letters, digits and `_-. /` in names."""
    return "".join(each if each.isalnum() or each in "_-. /" else "_" for each in name)
