"""Preparing the data for the model."""

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from .config import Config


def clean(config: Config, df: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Clean.

    From cells 3, 9 and 11 of the notebook.
    """
    numeric = config.parameters.numeric
    categorical = config.parameters.categorical
    df["total_charges"] = df["total_charges"].fillna(0.0)
    X = df[numeric + categorical]
    y = (df["churn"] == "yes").astype(int)
    return df, X, y


def prepare_preprocess(config: Config, X_train: pd.DataFrame, X_test: pd.DataFrame):
    """From cells 3 and 12 of the notebook."""
    numeric = config.parameters.numeric
    categorical = config.parameters.categorical
    preprocess = ColumnTransformer(
        [
            ("numeric", StandardScaler(), numeric),
            ("categorical", OneHotEncoder(handle_unknown=config.preprocess.handle_unknown), categorical),
        ]
    )
    X_train_prepared = preprocess.fit_transform(X_train)
    X_test_prepared = preprocess.transform(X_test)
    return preprocess, X_train_prepared, X_test_prepared
