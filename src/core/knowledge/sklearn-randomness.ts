// Which of scikit-learn's estimators, splitters and functions draw random numbers that matter, and under which arguments.
// Source: a matrix measured with scikit-learn 1.9.1 (93 estimators, defaults, three seeds, scored on held-out rows) and its documentation;
// an estimator is listed where its result differed by more than rounding. Those that only move the generator on are not.

import { words } from './reading.ts';
import type { Condition, DrawFact } from './table.ts';

const SEED = { name: 'random_state' };

const ALWAYS: DrawFact = { from: 'numpy', seed: SEED };

function when(conditions: readonly Condition[], defaults: DrawFact['defaults'] = {}): DrawFact {
  return { from: 'numpy', seed: SEED, when: conditions, defaults };
}

function unless(conditions: readonly Condition[], defaults: DrawFact['defaults'] = {}): DrawFact {
  return { from: 'numpy', seed: SEED, unless: conditions, defaults };
}

const STOCHASTIC_SOLVER: readonly Condition[] = [{ solver: ['sag', 'saga'] }];
const LOGISTIC = when([...STOCHASTIC_SOLVER, { solver: ['liblinear'], dual: [true] }], { solver: 'lbfgs', dual: false });
const RIDGE = when(STOCHASTIC_SOLVER, { solver: 'auto' });
const COORDINATES = when([{ selection: ['random'] }], { selection: 'cyclic' });
const PROBABILITY = when([{ probability: [true] }], { probability: false });
// `early_stopping='auto'` holds rows out above 10,000, which the arguments do not tell.
const BOOSTED_HISTOGRAMS = unless([{ early_stopping: [false, 'auto'], max_features: [1] }], { early_stopping: 'auto', max_features: 1 });
const MIXTURE = unless([{ n_components: [1] }], { n_components: 1 });
const SHUFFLED = when([{ shuffle: [true] }], { shuffle: false });
// Minibatches and validation parts are drawn; without shuffling and early stopping only the order of a single pass is left.
const DESCENT = unless([{ shuffle: [false], early_stopping: [false] }], { shuffle: true, early_stopping: false });

// The order in which columns are tried decides between splits that are equally good.
const SPLITS: DrawFact = { ...ALWAYS, amongColumns: true };

const CONDITIONAL: Readonly<Record<string, DrawFact>> = {
  'linear_model.LogisticRegression': LOGISTIC,
  'linear_model.LogisticRegressionCV': LOGISTIC,
  'linear_model.Ridge': RIDGE,
  'linear_model.RidgeClassifier': RIDGE,
  'linear_model.SGDClassifier': DESCENT,
  'linear_model.SGDRegressor': DESCENT,
  'linear_model.SGDOneClassSVM': unless([{ shuffle: [false] }], { shuffle: true }),
  'linear_model.PassiveAggressiveClassifier': DESCENT,
  'linear_model.PassiveAggressiveRegressor': DESCENT,
  ...Object.fromEntries(
    words('ElasticNet ElasticNetCV Lasso LassoCV MultiTaskElasticNet MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV').map((name) => [
      `linear_model.${name}`,
      COORDINATES,
    ]),
  ),
  'tree.DecisionTreeClassifier': SPLITS,
  'tree.DecisionTreeRegressor': SPLITS,
  'svm.LinearSVC': when([{ dual: [true] }], { dual: 'auto' }),
  'svm.SVC': PROBABILITY,
  'svm.NuSVC': PROBABILITY,
  'ensemble.HistGradientBoostingClassifier': BOOSTED_HISTOGRAMS,
  'ensemble.HistGradientBoostingRegressor': BOOSTED_HISTOGRAMS,
  'mixture.GaussianMixture': MIXTURE,
  'mixture.BayesianGaussianMixture': MIXTURE,
  'decomposition.PCA': when([{ svd_solver: ['randomized', 'arpack'] }], { svd_solver: 'auto' }),
  'decomposition.KernelPCA': when([{ eigen_solver: ['randomized', 'arpack'] }], { eigen_solver: 'auto' }),
  'manifold.TSNE': when([{ init: ['random'] }], { init: 'pca' }),
  'impute.IterativeImputer': unless([{ n_nearest_features: [null], sample_posterior: [false] }], {
    n_nearest_features: null,
    sample_posterior: false,
  }),
  'dummy.DummyClassifier': when([{ strategy: ['stratified', 'uniform'] }], { strategy: 'prior' }),
  'gaussian_process.GaussianProcessClassifier': unless([{ n_restarts_optimizer: [0] }], { n_restarts_optimizer: 0 }),
  'gaussian_process.GaussianProcessRegressor': unless([{ n_restarts_optimizer: [0] }], { n_restarts_optimizer: 0 }),
  'multioutput.ClassifierChain': when([{ order: ['random'] }], { order: null }),
  'multioutput.RegressorChain': when([{ order: ['random'] }], { order: null }),
  // Seeded where nothing is said; `random_state=None` makes them draw.
  'linear_model.Perceptron': when([{ random_state: [null] }], { random_state: 0 }),
  'decomposition.FactorAnalysis': when([{ random_state: [null], svd_method: ['randomized'] }], {
    random_state: 0,
    svd_method: 'randomized',
  }),
  'model_selection.KFold': SHUFFLED,
  'model_selection.StratifiedKFold': SHUFFLED,
  'model_selection.GroupKFold': SHUFFLED,
  'model_selection.StratifiedGroupKFold': SHUFFLED,
};

