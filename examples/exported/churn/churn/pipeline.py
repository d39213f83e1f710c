"""The pipeline: what the notebook does, from the data to the numbers."""

from .config import Config
from .data import load_data, split_prepare
from .evaluate import evaluate
from .features import clean, prepare_preprocess
from .model import train
from .tracking import Result, Tracker


def run(config: Config, tracker: Tracker) -> Result:
    """Train as churn.ipynb does: one call a stage."""
    df = load_data(config)
    df, X, y = clean(config, df)
    X_train, X_test, y_train, y_test = split_prepare(config, X, y)
    preprocess, X_train_prepared, X_test_prepared = prepare_preprocess(config, X_train, X_test)
    model = train(config, y_train, X_train_prepared)
    evaluate(config, tracker, y_test, X_test_prepared, model)
    tracker.model("preprocess", preprocess, X_train)
    tracker.model("model", model, X_test_prepared)
    tracker.joined("model_pipeline", [("preprocess", preprocess), ("model", model)], X_test, "model")
    return Result(models={"preprocess": preprocess, "model": model}, values={"df": df})
