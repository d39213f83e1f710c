// What is known of randomness is what was measured: docs/randomness.md, line by line.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { classFact, tableFor } from '../../../src/core/knowledge/index.ts';
import { modelOf } from '../semantics/modelled.ts';

const page = readFileSync(new URL('../../../docs/randomness.md', import.meta.url), 'utf8');

const qualified = new Map(Object.keys(tableFor('sklearn')?.classes ?? {}).map((each) => [each.slice(each.lastIndexOf('.') + 1), each]));

/** Estimators that are said to draw, though the measured data did not show it, and why. */
const BEYOND_THE_DATA: Readonly<Record<string, string>> = {
  AffinityPropagation: 'noise against ties',
  DictionaryLearning: 'the start of the codes, where the data have more columns',
  LocallyLinearEmbedding: 'ARPACK starts at random',
  DecisionTreeClassifier: 'ties between splits',
  DecisionTreeRegressor: 'ties between splits',
  TruncatedSVD: 'a randomized solver, exact where there are few columns',
};

/** Measured to differ, and fitted by what they hold. */
const BY_WHAT_THEY_HOLD = new Set(['OneVsOneClassifier']);

describe('estimators', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| (yes|no) \| (\S.*?) \|$/gm)].map(([, name = '', moves = '', differs = '']) => ({
    name,
    moves,
    differs,
  }));

  test('were measured', () => expect(rows.length).toBeGreaterThan(140));

  test.each(rows)('$name', ({ name, moves, differs }) => {
    const known = qualified.get(name);
    expect(known).toBeDefined();
    const fact = classFact(known ?? '');
    // With its defaults, in a notebook: what fitting draws.
    const model = modelOf(`from ${known?.slice(0, known.lastIndexOf('.'))} import ${name}\nm = ${name}()\nm.fit(X, y)`);
    const draws = model.document.events.some((each) => each.kind === 'draw' && each.state === 'unseeded');
    const differed = differs !== '0' && differs !== '< 1e-6';
    if (!(name in BEYOND_THE_DATA) && !BY_WHAT_THEY_HOLD.has(name)) expect(draws, `${name} draws`).toBe(differed);
    if (moves === 'yes' && !draws) expect(fact?.movesOn, `${name} moves the generator on`).toBeDefined();
  });
});

/** What a call needs in a notebook, by its first name. */
const IMPORTS: Readonly<Record<string, string>> = {
  np: 'import numpy as np',
  table: 'import pandas as pd\ntable = pd.DataFrame({"a": [1], "y": [1]})',
};

/** Repeats in the measured data; with other data or arguments it draws. */
const MORE_THAN_SEEN = ['permutation_test'];
/** Not known to us, or only where there is more than one value. */
const LESS_THAN_SEEN = ['qmc.Sobol', 'lineplot', 'regplot', 'polars.Series', 'optuna', 'keras.layers.Dense'];

describe('calls', () => {
  const rows = [...page.matchAll(/^\| `(.+?)` \| (every one, or none|\*\*none\*\*|`.+) \|$/gm)].map(([, call = '', behind = '']) => ({
    call,
    behind,
  }));

  test('were measured', () => expect(rows.length).toBeGreaterThan(50));

  test.each(rows.filter(({ call }) => ![...MORE_THAN_SEEN, ...LESS_THAN_SEEN].some((each) => call.includes(each))))(
    '$call',
    ({ call, behind }) => {
      const names = [
        ...new Set(
          [
            ...call.matchAll(
              /\b(np|table|random|scipy|sklearn|imblearn|xgboost|lightgbm|catboost|umap|polars|networkx|hmmlearn|statsmodels|seaborn|torch|tensorflow)\b(?=\.)/g,
            ),
          ].map(([name]) => name),
        ),
      ];
      const imports = names.map((name) => IMPORTS[name] ?? modulesIn(call, name));
      const draws = (seed: string): boolean =>
        modelOf(
          `import numpy as np, pandas as pd, random\nx = np.zeros((3, 4)); y = [0, 1, 0]\ntable = pd.DataFrame({"a": [1], "y": [1]})\ndrawn = print\n${imports.join('\n')}\n${seed}\n${call}`,
        ).document.events.some((each) => each.kind === 'draw' && each.state === 'unseeded');
      expect(draws(''), 'without a seed').toBe(behind !== 'every one, or none');
      for (const seed of ['np.random.seed', 'random.seed', 'torch.manual_seed', 'polars.set_random_seed', 'tensorflow.random.set_seed'])
        if (behind.startsWith('`') || behind === '**none**')
          expect(draws(`import torch, polars, tensorflow\n${seed}(3)`), seed).toBe(!behind.includes(`\`${seed}\``));
    },
  );
});

/** `import scipy.stats` for `scipy.stats.norm.rvs()`. */
function modulesIn(call: string, root: string): string {
  const path = new RegExp(`${root}(\\.[a-z_]+)+`).exec(call)?.[0] ?? root;
  const module = path
    .split('.')
    .slice(0, path.split('.').length > 2 ? 2 : 1)
    .join('.');
  return `import ${root}\nimport ${module}`;
}
