// Order: what flowed up is told once for each pair of cells, and nothing is told without counts.

import { expect, test } from 'vitest';

import { findingsIn, fixed } from './ruled.ts';

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

const plain = (text: string): string => text.replaceAll('\n\n', '\n').trim();

test('moves as few cells as give the order of the session, text cells with their code', () => {
  const source = '# %% [4]\nprint(total)\n# %% [1]\na = 1\n# %% [2]\nb = 2\n# %% [markdown]\n# Sum\n# %% [3]\ntotal = a + b\n';
  const [finding] = findingsIn('out-of-order-execution', source);
  expect(finding?.fix?.title).toContain('Move one cell');
  const once = fixed('out-of-order-execution', source);
  expect(plain(once)).toBe('# %% [1]\na = 1\n# %% [2]\nb = 2\n# %% [markdown]\n# Sum\n# %% [3]\ntotal = a + b\n# %% [4]\nprint(total)');
  expect(findingsIn('out-of-order-execution', once)).toEqual([]);
  expect(findingsIn('use-before-definition', once)).toEqual([]);
});

test('keeps what was read before it was made anew', () => {
  const source = '# %% [5]\nprint(y)\n# %% [1]\nx = 1\n# %% [3]\nx = 2\n# %% [2]\ny = x\n# %% [4]\nprint(x)';
  const once = fixed('out-of-order-execution', source);
  expect(plain(once).replaceAll('\n', ' ')).toBe('# %% [1] x = 1 # %% [2] y = x # %% [3] x = 2 # %% [4] print(x) # %% [5] print(y)');
  expect(findingsIn('stale-output', once)).toEqual([]);
});

test('clears the counts where nothing flowed', () => {
  const source = '# %% [3]\na = 1\n# %% [2] keep\nb = 1\n# In[1]:\nc = 1';
  expect(fixed('out-of-order-execution', source)).toBe('# %%\na = 1\n# %% keep\nb = 1\n# In[ ]:\nc = 1');
});
