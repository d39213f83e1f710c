"""Fitting the models."""

import torch.nn as nn
from torch.utils.data import DataLoader

from .config import Config
from .tracking import Tracker


def train_network(
    config: Config,
    tracker: Tracker,
    X_train,
    train_loader: DataLoader,
    model,
    criterion: nn.CrossEntropyLoss,
    optimizer,
    history: list,
) -> None:
    """Train the network.

    From cells 7 and 9 of the notebook.
    """
    epochs = config.parameters.epochs
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for xb, yb in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(xb), yb)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(xb)
        train_loss = total / len(X_train)
        tracker.metric("train_loss", train_loss, step=epoch)
        history.append(train_loss)
        print(f"epoch {epoch}: loss {train_loss:.4f}")
