"""Measuring how good the models are."""

import torch

from .tracking import Tracker


def test_accuracy(tracker: Tracker, X_test, y_test, model) -> None:
    """Test accuracy.

    From cell 11 of the notebook.
    """
    model.eval()
    with torch.no_grad():
        predicted = model(X_test).argmax(dim=1)
    accuracy = (predicted == y_test).float().mean().item()
    tracker.metric("accuracy", accuracy)
