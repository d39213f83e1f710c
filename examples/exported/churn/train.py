"""Trains: `python train.py --config configs/v1.yaml [--set model.max_depth=5]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from churn.config import load
from churn.lineage import DataError
from churn.loading import ROOT, ConfigError
from churn.seeding import fix_hashes, pin_threads


def main() -> int:
    """Train once, print the metrics and where everything went."""
    parser = argparse.ArgumentParser(description="Train the pipeline.")
    parser.add_argument(
        "--config", default="configs/v1.yaml", help="the configuration (default: configs/v1.yaml)"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change one value of it"
    )
    parser.add_argument("--out", type=Path, default=ROOT, help="where reports, models and runs are written")
    given = parser.parse_args()
    fix_hashes()
    written, out = Path(given.config).resolve(), given.out.resolve()
    try:
        config = load(given.config, given.set)
        os.chdir(ROOT)
        pin_threads(config.runtime.threads)
        from churn.training import (
            train,
        )  # only now: numpy reads the number of threads when it is imported

        train(config, written, out)
    except (ConfigError, DataError) as error:
        print(f"train: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
