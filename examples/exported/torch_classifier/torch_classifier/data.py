"""Loading and splitting the data."""

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from .config import Config


def load_digits_data() -> tuple[torch.Tensor, torch.Tensor]:
    """Load the digits.

    From cells 2 and 4 of the notebook.
    """
    torch.manual_seed(3)
    digits = load_digits()
    X = torch.tensor(digits.data / 16.0, dtype=torch.float32)
    y = torch.tensor(digits.target)
    return X, y


def split_data(config: Config, X: torch.Tensor, y: torch.Tensor):
    """From cell 5 of the notebook."""
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=config.train_test_split.test_size, random_state=config.train_test_split.random_state
    )
    return X_train, X_test, y_train, y_test
