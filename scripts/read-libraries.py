"""Read out of the installed libraries what can be read: signatures, methods, estimators, metrics, aliases.

usage: read-libraries.py [--into FOLDER] [LIBRARY ...]

Writes one TypeScript file per installed library. Whatever needs judgement (what mutates, what draws) is
written by hand beside them.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import pkgutil
import re
import sys
import types
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

INTO = Path(__file__).resolve().parent.parent / "src" / "core" / "knowledge" / "generated"

RETURNS = {
    "DataFrame",
    "Series",
    "Index",
    "MultiIndex",
    "Self",
    "None",
    "bool",
    "int",
    "str",
    "float",
    "dict",
    "list",
    "np.ndarray",
}
RETURNS |= {
    "DataFrameGroupBy",
    "SeriesGroupBy",
    "Rolling",
    "Expanding",
    "Resampler",
    "Timestamp",
    "DatetimeIndex",
    "Categorical",
}


@dataclass(frozen=True)
class Source:
    """What to read of one library."""

    root: str
    distribution: str
    modules: tuple[str, ...]
    classes: tuple[str, ...] = ()
    every_class: bool = False
    methods: bool = True


@dataclass
class Reading:
    """What was read of one library."""

    library: str
    version: str
    functions: dict[str, str] = field(default_factory=dict)
    classes: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    metrics: dict[str, str] = field(default_factory=dict)
    datasets: dict[str, str] = field(default_factory=dict)


PANDAS = "DataFrame Series Index MultiIndex DatetimeIndex Timestamp Timedelta Categorical ExcelFile"
PANDAS_TYPING = (
    "DataFrameGroupBy SeriesGroupBy Rolling Expanding ExponentialMovingWindow Resampler RollingGroupby"
)
PANDAS_CLASSES = (
    *("pandas." + name for name in PANDAS.split()),
    *("pandas.api.typing." + name for name in PANDAS_TYPING.split()),
)

SKLEARN_INNER = (
    "sklearn.feature_extraction.text",
    "sklearn.feature_extraction.image",
    "sklearn.metrics.cluster",
    "sklearn.metrics.pairwise",
    "sklearn.utils.class_weight",
    "sklearn.utils.extmath",
    "sklearn.utils.random",
)

SOURCES = (
    Source(
        "numpy",
        "numpy",
        ("numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma"),
        ("numpy.ndarray", "numpy.random.Generator", "numpy.random.RandomState"),
    ),
    Source("pandas", "pandas", ("pandas", "pandas.plotting", "pandas.testing"), PANDAS_CLASSES),
    Source("sklearn", "scikit-learn", (), (), every_class=True),
    Source(
        "scipy",
        "scipy",
        ("scipy.stats", "scipy.optimize", "scipy.cluster.vq", "scipy.interpolate", "scipy.integrate"),
        ("scipy.stats.gaussian_kde",),
    ),
    Source(
        "matplotlib",
        "matplotlib",
        ("matplotlib", "matplotlib.pyplot"),
        ("matplotlib.axes.Axes", "matplotlib.figure.Figure"),
    ),
    Source(
        "seaborn", "seaborn", ("seaborn",), ("seaborn.FacetGrid", "seaborn.PairGrid", "seaborn.JointGrid")
    ),
    Source(
        "statsmodels",
        "statsmodels",
        ("statsmodels.api", "statsmodels.formula.api", "statsmodels.tsa.api", "statsmodels.stats.api"),
        (),
        every_class=True,
        methods=False,
    ),
    Source("joblib", "joblib", ("joblib",), ("joblib.Parallel", "joblib.Memory")),
)


def constant(value: object) -> str:
    """Write a default as JSON without blanks, or `?` where it is no short constant."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return "?"
    if value is None or isinstance(value, (bool, int, float, str)):
        text = json.dumps(value).replace(" ", "\\u0020")
        return text if len(text) <= 40 else "?"
    return "?"


