"""Trains the project twice, each time in a fresh process; the tests look at what the two runs left."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "configs" / "v1.yaml"


@dataclass(frozen=True)
class Run:
    """What one training left in its folder."""

    folder: Path
    metrics: dict[str, float]
    record: dict[str, Any]


def train(out: Path, *options: str) -> Run:
    """Run train.py as a user does, without MLflow, with everything written below `out`."""
    command = [
        sys.executable,
        ROOT / "train.py",
        "--config",
        CONFIG,
        "--set",
        "runtime.tracker=none",
        "--out",
        out,
    ]
    done = subprocess.run([*command, *options], cwd=out, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    metrics, record = (
        (out / "reports" / f"{name}.json").read_text(encoding="utf-8") for name in ("metrics", "run")
    )
    return Run(out, json.loads(metrics), json.loads(record))


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """Two trainings with the same configuration."""
    return train(tmp_path_factory.mktemp("first")), train(tmp_path_factory.mktemp("second"))
