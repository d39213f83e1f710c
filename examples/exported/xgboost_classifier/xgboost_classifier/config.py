"""The configuration: what configs/*.yaml may say. Unknown keys and values of another type are refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from .loading import Section, read


class TrainTestSplit(Section):
    """Values from cell 2 of the notebook."""

    test_size: float
    random_state: int


class Clf(Section):
    """Values from cell 3 of the notebook."""

    n_estimators: int
    max_depth: int
    learning_rate: float
    eval_metric: str


class Runtime(Section):
    """How a training runs."""

    seed: int
    threads: int
    tracker: Literal["mlflow", "jsonl", "none"]


class Config(Section):
    """All of it."""

    train_test_split: TrainTestSplit
    clf: Clf
    runtime: Runtime


def load(path: str | Path, overrides: Iterable[str] = ()) -> Config:
    """Read a file, with overrides such as `runtime.seed=1`; raises ConfigError in words a person can act on."""
    return read(Config, path, overrides)