def signature_of(thing: object, *, method: bool = False) -> str | None:
    """Write a signature in short, blank-separated, e.g. `path * sep="," engine=? **kwargs -> DataFrame`.

    `*` stands before keyword-only parameters, `?` for a default that is no short constant. None where Python
    does not tell.
    """
    try:
        signature = inspect.signature(thing)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    parts: list[str] = []
    starred = False
    parameters = list(signature.parameters.values())
    if method and parameters and parameters[0].name in {"self", "cls"}:
        parameters = parameters[1:]
    for each in parameters:
        if each.kind is each.VAR_POSITIONAL:
            starred = True
            parts.append("*" + each.name)
        elif each.kind is each.VAR_KEYWORD:
            parts.append("**" + each.name)
        else:
            if each.kind is each.KEYWORD_ONLY and not starred:
                starred = True
                parts.append("*")
            parts.append(each.name if each.default is each.empty else f"{each.name}={constant(each.default)}")
    returns = signature.return_annotation
    if isinstance(returns, str):
        returns = returns.removesuffix(" | None").removesuffix(" | TextFileReader")
        if returns in RETURNS:
            parts.append("-> " + returns)
    return " ".join(parts)


def fitted_attributes(cls: type) -> list[str]:
    """Names that the numpydoc section `Attributes` lists and that end in one underscore."""
    doc = inspect.getdoc(cls) or ""
    section = re.search(r"^Attributes\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}\n|\Z)", doc, re.DOTALL | re.MULTILINE)
    return re.findall(r"^(\w+[^_\W]_)(?= ?:|$)", section[1], re.MULTILINE) if section else []


def read_class(cls: type, *, with_methods: bool = True) -> dict[str, Any]:
    """The constructor's parameters, the public methods with theirs, and the other public attributes."""
    read: dict[str, Any] = {"parameters": (signature_of(cls) or "").removesuffix(" -> None")}
    methods: dict[str, str] = {}
    read["methods"] = methods
    if not with_methods:
        return read
    attributes: list[str] = []
    for name in sorted(dir(cls)):
        if name.startswith("_") or re.fullmatch(r"set_\w+_request|get_metadata_routing", name):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = inspect.getattr_static(cls, name, None)
            if isinstance(value, (classmethod, staticmethod)):
                value = getattr(cls, name, None)
        # A method that exists under a condition (sklearn's `available_if`) keeps the real function in `fn`.
        value = getattr(value, "fn", value)
        if inspect.isroutine(value):
            methods[name] = signature_of(value, method=True) or ""
        else:
            attributes.append(name)
    read["attributes"] = " ".join(attributes)
    return read


