// Order: what flowed up is told once for each pair of cells, and nothing is told without counts.

import { expect, test } from 'vitest';

import { findingsIn } from './ruled.ts';

const found = (percent: string) =>
  findingsIn('out-of-order-execution', percent).map((each) => [each.key, each.severity, each.at.cell, each.message] as const);

test('one finding for a pair of cells, with all names that flowed', () => {
  const findings = findingsIn('out-of-order-execution', '# %% [2]\nprint(a, b, a)\n# %% [1]\na = 1\nb = 2');
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    key: 'flow',
    severity: 'warning',
    at: { cell: 0, span: { start: 6, end: 7 } },
    message: '`a`, `b` in this cell came from cell 2, executed as [1] below.',
    related: [{ at: { cell: 1 }, message: 'bound here, in cell 2, executed as [1]' }],
  });
});

test('one finding for each pair', () => {
  expect(found('# %% [3]\nprint(a)\n# %% [4]\nprint(a)\n# %% [1]\na = 1\n# %% [2]\nb = 1').map(([, , cell]) => cell)).toEqual([0, 1]);
});

test('may, where a run between the two is missing', () => {
  expect(found('# %% [4]\nprint(a)\n# %% [1]\na = 1\n# %% [2]\nb = 1')).toMatchObject([
    ['perhaps', 'warning', 0, expect.stringContaining('may have come from')],
  ]);
  expect(found('# %% [3]\nprint(a)\n# %% [2]\na = 1')).toMatchObject([['flow', 'warning', 0, expect.any(String)]]);
});

test('one note where nothing flowed', () => {
  expect(found('# %% [3]\na = 1\n# %% [2]\nb = 1\n# %% [1]\nc = 1').map(([key, severity, cell]) => [key, severity, cell])).toEqual([
    ['counts', 'information', 1],
  ]);
});

test('nothing without counts, in order, or with gaps alone', () => {
  expect(found('# %%\nprint(a)\n# %%\na = 1')).toEqual([]);
  expect(found('# %% [1]\na = 1\n# %% [2]\nprint(a)')).toEqual([]);
  expect(found('# %% [3]\na = 1\n# %% [9]\nprint(a)')).toEqual([]);
});
