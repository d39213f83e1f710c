"""Measures other ways from a notebook to code: what they give, what runs, what is equal.

Usage: python scripts/proof/peers.py FOLDER OUT.jsonl

Needs nbconvert, soorgeon and ploomber beside what the notebooks import. `nbconvert --to script` is
run as a script in a copy of the notebook's surroundings; equal means that every number, array,
frame and estimator that the notebook's variables hold at its end is the same in the script's.
`soorgeon refactor` and then `ploomber build`: what its tasks hand on is not compared.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 240
DIGESTS = """
import sys, json, types, os, warnings
warnings.filterwarnings("ignore")
sys.path.insert(0, {source!r})
import verify, random, numpy
random.seed(0); numpy.random.seed(0)
main = types.ModuleType("__main__"); sys.modules["__main__"] = main
space = main.__dict__
{run}
found = {{}}
for name, value in list(space.items()):
    library = type(value).__module__.split(".")[0]
    known = isinstance(value, (int, float)) or library in ("numpy", "pandas", "sklearn")
    if known and not name.startswith("_"):
        found[name] = verify.digest(value)
json.dump(found, open({out!r}, "w"))
"""
NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(user_module=main, colors="NoColor")
shell.enable_gui = lambda *_, **__: None
for cell in json.load(open({path!r}))["cells"]:
    if cell["cell_type"] == "code":
        result = shell.run_cell("".join(cell["source"]))
        if result.error_before_exec or result.error_in_exec:
            raise SystemExit(3)
"""
SCRIPT = "exec(compile(open({path!r}).read(), {path!r}, 'exec'), space)"


def run(command: list[str], folder: Path) -> int:
    """The exit code of a command, 124 where it takes too long."""
    environment = {
        **os.environ,
        "MPLBACKEND": "Agg",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
    }
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return 124
    return done.returncode


def values(folder: Path, template: str, path: Path, out: Path) -> dict[str, str] | None:
    """Digests of what variables hold at the end; None where it does not run to its end."""
    source = str(Path(__file__).resolve().parents[2] / "src" / "python")
    program = DIGESTS.format(source=source, run=template.format(path=str(path)), out=str(out))
    if run([sys.executable, "-c", program], folder) != 0 or not out.is_file():
        return None
    return json.loads(out.read_text(encoding="utf-8"))


def measure(notebook: Path, root: Path) -> dict[str, object]:
    """What both peers make of one notebook."""
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / "copy"
        shutil.copytree(root, copy)
        here = copy / notebook.relative_to(root)
        truth = values(here.parent, NOTEBOOK, here, Path(work) / "truth.json")
        told: dict[str, object] = {"notebook": str(notebook.name), "runs": truth is not None}
        jupyter = [sys.executable, "-m", "nbconvert", "--to", "script", here.name, "--output", "as_script"]
        script = here.parent / "as_script.py"
        told["nbconvert gives"] = run(jupyter, here.parent) == 0 and script.is_file()
        made = (
            values(here.parent, SCRIPT, script, Path(work) / "script.json")
            if told["nbconvert gives"]
            else None
        )
        told["nbconvert runs"] = made is not None
        told["nbconvert equal"] = (
            made is not None
            and truth is not None
            and all(made.get(name) == each for name, each in truth.items())
        )
        soorgeon = [sys.executable, "-m", "soorgeon.cli", "refactor", here.name, "--file-format", "py"]
        if not Path(sys.executable).with_name("soorgeon").is_file():
            return told
        soorgeon[:3] = [str(Path(sys.executable).with_name("soorgeon"))]
        told["soorgeon gives"] = run(soorgeon, here.parent) == 0 and (here.parent / "pipeline.yaml").is_file()
        build = [str(Path(sys.executable).with_name("ploomber")), "build"]
        told["soorgeon runs"] = bool(told["soorgeon gives"]) and run(build, here.parent) == 0
        return told


def main() -> int:
    """Every notebook of a folder; a line for each, and the sums."""
    folder, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    all_told = []
    with out.open("w", encoding="utf-8") as file:
        for notebook in sorted(folder.rglob("*.ipynb")):
            root = folder / notebook.relative_to(folder).parts[0]
            told = measure(notebook, root)
            all_told.append(told)
            file.write(json.dumps(told) + "\n")
            file.flush()
    runnable = [each for each in all_told if each["runs"]]
    print(f"{len(runnable)} of {len(all_told)} notebooks run here")
    for name in sorted({key for each in all_told for key in each if " " in key}):
        print(f"{name}: {sum(bool(each.get(name)) for each in runnable)} of {len(runnable)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
