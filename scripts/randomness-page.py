"""Write docs/randomness.md from what measure-randomness.py and measure-seeds.py printed.

Usage: python scripts/randomness-page.py ESTIMATORS.json SEEDS.json [SEEDS.json ...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "randomness.md"

HEAD = (Path(__file__).with_suffix(".tmpl")).read_text(encoding="utf-8")


def shown(differs: float) -> str:
    """A difference, rounded; rounding errors as such."""
    return "0" if differs == 0 else "< 1e-6" if differs < 1e-6 else f"{differs:.2g}"


def behind(seeds: list[str]) -> str:
    """Say behind which seeds a call repeats."""
    if seeds == ["none"]:
        return "every one, or none"
    return ", ".join(f"`{each}`" for each in seeds) or "**none**"


def main() -> int:
    """Write the page."""
    estimators = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    versions: dict[str, str] = {}
    calls: dict[str, list[str]] = {}
    for path in sys.argv[2:]:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
        versions = told["versions"] | versions
        calls = told["calls"] | calls
    rows = {
        name.rsplit(".", 1)[1]: found for name, found in estimators["estimators"].items() if found is not None
    }
    PAGE.write_text(
        HEAD.format(
            versions=", ".join(
                f"{name} {version.split('+')[0]}" for name, version in sorted(versions.items())
            ),
            calls="\n".join(f"| `{call}` | {behind(seeds)} |" for call, seeds in calls.items()),
            sklearn=estimators["version"],
            estimators="\n".join(
                f"| `{name}` | {'yes' if found['moves'] else 'no'} | {shown(found['differs'])} |"
                for name, found in sorted(rows.items())
            ),
        ),
        encoding="utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