const UNCONDITIONAL: Readonly<Record<string, string>> = {
  ensemble:
    'RandomForestClassifier RandomForestRegressor ExtraTreesClassifier ExtraTreesRegressor BaggingClassifier BaggingRegressor IsolationForest ' +
    'GradientBoostingClassifier GradientBoostingRegressor AdaBoostRegressor RandomTreesEmbedding',
  tree: 'ExtraTreeClassifier ExtraTreeRegressor',
  neural_network: 'MLPClassifier MLPRegressor BernoulliRBM',
  linear_model: 'RANSACRegressor TheilSenRegressor',
  svm: 'LinearSVR',
  cluster: 'KMeans MiniBatchKMeans BisectingKMeans SpectralClustering AffinityPropagation',
  manifold: 'MDS LocallyLinearEmbedding',
  decomposition:
    'FastICA TruncatedSVD SparsePCA MiniBatchSparsePCA DictionaryLearning MiniBatchDictionaryLearning LatentDirichletAllocation',
  covariance: 'EllipticEnvelope MinCovDet',
  kernel_approximation: 'RBFSampler Nystroem SkewedChi2Sampler PolynomialCountSketch',
  random_projection: 'GaussianRandomProjection SparseRandomProjection',
  multiclass: 'OutputCodeClassifier',
  model_selection:
    'RandomizedSearchCV HalvingGridSearchCV HalvingRandomSearchCV ShuffleSplit StratifiedShuffleSplit GroupShuffleSplit RepeatedKFold ' +
    'RepeatedStratifiedKFold ParameterSampler',
};

function all(): ReadonlyMap<string, DrawFact> {
  const result = new Map<string, DrawFact>();
  for (const [module, names] of Object.entries(UNCONDITIONAL))
    for (const name of words(names)) result.set(`sklearn.${module}.${name}`, ALWAYS);
  for (const [name, fact] of Object.entries(CONDITIONAL)) result.set(`sklearn.${name}`, fact);
  return result;
}

/** What fitting draws (for a splitter: splitting), by qualified class. The seed is a constructor argument, known by name. */
export const FITTING: ReadonlyMap<string, DrawFact> = all();

