// The facts that the abstract run stands on, asked the way it asks.

import { describe, expect, it } from 'vitest';
import {
  canonical,
  classFact,
  fittedAttributes,
  functionFact,
  isKnownLibrary,
  methodFact,
  parametersOf,
  tableFor,
} from '../../../src/core/knowledge/index.ts';
import { FITTING, MOVES_ON } from '../../../src/core/knowledge/sklearn-randomness.ts';
import { TABLES } from '../../../src/core/knowledge/tables.ts';

describe('canonical', () => {
  it.each([
    ['pandas.core.frame.DataFrame', 'pandas.DataFrame'],
    ['pandas.core.frame.DataFrame.head', 'pandas.DataFrame.head'],
    ['pandas.core.groupby.generic.DataFrameGroupBy', 'pandas.api.typing.DataFrameGroupBy'],
    ['numpy.random.mtrand.rand', 'numpy.random.rand'],
    ['sklearn.ensemble._forest.RandomForestClassifier', 'sklearn.ensemble.RandomForestClassifier'],
    ['sklearn.ensemble.forest.RandomForestClassifier', 'sklearn.ensemble.RandomForestClassifier'],
    ['sklearn.cross_validation.train_test_split', 'sklearn.model_selection.train_test_split'],
    ['sklearn.externals.joblib.dump', 'joblib.dump'],
    ['sklearn.preprocessing._data.StandardScaler', 'sklearn.preprocessing.StandardScaler'],
    ['tensorflow.keras.models.Sequential', 'keras.models.Sequential'],
    ['pylab.plot', 'matplotlib.pyplot.plot'],
    ['seaborn.categorical.barplot', 'seaborn.barplot'],
    ['my.own.module', 'my.own.module'],
    ['numpy.random.default_rng', 'numpy.random.default_rng'],
  ])('%s is %s', (from, to) => expect(canonical(from)).toBe(to));

  it('is settled: a canonical name is its own canonical name', () => {
    for (const root of Object.keys(TABLES)) {
      const table = tableFor(root);
      for (const name of [...Object.keys(table?.functions ?? {}), ...Object.keys(table?.classes ?? {})])
        expect(canonical(canonical(name)), name).toBe(canonical(name));
    }
  });

  it('keeps no fact under a name that is an alias, where it could not be found', () => {
    for (const root of Object.keys(TABLES)) {
      const table = tableFor(root);
      const keys = [...Object.keys(table?.functions ?? {}), ...Object.keys(table?.classes ?? {})];
      expect(keys.filter((name) => canonical(name) !== name)).toEqual([]);
    }
  });
});

describe('tables', () => {
  it('name themselves, and their facts, by the library they are kept under', () => {
    for (const root of Object.keys(TABLES)) {
      const table = tableFor(root);
      expect(table?.library).toBe(root);
      const names = [...Object.keys(table?.functions ?? {}), ...Object.keys(table?.classes ?? {})];
      expect(names.filter((name) => !name.startsWith(`${root}.`))).toEqual([]);
    }
  });

  it('know their bases and results', () => {
    const missing: string[] = [];
    for (const root of Object.keys(TABLES))
      for (const [name, fact] of Object.entries(tableFor(root)?.classes ?? {}))
        for (const base of fact.bases ?? []) if (!classFact(base)) missing.push(`${name} < ${base}`);
    expect(missing).toEqual([]);
  });

  it('are built once', () => expect(tableFor('numpy')).toBe(tableFor('numpy')));

  it('are unknown for other libraries, and for names that every object has', () => {
    expect(isKnownLibrary('vaex')).toBe(false);
    expect(tableFor('constructor')).toBeUndefined();
    expect(functionFact('builtins.constructor')).toBeUndefined();
    expect(methodFact('builtins.list', 'toString')).toBeUndefined();
  });
});

describe('builtins', () => {
  it.each(['append', 'extend', 'insert', 'remove', 'pop', 'clear', 'sort', 'reverse'])('list.%s changes the list', (name) =>
    expect(methodFact('builtins.list', name)?.mutates).toEqual(['self']),
  );
  it.each(['copy', 'index', 'count'])('list.%s does not', (name) => {
    const fact = methodFact('builtins.list', name);
    expect(fact).toBeDefined();
    expect(fact?.mutates).toBeUndefined();
  });
  it('sorted calls its key and runs its argument', () =>
    expect(functionFact('builtins.sorted')).toMatchObject({ calls: ['key'], consumes: [0] }));
});

