// Libraries that are known for what they draw and seed: searches, tables of other kinds, language models, graphs.
// Sources: the references of polars 1, Optuna 4, Hugging Face datasets 4 and transformers 5, Lightning 2, fastai 2, accelerate 1, JAX 0.8,
// NetworkX 3 and hmmlearn 0.3; which generator is drawn from was measured for polars, Optuna, NetworkX and hmmlearn.

import { each } from './reading.ts';
import type { CallFact, ClassFact, DrawFact, LibraryTable } from './table.ts';

const FRAME = 'polars.DataFrame';
const SERIES = 'polars.Series';
const LAZY = 'polars.LazyFrame';

/** A generator of the library's own, which the system seeds; `set_random_seed` is followed as a seed of everything. */
const SAMPLED: CallFact = { draws: { from: 'polars', seed: { name: 'seed' } } };

const SAME =
  'filter select with_columns sort head tail limit slice drop drop_nulls unique rename reverse cast fill_null fill_nan join explode clear';

const READS: CallFact = { reads: { name: 'source', position: 0 } };

const polars = (): LibraryTable => ({
  library: 'polars',
  version: '1',
  source: 'polars reference',
  functions: {
    ...each('polars.', 'read_csv read_parquet read_json read_ndjson read_ipc read_excel read_avro', { ...READS, returns: FRAME }),
    ...each('polars.', 'scan_csv scan_parquet scan_ndjson scan_ipc', { ...READS, returns: LAZY }),
    ...each('polars.', 'from_pandas from_dict from_dicts from_arrow from_numpy', { returns: FRAME }),
    'polars.set_random_seed': { seeds: { generator: 'polars', argument: { name: 'seed', position: 0 } }, returns: 'none' },
    'polars.col': { returns: 'polars.Expr' },
  },
  classes: {
    [FRAME]: {
      role: 'frame',
      methods: {
        ...each('', SAME, { returns: FRAME }),
        ...each('', 'insert_column replace_column drop_in_place extend', { mutates: ['self'] } satisfies CallFact),
        sample: { ...SAMPLED, returns: FRAME },
        get_column: { returns: SERIES },
        lazy: { returns: LAZY },
        ...each('', 'write_csv write_parquet write_json write_ndjson write_ipc write_excel', { writes: { name: 'file', position: 0 } }),
      },
    },
    [LAZY]: { methods: { ...each('', SAME, { returns: LAZY }), collect: { returns: FRAME } } },
    [SERIES]: { methods: { sample: { ...SAMPLED, returns: SERIES }, shuffle: { ...SAMPLED, returns: SERIES } } },
    'polars.Expr': { methods: { sample: SAMPLED, shuffle: { draws: { from: 'polars', seed: { name: 'seed', position: 0 } } } } },
  },
  others: 'pure',
});

const SAMPLER: ClassFact = { fitting: { from: 'fresh', seed: { name: 'seed' } } };

const optuna = (): LibraryTable => ({
  library: 'optuna',
  version: '4',
  source: 'Optuna reference and FAQ: "How can I obtain reproducible optimization results?"',
  functions: each('optuna.visualization.', 'plot_optimization_history plot_param_importances plot_slice plot_contour', { shows: 'figure' }),
  classes: {
    'optuna.create_study': {
      role: 'search',
      parameters: ['storage', 'sampler', 'pruner', 'study_name'],
      // Its TPESampler is seeded by the system.
      fitting: {
        from: 'fresh',
        when: [{ sampler: [null] }],
        defaults: { sampler: null },
        remedy: 'sampler=optuna.samplers.TPESampler(seed={seed})',
      },
      methods: {
        optimize: { mutates: ['self'], calls: [0], trains: true, returns: 'none' },
        ...each('', 'enqueue_trial tell add_trial set_user_attr stop', { mutates: ['self'] } satisfies CallFact),
        ask: { mutates: ['self'], trains: true },
        ...each('', 'trials_dataframe get_trials', {}),
      },
    },
    ...each(
      'optuna.samplers.',
      'TPESampler RandomSampler CmaEsSampler NSGAIISampler NSGAIIISampler QMCSampler GPSampler BruteForceSampler',
      SAMPLER,
    ),
  },
  others: 'pure',
  aliases: { 'optuna.study.create_study': 'optuna.create_study' },
});

/** Without a seed it takes one from NumPy's global generator, and moves that on. */
const SHUFFLED: DrawFact = { from: 'numpy', seed: { name: 'seed' } };
const DATASET = 'datasets.Dataset';

const datasets = (): LibraryTable => ({
  library: 'datasets',
  version: '4',
  source: 'datasets reference and source (Dataset.shuffle, Dataset.train_test_split)',
  functions: {
    'datasets.load_dataset': { reads: { name: '' }, returns: 'datasets.DatasetDict' },
    'datasets.load_from_disk': { reads: { name: 'dataset_path', position: 0 }, returns: 'datasets.DatasetDict' },
    ...each('datasets.Dataset.', 'from_dict from_pandas from_list from_generator', { returns: DATASET }),
    ...each('datasets.Dataset.', 'from_csv from_json from_parquet', { reads: { name: 'path_or_paths', position: 0 }, returns: DATASET }),
  },
  classes: {
    [DATASET]: {
      methods: {
        ...each('', 'map filter', { calls: [0, 'function'], returns: DATASET } satisfies CallFact),
        ...each('', 'select sort rename_column remove_columns cast cast_column flatten with_format take skip', { returns: DATASET }),
        set_format: { mutates: ['self'], returns: 'none' },
        shuffle: { draws: { ...SHUFFLED, seed: { name: 'seed', position: 0 } }, returns: DATASET },
        train_test_split: {
          draws: { ...SHUFFLED, unless: [{ shuffle: [false] }], defaults: { shuffle: true } },
          returns: 'datasets.DatasetDict',
        },
        ...each('', 'to_csv to_json to_parquet save_to_disk', { writes: { name: 'path', position: 0 } } satisfies CallFact),
      },
    },
    // With `split=...` it is a Dataset: it has all of its methods.
    'datasets.DatasetDict': { bases: [DATASET], items: DATASET },
  },
  others: 'pure',
});