/** Seen by scripts/measure-randomness.py with scikit-learn 1.9.1: the generator was moved on, held-out results were equal. */
const MOVING: Readonly<Record<string, string>> = {
  ensemble: 'AdaBoostClassifier HistGradientBoostingClassifier HistGradientBoostingRegressor',
  mixture: 'GaussianMixture BayesianGaussianMixture',
  linear_model: 'ElasticNet ElasticNetCV Lasso LassoCV',
  svm: 'LinearSVC SVC NuSVC',
  decomposition: 'NMF MiniBatchNMF',
  manifold: 'SpectralEmbedding',
};

/** These have no `random_state` at all; libsvm is seeded from the global generator all the same. */
const MOVING_UNSEEDED = 'sklearn.svm.SVR sklearn.svm.NuSVR sklearn.svm.OneClassSVM';

/** What fitting takes from the generator without its result depending on it. */
export const MOVES_ON: ReadonlyMap<string, DrawFact> = new Map<string, DrawFact>([
  ...Object.entries(MOVING).flatMap(([module, names]) =>
    words(names).map((name): [string, DrawFact] => [`sklearn.${module}.${name}`, ALWAYS]),
  ),
  ...words(MOVING_UNSEEDED).map((name): [string, DrawFact] => [name, { from: 'numpy' }]),
]);

const NO_NOISE: readonly Condition[] = [{ noise: [null, 0] }];

/** Functions that draw by themselves; what their estimator arguments draw comes with `fits`. */
export const FUNCTION_DRAWS: Readonly<Record<string, DrawFact>> = {
  'sklearn.model_selection.train_test_split': unless([{ shuffle: [false] }], { shuffle: true }),
  'sklearn.model_selection.learning_curve': SHUFFLED,
  // Seeded by default.
  'sklearn.model_selection.permutation_test_score': when([{ random_state: [null] }], { random_state: 0 }),
  'sklearn.cluster.estimate_bandwidth': when([{ random_state: [null] }], { random_state: 0 }),
  'sklearn.datasets.fetch_20newsgroups': when([{ random_state: [null] }], { random_state: 42 }),
  'sklearn.datasets.load_files': when([{ random_state: [null] }], { random_state: 0 }),
  'sklearn.datasets.fetch_olivetti_faces': when([{ random_state: [null], shuffle: [true] }], { random_state: 0, shuffle: false }),
  'sklearn.datasets.fetch_covtype': SHUFFLED,
  'sklearn.datasets.fetch_kddcup99': SHUFFLED,
  'sklearn.datasets.fetch_rcv1': SHUFFLED,
  'sklearn.datasets.make_moons': unless([{ shuffle: [false], ...NO_NOISE[0] }], { shuffle: true, noise: null }),
  'sklearn.datasets.make_circles': unless([{ shuffle: [false], ...NO_NOISE[0] }], { shuffle: true, noise: null }),
  'sklearn.utils.shuffle': ALWAYS,
  'sklearn.utils.resample': ALWAYS,
  'sklearn.inspection.permutation_importance': ALWAYS,
  'sklearn.cluster.k_means': ALWAYS,
  'sklearn.cluster.kmeans_plusplus': ALWAYS,
  'sklearn.cluster.spectral_clustering': ALWAYS,
  'sklearn.cluster.affinity_propagation': ALWAYS,
  'sklearn.covariance.fast_mcd': ALWAYS,
  'sklearn.decomposition.dict_learning': ALWAYS,
  'sklearn.decomposition.dict_learning_online': ALWAYS,
  'sklearn.decomposition.fastica': ALWAYS,
  'sklearn.decomposition.randomized_svd': ALWAYS,
  'sklearn.utils.extmath.randomized_svd': ALWAYS,
  'sklearn.linear_model.ridge_regression': RIDGE,
  'sklearn.manifold.smacof': ALWAYS,
  'sklearn.manifold.locally_linear_embedding': ALWAYS,
  'sklearn.metrics.silhouette_score': unless([{ sample_size: [null] }], { sample_size: null }),
  'sklearn.utils.random.sample_without_replacement': ALWAYS,
};
