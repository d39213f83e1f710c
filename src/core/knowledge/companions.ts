// Smaller libraries that stand beside the large ones: resampling, pictures, plots, helpers.
// Source: the imbalanced-learn 0.14, UMAP 0.5, Pillow, mlxtend, missingno and plotly references.

import { each } from './reading.ts';
import type { CallFact, ClassFact, DrawFact, LibraryTable } from './table.ts';

const SEEDED: DrawFact = { from: 'numpy', seed: { name: 'random_state' } };

const FIT: CallFact = { mutates: ['self'], returns: 'self' };

const SAMPLER: ClassFact = {
  role: 'transformer',
  // `fit_resample` fits by its name, so its draws are those of fitting.
  fitting: SEEDED,
  methods: { fit: FIT, set_params: FIT, ...each('', 'fit_resample fit_sample', { mutates: ['self'] } satisfies CallFact), get_params: {} },
};

/** Under-samplers by rules of neighbourhood draw nothing. */
const STEADY_SAMPLER: ClassFact = { role: 'transformer', ...(SAMPLER.methods ? { methods: SAMPLER.methods } : {}) };

const ENSEMBLE: ClassFact = {
  role: 'estimator',
  predicts: 'class',
  fitting: SEEDED,
  methods: {
    fit: FIT,
    set_params: FIT,
    ...each('', 'predict predict_proba', { returns: 'numpy.ndarray' } satisfies CallFact),
    score: {},
    get_params: {},
  },
};

const imblearn = (): LibraryTable => ({
  library: 'imblearn',
  version: '0.14',
  source: 'imbalanced-learn reference',
  functions: {
    'imblearn.pipeline.make_pipeline': { returns: 'imblearn.pipeline.Pipeline', shares: [0, 1, 2, 3, 4, 5, 6, 7] },
    'imblearn.datasets.fetch_datasets': { reads: { name: '' } },
    'imblearn.datasets.make_imbalance': { draws: SEEDED },
  },
  classes: {
    ...each('imblearn.over_sampling.', 'SMOTE SMOTENC SMOTEN BorderlineSMOTE SVMSMOTE KMeansSMOTE ADASYN RandomOverSampler', SAMPLER),
    ...each('imblearn.under_sampling.', 'RandomUnderSampler ClusterCentroids InstanceHardnessThreshold', SAMPLER),
    ...each(
      'imblearn.under_sampling.',
      'TomekLinks EditedNearestNeighbours RepeatedEditedNearestNeighbours AllKNN NeighbourhoodCleaningRule',
      STEADY_SAMPLER,
    ),
    ...each('imblearn.combine.', 'SMOTEENN SMOTETomek', SAMPLER),
    ...each(
      'imblearn.ensemble.',
      'BalancedRandomForestClassifier BalancedBaggingClassifier EasyEnsembleClassifier RUSBoostClassifier',
      ENSEMBLE,
    ),
    'imblearn.pipeline.Pipeline': { bases: ['sklearn.pipeline.Pipeline'], role: 'estimator', parameters: ['steps'] },
  },
  others: 'pure',
});

const umap = (): LibraryTable => ({
  library: 'umap',
  version: '0.5',
  source: 'UMAP reference: without random_state it runs in parallel and its result differs',
  functions: {},
  classes: {
    'umap.UMAP': {
      role: 'transformer',
      // No global seed reaches it (measured).
      fitting: { from: 'fresh', seed: { name: 'random_state' } },
      methods: {
        fit: FIT,
        set_params: FIT,
        fit_transform: { mutates: ['self'], returns: 'numpy.ndarray' },
        transform: { returns: 'numpy.ndarray' },
      },
    },
  },
  others: 'pure',
  aliases: { 'umap.umap_': 'umap' },
});

const PIL = (): LibraryTable => ({
  library: 'PIL',
  version: '12',
  source: 'Pillow reference',
  functions: {
    'PIL.Image.open': { reads: { name: 'fp', position: 0 }, returns: 'PIL.Image.Image' },
    'PIL.Image.fromarray': { returns: 'PIL.Image.Image' },
  },
  classes: {
    'PIL.Image.Image': {
      methods: {
        save: { writes: { name: 'fp', position: 0 }, returns: 'none' },
        show: { shows: 'figure', returns: 'none' },
        ...each('', 'paste putpixel putalpha putdata thumbnail load seek close', { mutates: ['self'], returns: 'none' } satisfies CallFact),
        ...each('', 'resize crop rotate convert copy filter transpose', { returns: 'PIL.Image.Image' } satisfies CallFact),
      },
    },
  },
  others: 'pure',
});

/** A library of pictures: what is not named draws one. */
function drawing(library: string, source: string, functions: Readonly<Record<string, CallFact>> = {}): () => LibraryTable {
  return () => ({ library, version: '', source, functions, classes: {}, others: 'figure' });
}

const plotly = (): LibraryTable => ({
  library: 'plotly',
  version: '6',
  source: 'plotly reference: a figure is an object, shown where it stands last or by show()',
  functions: {
    'plotly.offline.init_notebook_mode': { sets: 'display' },
    ...each('plotly.offline.', 'iplot plot', { shows: 'output' } satisfies CallFact),
  },
  classes: {
    'plotly.graph_objects.Figure': {
      methods: {
        ...each(
          '',
          'add_trace add_traces update_layout update_traces update_xaxes update_yaxes add_annotation add_shape add_hline add_vline',
          FIT,
        ),
        show: { shows: 'output', returns: 'none' },
        ...each('', 'write_html write_image write_json', { writes: { name: 'file', position: 0 }, returns: 'none' } satisfies CallFact),
      },
    },
  },
  others: 'pure',
  aliases: { 'plotly.graph_objs': 'plotly.graph_objects' },
});

const mlxtend = (): LibraryTable => ({
  library: 'mlxtend',
  version: '0.23',
  source: 'mlxtend user guide',
  functions: each('mlxtend.plotting.', 'plot_decision_regions plot_confusion_matrix scatterplotmatrix heatmap plot_learning_curves', {
    shows: 'figure',
  } satisfies CallFact),
  classes: {},
  others: 'unknown',
});

export const COMPANION_TABLES: Readonly<Record<string, () => LibraryTable>> = {
  imblearn,
  umap,
  PIL,
  plotly,
  mlxtend,
  mpl_toolkits: drawing('mpl_toolkits', 'Matplotlib toolkits'),
  missingno: drawing('missingno', 'missingno README'),
};
