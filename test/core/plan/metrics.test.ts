// Under which names metrics are recorded, and what the code for it looks like.

import { expect, test } from 'vitest';

import { planExport } from '../../../src/core/plan/index.ts';
import { renderStages } from '../../../src/core/render/stages.ts';
import { modelOf } from '../semantics/modelled.ts';

const FIT = `import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix, mean_squared_error
from sklearn.model_selection import cross_val_score
X = np.arange(20).reshape(10, 2)
y = np.arange(10) > 4
model = LogisticRegression().fit(X, y)
pred = model.predict(X)`;

/** The lines of the stages that record something. */
function recorded(...cells: readonly string[]): readonly string[] {
  const result = planExport(modelOf(FIT, ...cells));
  if (result.kind === 'refused') throw new Error(result.refusals.map((each) => each.message).join('; '));
  const text = renderStages(result.plan).map((each) => each.text);
  return text.flatMap((each) => each.split('\n').filter((line) => line.includes('tracker.metric('))).map((line) => line.trim());
}

test.each<readonly [string, readonly string[]]>([
  ['accuracy = accuracy_score(y, pred)', ['tracker.metric("accuracy", accuracy)']],
  ['print("Test accuracy:", accuracy_score(y, pred))', ['tracker.metric("Test accuracy", test_accuracy_value)']],
  ['print(f"RMSE = {np.sqrt(mean_squared_error(y, pred)):.3f}")', ['tracker.metric("RMSE", rmse_value)']],
  ['model.score(X, y)', ['tracker.metric("model.score", model_score_value)']],
  ['print("share", (pred == y).mean())', ['tracker.metric("share", share_value)']],
  ['print((X[:, 0] == y).sum())', []],
  ['print("MAE:", np.abs(pred.astype(int) - y).mean())', ['tracker.metric("MAE", mae_value)']],
  ['print("largest:", np.abs(pred.astype(int) - y).max())', []],
  ['print(classification_report(y, pred))', ['tracker.metric("classification_report", classification_report_value)']],
  ['confusion_matrix(y, pred)', ['tracker.metric("confusion_matrix", confusion_matrix_value)']],
  ['scores = cross_val_score(model, X, y, cv=2)\nprint(scores.mean())', ['tracker.metric("scores", scores)']],
  ['def rmse(a, b):\n    return np.sqrt(mean_squared_error(a, b))', []],
  ['error_rate = np.mean(pred != y)', ['tracker.metric("error_rate", error_rate)']],
  ['for epoch in range(3):\n    loss = mean_squared_error(y, pred)', ['tracker.metric("loss", loss, step=epoch)']],
  ['for k in [1, 2]:\n    acc = accuracy_score(y, pred)', ['tracker.metric(f"acc.{k}", acc)']],
  ['for a, b in zip(X, y):\n    acc = accuracy_score(y, pred)', []],
  ['accs = []\nfor k in [1, 2]:\n    accs.append(accuracy_score(y, pred))', ['tracker.metric(f"accs.{k}", accs[-1])']],
  ['if True:\n    acc = accuracy_score(y, pred)', ['tracker.metric("acc", acc)']],
  [
    'import warnings\nwith warnings.catch_warnings():\n    print("inside", accuracy_score(y, pred))',
    ['tracker.metric("inside", inside_value)'],
  ],
])('%s', (cell, expected) => expect(recorded(cell)).toEqual(expected));
