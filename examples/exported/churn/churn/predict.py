"""Predicts with a trained model: `python -m churn.predict --data rows.csv --out predictions.csv`."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from .lineage import sha256_of
from .loading import ROOT


class ModelError(Exception):
    """A saved model that is missing or is not the one that training wrote."""


def save(name: str, model: Any, facts: dict[str, Any], folder: Path) -> Path:
    """Write FOLDER/NAME.joblib, and beside it NAME.json with its sha256 and what it needs to load again."""
    import joblib

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.joblib"
    joblib.dump(model, path, compress=3)
    columns = getattr(model, "feature_names_in_", None)
    about: dict[str, Any] = {
        "sha256": sha256_of(path),
        "predicts": callable(getattr(model, "predict", None)),
        "columns": None if columns is None else [str(each) for each in columns],
        **facts,
    }
    path.with_suffix(".json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    return path


def load(path: Path) -> tuple[Any, dict[str, Any]]:
    """A saved model and what is known of it; says so where the installed versions are others."""
    import joblib

    if not path.is_file():
        raise ModelError(f"{path} is missing: run train.py first")
    about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if sha256_of(path) != about["sha256"]:
        raise ModelError(f"{path} is not the file that training wrote (its sha256 differs)")
    for name, version in about.get("versions", {}).items():
        found = metadata.version(name)
        if found != version:
            print(
                f"The model was trained with {name} {version}, here is {found}: its predictions may differ.",
                file=sys.stderr,
            )
    return joblib.load(path), about


def main(arguments: list[str] | None = None) -> int:
    """Predict the rows of a csv file."""
    parser = argparse.ArgumentParser(
        prog="python -m churn.predict", description="Predict the rows of a csv file."
    )
    parser.add_argument(
        "--data", required=True, type=Path, help="a csv file with the columns that the model was trained on"
    )
    parser.add_argument(
        "--model", type=Path, help="a file of models/ (default: the only one there, or the joined one)"
    )
    parser.add_argument("--out", type=Path, help="where predictions are written (default: standard output)")
    given = parser.parse_args(arguments)
    import pandas

    try:
        model, about = load(given.model or chosen())
        rows = pandas.read_csv(given.data)
    except (ModelError, OSError) as error:
        print(f"predict: {error}", file=sys.stderr)
        return 2
    columns = about["columns"] or list(rows.columns)
    missing = [each for each in columns if each not in rows.columns]
    if missing:
        print(
            f"predict: {given.data} lacks the columns {', '.join(missing)}: the model takes "
            "features as the pipeline prepares them (see README.md)",
            file=sys.stderr,
        )
        return 2
    features = rows[columns] if about["columns"] else rows.to_numpy()
    pandas.DataFrame({"prediction": model.predict(features)}).to_csv(given.out or sys.stdout, index=False)
    return 0


def chosen(folder: Path = ROOT / "models", name: str | None = None) -> Path:
    """The model of a name.

    Without one the only model there, or the one joined with what prepares its features.
    """
    models = {each.stem: each for each in sorted(folder.glob("*.joblib")) if _predicts(each)}
    if name is not None and name in models:
        return models[name]
    joined = [
        each for each in models if each.endswith("_pipeline") and each.removesuffix("_pipeline") in models
    ]
    for only in (list(models), joined):
        if name is None and len(only) == 1:
            return models[only[0]]
    found = ", ".join(f"models/{each}.joblib" for each in models) or "none; run train.py first"
    asked = f"there is no model {name}" if name is not None else "say which model"
    raise ModelError(f"{asked}: there are {found}")


def _predicts(path: Path) -> bool:
    """Whether a saved model predicts, rather than prepares."""
    return bool(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["predicts"])


if __name__ == "__main__":
    sys.exit(main())
