// What `--fix` repairs in a copy, and how several notebooks become one.

import { describe, expect, test } from 'vitest';

import { combined, type Given } from '../../../src/cli/export/combine.ts';
import { repaired } from '../../../src/cli/export/repair.ts';
import { readNotebook } from '../../../src/cli/analyse.ts';

function given(path: string, ...cells: readonly string[]): Given {
  const code = cells.map((source, at) => ({ cell_type: 'code', id: `c${at}`, execution_count: null, metadata: {}, outputs: [], source }));
  const text = JSON.stringify({ cells: code, metadata: { kernelspec: { language: 'python' } }, nbformat: 4, nbformat_minor: 5 });
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') throw new Error('no notebook');
  return { shownAs: path, path: `/somewhere/${path}`, text, notebook: result.notebook };
}

function sources(notebook: Given['notebook']): readonly string[] {
  return notebook.cells.map((each) => each.source);
}

describe('repairs', () => {
  test('move cells until the notebook runs, and seed what draws', () => {
    const { text, notebook } = given(
      'a.ipynb',
      'import numpy as np\nfrom sklearn.ensemble import RandomForestClassifier',
      'model.fit(X, y)',
      'X = np.random.rand(20, 2)\ny = X[:, 0] > 0.5',
      'model = RandomForestClassifier()',
    );
    const found = repaired('a.ipynb', text, notebook);
    const order = sources(found.notebook);
    expect(order.findIndex((each) => each.includes('.fit('))).toBe(order.length - 1);
    expect(order.some((each) => each.includes('np.random.seed('))).toBe(true);
    expect(found.repairs.map((each) => each.rule)).toEqual(expect.arrayContaining(['use-before-definition', 'unseeded-random']));
  });

  test('leave a sound notebook as it is, byte for byte', () => {
    const { text, notebook } = given('a.ipynb', 'x = 1', 'print(x)');
    expect(repaired('a.ipynb', text, notebook)).toEqual({ text, notebook, repairs: [] });
  });

  test('end where nothing helps', () => {
    const { text, notebook } = given('a.ipynb', 'print(missing)');
    expect(repaired('a.ipynb', text, notebook).repairs).toEqual([]);
  });
});

describe('several notebooks', () => {
  const writes = given('z.ipynb', 'import pandas as pd', 'pd.DataFrame({"a": [1]}).to_csv("a.csv")');
  const reads = given('a.ipynb', 'import pandas as pd', 'df = pd.read_csv("./a.csv")');

  test('the one that writes comes before the one that reads', () => {
    const whole = combined([reads, writes]);
    expect(sources(whole.notebook)).toEqual(['# z', ...sources(writes.notebook), '# a', ...sources(reads.notebook)]);
    expect(whole.path).toBe('/somewhere/z_and_a.ipynb');
  });

  test('one stays as it is', () => expect(combined([reads])).toBe(reads));

  test('those of other folders, and rings, are refused', () => {
    expect(() => combined([reads, { ...writes, path: '/elsewhere/z.ipynb' }])).toThrow('expected notebooks of one folder');
    const ring = given('r.ipynb', 'import pandas as pd\npd.read_csv("b.csv").to_csv("a.csv")');
    const other = given('s.ipynb', 'import pandas as pd\npd.read_csv("a.csv").to_csv("b.csv")');
    expect(() => combined([ring, other])).toThrow('in a ring');
  });
});
