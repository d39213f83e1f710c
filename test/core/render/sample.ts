// A plan written by hand: a small notebook that reads a csv, splits, fits a forest and scores it.

import type { Kept, Plan } from '../../../src/core/plan/plan.ts';
import type { RenderFacts } from '../../../src/core/render/facts.ts';

const CELLS = [
  'import pandas as pd\nfrom sklearn.ensemble import RandomForestClassifier\nfrom sklearn.metrics import accuracy_score\nfrom sklearn.model_selection import train_test_split',
  'df = pd.read_csv("customers.csv")\ndf.head()',
  'X = df[["age", "visits"]]\ny = df["churned"]\nX_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=7)',
  'model = RandomForestClassifier(n_estimators=20, random_state=7)\nmodel.fit(X_train, y_train)',
  'accuracy = accuracy_score(y_test, model.predict(X_test))',
];

function spanOf(cell: number, text: string): { readonly start: number; readonly end: number } {
  const start = (CELLS[cell] ?? '').indexOf(text);
  if (start === -1) throw new Error(`cell ${cell} has no ${text}`);
  return { start, end: start + text.length };
}

function kept(
  step: number,
  cell: number,
  text: string,
  edits: readonly (readonly [string, string])[] = [],
  after: readonly string[] = [],
): Kept {
  return {
    step,
    cell,
    span: spanOf(cell, text),
    edits: edits.map(([old, replaced]) => ({ span: spanOf(cell, old), text: replaced })),
    after,
    reason: 'needed by the model',
  };
}

const frame = { name: 'df', type: 'pandas.DataFrame' };
const split = ['X_train', 'X_test', 'y_train', 'y_test'].map((name) => ({ name, type: '' }));
const model = { name: 'model', type: 'sklearn.ensemble.RandomForestClassifier' };

export const samplePlan: Plan = {
  notebook: 'customers.ipynb',
  package: 'customers',
  stages: [
    {
      name: 'load_customers',
      kind: 'data',
      title: 'Load the customers',
      inputs: [],
      outputs: [frame],
      statements: [kept(4, 1, 'df = pd.read_csv("customers.csv")', [['"customers.csv"', 'config.data.customers_path']])],
      parameters: ['data'],
      imports: ['import pandas as pd'],
      functions: [],
      records: false,
    },
    {
      name: 'split_rows',
      kind: 'features',
      title: undefined,
      inputs: [frame],
      outputs: split,
      statements: [
        kept(6, 2, 'X = df[["age", "visits"]]'),
        kept(7, 2, 'y = df["churned"]'),
        kept(8, 2, 'X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=7)', [
          ['0.25', 'config.split.test_size'],
          ['7', 'config.split.random_state'],
        ]),
      ],
      parameters: ['split'],
      imports: ['from sklearn.model_selection import train_test_split'],
      functions: [],
      records: false,
    },
    {
      name: 'train_forest',
      kind: 'model',
      title: 'Train',
      inputs: split.filter((each) => each.name.endsWith('train')),
      outputs: [model],
      statements: [
        kept(9, 3, 'model = RandomForestClassifier(n_estimators=20, random_state=7)', [
          ['20', 'config.model.n_estimators'],
          ['7', 'config.model.random_state'],
        ]),
        kept(10, 3, 'model.fit(X_train, y_train)'),
      ],
      parameters: ['model'],
      imports: ['from sklearn.ensemble import RandomForestClassifier'],
      functions: [],
      records: false,
    },
    {
      name: 'evaluate',
      kind: 'evaluate',
      title: undefined,
      inputs: [model, ...split.filter((each) => each.name.endsWith('test'))],
      outputs: [],
      statements: [kept(11, 4, CELLS[4] ?? '', [], ['tracker.metric("accuracy", accuracy)'])],
      parameters: [],
      imports: ['from sklearn.metrics import accuracy_score'],
      functions: [],
      records: true,
    },
  ],
  functions: [],
  imports: [],
  parameters: [
    {
      key: 'data.customers_path',
      source: '"data/raw/customers.csv"',
      value: 'data/raw/customers.csv',
      type: 'str',
      cell: 1,
      span: spanOf(1, '"customers.csv"'),
    },
    { key: 'split.test_size', source: '0.25', value: 0.25, type: 'float', cell: 2, span: spanOf(2, '0.25') },
    { key: 'split.random_state', source: '7', value: 7, type: 'int', cell: 2, span: spanOf(2, '7') },
    { key: 'model.n_estimators', source: '20', value: 20, type: 'int', cell: 3, span: spanOf(3, '20') },
    { key: 'model.random_state', source: '7', value: 7, type: 'int', cell: 3, span: spanOf(3, '7') },
  ],
  metrics: [{ name: 'accuracy', cell: 4, at: 0, expression: 'accuracy_score(y_test, predicted)', direction: 'higher' }],
  models: [{ name: 'model', type: model.type, stage: 'train_forest', features: 'X_test' }],
  data: [{ path: 'customers.csv', target: 'data/raw/customers.csv', parameter: 'data.customers_path' }],
  dependencies: ['pandas', 'sklearn'],
  notebookDependencies: [],
  environment: [],
  installs: [],
  joined: [],
  dropped: [{ cell: 1, span: spanOf(1, 'df.head()'), source: 'df.head()', why: 'only shows a value' }],
  seed: 7,
  names: { config: 'config', tracker: 'tracker' },
  sources: new Map(CELLS.map((source, cell) => [cell, source])),
};

export const sampleFacts: RenderFacts = {
  pythonVersion: '3.11.7',
  dependencies: ['pandas', 'scikit-learn'],
  notebookDependencies: [],
  constraints: ['mlflow==1.27.0', 'numpy==2.4.6', 'pandas==3.1.1', 'scikit-learn==1.9.1'],
  tracking: 'mlflow',
  dataFiles: [{ path: 'data/raw/customers.csv', size: 3, sha256: 'aa', md5: 'bb' }],
  extras: [],
  repairs: [],
  notebookSha256: 'bb',
  notebookFile: 'notebooks/customers.ipynb',
  nbshipVersion: '0.1.0',
};

/** Rows in which few visits mean that a customer leaves, always the same. */
export function sampleData(): string {
  const rows = Array.from({ length: 200 }, (_, at) => {
    const visits = (at * 7) % 11;
    return `${20 + ((at * 13) % 50)},${visits},${visits < 4 !== (at % 17 === 0) ? 1 : 0}`;
  });
  return `age,visits,churned\n${rows.join('\n')}\n`;
}
