"""Measuring how good the models are."""

import pandas as pd
import xgboost as xgb
from sklearn.metrics import classification_report, confusion_matrix, roc_auc_score

from .tracking import Tracker


def evaluate_xgb(
    tracker: Tracker,
    X_train: pd.DataFrame,
    X_test: pd.DataFrame,
    y_test: pd.Series,
    clf: xgb.XGBClassifier,
) -> pd.Series:
    """From cells 4-5 of the notebook."""
    y_pred = clf.predict(X_test)
    classification_report_value = classification_report(y_test, y_pred, output_dict=True)
    tracker.metric("classification_report", classification_report_value)
    confusion_matrix_value = confusion_matrix(y_test, y_pred)
    tracker.metric("confusion_matrix", confusion_matrix_value)
    auc_value = roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1])
    tracker.metric("AUC", auc_value)
    importances = pd.Series(clf.feature_importances_, index=X_train.columns).sort_values(ascending=False)
    return importances
