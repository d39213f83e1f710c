// scikit-learn: estimators, transformers, splitters, searches, metrics and data sets.
// Source: the scikit-learn 1.9 API reference; classes, parameters, kinds and the directions of metrics are read from the library.

import { readSklearn } from './generated/sklearn.ts';
import { argument, each, merged, parameterNames, words, type ClassReading, type Reading } from './reading.ts';
import { FITTING, FUNCTION_DRAWS, MOVES_ON } from './sklearn-randomness.ts';
import type { ArgumentFact, CallFact, ClassFact, DrawFact, LibraryTable } from './table.ts';

const ARRAY = 'numpy.ndarray';
const FIT: CallFact = { mutates: ['self'], returns: 'self' };
/** An array, a sparse matrix or a frame, as the transformer is set up. */
export const TRANSFORMED = 'sklearn.transformed';
const FIT_RESULT: CallFact = { mutates: ['self'], returns: TRANSFORMED };

const METHODS: Readonly<Record<string, CallFact>> = {
  ...each('', 'fit partial_fit set_params set_output', FIT),
  ...each('', 'fit_transform', FIT_RESULT),
  fit_predict: { ...FIT_RESULT, returns: ARRAY },
  ...each('', 'predict predict_proba predict_log_proba decision_function score_samples apply', { returns: ARRAY }),
  // With a scorer or a user's function it is still a number.
  score: { returns: 'builtins.float' },
  ...each('', 'transform inverse_transform', { returns: TRANSFORMED }),
  get_params: { returns: 'builtins.dict' },
  get_feature_names_out: { returns: ARRAY },
  ...each('', 'densify sparsify', FIT),
  split: {},
  get_n_splits: { returns: 'builtins.int' },
};

const TRANSFORMS: Readonly<Record<string, CallFact>> = Object.fromEntries(
  words('fit partial_fit set_params set_output fit_transform transform inverse_transform get_params get_feature_names_out').map((name) => [
    name,
    METHODS[name] ?? {},
  ]),
);

const ROLES: Readonly<Record<string, ClassFact['role']>> = {
  search: 'search',
  splitter: 'splitter',
  classifier: 'estimator',
  regressor: 'estimator',
  clusterer: 'estimator',
  outlier: 'estimator',
  density: 'estimator',
  transformer: 'transformer',
  estimator: 'estimator',
};

const PREDICTS: Readonly<Record<string, NonNullable<ClassFact['predicts']>>> = {
  classifier: 'class',
  regressor: 'number',
  clusterer: 'cluster',
  outlier: 'outlier',
  density: 'density',
};

/** Transforms stay transforms even where they cluster too; searches predict what their estimator does. */
function roleOf(kinds: readonly string[]): ClassFact['role'] {
  const [kind] = kinds;
  return kind === undefined ? undefined : ROLES[kind];
}

function classOf(name: string, read: ClassReading): ClassFact {
  const kinds = words(read.kinds ?? '');
  const fitting = FITTING.get(name);
  const movesOn = MOVES_ON.get(name);
  const role = roleOf(kinds);
  const predicts = kinds.map((kind) => PREDICTS[kind]).find((each) => each !== undefined);
  // The script leaves out what every estimator has.
  const common = role === undefined || role === 'splitter' || name.endsWith('Mixin') ? [] : ['get_params', 'set_params'];
  const methods: Record<string, CallFact> = {};
  for (const method of [...common, ...Object.keys(read.methods)]) methods[method] = METHODS[method] ?? {};
  return {
    ...(role ? { role } : {}),
    ...(predicts ? { predicts } : {}),
    ...(fitting ? { fitting } : {}),
    ...(movesOn ? { movesOn } : {}),
    ...(kinds.includes('governs') ? { governs: true } : {}),
    ...(read.unfitted ? { unfitted: words(read.unfitted) } : {}),
    ...(read.refuses ? { refuses: words(read.refuses) } : {}),
    parameters: parameterNames(read.parameters),
    methods: { ...methods, ...EXTRA_METHODS[name] },
  };
}

const STEPS: CallFact = { mutates: ['self'] };

