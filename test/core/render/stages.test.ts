// What stages and the pipeline look like, for a small notebook.

import { describe, expect, test } from 'vitest';

import { planExport } from '../../../src/core/plan/index.ts';
import { renderPipeline } from '../../../src/core/render/pipeline.ts';
import { renderStages } from '../../../src/core/render/stages.ts';
import { modelOf } from '../semantics/modelled.ts';

const CELLS = [
  'import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import train_test_split',
  'df = pd.read_csv("rows.csv")\ndf.head()',
  'def double(column):\n    return column * 2',
  'df["a"] = double(df["a"])',
  'X_train, X_test, y_train, y_test = train_test_split(df[["a"]], df["y"], random_state=3)',
  'model = LogisticRegression(C=0.5)\nmodel.fit(X_train, y_train)',
  'print("Accuracy:", model.score(X_test, y_test))',
];

function rendered(): ReadonlyMap<string, string> {
  const result = planExport(modelOf(...CELLS));
  if (result.kind === 'refused') throw new Error('refused');
  return new Map([...renderStages(result.plan), renderPipeline(result.plan)].map((each) => [each.path.split('/').at(-1) ?? '', each.text]));
}

describe('stages', () => {
  const files = rendered();

  test('paths and parameters come from the config', () => {
    expect(files.get('data.py')).toContain('pd.read_csv(config.data.rows_path)');
    expect(files.get('model.py')).toContain('LogisticRegression(C=config.model.c)');
  });

  test('a function that stands alone lives in functions.py and is imported', () => {
    expect(files.get('functions.py')).toContain('def double(column):\n    return column * 2');
    expect([...files.values()].filter((each) => each.includes('from .functions import double'))).toHaveLength(1);
  });

  test('a metric is recorded on a line of its own, its value evaluated once', () => {
    const all = [...files.values()].join('\n');
    expect(all.match(/model\.score\(X_test, y_test\)/g)).toHaveLength(1);
    expect(all).toMatch(/tracker\.metric\("Accuracy", accuracy_value\)/);
    expect(all).not.toContain('print');
  });

  test('what is only displayed is gone', () => {
    expect([...files.values()].join('\n')).not.toContain('head()');
  });

  test('ports are annotated with what the notebook imports', () => {
    expect(files.get('model.py')).toContain('-> LogisticRegression:');
  });

  test('the pipeline calls each stage once and returns the model', () => {
    const text = files.get('pipeline.py') ?? '';
    expect(text).toContain('def run(config: Config, tracker: Tracker) -> Result:');
    expect(text).toContain('tracker.model("model", model, X_test)');
    expect(text).toContain('return Result(models={"model": model}');
  });
});
