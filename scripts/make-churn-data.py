"""Write the data of examples/churn: 600 invented customers of a telephone and internet provider.

    python scripts/make-churn-data.py           # writes both data.csv files of examples/churn
    python scripts/make-churn-data.py --check   # exits 1 when they are not what this script writes

Nobody in this table exists. Whether a customer leaves is drawn from a probability that rises with a
month-to-month contract, a fiber line, calls to support and paying by electronic check, and falls with the
years stayed: the pattern that published churn data show. Only the standard library is used, and its generator
is seeded, so the file is the same everywhere.
"""

import argparse
import csv
import io
import math
import random
import sys
from pathlib import Path

SEED = 20240917
CUSTOMERS = 600
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "churn"
COLUMNS = [
    "customer_id",
    "senior",
    "partner",
    "tenure",
    "contract",
    "internet",
    "payment_method",
    "support_calls",
    "monthly_charges",
    "total_charges",
    "churn",
]


def tenure_months(rng: random.Random, contract: str) -> int:
    """Months since the first bill: two-year contracts are held by those who stay."""
    longest = 72
    typical = {"month-to-month": 14, "one year": 34, "two year": 50}[contract]
    return max(0, min(longest, round(rng.gauss(typical, typical * 0.6))))


def monthly_bill(rng: random.Random, internet: str, partner: str) -> float:
    """The bill's base depends on the line; the rest is options."""
    base = {"none": 20.0, "dsl": 52.0, "fiber": 84.0}[internet]
    return round(max(18.25, rng.gauss(base + (4.0 if partner == "yes" else 0.0), base * 0.12)), 2)


def leaving_probability(row: dict[str, object]) -> float:
    """A logistic score; steep, so that a good model is right about four times out of five."""
    score = -2.4
    score += {"month-to-month": 2.1, "one year": -0.6, "two year": -2.3}[str(row["contract"])]
    score += {"none": -1.4, "dsl": 0.0, "fiber": 1.1}[str(row["internet"])]
    score += 0.9 if row["payment_method"] == "electronic check" else 0.0
    score += 0.75 * int(str(row["support_calls"]))
    score -= 0.055 * int(str(row["tenure"]))
    score += 0.5 if row["senior"] == "yes" else 0.0
    return 1 / (1 + math.exp(-1.15 * score))


def customer(rng: random.Random, identity: str) -> dict[str, object]:
    """One row, in the order of COLUMNS."""
    contract = rng.choices(["month-to-month", "one year", "two year"], [0.55, 0.23, 0.22])[0]
    internet = rng.choices(["fiber", "dsl", "none"], [0.44, 0.35, 0.21])[0]
    partner = rng.choice(["yes", "no"])
    tenure = tenure_months(rng, contract)
    monthly = monthly_bill(rng, internet, partner)
    payment = rng.choices(
        ["electronic check", "mailed check", "bank transfer", "credit card"], [0.34, 0.22, 0.22, 0.22]
    )[0]
    # Prices have changed over the years, so the total is near the product, not equal to it.
    total = "" if tenure == 0 else f"{tenure * monthly * rng.uniform(0.93, 1.05):.2f}"
    row: dict[str, object] = {
        "customer_id": identity,
        "senior": "yes" if rng.random() < 0.16 else "no",
        "partner": partner,
        "tenure": tenure,
        "contract": contract,
        "internet": internet,
        "payment_method": payment,
        "support_calls": min(9, int(rng.expovariate(0.75))),
        "monthly_charges": f"{monthly:.2f}",
        "total_charges": total,
    }
    row["churn"] = "yes" if rng.random() < leaving_probability(row) else "no"
    return row


def table() -> str:
    """The whole file as text."""
    rng = random.Random(SEED)
    numbers = rng.sample(range(1000, 9999), CUSTOMERS)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number in numbers:
        letters = "".join(rng.choices("ABCDEFGHJKLMNPQRSTVWXYZ", k=4))
        writer.writerow(customer(rng, f"{number}-{letters}"))
    return text.getvalue()


def main() -> int:
    """Write or check both copies: each of the two states of the example stands alone."""
    parser = argparse.ArgumentParser(description="Write the data of examples/churn.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    content = table()
    stale = False
    for path in (EXAMPLE / "data.csv", EXAMPLE / "repaired" / "data.csv"):
        if not check:
            path.write_text(content, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != content:
            print(f"{path} is not what this script writes", file=sys.stderr)
            stale = True
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
