// Leaks between train and test: small labelled cases, half of them sound though they look like leaks, and what a leak does to a score.

import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { findingsIn } from './ruled.ts';

const START = `import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score, cross_validate, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, OneHotEncoder, StandardScaler
df = pd.read_csv('data.csv')
X, y = df.drop(columns='target'), df['target']
`;
const SPLIT = 'X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n';
const TRAIN = 'model = LogisticRegression().fit(X_train, y_train)\nprint(model.score(X_test, y_test))\n';

const told = (rest: string): readonly string[] =>
  findingsIn('leakage-preprocessing', `# %%\n${START}# %%\n${rest}`).map((each) => String(each.data['name']));

describe('leaks', () => {
  test.each([
    ['a scaler before the split', `X = StandardScaler().fit_transform(X)\n${SPLIT}${TRAIN}`, 'StandardScaler'],
    ['fitted and applied in two lines', `s = MinMaxScaler()\ns.fit(X)\nX = s.transform(X)\n${SPLIT}${TRAIN}`, 'MinMaxScaler'],
    ['an imputer', `X = SimpleImputer().fit_transform(X)\n${SPLIT}${TRAIN}`, 'SimpleImputer'],
    [
      'columns written back',
      `df[['a', 'b']] = StandardScaler().fit_transform(df[['a', 'b']])\nX = df[['a', 'b']]\n${SPLIT}${TRAIN}`,
      'StandardScaler',
    ],
    [
      'a frame around the array',
      `X = pd.DataFrame(StandardScaler().fit_transform(X), columns=X.columns)\n${SPLIT}${TRAIN}`,
      'StandardScaler',
    ],
    ['components', `Z = PCA(3).fit_transform(X)\nX_train, X_test, y_train, y_test = train_test_split(Z, y)\n${TRAIN}`, 'PCA'],
    ['the best columns', `Z = SelectKBest(k=5).fit_transform(X, y)\nprint(cross_val_score(LogisticRegression(), Z, y))`, 'SelectKBest'],
    [
      'several scores of folds',
      `Z = StandardScaler().fit_transform(X)\nprint(cross_validate(LogisticRegression(), Z, y, cv=KFold(3)))`,
      'StandardScaler',
    ],
    [
      'fitted on all, applied to the parts',
      `s = StandardScaler().fit(X)\n${SPLIT}model = LogisticRegression().fit(s.transform(X_train), y_train)\nprint(model.score(s.transform(X_test), y_test))`,
      'StandardScaler',
    ],
    [
      'fitted behind the split, on all',
      `${SPLIT}s = StandardScaler().fit(X)\nmodel = LogisticRegression().fit(s.transform(X_train), y_train)`,
      'StandardScaler',
    ],
    ['in a function', `def scaled(x):\n    return StandardScaler().fit_transform(x)\nX = scaled(X)\n${SPLIT}${TRAIN}`, 'StandardScaler'],
    [
      'words of all texts',
      `from sklearn.feature_extraction.text import TfidfVectorizer\nX = TfidfVectorizer().fit_transform(df['text'])\n${SPLIT}${TRAIN}`,
      'TfidfVectorizer',
    ],
    ['new rows', `from imblearn.over_sampling import SMOTE\nX, y = SMOTE(random_state=0).fit_resample(X, y)\n${SPLIT}${TRAIN}`, 'SMOTE'],
    [
      'more of few rows',
      `from imblearn.over_sampling import RandomOverSampler\nbig, labels = RandomOverSampler(random_state=0).fit_resample(X, y)\nX_train, X_test, y_train, y_test = train_test_split(big, labels)\n${TRAIN}`,
      'RandomOverSampler',
    ],
    [
      'a search behind the split',
      `X = StandardScaler().fit_transform(X)\n${SPLIT}search = GridSearchCV(LogisticRegression(), {'C': [1, 2]}).fit(X_train, y_train)`,
      'StandardScaler',
    ],
  ])('%s', (_, rest, name) => {
    expect(told(rest)).toEqual([name]);
  });
});

