// Draws and seeds: which generator, in which state.

import { describe, expect, test } from 'vitest';

import type { EventOf } from '../../../src/core/semantics/events.ts';
import { modelOf } from './modelled.ts';

/** Every draw as `callee generator state`. */
function draws(...cells: readonly string[]): readonly string[] {
  return modelOf(...cells)
    .document.events.filter((each): each is EventOf<'draw'> => each.kind === 'draw')
    .map((each) => `${each.callee} ${typeof each.generator.id === 'number' ? 'object' : each.generator.id} ${each.state}`);
}

const NUMPY = 'import numpy as np';
const SPLIT = 'from sklearn.model_selection import train_test_split';
const FOREST = 'from sklearn.ensemble import RandomForestClassifier';

describe('draws', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['legacy global, unseeded', [NUMPY, 'np.random.rand(3)'], ['numpy.random.rand numpy unseeded']],
    ['legacy global, seeded', [NUMPY, 'np.random.seed(0)', 'np.random.rand(3)'], ['numpy.random.rand numpy seeded']],
    ['seed through a constant', [NUMPY, 'SEED = 1', 'np.random.seed(SEED)', 'np.random.rand(3)'], ['numpy.random.rand numpy seeded']],
    ['seed by keyword', [NUMPY, 'np.random.seed(seed=3)', 'np.random.rand(3)'], ['numpy.random.rand numpy seeded']],
    ['seed after the draw', [NUMPY, 'np.random.rand(3)', 'np.random.seed(0)'], ['numpy.random.rand numpy unseeded']],
    ['default_rng unseeded', [NUMPY, 'rng = np.random.default_rng()', 'rng.normal()'], ['numpy.random.default_rng.normal object unseeded']],
    ['default_rng seeded', [NUMPY, 'rng = np.random.default_rng(0)', 'rng.normal()'], ['numpy.random.default_rng.normal object seeded']],
    ['RandomState seeded', [NUMPY, 'rng = np.random.RandomState(0)', 'rng.rand()'], ['numpy.random.RandomState.rand object seeded']],
    ['standard library', ['import random', 'random.shuffle([1, 2])'], ['random.shuffle random unseeded']],
    ['split without a seed', [SPLIT, 'train_test_split([1, 2])'], ['sklearn.model_selection.train_test_split numpy unseeded']],
    ['split with a seed', [SPLIT, 'train_test_split([1, 2], random_state=0)'], []],
    ['split without shuffling', [SPLIT, 'train_test_split([1, 2], shuffle=False)'], []],
    [
      'split reached by the global seed',
      [NUMPY, SPLIT, 'np.random.seed(0)', 'train_test_split([1, 2])'],
      ['sklearn.model_selection.train_test_split numpy seeded'],
    ],
    [
      'a forest draws when it is fitted',
      [FOREST, 'm = RandomForestClassifier()', 'm.fit([[1]], [1])'],
      ['sklearn.ensemble.RandomForestClassifier numpy unseeded'],
    ],
    ['a seeded forest', [FOREST, 'm = RandomForestClassifier(random_state=1)', 'm.fit([[1]], [1])'], []],
    ['a forest never fitted', [FOREST, 'm = RandomForestClassifier()'], []],
    [
      'a forest in a pipeline',
      [FOREST, 'from sklearn.pipeline import Pipeline', 'p = Pipeline([("m", RandomForestClassifier())])', 'p.fit([[1]], [1])'],
      ['sklearn.ensemble.RandomForestClassifier numpy unseeded'],
    ],
    [
      'a forest in cross-validation',
      [FOREST, 'from sklearn.model_selection import cross_val_score', 'cross_val_score(RandomForestClassifier(), [[1]], [1])'],
      ['sklearn.ensemble.RandomForestClassifier numpy unseeded'],
    ],
    [
      'a tree that is only drawn',
      ['from sklearn.tree import DecisionTreeClassifier, plot_tree', 'plot_tree(DecisionTreeClassifier())'],
      [],
    ],
    ['a logistic regression', ['from sklearn.linear_model import LogisticRegression', 'LogisticRegression().fit([[1]], [1])'], []],
    [
      'a logistic regression with sag',
      ['from sklearn.linear_model import LogisticRegression', 'LogisticRegression(solver="sag").fit([[1]], [1])'],
      ['sklearn.linear_model.LogisticRegression numpy unseeded'],
    ],
    ['pandas sample', ['import pandas as pd', 'df = pd.read_csv("a.csv")', 'df.sample(3)'], ['pandas.DataFrame.sample numpy unseeded']],
    ['pandas sample with a seed', ['import pandas as pd', 'df = pd.read_csv("a.csv")', 'df.sample(3, random_state=0)'], []],
    ['torch', ['import torch', 'torch.rand(3)'], ['torch.rand torch unseeded']],
    ['torch seeded', ['import torch', 'torch.manual_seed(0)', 'torch.rand(3)'], ['torch.rand torch seeded']],
    [
      'a helper of the notebook seeds',
      [NUMPY, 'def set_seed(s):\n    np.random.seed(s)', 'set_seed(1)', 'np.random.rand()'],
      ['numpy.random.rand numpy seeded'],
    ],
    [
      'an unknown helper may seed',
      [NUMPY, 'from helpers import seed_everything', 'seed_everything(1)', 'np.random.rand()'],
      ['numpy.random.rand numpy unknown'],
    ],
  ];
  test.each(cases)('%s', (_name, cells, expected) => {
    expect(draws(...cells)).toEqual(expected);
  });
});