describe('numpy', () => {
  it('draws from its global generator, which seed seeds', () => {
    expect(functionFact('numpy.random.rand')?.draws?.from).toBe('numpy');
    expect(functionFact('numpy.random.seed')?.seeds).toEqual({ generator: 'numpy', argument: { name: 'seed', position: 0 } });
    expect(functionFact('numpy.random.shuffle')).toMatchObject({ mutates: [0], draws: { from: 'numpy' } });
  });
  it('has generators that draw from themselves, fresh where they get no seed', () => {
    for (const name of ['numpy.random.default_rng', 'numpy.random.RandomState']) {
      expect(classFact(name)).toMatchObject({
        role: 'generator',
        construct: { draws: { from: 'fresh', seed: { name: 'seed', position: 0 } } },
      });
      expect(methodFact(name, 'normal')?.draws?.from).toBe('self');
    }
    expect(methodFact('numpy.random.default_rng', 'integers')?.draws?.from).toBe('self');
  });
  it('sorts arrays in place and views them', () => {
    expect(methodFact('numpy.ndarray', 'sort')?.mutates).toEqual(['self']);
    expect(methodFact('numpy.ndarray', 'reshape')?.shares).toEqual(['self']);
    expect(functionFact('numpy.asarray')?.shares).toEqual([0]);
    expect(functionFact('numpy.sum')?.fills).toEqual({ name: 'out', position: 3 });
  });
  it('reads and writes files', () => {
    expect(functionFact('numpy.load')?.reads).toEqual({ name: 'file', position: 0 });
    expect(functionFact('numpy.save')).toMatchObject({ writes: { name: 'file', position: 0 }, writesWith: '.npy' });
  });
});

describe('pandas', () => {
  it('reads a csv file into a frame', () =>
    expect(functionFact('pandas.read_csv')).toEqual({ reads: { name: 'filepath_or_buffer', position: 0 }, returns: 'pandas.DataFrame' }));
  it('changes a frame in place where it is asked to', () => {
    for (const name of [
      'drop',
      'dropna',
      'fillna',
      'rename',
      'reset_index',
      'set_index',
      'sort_values',
      'drop_duplicates',
      'replace',
      'query',
    ])
      expect(methodFact('pandas.DataFrame', name)?.mutatesWhen?.name, name).toBe('inplace');
    expect(methodFact('pandas.DataFrame', 'head')?.mutatesWhen).toBeUndefined();
  });
  it.each(['insert', 'pop', 'update'])('DataFrame.%s always changes it', (name) =>
    expect(methodFact('pandas.DataFrame', name)?.mutates).toEqual(['self']),
  );
  it('samples with its seed in the fifth place', () =>
    expect(methodFact('pandas.DataFrame', 'sample')?.draws).toEqual({ from: 'numpy', seed: { name: 'random_state', position: 4 } }));
  it('knows results by annotation', () => {
    expect(methodFact('pandas.DataFrame', 'groupby')?.returns).toBe('pandas.api.typing.DataFrameGroupBy');
    expect(methodFact('pandas.DataFrame', 'merge')?.returns).toBe('pandas.DataFrame');
    expect(methodFact('pandas.Series', 'to_frame')?.returns).toBe('pandas.DataFrame');
  });
});

