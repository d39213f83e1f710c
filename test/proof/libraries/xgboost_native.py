# %%
import numpy as np
import xgboost as xgb
from sklearn.datasets import load_diabetes
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

X, y = load_diabetes(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=5)

# %%
dtrain = xgb.DMatrix(X_tr, label=y_tr)
dtest = xgb.DMatrix(X_te, label=y_te)
params = {"max_depth": 3, "eta": 0.2, "objective": "reg:squarederror"}
results = {}
booster = xgb.train(params, dtrain, num_boost_round=25, evals=[(dtest, "test")], evals_result=results, verbose_eval=False)

# %%
rmse = np.sqrt(mean_squared_error(y_te, booster.predict(dtest)))
print("RMSE: %.3f" % rmse)
