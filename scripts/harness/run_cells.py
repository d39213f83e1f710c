"""Really runs small notebooks in IPython: JSON lists of cell sources in, the first failure of each out.

Usage: echo '[["x = 1", "print(y)"]]' | python scripts/harness/run_cells.py
"""

from __future__ import annotations

import json
import os
import sys
import tempfile

from run_mutants import _shell, in_child, run_cells, warm


def main() -> int:
    """Print a list with the first failure of each notebook, or null."""
    notebooks = json.load(sys.stdin)
    answers = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.environ.update(MPLBACKEND="Agg")
    warm()
    records = []
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["IPYTHONDIR"] = scratch
        os.chdir(scratch)
        for sources in notebooks:
            cells = list(enumerate(sources))
            record = in_child(lambda cells=cells: {"failure": run_cells(_shell(), cells)["failure"]}, 60)
            records.append(record.get("failure", record))
    os.write(answers, json.dumps(records).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
