"""The configuration: what configs/*.yaml may say. Unknown keys and values of another type are refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from .loading import Section, read


class Parameters(Section):
    """Values from cell 7 of the notebook."""

    hidden: int
    learning_rate: float
    epochs: int


class TrainTestSplit(Section):
    """Values from cell 5 of the notebook."""

    test_size: float
    random_state: int


class Runtime(Section):
    """How a training runs."""

    seed: int
    threads: int
    tracker: Literal["mlflow", "jsonl", "none"]


class Config(Section):
    """All of it."""

    parameters: Parameters
    train_test_split: TrainTestSplit
    runtime: Runtime


def load(path: str | Path, overrides: Iterable[str] = ()) -> Config:
    """Read a file, with overrides such as `runtime.seed=1`; raises ConfigError in words a person can act on."""
    return read(Config, path, overrides)