/** It seeds Python, NumPy and PyTorch. */
const SEEDS_ALL: CallFact = {
  seeds: { generator: 'torch', argument: { name: 'seed', position: 0 }, also: ['numpy', 'random', 'tensorflow'] },
};

const transformers = (): LibraryTable => ({
  library: 'transformers',
  version: '5',
  source: 'transformers reference (Trainer, set_seed)',
  functions: {
    ...each('transformers.', 'set_seed enable_full_determinism trainer_utils.set_seed', SEEDS_ALL),
    // "seed: random seed that will be set at the beginning of training", 42 by default; the trainer sets it when it is made.
    'transformers.Trainer': {
      returns: 'transformers.Trainer',
      seeds: { generator: 'torch', argument: { name: '' }, fixed: true, also: ['numpy', 'random'] },
    },
  },
  classes: {},
  others: 'unknown',
});

const seeding = (library: string, version: string, source: string, names: string) => (): LibraryTable => ({
  library,
  version,
  source,
  functions: each(`${library}.`, names, SEEDS_ALL),
  classes: {},
  others: 'unknown',
});

const jax = (): LibraryTable => ({
  library: 'jax',
  version: '0.8',
  source: 'JAX reference: keys are explicit, so what is drawn depends on the key alone',
  functions: each('jax.random.', 'key PRNGKey', {
    seeds: { generator: 'jax', argument: { name: 'seed', position: 0 } },
  } satisfies CallFact),
  classes: {},
  others: 'pure',
});

const networkx = (): LibraryTable => ({
  library: 'networkx',
  version: '3',
  source: 'NetworkX reference, "Randomness": `seed=None` is the global generator of random or of numpy.random',
  functions: {
    ...each(
      'networkx.',
      'erdos_renyi_graph gnp_random_graph fast_gnp_random_graph gnm_random_graph barabasi_albert_graph watts_strogatz_graph ' +
        'newman_watts_strogatz_graph connected_watts_strogatz_graph random_regular_graph powerlaw_cluster_graph random_geometric_graph ' +
        'stochastic_block_model random_tree random_labeled_tree configuration_model',
      { draws: { from: 'random', seed: { name: 'seed' } } } satisfies CallFact,
    ),
    ...each('networkx.', 'spring_layout random_layout fruchterman_reingold_layout', { draws: { from: 'numpy', seed: { name: 'seed' } } }),
    ...each('networkx.', 'draw draw_networkx draw_networkx_nodes draw_networkx_edges draw_networkx_labels draw_circular draw_shell', {
      shows: 'figure',
    } satisfies CallFact),
    ...each('networkx.', 'draw_spring draw_random', { shows: 'figure', draws: { from: 'numpy', shown: true } } satisfies CallFact),
    ...each('networkx.', 'read_edgelist read_gml read_graphml read_gexf read_adjlist', { reads: { name: 'path', position: 0 } }),
    ...each('networkx.', 'write_edgelist write_gml write_graphml write_gexf write_adjlist', { writes: { name: 'path', position: 1 } }),
    ...each('networkx.', 'set_node_attributes set_edge_attributes relabel_nodes', { mutates: [0] }),
  },
  classes: each('networkx.', 'Graph DiGraph MultiGraph MultiDiGraph', {
    methods: each(
      '',
      'add_node add_nodes_from add_edge add_edges_from add_weighted_edges_from remove_node remove_nodes_from remove_edge remove_edges_from ' +
        'clear update',
      { mutates: ['self'], returns: 'none' } satisfies CallFact,
    ),
  } satisfies ClassFact),
  others: 'pure',
});

const hmmlearn = (): LibraryTable => ({
  library: 'hmmlearn',
  version: '0.3',
  source: 'hmmlearn reference',
  functions: {},
  classes: each('hmmlearn.hmm.', 'GaussianHMM GMMHMM CategoricalHMM MultinomialHMM PoissonHMM', {
    role: 'estimator',
    fitting: { from: 'numpy', seed: { name: 'random_state' } },
    methods: {
      fit: { mutates: ['self'], returns: 'self' },
      ...each('', 'predict predict_proba', { returns: 'numpy.ndarray' } satisfies CallFact),
      score: { returns: 'builtins.float' },
      sample: { draws: { from: 'numpy', seed: { name: 'random_state', position: 1 } } },
    },
  } satisfies ClassFact),
  others: 'pure',
});

export const STOCHASTIC_TABLES: Readonly<Record<string, () => LibraryTable>> = {
  polars,
  optuna,
  datasets,
  transformers,
  jax,
  networkx,
  hmmlearn,
  lightning: seeding('lightning', '2', 'Lightning reference', 'seed_everything pytorch.seed_everything fabric.seed_everything'),
  pytorch_lightning: seeding('pytorch_lightning', '2', 'Lightning reference', 'seed_everything utilities.seed.seed_everything'),
  fastai: seeding('fastai', '2', 'fastai reference', 'torch_core.set_seed vision.all.set_seed text.all.set_seed basics.set_seed'),
  accelerate: seeding('accelerate', '1', 'accelerate reference', 'utils.set_seed'),
};