def note_alias(reading: Reading, places: dict[str, Counter[str]], public: str, thing: object) -> None:
    """Remember under which module the thing really lives."""
    module = getattr(thing, "__module__", None)
    name = getattr(thing, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or not module.startswith(reading.library):
        return
    package, _, last = public.rpartition(".")
    if module != package and last == name:
        places[module][package] += 1
        reading.aliases.setdefault(f"{module}.{name}", public)


def settle_aliases(reading: Reading, places: dict[str, Counter[str]]) -> None:
    """Make one alias of a private module whose names all lie in one package; keep the rest one by one."""
    public = {name.rpartition(".")[0] for name in (*reading.functions, *reading.classes)}
    whole = {
        module: next(iter(found))
        for module, found in places.items()
        if len(found) == 1 and module not in public
    }
    single = {name: to for name, to in reading.aliases.items() if name.rpartition(".")[0] not in whole}
    single = {
        name: to
        for name, to in single.items()
        if name not in reading.functions and name not in reading.classes
    }
    reading.aliases = dict(sorted({**whole, **single}.items()))


def find(qualified: str) -> object | None:
    """The thing behind a dotted name."""
    module, _, name = qualified.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None


def public_names(module: types.ModuleType) -> list[str]:
    """What a module says is public."""
    names = getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")]
    return sorted(set(names))


def read_source(source: Source) -> Reading:
    """Everything of one library."""
    reading = Reading(source.root, version(source.distribution))
    places: dict[str, Counter[str]] = defaultdict(Counter)
    modules = source.modules or sklearn_modules()
    for name in modules:
        module = importlib.import_module(name)
        for public in public_names(module):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                thing = getattr(module, public, None)
            qualified = f"{name}.{public}"
            home = getattr(thing, "__module__", None)
            foreign = isinstance(home, str) and home.split(".")[0] != source.root
            borrowed = not hasattr(module, "__all__") and isinstance(home, str) and not home.startswith(name)
            if inspect.ismodule(thing) or foreign or borrowed:
                continue
            if inspect.isclass(thing):
                if source.every_class and keep_class(thing):
                    reading.classes[qualified] = read_class(thing, with_methods=source.methods)
                    note_alias(reading, places, qualified, thing)
            elif callable(thing) and hasattr(thing, "__name__"):
                reading.functions[qualified] = signature_of(thing) or ""
                note_alias(reading, places, qualified, thing)
    for qualified in source.classes:
        thing = find(qualified)
        if inspect.isclass(thing):
            reading.classes[qualified] = read_class(thing)
            note_alias(reading, places, qualified, thing)
    settle_aliases(reading, places)
    if source.root == "sklearn":
        read_sklearn(reading)
    return reading


def keep_class(cls: type) -> bool:
    """Exceptions, warnings and enumerations say nothing of use."""
    return not issubclass(cls, (BaseException, Warning))


def sklearn_modules() -> tuple[str, ...]:
    """Public modules of scikit-learn that people import from."""
    import sklearn
    import sklearn.experimental.enable_halving_search_cv  # noqa: F401
    import sklearn.experimental.enable_iterative_imputer  # noqa: F401

    skipped = {"experimental", "externals", "tests", "exceptions", "conftest"}
    names = [each.name for each in pkgutil.iter_modules(sklearn.__path__) if not each.name.startswith("_")]
    found = ["sklearn", *(f"sklearn.{name}" for name in names if name not in skipped)]
    return (*found, *SKLEARN_INNER)


KINDS = (
    ("ClassifierMixin", "classifier"),
    ("RegressorMixin", "regressor"),
    ("ClusterMixin", "clusterer"),
    ("OutlierMixin", "outlier"),
    ("DensityMixin", "density"),
    ("BaseSearchCV", "search"),
    ("BaseCrossValidator", "splitter"),
    ("_UnsupportedGroupCVMixin", "splitter"),
    ("BaseShuffleSplit", "splitter"),
    ("TransformerMixin", "transformer"),
)


def read_sklearn(reading: Reading) -> None:
    """Kinds by mixins, fitted attributes by documentation, directions of metrics by scorers."""
    from sklearn.base import BaseEstimator
    from sklearn.metrics import get_scorer, get_scorer_names

    for qualified, read in reading.classes.items():
        cls = find(qualified)
        assert inspect.isclass(cls)
        bases = {base.__name__ for base in cls.__mro__}
        kinds = [kind for mixin, kind in KINDS if mixin in bases]
        if issubclass(cls, BaseEstimator) and not kinds:
            kinds = ["estimator"]
        read["kinds"] = " ".join(dict.fromkeys(kinds))
        read["fitted"] = " ".join(fitted_attributes(cls))
        seeded = bases & {"BaseEnsemble", "RANSACRegressor", "BaseMultilayerPerceptron"}
        if seeded and "estimator" in inspect.signature(cls).parameters:
            read["kinds"] += " governs"
        # Every estimator has its attributes from documentation; those of the class itself are noise.
        read.pop("attributes", None)
        if issubclass(cls, BaseEstimator):
            read.update(measured(cls, read))
            # All estimators have these; writing them out two hundred times tells nothing.
            for name in ("get_params", "set_params", "set_callbacks"):
                read["methods"].pop(name, None)
    read_datasets(reading)
    for name in get_scorer_names():
        scorer = get_scorer(name)
        metric = scorer._score_func.__name__  # noqa: SLF001
        reading.metrics[f"sklearn.metrics.{metric}"] = "higher" if scorer._sign > 0 else "lower"  # noqa: SLF001
    reading.metrics = {
        name: side for name, side in sorted(reading.metrics.items()) if name in reading.functions
    }


def read_datasets(reading: Reading) -> None:
    """Names of the features of the data sets that come with the library."""
    from sklearn import datasets

    for short in ("iris", "wine", "breast_cancer", "diabetes", "digits", "linnerud"):
        name = f"load_{short}"
        names = [str(each) for each in getattr(datasets, name)().feature_names]
        reading.datasets[f"sklearn.datasets.{name}"] = "|".join(names)


def measured(cls: type, read: dict[str, Any]) -> dict[str, str]:
    """What an estimator does when it is tried: methods that fail before `fit`, and data that `fit` refuses.

    `unfitted` lists methods that raise NotFittedError or AttributeError on an instance that was not fitted;
    `refuses` says `missing` for NaN in X, `text` for text in X, `target` for text in y. Nothing is said of a
    class that cannot be made or fitted here as it should be.
    """
    import numpy as np
    import pandas as pd

    try:
        make = maker(cls)
        make()
    except (TypeError, ValueError):
        return {}
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.uniform(1, 2, (60, 3)), columns=["a", "b", "c"])
    target = pd.Series(np.tile([0, 1], 30))
    unfitted = [
        name for name in METHODS_BEFORE_FIT if name in read["methods"] and fails_unfitted(make, name, frame)
    ]
    refuses = []
    # What one that hands its data on refuses is what the other refuses.
    alone = all(
        each.default is not each.empty or each.kind > 1 for each in inspect.signature(cls).parameters.values()
    )
    if alone and tried(make, frame, target) is None:
        with_missing = frame.mask(rng.uniform(size=frame.shape) < 0.4)
        with_text = frame.assign(a=["word", "other"] * 30)
        if "NaN" in (tried(make, with_missing, target) or ""):
            refuses.append("missing")
        if "could not convert string" in (tried(make, with_text, target) or ""):
            refuses.append("text")
        if "could not convert string" in (tried(make, frame, pd.Series(["no", "yes"] * 30)) or ""):
            refuses.append("target")
    return {"unfitted": " ".join(unfitted), "refuses": " ".join(refuses)}


