"""Measuring how good the models are."""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, recall_score, roc_auc_score

from .config import Config
from .tracking import Tracker


def evaluate(
    config: Config,
    tracker: Tracker,
    y_test: pd.Series,
    X_test_prepared,
    model: RandomForestClassifier,
) -> None:
    """Evaluate.

    From cells 16-18 of the notebook.
    """
    threshold = config.parameters.threshold  # the call centre would rather call one too many
    predictions = model.predict(X_test_prepared)
    accuracy = accuracy_score(y_test, predictions)
    tracker.metric("accuracy", accuracy)
    probabilities = model.predict_proba(X_test_prepared)[:, 1]
    auc = roc_auc_score(y_test, probabilities)
    tracker.metric("auc", auc)
    recall = recall_score(y_test, probabilities >= threshold)
    tracker.metric("recall", recall)
