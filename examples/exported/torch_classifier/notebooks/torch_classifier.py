# %% [markdown]
# # Digits with a small network

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)

# %% [markdown]
# ## Load the digits

# %%
digits = load_digits()
X = torch.tensor(digits.data / 16.0, dtype=torch.float32)
y = torch.tensor(digits.target)
X.shape, y.shape

# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=7)
train_loader = DataLoader(TensorDataset(X_train, y_train), batch_size=64, shuffle=True)

# %% [markdown]
# ## Build the network

# %%
hidden = 32
learning_rate = 0.01
epochs = 4


class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.first = nn.Linear(64, hidden)
        self.second = nn.Linear(hidden, 10)

    def forward(self, x):
        return self.second(F.relu(self.first(x)))


model = Net(hidden)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
print(model)

# %% [markdown]
# ## Train the network

# %%
history = []
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
    history.append(train_loss)
    print(f"epoch {epoch}: loss {train_loss:.4f}")

# %% [markdown]
# ## Test accuracy

# %%
model.eval()
with torch.no_grad():
    predicted = model(X_test).argmax(dim=1)
accuracy = (predicted == y_test).float().mean().item()
print("Test accuracy:", accuracy)
