# %%
import pandas as pd
import xgboost as xgb
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split

# %%
data = load_breast_cancer(as_frame=True)
X_train, X_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.2, random_state=42, stratify=data.target)

# %%
clf = xgb.XGBClassifier(n_estimators=40, max_depth=3, learning_rate=0.1, eval_metric="logloss")
clf.fit(X_train, y_train, eval_set=[(X_test, y_test)], verbose=False)

# %%
y_pred = clf.predict(X_test)
print(classification_report(y_test, y_pred))
print(confusion_matrix(y_test, y_pred))
print("AUC", roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1]))

# %%
importances = pd.Series(clf.feature_importances_, index=X_train.columns).sort_values(ascending=False)
importances.head(10)
