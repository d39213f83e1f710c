"""Fitting the models."""

import pandas as pd
import xgboost as xgb

from .config import Config


def train_xgb(
    config: Config,
    X_train: pd.DataFrame,
    X_test: pd.DataFrame,
    y_train: pd.Series,
    y_test: pd.Series,
) -> xgb.XGBClassifier:
    """From cell 3 of the notebook."""
    clf = xgb.XGBClassifier(
        n_estimators=config.clf.n_estimators,
        max_depth=config.clf.max_depth,
        learning_rate=config.clf.learning_rate,
        eval_metric=config.clf.eval_metric,
    )
    clf.fit(X_train, y_train, eval_set=[(X_test, y_test)], verbose=False)
    return clf
