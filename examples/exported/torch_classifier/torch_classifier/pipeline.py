"""The pipeline: what the notebook does, from the data to the numbers."""

from .config import Config
from .data import load_digits_data, split_data
from .evaluate import test_accuracy
from .features import build_network
from .model import train_network
from .tracking import Result, Tracker


def run(config: Config, tracker: Tracker) -> Result:
    """Train as torch_classifier.py does: one call a stage."""
    X, y = load_digits_data()
    X_train, X_test, y_train, y_test = split_data(config, X, y)
    train_loader, model, criterion, optimizer, history = build_network(config, X_train, y_train)
    train_network(config, tracker, X_train, train_loader, model, criterion, optimizer, history)
    test_accuracy(tracker, X_test, y_test, model)
    tracker.model("model", model)
    return Result(models={"model": model})
