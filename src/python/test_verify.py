"""What is compared of a value: equal content gives equal leaves, another part another leaf at its path."""

from __future__ import annotations

import ast
import functools
from typing import Any

import pytest
import verify

numpy = pytest.importorskip("numpy")
pandas = pytest.importorskip("pandas")


def paths(first: Any, second: Any) -> list[str]:
    """The paths at which two values differ."""
    one, two = ({(leaf.path, leaf.digest()) for leaf in verify.leaves(value)} for value in (first, second))
    return sorted({path for path, _ in one ^ two})


class Fitted:
    """Something with a dictionary, as estimators have."""

    def __init__(self, **state: Any) -> None:
        """Any state."""
        self.__dict__.update(state)


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        (1, 1, []),
        (1, True, [""]),
        (1.0, 1, [""]),
        (0.1 + 0.2, 0.3, [""]),
        (float("nan"), float("nan"), []),
        ("a", b"a", [""]),
        ([1, 2], [2, 1], [""]),
        ({"a": [1]}, {"a": [2]}, ["['a']"]),
        ({1, 2, 3}, {3, 2, 1}, []),
        (numpy.array([1, 2]), numpy.array([1, 3]), [""]),
        (numpy.array([1, 2]), numpy.array([1.0, 2.0]), [""]),
        (numpy.array(["a", None], dtype=object), numpy.array(["a", None], dtype=object), []),
        (pandas.DataFrame({"a": [1], "b": [2]}), pandas.DataFrame({"a": [1], "b": [3]}), ["['b'][1]"]),
        (pandas.Series([1], index=[0]), pandas.Series([1], index=[1]), [".index"]),
        (pandas.DataFrame({"a": [1]}), pandas.DataFrame({"b": [1]}), ["['a']", "['b']", ".columns"]),
        (Fitted(coef_=numpy.ones(2)), Fitted(coef_=numpy.zeros(2)), [".coef_"]),
        (Fitted(a=1, refit_time_=0.1), Fitted(a=1, refit_time_=0.2), []),
        ({"mean_fit_time": 1, "x": 2}, {"mean_fit_time": 3, "x": 2}, []),
        (numpy.random.RandomState(0), numpy.random.RandomState(0), []),
        (print, print, []),
    ],
)
def test_where_values_differ(first: Any, second: Any, where: list[str]) -> None:
    found = paths(first, second)
    assert bool(found) == bool(where)
    assert all(any(path.startswith(each) for path in found) for each in where)


def test_a_drawn_generator_is_another() -> None:
    drawn = numpy.random.RandomState(0)
    drawn.rand()
    assert paths(numpy.random.RandomState(0), drawn)


def test_a_value_that_holds_itself_ends() -> None:
    ring: list[Any] = [1]
    ring.append(ring)
    assert verify.digest(ring) == verify.digest(ring)


def test_the_rest_of_a_large_value_counts() -> None:
    large = {str(at): [at] for at in range(verify.MOST_LEAVES)}
    other = {**large, str(verify.MOST_LEAVES - 1): [0]}
    records = []
    for value in (large, other):
        record = verify.Record([])
        record.value("stage", "x", value)
        records.append(record.values["stage"]["x"])
    assert len(records[0]) == verify.MOST_LEAVES + 1
    assert records[0][-1][0] == "(the rest)"
    assert records[0] != records[1]


@pytest.mark.parametrize(
    ("source", "metrics", "expected"),
    [
        ("print('a', f(1))", ["f(1)"], [("m0", 2)]),
        ("print(f'{f(1):.2f} {f(2)}')", ["f(1)", "f(2)"], [("m0", 2), ("m1", 3)]),
        ("print(f(1), f(1))", ["f(1)", "f(1)"], [("m0", 2), ("m1", 2)]),
        ("x = [f(i) for i in (1, 2)]", ["f(i)"], [("m0", 2), ("m0", 3)]),
        ("x = f(\n    1\n) * 10", ["f(\n    1\n) * 10"], [("m0", 20)]),
    ],
)
def test_metrics_are_noted_where_they_are_computed(
    source: str, metrics: list[str], expected: list[tuple[str, int]]
) -> None:
    wanted = [{"name": f"m{at}", "expression": each} for at, each in enumerate(metrics)]
    tree = verify._Noted(wanted, {}).visit(ast.parse(source))
    found: list[tuple[str, int]] = []

    def note(name: str, value: int) -> int:
        found.append((name, value))
        return value

    space = {"f": lambda value: value + 1, "_nbship_metric": note, "print": lambda *_: None}
    exec(compile(ast.fix_missing_locations(tree), "<test>", "exec"), space)
    assert found == expected


def test_paths_are_replaced_but_not_inside_other_text() -> None:
    tree = verify._Noted([], {"/data/x.csv": "here.csv"}).visit(
        ast.parse("a = '/data/x.csv'\nb = f'{c} /data/x.csv'\nd = '/data/x.csv.gz'")
    )
    assert ast.unparse(tree) == "a = 'here.csv'\nb = f'{c} /data/x.csv'\nd = '/data/x.csv.gz'"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([1.0, 2.0], [1.0, 2.0], {"abs": 0.0, "rel": 0.0}),
        ([1.0, 2.0], [1.0, 2.5], {"abs": 0.5, "rel": 0.2, "at": [1], "first": 2.0, "second": 2.5}),
        ([1.0], [1.0, 2.0], None),
        (["a"], ["b"], None),
        ([1.0], [float("inf")], None),
    ],
)
def test_how_far_apart(first: Any, second: Any, expected: Any) -> None:
    assert verify._apart(first, second) == expected


def test_functions_are_their_names() -> None:
    assert verify.digest(functools.reduce) == verify.digest(functools.reduce)
    assert verify.digest(test_functions_are_their_names) != verify.digest(test_how_far_apart)
