"""Measure which global seed makes which call repeat.

Each call runs twice behind each seed, and twice behind none, and its results are compared by content. Writes
JSON to standard output: {"versions": {...}, "calls": {call: [seeds that make it repeat]}}; `none` means that
it repeats without any. Calls of libraries that are not installed are left out.
"""

from __future__ import annotations

import importlib
import json
import random
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src" / "python"))

from verify import digest

ROWS = "np.linspace(0, 1, 240).reshape(60, 4) ** 2"
PREPARE = f"""
import numpy as np, pandas as pd
x = {ROWS}; y = (x[:, 0] * 7 % 1 > 0.7).astype(int)
table = pd.DataFrame(x, columns=list("abcd")).assign(y=y)
"""

#: What is imported before the calls of a library; the calls are expressions.
CALLS: dict[str, list[str]] = {
    "random": ["random.random()", "random.sample(range(99), 9)", "random.Random().random()"],
    "numpy": [
        "np.random.rand(3)",
        "np.random.permutation(9)",
        "np.random.RandomState().rand(3)",
        "np.random.default_rng().random(3)",
    ],
    "pandas": ["table.sample(9)", "table.a.sample(frac=1)", "table.groupby('y').sample(2)"],
    "scipy.stats": [
        "scipy.stats.norm.rvs(size=3)",
        "scipy.stats.multivariate_normal.rvs([0, 0], size=3)",
        "scipy.stats.bootstrap((x[:, 0],), np.mean, n_resamples=99).confidence_interval",
        "scipy.stats.permutation_test((x[:9, 0], x[9:, 1]), lambda a, b: a.mean() - b.mean(), "
        "n_resamples=99).pvalue",
        "scipy.stats.qmc.Sobol(2).random(4)",
    ],
    "scipy.optimize": [
        "scipy.optimize.differential_evolution(lambda v: (v ** 2).sum(), [(-1, 2)], maxiter=2).x",
        "scipy.optimize.dual_annealing(lambda v: (v ** 2).sum(), [(-1, 2)], maxiter=2).x",
        "scipy.optimize.basinhopping(lambda v: (v ** 2).sum(), [1.0], niter=2).x",
        "scipy.optimize.minimize(lambda v: (v ** 2).sum(), [1.0]).x",
    ],
    "sklearn.ensemble": [
        "sklearn.ensemble.RandomForestClassifier(5).fit(x, y).predict_proba(x)",
        "sklearn.ensemble.RandomForestClassifier(5, n_jobs=2).fit(x, y).predict_proba(x)",
    ],
    "sklearn.model_selection": [
        "sklearn.model_selection.train_test_split(x)[0]",
        "list(sklearn.model_selection.KFold(3, shuffle=True).split(x))",
        "list(sklearn.model_selection.KFold(3).split(x))",
        "sklearn.model_selection.cross_val_score(sklearn.tree.ExtraTreeClassifier(), x, y)",
        "sklearn.model_selection.cross_val_score(sklearn.tree.ExtraTreeClassifier(), x, y, n_jobs=2)",
    ],
    "imblearn.over_sampling": ["imblearn.over_sampling.SMOTE(k_neighbors=2).fit_resample(x, y)"],
    "imblearn.under_sampling": [
        "imblearn.under_sampling.RandomUnderSampler().fit_resample(x, y)",
        "imblearn.under_sampling.TomekLinks().fit_resample(x, y)",
    ],
    "xgboost": [
        "xgboost.XGBClassifier(n_estimators=5, subsample=0.5).fit(x, y).predict_proba(x)",
        "xgboost.train({'subsample': 0.5}, xgboost.DMatrix(x, y), 5).predict(xgboost.DMatrix(x))",
    ],
    "lightgbm": [
        "lightgbm.LGBMClassifier(n_estimators=5, subsample=0.5, subsample_freq=1, verbose=-1)"
        ".fit(x, y).predict_proba(x)"
    ],
    "catboost": [
        "catboost.CatBoostClassifier(5, verbose=0, allow_writing_files=False).fit(x, y).predict_proba(x)"
    ],
    "umap": ["umap.UMAP(n_neighbors=5, n_epochs=20).fit_transform(x)"],
    "polars": [
        "polars.DataFrame({'a': range(50)}).sample(9).to_dict(as_series=False)",
        "polars.Series(range(50)).shuffle().to_list()",
    ],
    "optuna": [
        "(lambda s: (s.optimize(lambda t: t.suggest_float('v', 0, 1), n_trials=3), s.best_value))"
        "(optuna.create_study())[1]"
    ],
    "networkx": [
        "sorted(networkx.erdos_renyi_graph(20, 0.3).edges)",
        "sorted(networkx.barabasi_albert_graph(20, 2).edges)",
        "networkx.spring_layout(networkx.path_graph(9))",
    ],
    "hmmlearn.hmm": ["hmmlearn.hmm.GaussianHMM(2, n_iter=2).fit(x).means_"],
    "statsmodels.tsa.api": ["statsmodels.tsa.api.arma_generate_sample([1, 0.5], [1], 5)"],
    "seaborn": [
        f"drawn(seaborn.{call}(data=table, x='y', y='a'))"
        for call in (
            "barplot",
            "pointplot",
            "lineplot",
            "stripplot",
            "swarmplot",
            "boxplot",
            "violinplot",
            "regplot",
            "scatterplot",
        )
    ],
    "torch": [
        "torch.rand(3)",
        "torch.nn.Linear(3, 2).weight",
        "[b.tolist() for b in torch.utils.data.DataLoader(list(range(9)), shuffle=True)]",
        "list(torch.utils.data.random_split(list(range(9)), [4, 5])[0])",
        "torch.rand(3, generator=torch.Generator())",
    ],
    "tensorflow": [
        "tensorflow.random.normal([3]).numpy()",
        "tensorflow.keras.layers.Dense(2)(tensorflow.ones([1, 3])).numpy()",
    ],
}


