"""Write docs/randomness.md from what measure-randomness.py and measure-seeds.py printed.

Usage: python scripts/randomness-page.py ESTIMATORS.json SEEDS.json [SEEDS.json ...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "randomness.md"

HEAD = """# What is random, measured

nbship asks for a seed where a result really depends on chance. What does is measured by running the libraries; these are the tables.

## Which seed makes which call repeat

Each call ran twice behind each seed, in one process, and its results were compared by content
(`python scripts/measure-seeds.py`; {versions}). "every one, or none" says that it repeats without a seed. What repeats behind none of the seeds needs one as an argument.

| call | repeats behind |
|---|---|
{calls}

## The estimators of scikit-learn

scikit-learn {sklearn}: every estimator that can be made without arguments, with its defaults, under three states of NumPy's global generator, on three small data sets (`python scripts/measure-randomness.py`). "moves" says that fitting moved the generator on; "differs" by how much predictions, transforms or labels of held-out rows differed at most: 0 is equal, 1 is other labels, and what is below 1e-6 is rounding. The data are small and without ties, so an estimator that draws only for many rows (`HistGradientBoosting*` above 10,000, `QuantileTransformer` above 10,000, `Isomap` and `KernelPCA` through ARPACK), for other arguments (`LogisticRegression` with `solver="saga"`, `GaussianMixture` with more than one component) or between equally good splits is told by the documentation; [unseeded-estimator](rules/unseeded-estimator.md) knows these conditions.

| estimator | moves | differs |
|---|---|---|
{estimators}
"""


def shown(differs: float) -> str:
    """A difference, rounded; rounding errors as such."""
    return "0" if differs == 0 else "< 1e-6" if differs < 1e-6 else f"{differs:.2g}"


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
            versions=", ".join(f"{name} {version.split('+')[0]}" for name, version in sorted(versions.items())),
            calls="\n".join(
                f"| `{call}` | {'every one, or none' if seeds == ['none'] else ', '.join(f'`{each}`' for each in seeds) or '**none**'} |"
                for call, seeds in calls.items()
            ),
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
