// Randomness: how draws are grouped, which seed is offered, and where it is put.

import { describe, expect, test } from 'vitest';

import { findingsIn, fixed } from './ruled.ts';

const found = (percent: string) => findingsIn('unseeded-random', percent);
const SPLIT = 'from sklearn.model_selection import train_test_split\n';

describe('groups', () => {
  test('draws of one global generator in one cell are one finding', () => {
    const findings = found('# %%\nimport numpy as np\na = np.random.rand()\nb = np.random.normal()\n# %%\nc = np.random.rand()');
    expect(findings.map((each) => [each.at.cell, each.message])).toEqual([
      [0, "`rand` draws from NumPy's global generator, and no seed reaches it (2 draws in this cell)."],
      [1, "`rand` draws from NumPy's global generator, and no seed reaches it."],
    ]);
    expect(findings[0]).toMatchObject({
      data: { name: 'rand', callee: 'numpy.random.rand' },
      how: 'Call `np.random.seed(42)` in a cell above.',
    });
  });

  test('calls that each take a seed are findings of their own', () => {
    expect(found(`# %%\n${SPLIT}a = train_test_split([1, 2])\nb = train_test_split([3, 4])`)).toHaveLength(2);
  });

  test('a draw in a loop is one', () => {
    expect(found('# %%\nimport random\nfor i in range(3):\n    random.random()')).toHaveLength(1);
  });

  test('a generator names the place where it was made', () => {
    const [finding] = found('# %%\nimport numpy as np\nold = np.random.RandomState()\n# %%\nold.rand()');
    expect(finding).toMatchObject({
      key: 'generator',
      at: { cell: 1 },
      related: [{ at: { cell: 0 }, message: 'made here without a seed' }],
    });
    expect(finding?.how).toContain('`np.random.RandomState(42)`');
  });
});

describe('the seed', () => {
  const passed = (before: string): string =>
    /random_state=(\w+)/.exec(fixed('unseeded-random', `# %%\n${before}\n# %%\n${SPLIT}train_test_split([1, 2])`))?.[1] ?? '';
  test.each([
    ['SEED = 7', 'SEED'],
    ['RANDOM_STATE = 7', 'RANDOM_STATE'],
    ['random_seed = 7', 'random_seed'],
    ['SPLIT_SEED = 7', 'SPLIT_SEED'],
    ['state = 7', '42'],
    ['SEED = "abc"', '42'],
    ['SEED = 7\ndel SEED', '42'],
    ['import time\nSEED = int(time.time())', '42'],
  ])('after %j is %s', (before, expected) => {
    expect(passed(before)).toBe(expected);
  });

  test('is none that is bound only below', () => {
    expect(fixed('unseeded-random', `# %%\n${SPLIT}train_test_split([1])\n# %%\nSEED = 1`)).toContain('random_state=42');
  });
});

describe('its place', () => {
  const call = (written: string): string => {
    const result = fixed(
      written.startsWith('RF') ? 'unseeded-estimator' : 'unseeded-random',
      `# %%\n${SPLIT}from sklearn.ensemble import RandomForestClassifier as RF\nx, y, kw = [1], [1], {}\n# %%\n${written}`,
    );
    return result.slice(result.lastIndexOf('# %%\n') + 5);
  };
  test.each([
    ['RF().fit(x, y)', 'RF(random_state=42).fit(x, y)'],
    ['RF(n_estimators=3).fit(x, y)', 'RF(n_estimators=3, random_state=42).fit(x, y)'],
    ['RF(n_estimators=3,).fit(x, y)', 'RF(n_estimators=3, random_state=42,).fit(x, y)'],
    ['RF(n_estimators=(3)).fit(x, y)', 'RF(n_estimators=(3), random_state=42).fit(x, y)'],
    ['RF(random_state=None).fit(x, y)', 'RF(random_state=42).fit(x, y)'],
    ['RF(\n    n_estimators=3  # (few)\n).fit(x, y)', 'RF(\n    n_estimators=3, random_state=42  # (few)\n).fit(x, y)'],
    ['RF(**kw).fit(x, y)', 'RF(**kw).fit(x, y)'],
    ['train_test_split(*x)', 'train_test_split(*x, random_state=42)'],
    ['train_test_split("é𝒳", x)', 'train_test_split("é𝒳", x, random_state=42)'],
    ['train_test_split(i for i in x)', 'train_test_split(i for i in x)'],
  ])('%j becomes %j', (written, expected) => {
    expect(call(written)).toBe(expected);
  });
});

describe('what it reaches', () => {
  const why = (after: string): string | undefined => found(`# %%\n${SPLIT}a, b = train_test_split([1, 2])\n${after}`)[0]?.why;
  test.each([
    ['# %%\nprint(a)', 'Each run draws other numbers: what cell 2 shows changes with them.'],
    [
      '# %%\nfrom sklearn.metrics import f1_score\nprint(a)\n# %%\nf1_score(a, b)',
      'Each run draws other numbers: `f1_score` in cell 3 changes with them.',
    ],
    ['# %%\nimport matplotlib.pyplot as plt\nplt.plot(a);', 'Each run draws other numbers: the picture of cell 2 changes with them.'],
    ['# %%\nprint(len(a))', 'Each run draws other numbers: what follows from them differs from run to run.'],
  ])('after %j is told', (after, expected) => {
    expect(why(after)).toBe(expected);
  });

  test('a picture is told quietly, and once', () => {
    const [one, ...more] = found(
      '# %%\nimport seaborn as sns\nd = sns.load_dataset("tips")\nsns.barplot(data=d, x="day", y="tip")\n# %%\nsns.stripplot(data=d)',
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      key: 'picture',
      severity: 'information',
      data: { times: ' (2 draws in this notebook)', parameter: 'seed' },
    });
  });
});

describe('processes', () => {
  const told = (jobs: string): readonly string[] =>
    findingsIn(
      'unseeded-estimator',
      `# %%\nimport numpy as np\nfrom sklearn.ensemble import RandomForestClassifier as RF\nfrom sklearn.model_selection import GridSearchCV, cross_val_score\nnp.random.seed(0)\n# %%\n${jobs}`,
    ).map((each) => each.key);
  test.each([
    ['cross_val_score(RF(), [[1]], [1], n_jobs=2)', ['workers']],
    ['GridSearchCV(RF(), {}, n_jobs=-1).fit([[1]], [1])', ['workers']],
    ['cross_val_score(RF(), [[1]], [1])', []],
    ['cross_val_score(RF(), [[1]], [1], n_jobs=1)', []],
    ['cross_val_score(RF(random_state=0), [[1]], [1], n_jobs=2)', []],
    ['RF(n_jobs=2).fit([[1]], [1])', []],
  ])('%s', (jobs, expected) => {
    expect(told(jobs)).toEqual(expected);
  });
});
