// Small notebooks that are hard to turn into functions; what must come out of the pipeline is what they compute.

const LOAD = `import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, mean_squared_error
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.datasets import make_classification`;
const DATA = `X, y = make_classification(n_samples=120, n_features=6, random_state=1)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)`;
const FRAME = `rng = np.random.RandomState(3)
df = pd.DataFrame({"a": rng.rand(80), "b": rng.rand(80)})
df["y"] = (df["a"] + df["b"] > 1).astype(int)`;
const FIT = `model = LogisticRegression()
model.fit(X_train, y_train)
print("Accuracy:", accuracy_score(y_test, model.predict(X_test)))`;
const FIT_FRAME = `model = LogisticRegression()
model.fit(df[["a", "b"]], df["y"])
print("Score:", model.score(df[["a", "b"]], df["y"]))`;

/** Cells by what is hard about them; all of them can be exported. */
export const NASTY: Readonly<Record<string, readonly string[]>> = {
  'a plain training': [LOAD, DATA, FIT],
  'a forest without random_state': [
    LOAD,
    DATA,
    'model = RandomForestClassifier(n_estimators=5)\nmodel.fit(X_train, y_train)',
    'model.score(X_test, y_test)',
  ],
  'a draw that is only displayed': [
    LOAD,
    DATA,
    'np.random.seed(7)',
    'np.random.rand(3)',
    'noise = np.random.rand(len(X_train), 6)',
    'X_train = X_train + noise',
    FIT,
  ],
  'a frame that is sampled for display': [
    LOAD,
    FRAME,
    'np.random.seed(1)',
    'df.sample(5)',
    'df["c"] = np.random.rand(len(df))',
    FIT_FRAME,
    'model.fit(df[["a", "b", "c"]], df["y"])',
  ],
  'a draw inside a printed f-string': [
    LOAD,
    DATA,
    'np.random.seed(7)',
    'print(f"noise {np.random.rand():.3f}")',
    'X_train = X_train + np.random.rand(6)',
    FIT,
  ],
  'two fits that draw': [
    LOAD,
    DATA,
    'np.random.seed(0)\na = RandomForestClassifier(n_estimators=3).fit(X_train, y_train)',
    'a.predict(X_test)[:3]',
    'b = RandomForestClassifier(n_estimators=3).fit(X_train, y_train)',
    'print("A", a.score(X_test, y_test))\nprint("B", b.score(X_test, y_test))',
  ],
  'an alias that is changed': [LOAD, FRAME, 'train = df', 'train["a"] = train["a"] * 2', FIT_FRAME],
  'a loop over frames that changes each': [
    LOAD,
    FRAME,
    'parts = [df]',
    'for part in parts:\n    part["a"] = part["a"] + part["b"]',
    FIT_FRAME,
  ],
  'a function that changes its argument': [
    LOAD,
    FRAME,
    'def scale(frame):\n    frame["a"] = frame["a"] / frame["a"].max()\n',
    'scale(df)',
    FIT_FRAME,
  ],
  'a function over a global': [
    LOAD,
    'FACTOR = 3',
    FRAME,
    'def scale(frame):\n    return frame["a"] * FACTOR\n',
    'df["a"] = scale(df)',
    FIT_FRAME,
  ],
  'a function over a global that is bound again': [
    LOAD,
    FRAME,
    'factor = [2][0]',
    'def scale(column):\n    return column * factor',
    'df["a"] = scale(df["a"])',
    'factor = [5][0]',
    'df["b"] = scale(df["b"])',
    FIT_FRAME,
  ],
  'a function that sets a global': [
    LOAD,
    FRAME,
    'count = 0',
    'def note(column):\n    global count\n    count += 1\n    return column * count',
    'df["a"] = note(df["a"])\ndf["b"] = note(df["b"])',
    FIT_FRAME,
    'print("Score:", model.score(df[["a", "b"]], df["y"]))',
  ],
  'a function that fits a model from globals': [
    LOAD,
    DATA,
    'def train(C):\n    m = LogisticRegression(C=C)\n    m.fit(X_train, y_train)\n    return m',
    'model = train(0.5)',
    'print("acc", model.score(X_test, y_test))',
  ],
  'a lambda over a global': [
    LOAD,
    FRAME,
    'shift = df["a"].mean()',
    'move = lambda v: v - shift',
    'df["a"] = df["a"].apply(move)',
    FIT_FRAME,
  ],
  'a class over a global': [
    LOAD,
    FRAME,
    'shift = df["a"].mean()',
    'class Mover:\n    def move(self, frame):\n        return frame["a"] - shift',
    'mover = Mover()',
    'shift = 2.0',
    'df["a"] = mover.move(df)',
    FIT_FRAME,
  ],
  'a name that hides its builtin': [LOAD, FRAME, 'sum = sum(df["a"])', 'df["a"] = df["a"] / sum', FIT_FRAME],
  'a name that hides its module': [
    LOAD,
    DATA,
    'from sklearn import svm',
    'svm = svm.SVC()',
    'svm.fit(X_train, y_train)',
    'print("SVM", svm.score(X_test, y_test))',
  ],
  'a name that hides its function': [
    LOAD,
    FRAME,
    'def features(frame):\n    return frame[["a", "b"]]',
    'features = features(df)',
    'model = LogisticRegression().fit(features, df["y"])',
    'print("Score", model.score(features, df["y"]))',
  ],
  'names that the export would like to use': [
    LOAD,
    DATA,
    'config = {"C": 0.5}\ntracker = []\nrun = 1\ndata = X_train',
    'model = LogisticRegression(C=config["C"])\nmodel.fit(data, y_train)',
    'print("Accuracy:", model.score(X_test, y_test), run)',
  ],
  'a generator that is consumed later': [
    LOAD,
    FRAME,
    'factor = 2',
    'scaled = (v * factor for v in df["a"])',
    'factor = 5',
    'df["a"] = list(scaled)',
    FIT_FRAME,
  ],
  'a multi-line string inside a statement': [
    LOAD,
    FRAME,
    'text = """\n  indented\nnot\n"""\nif True:\n    df["c"] = len("""\nx\n""")',
    'df["d"] = len(text)',
    'model = LogisticRegression().fit(df[["a", "b", "c", "d"]], df["y"])\nmodel.score(df[["a", "b", "c", "d"]], df["y"])',
  ],
  'metrics in f-strings': [
    LOAD,
    DATA,
    'model = LogisticRegression().fit(X_train, y_train)\np = model.predict(X_test)',
    `print(f"Accuracy: {accuracy_score(y_test, p):.3f} and MSE: {mean_squared_error(y_test, p)}")`,
  ],
  'a metric in a format call': [
    LOAD,
    DATA,
    'model = LogisticRegression().fit(X_train, y_train)\np = model.predict(X_test)',
    'print("Accuracy: {:.2f}".format(accuracy_score(y_test, p)))\nprint("MSE: %.3f" % mean_squared_error(y_test, p))',
  ],
  'a metric with a rounded value': [
    LOAD,
    DATA,
    'model = LogisticRegression().fit(X_train, y_train)',
    'shown = round(model.score(X_test, y_test) * 100, 2)',
    'print("Accuracy:", round(model.score(X_test, y_test) * 100, 2), "%")',
  ],
  'metrics in a loop over models': [
    LOAD,
    DATA,
    'models = {"log": LogisticRegression(), "forest": RandomForestClassifier(n_estimators=3, random_state=0)}',
    'scores = {}\nfor name, m in models.items():\n    m.fit(X_train, y_train)\n    acc = m.score(X_test, y_test)\n    scores[name] = acc\n    print(name, acc)',
    'scores',
  ],
  'cross validation': [
    LOAD,
    DATA,
    'scores = cross_val_score(LogisticRegression(), X, y, cv=4)',
    'print("CV accuracy: %.3f" % scores.mean())',
    'cross_val_score(LogisticRegression(C=0.1), X, y, cv=3).mean()',
  ],
  'a grid search': [
    LOAD,
    DATA,
    'grid = GridSearchCV(LogisticRegression(), {"C": [0.1, 1]}, cv=3)\ngrid.fit(X_train, y_train)',
    'grid.best_params_',
    'print("best", grid.best_score_)',
    'best = grid.best_estimator_\nprint("test", best.score(X_test, y_test))',
  ],
  'a metric in a print that draws': [
    LOAD,
    DATA,
    'np.random.seed(0)\nmodel = LogisticRegression().fit(X_train, y_train)',
    'print(np.random.rand(), model.score(X_test, y_test))',
    'noisy = LogisticRegression().fit(X_train + np.random.rand(6), y_train)',
    'print(noisy.score(X_test, y_test))',
  ],
  'a model that is fitted three times': [
    LOAD,
    DATA,
    'model = LogisticRegression(C=1.0)\nmodel.fit(X_train, y_train)\nprint("one", model.score(X_test, y_test))',
    'model = LogisticRegression(C=0.01)\nmodel.fit(X_train, y_train)\nprint("two", model.score(X_test, y_test))',
    'model = RandomForestClassifier(n_estimators=3, random_state=0)\nmodel.fit(X_train, y_train)\nprint("three", model.score(X_test, y_test))',
  ],
  'a name bound under a condition': [
    LOAD,
    DATA,
    'C = 1.0\nif X.shape[0] > 100:\n    C = 0.5',
    'model = LogisticRegression(C=C).fit(X_train, y_train)',
    'print("Accuracy:", model.score(X_test, y_test))',
  ],
  'a deleted name': [LOAD, DATA, 'extra = X_train.copy()\nX_train = extra * 2\ndel extra', FIT],
  'try and except': [
    LOAD,
    DATA,
    'try:\n    import strange_library\n    scale = 2\nexcept ImportError:\n    scale = 3',
    'X_train = X_train * scale',
    FIT,
  ],
  'a settings call that changes values': [LOAD, FRAME, 'pd.set_option("display.max_rows", 5)', 'df.head()', FIT_FRAME],
  'timing magics': [
    LOAD,
    DATA,
    '%matplotlib inline\n%time model = LogisticRegression().fit(X_train, y_train)',
    '%%time\nprint("Accuracy:", model.score(X_test, y_test))',
  ],
  'several statements on a line': [LOAD, DATA, 'a = 2; b = 3; X_train = X_train * a * b', FIT],
  'comments between and behind': [
    LOAD,
    DATA,
    '# first we fit\nmodel = LogisticRegression(  # a linear one\n    C=0.5,  # not too strong\n)\n# then\nmodel.fit(X_train, y_train)  # done',
    'print("Accuracy:", model.score(X_test, y_test))  # shown',
  ],
  'unpacking and a walrus': [LOAD, DATA, 'a, (b, *c) = 1, (2, 3, 4)\nif (n := len(c)) > 1:\n    X_train = X_train * n * b', FIT],
  'a decorated and a recursive function': [
    LOAD,
    FRAME,
    'from functools import lru_cache\n@lru_cache(maxsize=None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)',
    'df["c"] = [fib(i % 7) for i in range(len(df))]',
    'model = LogisticRegression().fit(df[["a", "c"]], df["y"])\nmodel.score(df[["a", "c"]], df["y"])',
  ],
  'an augmented alias': [
    LOAD,
    DATA,
    'cols = []\nmore = cols\nmore += [0, 1, 2]',
    'model = LogisticRegression().fit(X_train[:, cols], y_train)',
    'print("Accuracy:", model.score(X_test[:, cols], y_test))',
  ],
  'a helper that plots and changes': [
    LOAD,
    FRAME,
    'def show(frame):\n    frame["a"] = frame["a"] * 10\n    frame.plot()',
    'show(df)',
    FIT_FRAME,
  ],
  'a fit inside a loop over a grid': [
    LOAD,
    DATA,
    'best, best_c = 0, None\nfor C in [0.01, 0.1, 1]:\n    m = LogisticRegression(C=C).fit(X_train, y_train)\n    s = m.score(X_test, y_test)\n    if s > best:\n        best, best_c = s, C\nprint("best", best)',
    'final = LogisticRegression(C=best_c).fit(X, y)',
    'print("final", final.score(X_test, y_test))',
  ],
  'a function that is passed on': [
    LOAD,
    FRAME,
    'offset = df["b"].mean()',
    'def move(v):\n    return v - offset',
    'df["a"] = df["a"].apply(move)',
    'df["b"] = df["b"].map(lambda v: move(v))',
    FIT_FRAME,
  ],
  'a metric of a metric name in a variable': [
    LOAD,
    DATA,
    'model = LogisticRegression().fit(X_train, y_train)\nrmse = np.sqrt(mean_squared_error(y_test, model.predict(X_test)))\nprint(f"{rmse=}")',
  ],
  'a printed root of a metric': [
    LOAD,
    DATA,
    'model = LogisticRegression().fit(X_train, y_train)\nroot = np.sqrt(mean_squared_error(y_test, model.predict(X_test)))',
    'print("RMSE:", np.sqrt(mean_squared_error(y_test, model.predict(X_test))))',
  ],
};