const EXTRA_METHODS: Readonly<Record<string, Readonly<Record<string, CallFact>>>> = {
  'sklearn.mixture.GaussianMixture': { sample: { draws: { from: 'numpy' } } },
  'sklearn.mixture.BayesianGaussianMixture': { sample: { draws: { from: 'numpy' } } },
  'sklearn.neighbors.KernelDensity': { sample: { draws: { from: 'numpy', seed: { name: 'random_state', position: 1 } } } },
  'sklearn.gaussian_process.GaussianProcessRegressor': {
    sample_y: {
      draws: {
        from: 'numpy',
        seed: { name: 'random_state', position: 2 },
        when: [{ random_state: [null] }],
        defaults: { random_state: 0 },
      },
    },
  },
  'sklearn.neural_network.BernoulliRBM': { gibbs: { draws: { from: 'numpy' } } },
};

const displays = (read: ClassReading): ClassFact => ({
  methods: Object.fromEntries(Object.keys(read.methods).map((name) => [name, { shows: 'figure' as const }])),
});

function classesOf(reading: Reading): Record<string, ClassFact> {
  const result: Record<string, ClassFact> = {};
  for (const [name, read] of Object.entries(reading.classes))
    result[name] = name.endsWith('Display') ? displays(read) : classOf(name, read);
  return {
    ...result,
    'sklearn.base.BaseEstimator': { role: 'estimator', methods: METHODS },
    'sklearn.base.TransformerMixin': { role: 'transformer', methods: METHODS },
    'sklearn.base.ClassifierMixin': { role: 'estimator', predicts: 'class', methods: METHODS },
    'sklearn.base.RegressorMixin': { role: 'estimator', predicts: 'number', methods: METHODS },
    // Before scikit-learn 0.22; SimpleImputer since.
    'sklearn.preprocessing.Imputer': { role: 'transformer', methods: TRANSFORMS },
    'sklearn.utils.Bunch': { methods: each('', 'update clear pop setdefault', STEPS) },
  };
}

/** Functions that fit the estimators they are given: a copy of them for cross-validation. */
const FITTERS: Readonly<Record<string, readonly string[]>> = {
  'sklearn.model_selection.cross_val_score': ['estimator', 'cv'],
  'sklearn.model_selection.cross_validate': ['estimator', 'cv'],
  'sklearn.model_selection.cross_val_predict': ['estimator', 'cv'],
  'sklearn.model_selection.learning_curve': ['estimator', 'cv'],
  'sklearn.model_selection.validation_curve': ['estimator', 'cv'],
  'sklearn.model_selection.permutation_test_score': ['estimator', 'cv'],
};

function functionsOf(reading: Reading): Record<string, CallFact> {
  const result: Record<string, CallFact> = {};
  for (const [name, signature] of Object.entries(reading.functions)) result[name] = functionOf(name, signature);
  for (const [name, direction] of Object.entries(reading.metrics)) result[name] = { ...result[name], metric: direction };
  return merged(result, FUNCTIONS);
}

function functionOf(name: string, signature: string): CallFact {
  const draws = drawsOf(name, signature);
  const metric = directionOf(name);
  const fits = (FITTERS[name] ?? []).flatMap((parameter): readonly ArgumentFact[] => {
    const found = argument(signature, parameter);
    return found ? [found] : [];
  });
  const workers = argument(signature, 'n_jobs');
  return {
    ...(draws ? { draws } : {}),
    ...(metric ? { metric } : {}),
    ...(fits.length > 0 ? { fits } : {}),
    ...(fits.length > 0 && workers ? { workers } : {}),
    ...(/\.datasets\.fetch_/.test(name) ? { reads: { name: '' } } : {}),
  };
}

/** `make_*` data sets all draw; the position of the seed is read from the signature. */
function drawsOf(name: string, signature: string): DrawFact | undefined {
  const seed = argument(signature, 'random_state');
  const fact = FUNCTION_DRAWS[name] ?? (/\.datasets\.make_/.test(name) && seed ? { from: 'numpy' as const } : undefined);
  return fact && { ...fact, ...(seed ? { seed } : {}) };
}

/**
 * "Functions ending with `_score` return a value to maximize, functions ending with `_error`, `_loss` or `_deviance` one to
 * minimize" (user guide, metrics and scoring); the scorers of the library, where it has one, go first.
 */
