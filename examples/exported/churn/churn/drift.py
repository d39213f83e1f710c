"""Compares new data with what the model was trained on: `python -m churn.drift --data new.csv`.

Training writes models/NAME.reference.csv, a sample of the rows that the model was asked about. Numbers
are compared by the two-sample Kolmogorov-Smirnov test, everything else by the chi-squared test of the
counts (scipy.stats); a column has drifted where the p-value is below the level, divided by the number of
columns (Bonferroni).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .predict import ModelError, chosen

_MOST_ROWS = 5000


@dataclass(frozen=True)
class Drift:
    """One column: which test, its statistic and p-value, and whether that is drift at the given level."""

    column: str
    test: str
    statistic: float
    p_value: float
    drifted: bool


def write_reference(features: Any, path: Path) -> None:
    """Keep at most 5,000 rows, evenly spaced, of a frame; of other features nothing is kept."""
    if not hasattr(features, "to_csv") or not hasattr(features, "columns"):
        return
    step = max(1, -(-len(features) // _MOST_ROWS))
    features.iloc[::step].to_csv(path, index=False)


def compare(reference: Any, new: Any, level: float = 0.05) -> list[Drift]:
    """Every column of the reference against the same column of new rows."""
    import pandas
    from scipy import stats

    missing = [column for column in reference.columns if column not in new.columns]
    if missing:
        raise ValueError(f"the new data lacks the columns {', '.join(map(str, missing))}")
    found: list[Drift] = []
    limit = level / max(1, len(reference.columns))
    for column in reference.columns:
        old, recent = reference[column].dropna(), new[column].dropna()
        if len(old) == 0 or len(recent) == 0:
            continue
        if pandas.api.types.is_numeric_dtype(old) and not pandas.api.types.is_bool_dtype(old):
            result = stats.ks_2samp(old, pandas.to_numeric(recent))
            test, statistic, p_value = "Kolmogorov-Smirnov", result.statistic, result.pvalue
        else:
            counts = pandas.DataFrame(
                {"old": old.astype(str).value_counts(), "new": recent.astype(str).value_counts()}
            ).fillna(0)
            if len(counts) < 2:
                continue
            statistic, p_value, _, _ = stats.chi2_contingency(counts.T)
            test = "chi-squared"
        found.append(Drift(str(column), test, float(statistic), float(p_value), bool(p_value < limit)))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print each column's test; exit with 1 where a column has drifted."""
    import pandas

    parser = argparse.ArgumentParser(prog="python -m churn.drift", description="Look for drift.")
    parser.add_argument("--data", required=True, type=Path, help="a csv file with the model's columns")
    parser.add_argument("--model", help="a name of models/ (default: the only one there)")
    parser.add_argument("--level", type=float, default=0.05, help="of significance (default: 0.05)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    try:
        path = chosen(name=given.model).with_suffix(".reference.csv")
        if not path.is_file():
            raise ModelError(f"{path.name} is missing: training kept no rows for this model")
        found = compare(pandas.read_csv(path), pandas.read_csv(given.data), given.level)
    except (ModelError, OSError, ValueError) as error:
        print(f"drift: {error}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps([asdict(each) for each in found], indent=2))
    else:
        width = max((len(each.column) for each in found), default=0)
        for each in found:
            told = "DRIFTED" if each.drifted else "same"
            print(f"{each.column:<{width}}  {told:<7}  {each.test}, p = {each.p_value:.3g}")
    return 1 if any(each.drifted for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
