"""Fitting the models."""

import pandas as pd
from sklearn.ensemble import RandomForestClassifier

from .config import Config


def train(config: Config, y_train: pd.Series, X_train_prepared) -> RandomForestClassifier:
    """Train.

    From cell 14 of the notebook.
    """
    # 300 trees: more did not help
    model = RandomForestClassifier(
        n_estimators=config.model.n_estimators,
        max_depth=config.model.max_depth,
        min_samples_leaf=config.model.min_samples_leaf,
        random_state=config.model.random_state,
    )
    model.fit(X_train_prepared, y_train)
    return model
