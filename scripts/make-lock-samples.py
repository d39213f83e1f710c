"""Makes the samples of test/core/project/samples: one small project, locked by every tool.

Usage: python scripts/make-lock-samples.py [TOOL...]      (default: all of TOOLS; needs the package index)

Each tool is installed into a virtual environment of its own in a temporary folder. Beside the files that it wrote,
`resolved.json` says its version, the commands, and what stood in the environment that it made from its own lock, as
`uv pip list` saw it there: the test compares what nbship reads with that. The index's address is replaced by
https://index.example; hashes and all else stay as written.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pip._internal.models.index import PyPI

SAMPLES = Path(__file__).parent.parent / "test" / "core" / "project" / "samples"

#: Tool to what pip installs for it.
TOOLS = {
    "uv": "uv",
    "pip": "pip>=25.1",
    "pip-tools": "pip-tools",
    "poetry": "poetry",
    "poetry-1": "poetry<2",
    # hishel 2 has no longer what pdm 2.29 imports of it.
    "pdm": "pdm hishel<2",
    "pipenv": "pipenv",
}

DEPENDENCIES = [
    "pandas==2.2.3",
    "numpy>=1.26,<2",
    "ruamel.yaml>=0.18",
    'colorama>=0.4 ; sys_platform == "win32"',
]
REPOSITORY = "https://code.example/cohort"
#: Poetry's and pipenv's files name the index.
INDEX = PyPI.simple_url
POETRY_SOURCE = f'[[tool.poetry.source]]\nname = "index"\nurl = "{INDEX}"\npriority = "primary"\n\n'


class Workshop:
    """A temporary folder with the tools, a package in a repository, and the commands that were run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # NBSHIP_LOCK_TOOLS keeps the tools between runs.
        self.tools = Path(os.environ.get("NBSHIP_LOCK_TOOLS", root / "tools"))
        self.commands: list[str] = []
        kept = {
            name: value
            for name, value in os.environ.items()
            if not re.match(r"(PIP_(FIND|EXTRA)|VIRTUAL_ENV)", name)
        }
        self.env = {
            **kept,
            # The machine's own extra places for wheels would be written into locks.
            "PIP_CONFIG_FILE": os.devnull,
            # The repository has an address that git leads to a folder.
            "GIT_CONFIG_GLOBAL": str(root / "gitconfig"),
            "POETRY_SYSTEM_GIT_CLIENT": "true",
            "POETRY_EXPERIMENTAL_SYSTEM_GIT_CLIENT": "true",
            "POETRY_VIRTUALENVS_IN_PROJECT": "true",
            "PIPENV_VENV_IN_PROJECT": "1",
        }
        self.commit = self._repository()

    def _repository(self) -> str:
        """Make a package in a git repository: locks name its commit."""
        folder = self.root / "cohort"
        (folder / "src" / "cohort").mkdir(parents=True)
        (folder / "src" / "cohort" / "__init__.py").write_text("SIZE = 3\n")
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
            '[project]\nname = "cohort"\nversion = "0.3.1"\n'
        )
        (self.root / "gitconfig").write_text(f'[url "file://{folder}"]\n    insteadOf = "{REPOSITORY}"\n')
        git = ["git", "-c", "user.name=sample", "-c", "user.email=sample@code.example"]
        for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
            # One moment for all runs gives one commit.
            moment = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
            subprocess.run([*git, *words], cwd=folder, check=True, env={**self.env, **moment})
        return subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    @property
    def cohort(self) -> str:
        """The package at its commit, as PEP 508 writes it."""
        return f"cohort @ git+{REPOSITORY}@{self.commit}"

    def program(self, tool: str, name: str) -> str:
        """Where a tool's program is; it is installed first."""
        folder = self.tools / tool
        if not folder.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run(
                [folder / "bin" / "python", "-m", "pip", "install", "-q", *TOOLS[tool].split()],
                env=self.env,
                check=True,
            )
        return str(folder / "bin" / name)

    def run(self, tool: str, words: str, folder: Path, name: str | None = None) -> str:
        """Run a tool, e.g. `lock --quiet`, and keep the command."""
        program = self.program(tool, name or tool.removesuffix("-1"))
        self.commands.append(f"{name or tool.removesuffix('-1')} {words}")
        done = subprocess.run(
            [program, *words.split()], cwd=folder, env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            sys.exit(f"{tool} {words}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def installed(self, python: Path) -> dict[str, str]:
        """What an environment holds, as uv lists it."""
        words = [self.program("uv", "uv"), "pip", "list", "--format", "json", "--python", python]
        listed = json.loads(
            subprocess.run(words, env=self.env, check=True, capture_output=True, text=True).stdout
        )
        tooling = {"pip", "setuptools", "wheel", "study"}
        return {each["name"]: each["version"] for each in listed if each["name"] not in tooling}

    def version(self, tool: str) -> str:
        """The version of a tool in its own environment."""
        name = tool.removesuffix("-1")
        words = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"
        python = self.tools / tool / "bin" / "python"
        return subprocess.run(
            [python, "-c", words, name], check=True, capture_output=True, text=True
        ).stdout.strip()


def project(dependencies: list[str], more: str) -> str:
    """A pyproject.toml with PEP 621 metadata."""
    listed = "".join(f"    {json.dumps(each)},\n" for each in dependencies).replace('\\"', "'")
    return (
        f'[project]\nname = "study"\nversion = "0.1.0"\nrequires-python = ">=3.11,<3.12"\ndependencies = [\n{listed}]\n\n'
        f'[project.optional-dependencies]\ntable = ["tabulate>=0.9"]\n\n{more}'
    )


def make_pip(shop: Workshop, folder: Path) -> Path:
    """`pip freeze` and `pip lock`."""
    environment = folder / ".venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    wanted = [*DEPENDENCIES, "tabulate", shop.cohort]
    (folder / "wanted.txt").write_text("\n".join(wanted) + "\n")
    shop.run("pip", f"--python {environment}/bin/python install -q -r wanted.txt", folder)
    frozen = shop.run("pip", f"--python {environment}/bin/python freeze", folder)
    (folder / "requirements.txt").write_text(frozen)
    # A git dependency makes pip lock a local build: it is left out there.
    (folder / "locked.txt").write_text("\n".join([*DEPENDENCIES, "tabulate"]) + "\n")
    shop.run("pip", "lock -q -r locked.txt -o pylock.toml", folder)
    return environment


def make_pip_tools(shop: Workshop, folder: Path) -> Path:
    """`pip-compile`, with hashes and without, and a second layer held by the first."""
    (folder / "requirements.in").write_text(
        "# What the study imports\n" + "\n".join([*DEPENDENCIES, "tabulate"]) + "\n"
    )
    (folder / "requirements-dev.in").write_text(
        "-c requirements.txt\n-r requirements.in\niniconfig>=2  # tests\n"
    )
    shop.run("pip-tools", "--generate-hashes -q -o requirements.txt requirements.in", folder, "pip-compile")
    shop.run("pip-tools", "-q -o requirements-dev.txt requirements-dev.in", folder, "pip-compile")
    (folder / "constraints.in").write_text("pandas==2.2.3\n")
    shop.run("pip-tools", "-q --strip-extras -o constraints.txt constraints.in", folder, "pip-compile")
    environment = folder / ".venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    shop.run(
        "pip-tools",
        f"-q --python-executable {environment}/bin/python requirements-dev.txt",
        folder,
        "pip-sync",
    )
    return environment


def make_uv(shop: Workshop, folder: Path) -> Path:
    """`uv lock`, both forms of `uv export`, and the lock of a script as juv keeps it in a notebook."""
    more = (
        '[dependency-groups]\nlint = ["iniconfig>=2"]\ndev = ["pluggy==1.5.0", {include-group = "lint"}]\n\n'
        f'[tool.uv]\npackage = false\n\n[tool.uv.sources]\ncohort = {{ git = "{REPOSITORY}", rev = "{shop.commit}" }}\n'
    )
    (folder / "pyproject.toml").write_text(project([*DEPENDENCIES, "cohort"], more))
    shop.run("uv", f"lock -q --python {sys.executable}", folder)
    shop.run("uv", "export -q --frozen --no-dev --no-emit-project --all-extras -o requirements.txt", folder)
    shop.run(
        "uv",
        "export -q --frozen --all-groups --all-extras --no-emit-project --format pylock.toml -o pylock.toml",
        folder,
    )
    script = '# /// script\n# requires-python = ">=3.11,<3.12"\n# dependencies = [\n#     "numpy>=1.26,<2",\n#     "tabulate",\n# ]\n# ///\n'
    (folder / "cell.py").write_text(script)
    shop.run("uv", "lock -q --script cell.py", folder)
    shop.run("uv", "sync -q --frozen --all-groups --all-extras", folder)
    return folder / ".venv"


def make_poetry(shop: Workshop, folder: Path) -> Path:
    """Poetry 2: PEP 621 metadata, groups in poetry's own table."""
    more = (
        f'[tool.poetry]\npackage-mode = false\n\n{POETRY_SOURCE}[tool.poetry.group.dev.dependencies]\niniconfig = "^2.0"\npluggy = "1.5.0"\n\n'
        f'[build-system]\nrequires = ["poetry-core>=2.0"]\nbuild-backend = "poetry.core.masonry.api"\n'
    )
    (folder / "pyproject.toml").write_text(project([*DEPENDENCIES, shop.cohort], more))
    shop.run("poetry", "lock", folder)
    shop.run("poetry", "install -q --all-extras", folder)
    return folder / ".venv"


def make_poetry_1(shop: Workshop, folder: Path) -> Path:
    """Poetry 1: everything in poetry's own tables, the old `dev-dependencies` too."""
    (folder / "pyproject.toml").write_text(
        '[tool.poetry]\nname = "study"\nversion = "0.1.0"\ndescription = ""\nauthors = []\npackage-mode = false\n\n'
        '[tool.poetry.dependencies]\npython = ">=3.11,<3.12"\npandas = "2.2.3"\nnumpy = "^1.26"\n"ruamel.yaml" = {version = ">=0.18"}\n'
        'colorama = {version = ">=0.4", markers = "sys_platform == \'win32\'"}\ntabulate = {version = "^0.9", optional = true}\n'
        f'cohort = {{git = "{REPOSITORY}", rev = "{shop.commit}"}}\n\n'
        f'{POETRY_SOURCE}[tool.poetry.extras]\ntable = ["tabulate"]\n\n[tool.poetry.dev-dependencies]\niniconfig = "^2.0"\n\n'
        '[tool.poetry.group.test.dependencies]\npluggy = "1.5.0"\n'
    )
    shop.run("poetry-1", "lock", folder)
    shop.run("poetry-1", "install -q --all-extras", folder)
    return folder / ".venv"


def make_pdm(shop: Workshop, folder: Path) -> Path:
    """PDM: `pdm lock` with groups, and what `pdm export` writes."""
    more = (
        '[dependency-groups]\ndev = ["iniconfig>=2", "pluggy==1.5.0"]\n\n[tool.pdm]\ndistribution = false\n'
    )
    (folder / "pyproject.toml").write_text(project([*DEPENDENCIES, shop.cohort], more))
    shop.run("pdm", f"use -q -f {sys.executable}", folder)
    shop.run("pdm", "lock -q -G :all", folder)
    shop.run("pdm", "export -G :all --no-hashes -o requirements.txt", folder)
    shop.run("pdm", "sync -q -G :all", folder)
    return folder / ".venv"


def make_pipenv(shop: Workshop, folder: Path) -> Path:
    """Pipenv: packages, dev-packages and a category of its own."""
    (folder / "Pipfile").write_text(
        '[[source]]\nurl = "' + INDEX + '"\nverify_ssl = true\nname = "pypi"\n\n'
        '[packages]\npandas = "==2.2.3"\nnumpy = ">=1.26,<2"\n"ruamel.yaml" = "*"\n'
        'colorama = {version = "*", markers = "sys_platform == \'win32\'"}\n'
        f'cohort = {{git = "{REPOSITORY}", ref = "{shop.commit}"}}\n\n'
        '[dev-packages]\niniconfig = ">=2"\npluggy = "==1.5.0"\n\n[table]\ntabulate = "*"\n\n[requires]\npython_version = "3.11"\n'
    )
    shop.run("pipenv", f"--python {sys.executable} lock", folder)
    shop.run("pipenv", "sync --dev", folder)
    shop.run("pipenv", "sync --categories=table", folder)
    return folder / ".venv"


MAKERS: dict[str, Callable[[Workshop, Path], Path]] = {
    "uv": make_uv,
    "pip": make_pip,
    "pip-tools": make_pip_tools,
    "poetry": make_poetry,
    "poetry-1": make_poetry_1,
    "pdm": make_pdm,
    "pipenv": make_pipenv,
}

UNUSED = {"wanted.txt", "locked.txt", "constraints.in", ".gitignore", ".pdm-python"}


def cleaned(text: str, root: Path) -> str:
    """Without the addresses of this machine and of its index."""
    text = text.replace(str(root), "/study")
    return re.sub(r"https?://(?!code\.example|index\.example)[^/\s\"'>]+", "https://index.example", text)


def make(shop: Workshop, tool: str) -> None:
    """Make the samples of one tool."""
    folder = shop.root / "study" / tool
    folder.mkdir(parents=True)
    shop.commands = []
    environment = MAKERS[tool](shop, folder)
    target = SAMPLES / tool
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for each in sorted(folder.iterdir()):
        if each.is_file() and each.name not in UNUSED:
            (target / each.name).write_text(cleaned(each.read_text(), shop.root))
    facts = {
        "tool": tool.removesuffix("-1"),
        "version": shop.version(tool),
        "commands": [
            cleaned(each, shop.root).replace(sys.executable, "python3.11") for each in shop.commands
        ],
        "installed": shop.installed(environment / "bin" / "python"),
    }
    (target / "resolved.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(f"{facts['tool']} {facts['version']}: {len(facts['installed'])} packages")


def main() -> None:
    """Make the samples of the named tools, or of all."""
    with tempfile.TemporaryDirectory(prefix="lock-samples-") as root:
        shop = Workshop(Path(root))
        for tool in sys.argv[1:] or MAKERS:
            make(shop, tool)


if __name__ == "__main__":
    main()
