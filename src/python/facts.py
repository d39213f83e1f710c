"""Prints facts of its interpreter as JSON: versions, what is installed, and which import comes from what."""

from __future__ import annotations

import json
import platform
import re
import site
import sys
from importlib import metadata
from pathlib import Path


def _normalised(name: str) -> str:
    """The name of a distribution as PEP 503 writes it, e.g. `scikit-learn`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _packages() -> dict[str, list[str]]:
    """Top-level import names and the distributions that provide them (Python 3.10 can tell by itself)."""
    if hasattr(metadata, "packages_distributions"):
        return {name: sorted(set(found)) for name, found in metadata.packages_distributions().items()}
    found: dict[str, set[str]] = {}
    for distribution in metadata.distributions():
        tops = (distribution.read_text("top_level.txt") or "").split()
        for file in distribution.files or []:
            if file.suffix == ".py":
                tops.append(file.parts[0].removesuffix(".py") if len(file.parts) == 1 else file.parts[0])
        for top in tops:
            found.setdefault(top, set()).add(distribution.metadata["Name"])
    return {name: sorted(names) for name, names in found.items()}


def _add_user_site() -> None:
    """See what a kernel sees: isolated mode leaves the user's own packages out."""
    user = site.getusersitepackages()
    if sys.prefix == sys.base_prefix and user not in sys.path and Path(user).is_dir():
        site.addsitedir(user)


def main() -> None:
    """Print the facts."""
    _add_user_site()
    installed = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            installed[_normalised(name)] = {
                "version": distribution.version,
                "direct_url": json.loads(distribution.read_text("direct_url.json") or "null"),
            }
    facts = {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": platform.platform(),
        "prefix": sys.prefix,
        "conda": (Path(sys.prefix) / "conda-meta").is_dir(),
        "installed": installed,
        "packages": {name: [_normalised(each) for each in names] for name, names in _packages().items()},
        "paths": [path for path in sys.path if Path(path).is_dir()],
        "standard_library": sorted(getattr(sys, "stdlib_module_names", sys.builtin_module_names)),
    }
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
