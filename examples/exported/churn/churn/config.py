"""The configuration: what configs/*.yaml may say. Unknown keys and values of another type are refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from .loading import ProjectFile, Section, read


class Parameters(Section):
    """Values from cell 3, cell 17 of the notebook."""

    numeric: list[str]
    categorical: list[str]
    threshold: float


class Data(Section):
    """Values from cell 5 of the notebook."""

    data_path: ProjectFile


class TrainTestSplit(Section):
    """Values from cell 11 of the notebook."""

    test_size: float
    random_state: int


class Preprocess(Section):
    """Values from cell 12 of the notebook."""

    handle_unknown: str


class Model(Section):
    """Values from cell 14 of the notebook."""

    n_estimators: int
    max_depth: int
    min_samples_leaf: int
    random_state: int


class Runtime(Section):
    """How a training runs."""

    seed: int
    threads: int
    tracker: Literal["mlflow", "jsonl", "none"]


class Config(Section):
    """All of it."""

    parameters: Parameters
    data: Data
    train_test_split: TrainTestSplit
    preprocess: Preprocess
    model: Model
    runtime: Runtime


def load(path: str | Path, overrides: Iterable[str] = ()) -> Config:
    """Read a file, with overrides such as `runtime.seed=1`; raises ConfigError in words a person can act on."""
    return read(Config, path, overrides)