METHODS_BEFORE_FIT = (
    *("predict", "predict_proba", "predict_log_proba", "decision_function", "score_samples", "score"),
    *("transform", "inverse_transform", "get_feature_names_out", "get_support", "apply", "decision_path"),
    *("kneighbors", "kneighbors_graph", "radius_neighbors", "staged_predict", "staged_predict_proba"),
    *("get_depth", "get_n_leaves", "sample", "aic", "bic"),
)


def maker(cls: type) -> Any:
    """A function that makes an instance, with a simple estimator where one is asked for."""
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.preprocessing import StandardScaler

    needed = [
        each.name
        for each in inspect.signature(cls).parameters.values()
        if each.default is each.empty and each.kind < 2
    ]
    inner = LinearRegression if "Regress" in cls.__name__ else LogisticRegression
    given = {
        "estimator": inner,
        "estimators": lambda: [("one", inner())],
        "param_grid": lambda: {"fit_intercept": [True]},
        "param_distributions": lambda: {"fit_intercept": [True, False]},
        "steps": lambda: [("one", inner())],
        "transformers": lambda: [("one", StandardScaler(), ["a"])],
        "transformer_list": lambda: [("one", StandardScaler())],
    }
    if not set(needed) <= set(given):
        raise TypeError(f"{cls.__name__} needs {needed}")
    more = {"n_iter": lambda: 1} if cls.__name__ == "RandomizedSearchCV" else {}
    return lambda: cls(
        **{name: given[name]() for name in needed}, **{name: value() for name, value in more.items()}
    )


