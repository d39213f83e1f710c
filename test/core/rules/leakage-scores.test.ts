// What leaks do to scores, really run: each is found by its rule, and without it the score is another; where there is a fix, by the fix.

import { execFileSync } from 'node:child_process';

import { describe, expect, test } from 'vitest';

import { findingsIn, fixed } from './ruled.ts';

const python = process.env['NBSHIP_TEST_PYTHON'] ?? '';

/** The last number that a notebook prints. */
function scoreOf(percent: string): number {
  const printed = execFileSync(python, ['-c', percent], { encoding: 'utf8' }).trim().split('\n');
  return Number(printed.at(-1));
}

const IMPORTS = `# %%
import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GroupKFold, KFold, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import resample
rng = np.random.default_rng(0)
`;
const SPLIT = 'X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n';

/** Nothing can be learnt: the labels are pure chance. */
const NOISE = `${IMPORTS}X, y = rng.normal(size=(60, 10_000)), np.tile([0, 1], 30)\n# %%\n`;
const CHANCE = `${IMPORTS}df = pd.DataFrame(rng.normal(size=(600, 5)), columns=list('abcde'))
df['target'] = (rng.random(600) < 0.2).astype(int)
# %%
`;

describe.skipIf(python === '')('fixes change the score', () => {
  test('columns chosen before the folds', () => {
    const leaking = `${NOISE}best = SelectKBest(k=20).fit_transform(X, y)\nprint(cross_val_score(LogisticRegression(), best, y).mean())\n`;
    const sound = fixed('leakage-preprocessing', leaking);
    expect(sound).toContain('make_pipeline(SelectKBest(k=20), LogisticRegression()), X, y)');
    expect(findingsIn('leakage-preprocessing', sound)).toEqual([]);
    expect(scoreOf(leaking)).toBeGreaterThan(0.9);
    expect(scoreOf(sound)).toBeLessThan(0.65);
  });

  test('columns chosen before the split', () => {
    const leaking = `${NOISE}best = SelectKBest(k=20).fit_transform(X, y)\nX_train, X_test, y_train, y_test = train_test_split(best, y, random_state=0)\nprint(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))\n`;
    const sound = fixed('leakage-preprocessing', leaking);
    expect(sound).toContain('X_train = transformer.fit_transform(X_train, y_train)');
    expect(findingsIn('leakage-preprocessing', sound)).toEqual([]);
    expect(scoreOf(leaking)).toBeGreaterThan(0.85);
    expect(scoreOf(sound)).toBeLessThan(0.75);
  });

  test('test rows that are scaled by their own values', () => {
    const leaking = `${IMPORTS}X = np.linspace(0, 10, 200).reshape(-1, 1)
y = X.ravel() * 3
X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
# %%
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.fit_transform(X_test)
print(LinearRegression().fit(X_train, y_train).score(X_test, y_test))
`;
    const sound = fixed('leakage-preprocessing', leaking);
    expect(findingsIn('leakage-preprocessing', sound)).toEqual([]);
    expect(scoreOf(leaking)).toBeLessThan(0);
    expect(scoreOf(sound)).toBeCloseTo(1);
  });

  test('all rows scaled before the split', () => {
    const leaking = `${IMPORTS}X = rng.normal(size=(40, 3))
y = X[:, 0] * 2
X[-3:, 0] = 1000
# %%
X = StandardScaler().fit_transform(X)
X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
print(KNeighborsRegressor(3).fit(X_train, y_train).score(X_test, y_test))
`;
    const sound = fixed('leakage-preprocessing', leaking);
    expect(findingsIn('leakage-preprocessing', sound)).toEqual([]);
    expect(scoreOf(sound)).not.toBe(scoreOf(leaking));
  });
});

interface Pair {
  readonly rule: string;
  readonly leaking: string;
  readonly sound: string;
  readonly above: number;
  readonly below: number;
}