describe('scikit-learn', () => {
  it('splits at random unless told not to shuffle', () =>
    expect(functionFact('sklearn.model_selection.train_test_split')?.draws).toMatchObject({
      from: 'numpy',
      seed: { name: 'random_state' },
      unless: [{ shuffle: [false] }],
      defaults: { shuffle: true },
    }));
  it('draws by fitting forests, not by fitting a default logistic regression', () => {
    expect(classFact('sklearn.ensemble.RandomForestClassifier')).toMatchObject({
      role: 'estimator',
      predicts: 'class',
      fitting: { from: 'numpy' },
    });
    expect(classFact('sklearn.linear_model.LogisticRegression')?.fitting?.when).toContainEqual({ solver: ['sag', 'saga'] });
    expect(classFact('sklearn.linear_model.LinearRegression')?.fitting).toBeUndefined();
    expect(classFact('sklearn.linear_model.Perceptron')?.fitting).toMatchObject({
      when: [{ random_state: [null] }],
      defaults: { random_state: 0 },
    });
  });
  it('tells draws that matter from those that only move the generator on', () => {
    expect(classFact('sklearn.svm.SVR')).toMatchObject({ movesOn: { from: 'numpy' } });
    expect(classFact('sklearn.svm.SVR')?.fitting).toBeUndefined();
    expect(classFact('sklearn.ensemble.RandomForestClassifier')?.movesOn).toBeUndefined();
    expect(classFact('sklearn.ensemble.BaggingClassifier')?.governs).toBe(true);
  });
  it('has every class that the facts of randomness name', () => {
    const known = tableFor('sklearn')?.classes ?? {};
    expect([...FITTING.keys(), ...MOVES_ON.keys()].filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });
  it('has defaults for every argument that a condition names', () => {
    const missing: string[] = [];
    for (const [name, fact] of Object.entries(tableFor('sklearn')?.classes ?? {}))
      for (const condition of [...(fact.fitting?.when ?? []), ...(fact.fitting?.unless ?? [])])
        for (const key of Object.keys(condition)) if (!(key in (fact.fitting?.defaults ?? {}))) missing.push(`${name}.${key}`);
    expect(missing).toEqual([]);
  });
  it('has the defaults of its conditions from the signatures that were read', () => {
    const wrong: string[] = [];
    for (const [name, fact] of Object.entries(tableFor('sklearn')?.classes ?? {}))
      for (const [key, value] of Object.entries(fact.fitting?.defaults ?? {})) {
        const parameter = parametersOf(name)?.find((each) => each.name === key);
        // `"deprecated"` and the like stand for an older default.
        if (!parameter || (parameter.default !== value && parameter.default !== 'deprecated'))
          wrong.push(`${name}.${key}: ${String(parameter?.default)}`);
      }
    expect(wrong).toEqual([]);
  });
  it('takes a seed where it draws', () => {
    const without = Object.entries(tableFor('sklearn')?.classes ?? {}).filter(
      ([, fact]) => fact.fitting?.seed && !fact.parameters?.includes(fact.fitting.seed.name),
    );
    expect(without.map(([name]) => name)).toEqual([]);
  });
  it('fits in place and gives itself', () => {
    expect(methodFact('sklearn.svm.SVC', 'fit')).toEqual({ mutates: ['self'], returns: 'self' });
    expect(methodFact('sklearn.preprocessing.StandardScaler', 'fit_transform')?.mutates).toEqual(['self']);
    expect(methodFact('sklearn.svm.SVC', 'predict')?.mutates).toBeUndefined();
    expect(methodFact('sklearn.model_selection.GridSearchCV', 'predict')).toBeDefined();
  });
  it('knows which way its metrics are better', () => {
    expect(functionFact('sklearn.metrics.accuracy_score')?.metric).toBe('higher');
    expect(functionFact('sklearn.metrics.mean_squared_error')?.metric).toBe('lower');
    expect(functionFact('sklearn.metrics.hamming_loss')?.metric).toBe('lower');
    expect(functionFact('sklearn.metrics.confusion_matrix')?.metric).toBeUndefined();
  });
  it('knows its parameters and what fitting sets', () => {
    expect(parametersOf('sklearn.svm.SVC')?.[0]).toEqual({ name: 'C', position: undefined, required: false, default: 1 });
    expect(classFact('sklearn.cluster.KMeans')?.parameters?.[0]).toBe('n_clusters');
    expect(fittedAttributes('sklearn.linear_model.LinearRegression')).toContain('coef_');
  });
  it('knows the experimental estimators', () => expect(classFact('sklearn.impute.IterativeImputer')?.role).toBe('transformer'));
});

describe('other libraries', () => {
  it('draws figures and saves them', () => {
    expect(functionFact('matplotlib.pyplot.plot')?.shows).toBe('figure');
    expect(functionFact('matplotlib.pyplot.savefig')?.writes).toEqual({ name: 'fname', position: 0 });
    expect(methodFact('matplotlib.axes.Axes', 'set_title')?.shows).toBe('figure');
  });
  it('seeds and draws with the standard library and torch', () => {
    expect(functionFact('random.seed')?.seeds?.generator).toBe('random');
    expect(functionFact('random.shuffle')).toMatchObject({ mutates: [0], draws: { from: 'random' } });
    expect(functionFact('torch.manual_seed')?.seeds?.generator).toBe('torch');
    expect(functionFact('torch.randn')?.draws?.from).toBe('torch');
    expect(classFact('torch.nn.Linear')?.construct?.draws?.from).toBe('torch');
  });
  it('takes gradient boosting for seeded', () => expect(classFact('xgboost.XGBClassifier')?.fitting).toBeUndefined());
  it('writes models with joblib and pickle', () => {
    expect(functionFact('joblib.dump')?.writes).toEqual({ name: 'filename', position: 1 });
    expect(functionFact('pickle.dump')?.mutates).toEqual([1]);
  });
  it('hides warnings without changing a value', () => expect(functionFact('warnings.filterwarnings')?.sets).toBe('display'));
});