describe('sound', () => {
  test.each([
    [
      'fitted on the training rows',
      `${SPLIT}s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n${TRAIN}`,
    ],
    [
      'under new names',
      `${SPLIT}s = MinMaxScaler().fit(X_train)\na, b = s.transform(X_train), s.transform(X_test)\nmodel = LogisticRegression().fit(a, y_train)\nprint(model.score(b, y_test))`,
    ],
    [
      'a pipeline',
      `${SPLIT}model = make_pipeline(StandardScaler(), LogisticRegression())\nmodel.fit(X_train, y_train)\nprint(model.score(X_test, y_test))`,
    ],
    ['a pipeline in folds', `print(cross_val_score(Pipeline([('s', StandardScaler()), ('m', LogisticRegression())]), X, y))`],
    ['a pipeline in a search', `${SPLIT}GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression()), {}).fit(X_train, y_train)`],
    ['a picture', `flat = PCA(2).fit_transform(X)\nprint(flat[:5])\n${SPLIT}${TRAIN}`],
    ['a scaler that is only shown', `print(StandardScaler().fit(X).mean_)\n${SPLIT}${TRAIN}`],
    ['labels as numbers', `y = LabelEncoder().fit_transform(y)\n${SPLIT}${TRAIN}`],
    ['categories', `X = OneHotEncoder().fit_transform(X)\n${SPLIT}${TRAIN}`],
    ['no test', `X = StandardScaler().fit_transform(X)\nRandomForestClassifier(random_state=0).fit(X, y)`],
    ['a split that nothing is trained behind', `X = StandardScaler().fit_transform(X)\na, b = train_test_split(X)`],
    [
      'rows made after the split',
      `from imblearn.over_sampling import SMOTE\n${SPLIT}X_train, y_train = SMOTE(random_state=0).fit_resample(X_train, y_train)\n${TRAIN}`,
    ],
    ['another table', `other = pd.read_csv('other.csv')\nStandardScaler().fit_transform(other)\n${SPLIT}${TRAIN}`],
    ['refitted on everything at the end', `${SPLIT}${TRAIN}final = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)`],
    [
      'choosing from the training rows',
      `${SPLIT}best = SelectKBest(k=5).fit(X_train, y_train)\nmodel = LogisticRegression().fit(best.transform(X_train), y_train)\nprint(accuracy_score(y_test, model.predict(best.transform(X_test))))`,
    ],
    [
      'folds of the training rows',
      `${SPLIT}Z = StandardScaler().fit_transform(X_train)\nprint(cross_val_score(LogisticRegression(), Z, y_train))`,
    ],
  ])('%s', (_, rest) => {
    expect(told(rest)).toEqual([]);
  });
});

describe('the messages', () => {
  test('say which line splits, and what to do', () => {
    const [finding] = findingsIn(
      'leakage-preprocessing',
      `# %%\n${START}# %%\nX = StandardScaler().fit_transform(X)\n# %%\n${SPLIT}${TRAIN}`,
    );
    expect(finding).toMatchObject({
      message: '`StandardScaler` is fitted on all rows, and cell 3 below splits some of them off to test with.',
      at: { cell: 1 },
      related: [{ at: { cell: 2 }, message: 'split here' }],
    });
    expect(finding?.how).toContain('`Pipeline`');
  });
});

const python = process.env['NBSHIP_TEST_PYTHON'];

const NOISE = `
import numpy as np
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
rng = np.random.default_rng(0)
X, y = rng.normal(size=(60, 10_000)), np.tile([0, 1], 30)
chosen = SelectKBest(k=20).fit_transform(X, y)
print(cross_val_score(LogisticRegression(), chosen, y).mean())
print(cross_val_score(make_pipeline(SelectKBest(k=20), LogisticRegression()), X, y).mean())
`;

test.skipIf(!python)('a leak changes the score: noise is predicted well, and without the leak it is not', () => {
  const [leaking = 0, sound = 1] = execFileSync(python ?? '', ['-c', NOISE], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
  expect(leaking).toBeGreaterThan(0.9);
  expect(sound).toBeLessThan(0.65);
});
