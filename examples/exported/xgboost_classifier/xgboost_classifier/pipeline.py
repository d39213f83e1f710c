"""The pipeline: what the notebook does, from the data to the numbers."""

from .config import Config
from .data import load_breast_cancer_data
from .evaluate import evaluate_xgb
from .model import train_xgb
from .tracking import Result, Tracker


def run(config: Config, tracker: Tracker) -> Result:
    """Train as xgboost_classifier.py does: one call a stage."""
    X_train, X_test, y_train, y_test = load_breast_cancer_data(config)
    clf = train_xgb(config, X_train, X_test, y_train, y_test)
    importances = evaluate_xgb(tracker, X_train, X_test, y_test, clf)
    tracker.model("clf", clf, X_test)
    return Result(models={"clf": clf}, values={"importances": importances})
