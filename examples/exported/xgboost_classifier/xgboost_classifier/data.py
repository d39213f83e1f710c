"""Loading and splitting the data."""

import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

from .config import Config


def load_breast_cancer_data(
    config: Config,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series, pd.Series]:
    """From cell 2 of the notebook."""
    data = load_breast_cancer(as_frame=True)
    X_train, X_test, y_train, y_test = train_test_split(
        data.data,
        data.target,
        test_size=config.train_test_split.test_size,
        random_state=config.train_test_split.random_state,
        stratify=data.target,
    )
    return X_train, X_test, y_train, y_test