def drawn(axes: Any) -> Any:
    """The numbers of a picture; the picture is closed."""
    from matplotlib import pyplot

    told = [line.get_xydata() for line in axes.lines] + [each.get_offsets() for each in axes.collections]
    told += [each.vertices for one in axes.collections for each in one.get_paths()]
    pyplot.close("all")
    return told


def seeds() -> dict[str, Callable[[], Any]]:
    """Ways to seed, by name, as far as their libraries are imported."""
    import numpy

    known: dict[str, Callable[[], Any]] = {
        "random.seed": lambda: random.seed(3),
        "np.random.seed": lambda: numpy.random.seed(3),
    }
    for name, path in {
        "torch": "torch.manual_seed",
        "tensorflow": "tensorflow.random.set_seed",
        "polars": "polars.set_random_seed",
    }.items():
        if name in sys.modules:
            known[path] = lambda path=path: eval(f"{path}(3)", dict(sys.modules))  # noqa: S307 - a name from above
    if "keras" in sys.modules:
        known["keras.utils.set_random_seed"] = lambda: sys.modules["keras"].utils.set_random_seed(3)
    return known


def repeats(call: str, names: dict[str, Any], seed: Callable[[], Any]) -> bool:
    """Whether a call gives the same twice, each time behind the seed."""
    told = []
    for _ in range(2):
        seed()
        told.append(digest(eval(call, names)))  # noqa: S307 - an expression from above
    return told[0] == told[1]


def main() -> int:
    """Measure every call whose library is there."""
    import matplotlib as mpl

    mpl.use("Agg")
    warnings.simplefilter("ignore")
    versions, calls = {}, {}
    for module, expressions in CALLS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            continue
        root = module.split(".")[0]
        if root == "optuna":
            sys.modules["optuna"].logging.set_verbosity(50)
        versions[root] = getattr(sys.modules[root], "__version__", sys.version.split()[0])
        names: dict[str, Any] = {"drawn": drawn, root: sys.modules[root], "random": random}
        exec(PREPARE, names)  # noqa: S102 - the text above
        for call in expressions:
            none = repeats(call, names, lambda: None)
            calls[call] = (
                ["none"] if none else [name for name, seed in seeds().items() if repeats(call, names, seed)]
            )
    json.dump({"versions": versions, "calls": calls}, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
