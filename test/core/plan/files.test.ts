// Files that a notebook reads: each comes along, and the code finds it, or the export is refused.

import { expect, test } from 'vitest';

import { planExport } from '../../../src/core/plan/index.ts';
import type { DataFile, PlanResult } from '../../../src/core/plan/plan.ts';
import { renderStages } from '../../../src/core/render/stages.ts';
import { modelOf } from '../semantics/modelled.ts';

const FIRST = 'import pandas as pd\nfrom sklearn.svm import SVC';
const LAST = 'm = SVC().fit(df[["a"]], df["b"])';

function plannedWith(...cells: readonly string[]): PlanResult {
  return planExport(modelOf(FIRST, ...cells, LAST));
}

function dataOf(...cells: readonly string[]): readonly DataFile[] {
  const result = plannedWith(...cells);
  if (result.kind === 'refused') throw new Error(result.refusals.map((each) => each.message).join('; '));
  return result.plan.data;
}

function codeOf(...cells: readonly string[]): string {
  const result = plannedWith(...cells);
  return result.kind === 'plan'
    ? renderStages(result.plan)
        .map((each) => each.text)
        .join('\n')
    : '';
}

const LIFTED: DataFile = { path: '../in/x.csv', target: 'data/raw/x.csv', parameter: 'data.x_path' };

test.each([
  ['a literal', 'df = pd.read_csv("../in/x.csv")'],
  ['a constant', 'PATH = "../in/x.csv"\ndf = pd.read_csv(PATH)'],
  ['a sum', 'FOLDER = "../in/"\ndf = pd.read_csv(FOLDER + "x.csv", sep=",")'],
  ['a joined path', 'import os\ndf = pd.read_csv(os.path.join("..", "in", "x.csv"))'],
  ['an argument of a function', 'def load(path):\n    return pd.read_csv(path)\ndf = load("../in/x.csv")'],
])('%s becomes a parameter, and the file is carried', (_, cell) => {
  expect(dataOf(cell)).toEqual([LIFTED]);
  expect(codeOf(cell)).toContain('(config.data.x_path');
});

test('a file that a function names itself keeps its place', () => {
  const cell = 'def load():\n    return pd.read_csv("in/x.csv")\ndf = load()';
  expect(dataOf(cell)).toEqual([{ path: 'in/x.csv', target: 'in/x.csv', parameter: '' }]);
  expect(codeOf(cell)).toContain('pd.read_csv("in/x.csv")');
});

test('such a file outside the folder is refused, with its name', () => {
  const result = plannedWith('def load():\n    return pd.read_csv("../in/x.csv")\ndf = load()');
  expect(result.kind).toBe('refused');
  expect(result.kind === 'refused' ? result.refusals.map((each) => each.message).join() : '').toContain('`../in/x.csv`');
});

test('a file that the notebook wrote is not carried', () => {
  const cell = 'df = pd.read_csv("../in/x.csv")\ndf.to_csv("mid.csv")\ndf = pd.read_csv("mid.csv")';
  expect(dataOf(cell)).toEqual([LIFTED]);
  expect(codeOf(cell)).toContain('pd.read_csv("mid.csv")');
});

test('two files of one name do not meet', () => {
  const targets = dataOf('df = pd.read_csv("a/x.csv")\nother = pd.read_csv("b/x.csv")\ndf = pd.concat([df, other])').map(
    (each) => each.target,
  );
  expect(new Set(targets).size).toBe(2);
});
