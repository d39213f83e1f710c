// What flows between steps: names, objects through aliases, generators, files; and what branches leave.

import { describe, expect, test } from 'vitest';

import type { Model } from '../../../src/core/semantics/model.ts';
import { modelOf } from './modelled.ts';

/** The steps that a step needs, directly or through others, itself included. */
function needed(model: Model, step: number): readonly number[] {
  const seen = new Set<number>();
  const queue = [step];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const flow = model.document.flows.find((each) => each.step.index === next);
    for (const read of flow?.reads ?? []) queue.push(...read.providers);
  }
  return [...seen].sort((a, b) => a - b);
}

/** Cells of one statement each; which of them the last one needs. */
function neededByLast(...cells: readonly string[]): readonly number[] {
  const model = modelOf(...cells);
  return needed(model, model.steps.length - 1);
}

describe('aliases', () => {
  test('a change through another name is seen', () => {
    expect(neededByLast('a = []', 'b = a', 'b.append(1)', 'c = 3', 'print(a)')).toEqual([0, 1, 2, 4]);
  });

  test('a loop over a literal list changes each element', () => {
    expect(neededByLast('train = {}', 'test = {}', 'for d in [train, test]:\n    d["x"] = 1', 'print(test)')).toEqual([0, 1, 2, 3]);
  });

  test('a function that changes its argument and returns nothing', () => {
    expect(neededByLast('def add(d):\n    d["x"] = 1', 'd = {}', 'e = {}', 'add(d)', 'add(e)', 'print(d)')).toEqual([0, 1, 3, 5]);
  });

  test('an attribute of an instance holds the very object', () => {
    expect(neededByLast('class A: pass', 'a = A()', 'rows = []', 'a.rows = rows', 'rows.append(1)', 'print(a.rows)')).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  test('an unknown call may change what it is given', () => {
    expect(neededByLast('import strange', 'a = [1]', 'b = [2]', 'strange.stir(a)', 'print(a)')).toEqual([0, 1, 3, 4]);
  });

  test('augmented assignment changes every alias of a list', () => {
    expect(neededByLast('a = []', 'b = a', 'b += [1]', 'print(a)')).toEqual([0, 1, 2, 3]);
  });
});

describe('names', () => {
  test('a rebinding cuts off what was before', () => {
    expect(neededByLast('x = 1', 'x = 2', 'print(x)')).toEqual([1, 2]);
  });

  test('a binding under a condition leaves both', () => {
    expect(neededByLast('import random', 'x = 1', 'if random.random() > 0.5:\n    x = 2', 'print(x)')).toEqual([0, 1, 2, 3]);
  });

  test('a branch that raises leaves nothing behind', () => {
    const model = modelOf('import sys', 'if len(sys.argv) > 9:\n    raise ValueError\nelse:\n    y = 1', 'y');
    expect(model.document.events.filter((each) => each.kind === 'need')).toEqual([]);
  });

  test('a function reads its globals where it is called', () => {
    expect(neededByLast('k = 1', 'def f():\n    return k', 'k = 2', 'print(f())')).toEqual([1, 2, 3]);
  });

  test('a generator reads its globals where it is consumed', () => {
    expect(neededByLast('k = 1', 'g = (k for _ in range(3))', 'k = 2', 'print(list(g))')).toEqual([1, 2, 3]);
  });
});

describe('resources', () => {
  test('a draw follows the draws before it', () => {
    expect(neededByLast('import numpy as np', 'np.random.seed(0)', 'a = np.random.rand(3)', 'b = np.random.rand(3)')).toEqual([0, 1, 2, 3]);
  });

  test('a fit that only moves the generator on counts for the draws after it', () => {
    expect(
      neededByLast(
        'import numpy as np',
        'from sklearn.svm import SVC',
        'np.random.seed(0)',
        'm = SVC()',
        'm.fit([[1], [2]], [0, 1])',
        'print(np.random.rand())',
      ),
    ).toContain(4);
  });

  test('a file that is read was written', () => {
    expect(neededByLast('import pandas as pd', 'df = pd.DataFrame()', 'df.to_csv("a.csv")', 'z = pd.read_csv("a.csv")')).toEqual([
      0, 1, 2, 3,
    ]);
  });

  test('a frame changed in place', () => {
    expect(
      neededByLast('import pandas as pd', 'df = pd.read_csv("a.csv")', 'df.head()', 'df.dropna(inplace=True)', 'df["x"] = 1', 'print(df)'),
    ).toEqual([0, 1, 3, 4, 5]);
  });

  test('a fitted model', () => {
    expect(
      neededByLast(
        'from sklearn.svm import SVC',
        'm = SVC()',
        'X = [[1], [2]]',
        'm.get_params()',
        'm.fit(X, [0, 1])',
        'print(m.predict(X))',
      ),
    ).toEqual([0, 1, 2, 4, 5]);
  });
});

describe('session', () => {
  test('the counts tell which binding was seen', () => {
    const model = modelOf({ source: 'print(x)', count: 2 }, { source: 'x = 1', count: 1 });
    const use = model.session?.events.find((each) => each.kind === 'use');
    expect(use).toMatchObject({ name: 'x', providers: [{ step: 1 }] });
  });

  test('after a gap a missing name is unknown', () => {
    const model = modelOf({ source: 'x = 1', count: 1 }, { source: 'print(y)', count: 5 });
    expect(model.session?.events.filter((each) => each.kind === 'need')).toMatchObject([{ name: 'y', met: 'unknown' }]);
    expect(model.document.events.filter((each) => each.kind === 'need')).toMatchObject([{ name: 'y', met: 'no' }]);
  });

  test('no counts, no session', () => {
    expect(modelOf('x = 1').session).toBeUndefined();
  });
});
