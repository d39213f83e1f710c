"""Trains with every combination of a sweep: `python -m churn.sweep configs/sweep.yaml`.

The file names a configuration and lists values by dotted key:

    config: configs/v1.yaml
    grid:
      model.n_estimators: [50, 100]

Each combination is one training with the same code as `train.py`, in a process of its own, recorded as a
run of its own. With Ray installed they run side by side: on this machine, or on the cluster that
RAY_ADDRESS names. `--index N` trains only one combination, for an Indexed Job of Kubernetes
(JOB_COMPLETION_INDEX) or an array of Slurm (SLURM_ARRAY_TASK_ID).
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from .config import load
from .loading import ROOT, ConfigError

_INDICES = ("JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID")


def combinations(path: Path) -> tuple[str, list[list[str]]]:
    """The configuration, and the overrides of each combination.

    Every one is checked before anything trains.
    """
    try:
        sweep = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: {' '.join(str(error).split())}") from None
    if not isinstance(sweep, dict) or not isinstance(sweep.get("grid"), dict):
        raise ConfigError(f"{path}: expected `config` and `grid`, a list of values by key")
    config = str(sweep.get("config", "configs/v1.yaml"))
    for key, values in sweep["grid"].items():
        if not isinstance(values, list) or not values:
            raise ConfigError(f"{path}: grid: {key}: expected a list of values, found {values!r}")
    keys = list(sweep["grid"])
    found = [
        [f"{keys[at]}={json.dumps(value)}" for at, value in enumerate(chosen)]
        for chosen in itertools.product(*sweep["grid"].values())
    ]
    for overrides in found:
        load(ROOT / config, overrides)
    return config, found


def train(config: str, overrides: list[str], out: str) -> dict[str, Any]:
    """Train one combination into the folder `out`; what its reports say."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    settings = [part for each in overrides for part in ("--set", each)]
    environment = {key: value for key, value in os.environ.items() if key not in _INDICES}
    if "MLFLOW_TRACKING_URI" not in environment:
        environment["MLFLOW_TRACKING_URI"] = f"sqlite:///{(folder.parent / 'mlflow.db').as_posix()}"
    done = subprocess.run(
        [sys.executable, str(ROOT / "train.py"), "--config", str(ROOT / config), "--out", out, *settings],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return {"set": overrides, "error": (done.stderr or done.stdout).strip()[-2000:]}
    metrics = json.loads((folder / "reports" / "metrics.json").read_text(encoding="utf-8"))
    return {"set": overrides, "out": out, "metrics": metrics}


def run_all(config: str, all_overrides: list[list[str]], out: Path) -> list[dict[str, Any]]:
    """Every combination: side by side with Ray, else one after the other."""
    todo = [(overrides, str(out / f"{at:03}")) for at, overrides in enumerate(all_overrides)]
    if importlib.util.find_spec("ray") is None:
        return [train(config, *each) for each in todo]
    import ray

    # The first makes the store of runs; several at once would each try to.
    first = [train(config, *each) for each in todo[:1]]

    ray.init(ignore_reinit_error=True, log_to_driver=False, include_dashboard=False)
    remote = ray.remote(num_cpus=1, max_retries=0)(train)
    try:
        return first + ray.get([remote.remote(config, *each) for each in todo[1:]])
    finally:
        ray.shutdown()


def main(arguments: list[str] | None = None) -> int:
    """Train, print a line for each combination, and write OUT/sweep.json."""
    parser = argparse.ArgumentParser(prog="python -m churn.sweep", description="Train a grid.")
    parser.add_argument("sweep", nargs="?", type=Path, default=ROOT / "configs" / "sweep.yaml")
    parser.add_argument("--out", type=Path, default=ROOT / "sweeps" / "latest")
    parser.add_argument("--index", type=int, help="train only this combination, counted from 0")
    parser.add_argument("--list", action="store_true", help="print the combinations and train nothing")
    given = parser.parse_args(arguments)
    try:
        config, found = combinations(given.sweep)
    except ConfigError as error:
        print(f"sweep: {error}", file=sys.stderr)
        return 2
    out = given.out.resolve()
    index = given.index
    for name in _INDICES:
        if index is None and os.environ.get(name):
            index = int(os.environ[name])
    if given.list:
        for at, overrides in enumerate(found):
            print(at, *overrides)
        return 0
    if index is not None and not 0 <= index < len(found):
        print(
            f"sweep: --index {index}: there are {len(found)} combinations, 0 to {len(found) - 1}",
            file=sys.stderr,
        )
        return 2
    results = (
        run_all(config, found, out)
        if index is None
        else [train(config, found[index], str(out / f"{index:03}"))]
    )
    for each in results:
        told = each.get("metrics") or f"failed: {each['error'].splitlines()[-1] if each['error'] else ''}"
        print(" ".join(each["set"]), told)
    name = "sweep.json" if index is None else f"sweep-{index:03}.json"
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 1 if any("error" in each for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