const PAIRS: Readonly<Record<string, Pair>> = {
  'rows drawn again and again before the split': {
    rule: 'leakage-overlap',
    leaking: `${CHANCE}few, many = df[df['target'] == 1], df[df['target'] == 0]
df = pd.concat([many, resample(few, n_samples=len(many), random_state=0)])
X, y = df.drop(columns='target'), df['target']
${SPLIT}print(DecisionTreeClassifier(random_state=0).fit(X_train, y_train).score(X_test, y_test))
`,
    sound: `${CHANCE}train, test = train_test_split(df, random_state=0)
few, many = train[train['target'] == 1], train[train['target'] == 0]
train = pd.concat([many, resample(few, n_samples=len(many), random_state=0)])
few, many = test[test['target'] == 1], test[test['target'] == 0]
test = pd.concat([few, many[:len(few)]])
model = DecisionTreeClassifier(random_state=0).fit(train.drop(columns='target'), train['target'])
print(model.score(test.drop(columns='target'), test['target']))
`,
    above: 0.85,
    below: 0.65,
  },
  'test rows that the model was fitted on': {
    rule: 'leakage-overlap',
    leaking: `${CHANCE}X, y = df.drop(columns='target'), df['target']
${SPLIT}model = DecisionTreeClassifier(random_state=0)
model.fit(X, y)
print(model.score(X_test, y_test))
`,
    sound: `${CHANCE}X, y = df.drop(columns='target'), df['target']
${SPLIT}model = DecisionTreeClassifier(random_state=0)
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
`,
    above: 0.99,
    below: 0.8,
  },
  'groups divided between the folds': {
    rule: 'leakage-overlap',
    leaking: `${IMPORTS}patient = np.repeat(np.arange(60), 10)
X = rng.normal(size=(60, 4))[patient] + rng.normal(scale=0.01, size=(600, 4))
y = rng.integers(2, size=60)[patient]
# %%
print(cross_val_score(KNeighborsClassifier(3), X, y, groups=patient, cv=KFold(5, shuffle=True, random_state=0)).mean())
`,
    sound: `${IMPORTS}patient = np.repeat(np.arange(60), 10)
X = rng.normal(size=(60, 4))[patient] + rng.normal(scale=0.01, size=(600, 4))
y = rng.integers(2, size=60)[patient]
# %%
print(cross_val_score(KNeighborsClassifier(3), X, y, groups=patient, cv=GroupKFold(5)).mean())
`,
    above: 0.95,
    below: 0.7,
  },
  'days split at random': {
    rule: 'leakage-overlap',
    leaking: `${IMPORTS}df = pd.DataFrame({'day': pd.to_datetime('2020-01-01') + pd.to_timedelta(np.arange(1000), unit='D')})
df['sold'] = rng.normal(size=1000).cumsum()
df['before'] = df['sold'].shift(1).rolling(30).mean()
df = df.dropna()
# %%
X, y = df[['before']], df['sold']
${SPLIT}print(KNeighborsRegressor(3).fit(X_train, y_train).score(X_test, y_test))
`,
    sound: `${IMPORTS}df = pd.DataFrame({'day': pd.to_datetime('2020-01-01') + pd.to_timedelta(np.arange(1000), unit='D')})
df['sold'] = rng.normal(size=1000).cumsum()
df['before'] = df['sold'].shift(1).rolling(30).mean()
df = df.dropna()
# %%
X, y = df[['before']], df['sold']
X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
print(KNeighborsRegressor(3).fit(X_train, y_train).score(X_test, y_test))
`,
    above: 0.85,
    below: 0.8,
  },
  'the best of many by the test rows': {
    rule: 'leakage-test-tuning',
    leaking: `${IMPORTS}X, y = rng.normal(size=(120, 200)), rng.integers(2, size=120)
${SPLIT}# %%
scores = []
for seed in range(200):
    model = DecisionTreeClassifier(max_features=1, random_state=seed).fit(X_train, y_train)
    scores.append(model.score(X_test, y_test))
print(max(scores))
`,
    sound: `${IMPORTS}X, y = rng.normal(size=(120, 200)), rng.integers(2, size=120)
${SPLIT}# %%
scores = []
for seed in range(200):
    model = DecisionTreeClassifier(max_features=1, random_state=seed)
    scores.append(cross_val_score(model, X_train, y_train).mean())
best = DecisionTreeClassifier(max_features=1, random_state=int(np.argmax(scores))).fit(X_train, y_train)
print(best.score(X_test, y_test))
`,
    above: 0.7,
    below: 0.65,
  },
  'a column calculated from the target': {
    rule: 'leakage-target',
    leaking: `${CHANCE}df['ratio'] = df['target'] / (2 + df['a'].abs())
X, y = df.drop(columns='target'), df['target']
${SPLIT}print(DecisionTreeClassifier(random_state=0).fit(X_train, y_train).score(X_test, y_test))
`,
    sound: `${CHANCE}df['ratio'] = df['target'] / (2 + df['a'].abs())
X, y = df.drop(columns=['target', 'ratio']), df['target']
${SPLIT}print(DecisionTreeClassifier(random_state=0).fit(X_train, y_train).score(X_test, y_test))
`,
    above: 0.99,
    below: 0.8,
  },
  'the mean target by group, over all rows': {
    rule: 'leakage-preprocessing',
    leaking: `${CHANCE}df['city'] = rng.integers(900, size=600)
df['rate'] = df.groupby('city')['target'].transform('mean')
X, y = df[['rate']], df['target']
${SPLIT}print(DecisionTreeClassifier(random_state=0).fit(X_train, y_train).score(X_test, y_test))
`,
    sound: `${CHANCE}df['city'] = rng.integers(900, size=600)
train, test = train_test_split(df, random_state=0)
rates = train.groupby('city')['target'].mean()
known = rates.mean()
model = DecisionTreeClassifier(random_state=0).fit(train[['city']].assign(rate=train['city'].map(rates))[['rate']], train['target'])
print(model.score(test[['city']].assign(rate=test['city'].map(rates).fillna(known))[['rate']], test['target']))
`,
    above: 0.85,
    below: 0.8,
  },
};

describe.skipIf(python === '')('without the leak, the score is another', () => {
  test.each(Object.entries(PAIRS))('%s', (_, { rule, leaking, sound, above, below }) => {
    expect(findingsIn(rule, leaking).map((each) => each.rule)).toEqual([rule]);
    expect(findingsIn(rule, sound)).toEqual([]);
    expect(scoreOf(leaking)).toBeGreaterThan(above);
    expect(scoreOf(sound)).toBeLessThan(below);
  });
});