def tried(make: Any, data: object, target: object) -> str | None:
    """Fit, and give the message of the failure; None where it works."""
    try:
        make().fit(data, target)
    except Exception as error:  # noqa: BLE001 - whatever an estimator raises is the answer
        return str(error) or type(error).__name__
    return None


def fails_unfitted(make: Any, name: str, data: Any) -> bool:
    """Whether a method of a new instance fails for want of fitting."""
    from sklearn.exceptions import NotFittedError

    try:
        method = getattr(make(), name)
    except AttributeError:
        # It exists under other settings, e.g. SVC(probability=True), and needs fitting there too.
        return True
    without = {"get_feature_names_out", "get_support", "get_depth", "get_n_leaves", "sample"}
    arguments = (data, [0] * len(data)) if name == "score" else () if name in without else (data,)
    try:
        result = method(*arguments)
        if inspect.isgenerator(result):
            next(result)
    except NotFittedError:
        return True
    except AttributeError as error:
        # E.g. "'LabelEncoder' object has no attribute 'classes_'".
        return bool(re.search(r"has no attribute '\w+_'", str(error)))
    except Exception:  # noqa: BLE001 - it fails for another reason
        return False
    return False


def quoted(value: str) -> str:
    """A string as TypeScript writes it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def entry(key: str, value: str, indent: str) -> str:
    """One property, on one line."""
    name = key if re.fullmatch(r"[A-Za-z_]\w*", key) else quoted(key)
    return f"{indent}{name}: {value},"


def class_text(read: dict[str, Any]) -> str:
    """A class on one line, methods included."""
    methods = ", ".join(
        f"{name if name.isidentifier() else quoted(name)}: {quoted(value)}"
        for name, value in read["methods"].items()
    )
    parts = [f"{key}: {quoted(value)}" for key, value in read.items() if key != "methods" and value]
    if "parameters" not in " ".join(parts):
        parts.insert(0, "parameters: ''")
    return "{ " + ", ".join([*parts, "methods: { " + methods + " }" if methods else "methods: {}"]) + " }"


def typescript(reading: Reading) -> str:
    """The file that is committed."""
    name = "read" + reading.library.capitalize()
    found = f"{reading.library} {reading.version}"
    lines = [
        f"// Read from {found} by scripts/read-libraries.py; not written by hand.",
        "",
        "import type { Reading } from '../reading.ts';",
        "",
        f"export function {name}(): Reading {{",
        "  return {",
        f"    library: {quoted(reading.library)},",
        f"    version: {quoted(reading.version)},",
    ]
    tables = {"functions": reading.functions, "aliases": reading.aliases, "metrics": reading.metrics}
    if reading.datasets:
        tables["datasets"] = reading.datasets
    for key, table in tables.items():
        lines.append(f"    {key}: {{")
        lines.extend(entry(each, quoted(value), "      ") for each, value in sorted(table.items()))
        lines.append("    },")
    lines.append("    classes: {")
    lines.extend(entry(each, class_text(read), "      ") for each, read in sorted(reading.classes.items()))
    lines.extend(["    },", "  };", "}", ""])
    return "\n".join(lines)


def main() -> int:
    """Write one file per library that is installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=INTO)
    parser.add_argument("libraries", nargs="*")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.into.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        if options.libraries and source.root not in options.libraries:
            continue
        try:
            importlib.import_module(source.root)
        except ImportError:
            print(f"{source.root}: not installed, left as it is", file=sys.stderr)
            continue
        text = typescript(read_source(source))
        (options.into / f"{source.root}.ts").write_text(text, encoding="utf-8")
        print(f"{source.root}: {len(text)} characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
