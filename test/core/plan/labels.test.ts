// What a printed value is called.

import { expect, test } from 'vitest';

import { labelBefore } from '../../../src/core/plan/labels.ts';

test.each([
  ['print("Accuracy:", ', 'Accuracy'],
  ['print(f"RMSE = {', 'RMSE'],
  ["print('Train set: {:.2f}, {}'.format(", 'Train set'],
  ["print('Random Forests roc-auc: {}'.format(", 'Random Forests roc-auc'],
  ['print("acc: %.2f" % ', 'acc'],
  ['print("AUC is " + str(', 'AUC is'],
  ['print(f"train {a:.2f}, test {', 'test'],
  ["print('a', x, 'R2 ->', ", 'R2'],
  ['print(', undefined],
  ['print("---", ', undefined],
])('%s', (source, label) => {
  expect(labelBefore(source)).toBe(label);
});
