"""Loading and splitting the data."""

import pandas as pd
from sklearn.model_selection import train_test_split

from .config import Config


def load_data(config: Config) -> pd.DataFrame:
    """Load the data.

    From cell 5 of the notebook.
    """
    df = pd.read_csv(config.data.data_path)
    return df


def split_prepare(
    config: Config,
    X: pd.DataFrame,
    y: pd.Series,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series, pd.Series]:
    """Split and prepare.

    From cell 11 of the notebook.
    """
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=config.train_test_split.test_size, random_state=config.train_test_split.random_state
    )
    return X_train, X_test, y_train, y_test
