"""Runs a notebook's cells from top to bottom in this interpreter and prints what came of it.

Usage: python run_notebook.py NOTEBOOK    prints JSON: {"failure": null or text, "values": {"name": "repr"}}
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Run it as a kernel does, with IPython's magics, and tell the plain values that it leaves."""
    from IPython.core.interactiveshell import InteractiveShell

    answers = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    path = Path(sys.argv[1]).resolve()
    os.chdir(path.parent)
    shell = InteractiveShell.instance(colors="NoColor")
    failure = None
    for cell in json.loads(path.read_text(encoding="utf8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        result = shell.run_cell("".join(cell["source"]), store_history=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            failure = repr(error)
            break
    plain = (str, int, float, list, dict)
    values = {k: repr(v) for k, v in shell.user_ns.items() if not k.startswith("_") and isinstance(v, plain)}
    for hidden in ("In", "Out"):
        values.pop(hidden, None)
    os.write(answers, json.dumps({"failure": failure, "values": values}).encode())


if __name__ == "__main__":
    main()
