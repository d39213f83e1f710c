// What unseeded draws reach: by names, objects, functions and files, and what stops them.

import { describe, expect, test } from 'vitest';

import { variationOf } from '../../../src/core/semantics/variation.ts';
import { modelOf } from './modelled.ts';

/** The lines, counted from 1, of one cell that vary. */
function varying(source: string): readonly number[] {
  const model = modelOf(source);
  return [...variationOf(model.document).keys()].map((step) => {
    const { span } = model.steps[step]?.at ?? { span: { start: 0 } };
    return source.slice(0, span.start).split('\n').length;
  });
}

const DRAW = 'import numpy as np\nx = np.random.rand(5)\n';

describe('a draw reaches', () => {
  test.each([
    ['what is computed from it', 'y = x + 1\nz = 3\nprint(y)', [2, 3, 5]],
    ['another name of it', 'y = x\nprint(y)', [2, 3, 4]],
    ['a list that holds it', 'parts = [x, 1]\nprint(parts)', [2, 3, 4]],
    ['a function that reads it', 'def f():\n    return x\nf()', [2, 5]],
    ['an object it changes', 'd = {}\nd["a"] = x\nd', [2, 4, 5]],
    ['a file', 'np.save("a.npy", x)\nnp.load("a.npy")', [2, 3, 4]],
    ['a file to whose name an ending is added', 'np.save("a", x)\nnp.load("a.npy")', [2, 3, 4]],
    ['an estimator that is fitted on it', 'from sklearn.svm import SVC\nm = SVC()\nm.fit(x, [1])\nm.predict([[1]])', [2, 5, 6]],
  ])('%s', (_, rest, lines) => {
    expect(varying(DRAW + rest)).toEqual(lines);
  });
});

describe('nothing varies', () => {
  test.each([
    ['in its shape', 'print(x.shape, len(x), x.dtype)'],
    ['in the columns of a table of it', 'import pandas as pd\nc = pd.DataFrame({"a": [1]}).columns\nlist(c)'],
    ['in what is printed after it', 'print("done")'],
    ['in what stands in its place', 'x = 3\nprint(x)'],
  ])('%s', (_, rest) => {
    expect(varying(DRAW + rest)).toEqual([2]);
  });

  test('after a seed', () => {
    expect(varying('import numpy as np\nnp.random.seed(0)\nx = np.random.rand()\nprint(x)')).toEqual([]);
  });
});