function directionOf(name: string): CallFact['metric'] {
  if (!name.startsWith('sklearn.metrics.')) return undefined;
  if (name.endsWith('davies_bouldin_score')) return 'lower';
  if (/(_score|_corrcoef)$/.test(name) || /\.(auc|cohen_kappa_score)$/.test(name)) return 'higher';
  return /(_error|_loss|_deviance|_error_score)$/.test(name) ? 'lower' : undefined;
}

const FILE = { name: 'f', position: 0 };

const FUNCTIONS: Readonly<Record<string, CallFact>> = {
  'sklearn.base.clone': {},
  'sklearn.clone': {},
  ...each('sklearn.', 'set_config config_context', { sets: 'values' }),
  'sklearn.pipeline.make_pipeline': { returns: 'sklearn.pipeline.Pipeline', shares: [0, 1, 2, 3, 4, 5, 6, 7] },
  'sklearn.pipeline.make_union': { returns: 'sklearn.pipeline.FeatureUnion', shares: [0, 1, 2, 3, 4, 5, 6, 7] },
  'sklearn.compose.make_column_transformer': { returns: 'sklearn.compose.ColumnTransformer', shares: [0, 1, 2, 3, 4, 5, 6, 7] },
  ...each('sklearn.datasets.', 'load_iris load_wine load_breast_cancer load_diabetes load_digits load_linnerud', {
    returns: 'sklearn.utils.Bunch',
  }),
  'sklearn.datasets.load_files': { reads: { name: 'container_path', position: 0 }, returns: 'sklearn.utils.Bunch' },
  'sklearn.datasets.load_svmlight_file': { reads: FILE },
  'sklearn.datasets.load_svmlight_files': { reads: { name: '' } },
  'sklearn.datasets.dump_svmlight_file': { writes: { name: 'f', position: 2 } },
  // A generator by the seed that is given; with None it is NumPy's global one.
  'sklearn.utils.check_random_state': { shares: [0] },
  'sklearn.tree.plot_tree': { shows: 'figure' },
  'sklearn.tree.export_graphviz': { writes: { name: 'out_file', position: 1 } },
  'sklearn.inspection.plot_partial_dependence': { shows: 'figure' },
  ...each('sklearn.metrics.', 'plot_confusion_matrix plot_roc_curve plot_precision_recall_curve', { shows: 'figure' }),
  'sklearn.metrics.confusion_matrix': { returns: ARRAY },
  'sklearn.metrics.make_scorer': { shares: [0] },
  'sklearn.model_selection.check_cv': { shares: [0] },
};

/** Modules of older versions. */
const ALIASES: Readonly<Record<string, string>> = {
  ...each('sklearn.', 'cross_validation grid_search learning_curve', 'sklearn.model_selection'),
  'sklearn.ensemble.forest': 'sklearn.ensemble',
  'sklearn.ensemble.gradient_boosting': 'sklearn.ensemble',
  'sklearn.tree.tree': 'sklearn.tree',
  'sklearn.preprocessing.data': 'sklearn.preprocessing',
  'sklearn.preprocessing.label': 'sklearn.preprocessing',
  'sklearn.linear_model.logistic': 'sklearn.linear_model',
  'sklearn.linear_model.base': 'sklearn.linear_model',
  'sklearn.cluster.k_means_': 'sklearn.cluster',
  'sklearn.svm.classes': 'sklearn.svm',
  'sklearn.decomposition.pca': 'sklearn.decomposition',
  'sklearn.datasets.samples_generator': 'sklearn.datasets',
  'sklearn.datasets.base': 'sklearn.datasets',
  'sklearn.neural_network.multilayer_perceptron': 'sklearn.neural_network',
  'sklearn.metrics.classification': 'sklearn.metrics',
  'sklearn.metrics.regression': 'sklearn.metrics',
  'sklearn.metrics.ranking': 'sklearn.metrics',
};

export function sklearnTable(): LibraryTable {
  const reading = readSklearn();
  return {
    library: 'sklearn',
    version: reading.version,
    source: 'scikit-learn API reference and user guide',
    functions: functionsOf(reading),
    classes: classesOf(reading),
    others: 'pure',
    aliases: { ...reading.aliases, ...ALIASES },
  };
}
