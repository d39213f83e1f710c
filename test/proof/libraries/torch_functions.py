# %%
import torch
from torch import nn, optim

torch.manual_seed(0)
device = torch.device("cpu")

# %%
x = torch.linspace(-3, 3, 200).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn(200, 1)

# %%
net = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1)).to(device)
loss_fn = nn.MSELoss()
optimizer = optim.SGD(net.parameters(), lr=0.05, momentum=0.9)


# %%
def train_one_epoch(net, x, y):
    net.train()
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def evaluate(net, x, y):
    net.eval()
    with torch.no_grad():
        return loss_fn(net(x), y).item()


# %%
losses = []
for epoch in range(30):
    losses.append(train_one_epoch(net, x, y))

# %%
final_loss = evaluate(net, x, y)
print("final loss", final_loss)
