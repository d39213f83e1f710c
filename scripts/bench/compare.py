"""Times nbship beside other tools, in one run and on the same files, and prints ratios of wall and CPU time.

    npm run build && python scripts/bench/compare.py FOLDER [--rounds 5] [--sets one all many] [--copies 2000]

The tools take turns, so that a busy machine disturbs all of them alike; medians over the rounds are printed.
The peers are installed into .cache/bench, which nothing else uses. Sets: one notebook, all of FOLDER, and so
many copies of these.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / ".cache" / "bench"
# pynblint does not start on a newer click.
HELPERS = ["click<8.2"]
PEERS = ["ruff", "nborder", "pynblint", "nbqa", "pyflakes", "nb2p"]
BUNDLE = ROOT / "dist" / "cli.js"

Command = list[str]


def bin_of(name: str) -> Path:
    """Give the path of a program of the peers' environment."""
    return BENCH / ("Scripts" if os.name == "nt" else "bin") / name


def install() -> dict[str, str]:
    """Installs each peer where it can be had; gives the versions."""
    if not bin_of("python").exists():
        venv.create(BENCH, with_pip=True)
    python = str(bin_of("python"))
    versions: dict[str, str] = {}
    for peer in PEERS:
        ask = [python, "-c", f"from importlib.metadata import version; print(version('{peer}'))"]
        if subprocess.run(ask, capture_output=True).returncode != 0:
            pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer, *HELPERS]
            subprocess.run(pip, capture_output=True)
        said = subprocess.run(ask, capture_output=True, text=True)
        if said.returncode == 0:
            versions[peer] = said.stdout.strip()
        else:
            print(f"{peer} cannot be installed here and is left out")
    return versions


def commands(versions: dict[str, str], target: str, cache: str) -> dict[str, Command]:
    """Give the command line of each tool that is here, for one target."""
    node = shutil.which("node") or "node"
    check = [node, str(BUNDLE), "check", "--exit-zero", "--format", "concise"]
    found: dict[str, Command] = {"nbship": [*check, target], "bare node": [node, "-e", "0"]}
    usage = subprocess.run([node, str(BUNDLE), "check", "--help"], capture_output=True, text=True).stdout
    if "--cache" in usage:
        found["nbship, warm cache"] = [
            *check,
            *(["--cache-dir", cache] if "--cache-dir" in usage else ["--cache"]),
            target,
        ]
    if "ruff" in versions:
        rules = ["--isolated", "--select", "F821,NPY,B,E402", "--exit-zero"]
        found["ruff"] = [str(bin_of("ruff")), "check", *rules, "--no-cache", target]
        found["ruff, warm cache"] = [
            str(bin_of("ruff")),
            "check",
            *rules,
            "--cache-dir",
            f"{cache}-ruff",
            target,
        ]
    if "nb2p" in versions:
        found["nb2p analyze"] = [str(bin_of("nb2p")), "analyze", target]
    if "nborder" in versions:
        found["nborder"] = [str(bin_of("nborder")), "check", target]
    if "pynblint" in versions:
        found["pynblint"] = [str(bin_of("pynblint")), target]
    if "nbqa" in versions and "pyflakes" in versions:
        found["nbqa pyflakes"] = [str(bin_of("nbqa")), "pyflakes", target]
    return found


def timed(command: Command, cwd: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds, and the exit code; -1 for one that was ended after ten minutes."""
    env = {**os.environ, "PATH": f"{bin_of('python').parent}{os.pathsep}{os.environ['PATH']}"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    try:
        silent = subprocess.DEVNULL
        code = subprocess.run(command, cwd=cwd, env=env, stdout=silent, stderr=silent, timeout=600).returncode
    except subprocess.TimeoutExpired:
        code = -1
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, code


def compare(name: str, found: dict[str, Command], cwd: Path, rounds: int, slow: bool) -> None:
    """Peers that take minutes on many files run once; the others take turns."""
    results: dict[str, list[tuple[float, float, int]]] = {tool: [] for tool in found}
    for tool in found:
        if "warm" in tool:
            timed(found[tool], cwd)
    for turn in range(rounds):
        for tool, command in found.items():
            python = tool.startswith(("nb2p", "nborder", "pynblint", "nbqa"))
            if not (python and slow and turn > 0):
                results[tool].append(timed(command, cwd))
    base = {
        kind: statistics.median(each[at] for each in results["nbship"])
        for at, kind in ((0, "wall"), (1, "cpu"))
    }
    print(f"\n{name}: medians of {rounds} interleaved rounds, in seconds; x: how many times nbship's")
    print(f"{'':22}{'wall':>9}{'x':>8}{'CPU':>9}{'x':>8}  exit")
    for tool, all_ in results.items():
        wall, cpu = statistics.median(each[0] for each in all_), statistics.median(each[1] for each in all_)
        once = "  (one round)" if len(all_) < rounds else ""
        figures = f"{wall:9.3f}{wall / base['wall']:8.2f}{cpu:9.3f}{cpu / base['cpu']:8.2f}"
        print(f"{tool:22}{figures}  {all_[0][2]:4}{once}", flush=True)


def copies(folder: Path, count: int, into: Path) -> Path:
    """Copy the notebooks of a folder again and again, under other paths."""
    notebooks = sorted(folder.rglob("*.ipynb"))
    made = into / "many"
    for at in range(count):
        source = notebooks[at % len(notebooks)]
        target = made / f"copy{at // len(notebooks)}" / source.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return made


def sound(folder: Path, into: Path) -> None:
    """Copy the notebooks that every tool can read: some stop at the first that is no nbformat 4."""
    for source in sorted(folder.rglob("*.ipynb")):
        try:
            notebook = json.loads(source.read_text("utf-8"))
            counts = notebook["nbformat"] == 4 and all(
                isinstance(each["source"], (str, list)) for each in notebook["cells"]
            )
        except (ValueError, KeyError, TypeError):
            counts = False
        if counts:
            target = into / source.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def main() -> None:
    """Compare on the sets that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, default=2000)
    parser.add_argument("--sets", nargs="*", default=["one", "all", "many"])
    given = parser.parse_args()
    if not BUNDLE.exists():
        sys.exit("dist/cli.js is missing: npm run build")
    versions = install()
    node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    print(f"node {node}, " + ", ".join(f"{peer} {version}" for peer, version in versions.items()))
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory() as place:
        # Copied, so that no configuration and no repository above them counts.
        everything = Path(place) / "all"
        sound(given.folder, everything)
        notebooks = sorted(everything.rglob("*.ipynb"), key=lambda each: each.stat().st_size)
        middle = notebooks[len(notebooks) // 2]
        if "one" in given.sets:
            found = commands(versions, str(middle), f"{place}/.cache-one")
            compare("one notebook", found, everything, given.rounds, slow=False)
        if "all" in given.sets:
            found = commands(versions, ".", f"{place}/.cache-all")
            compare(f"{len(notebooks)} notebooks", found, everything, given.rounds, slow=True)
        if "many" in given.sets:
            many = copies(everything, given.copies, Path(place))
            found = commands(versions, ".", f"{place}/.cache-many")
            compare(f"{given.copies} notebooks", found, many, given.rounds, slow=True)


if __name__ == "__main__":
    main()
