"""Preparing the data for the model."""

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

from .config import Config
from .functions import Net


def build_network(config: Config, X_train, y_train):
    """Build the network.

    From cells 5, 7 and 9 of the notebook.
    """
    hidden = config.parameters.hidden
    learning_rate = config.parameters.learning_rate
    train_loader = DataLoader(TensorDataset(X_train, y_train), batch_size=64, shuffle=True)
    model = Net(hidden)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    return train_loader, model, criterion, optimizer, history
