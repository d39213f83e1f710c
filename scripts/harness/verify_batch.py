"""Runs many sides of comparisons as `verify.py` does, forked from a process that has the libraries.

Usage: python scripts/harness/verify_batch.py RUNS.json

RUNS.json lists {mode, job, out, folder}.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src" / "python"))

import verify


def main() -> int:
    """Fork once for each run."""
    for name in ("pandas", "sklearn.ensemble", "sklearn.model_selection", "matplotlib.pyplot", "pydantic"):
        importlib.import_module(name)
    for each in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        child = os.fork()
        if child == 0:
            os.chdir(each["folder"])
            verify.run(each["mode"], each["job"], each["out"])
            os._exit(0)
        os.waitpid(child, 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
