# %%
import lightgbm as lgb
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_score, train_test_split

# %%
X, y = load_breast_cancer(return_X_y=True, as_frame=True)
X.columns = [c.replace(" ", "_") for c in X.columns]
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.25, random_state=0)

# %%
model = lgb.LGBMClassifier(n_estimators=30, num_leaves=15, verbose=-1)
model.fit(X_train, y_train, eval_set=[(X_val, y_val)], callbacks=[lgb.early_stopping(5, verbose=False)])
f1 = f1_score(y_val, model.predict(X_val))
print(f"F1 = {f1:.4f}")

# %%
scores = cross_val_score(lgb.LGBMClassifier(n_estimators=10, verbose=-1), X, y, cv=3)
print("CV: %0.3f (+/- %0.3f)" % (scores.mean(), scores.std()))
