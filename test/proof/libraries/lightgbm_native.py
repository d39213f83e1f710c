# %%
import lightgbm as lgb
import numpy as np
from sklearn.datasets import load_diabetes

X, y = load_diabetes(return_X_y=True)
n_train = 300
train_set = lgb.Dataset(X[:n_train], label=y[:n_train])
valid_set = lgb.Dataset(X[n_train:], label=y[n_train:], reference=train_set)

# %%
params = {"objective": "regression", "num_leaves": 7, "learning_rate": 0.1, "verbose": -1, "seed": 1}
gbm = lgb.train(params, train_set, num_boost_round=20, valid_sets=[valid_set])

# %%
pred = gbm.predict(X[n_train:])
mae = np.abs(pred - y[n_train:]).mean()
print("MAE", mae)
