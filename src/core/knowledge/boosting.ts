// XGBoost, LightGBM and CatBoost: estimators like scikit-learn's, seeded by default.
// Source: measured for LightGBM (an unseeded fit repeats); the parameter documentation for XGBoost (`seed` is 0) and CatBoost (`random_seed` is 0).

import { each } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

const ESTIMATOR: ClassFact = {
  role: 'estimator',
  methods: {
    ...each('', 'fit set_params load_model', { mutates: ['self'], returns: 'self' } satisfies CallFact),
    ...each('', 'predict predict_proba apply', { returns: 'numpy.ndarray' } satisfies CallFact),
    ...each('', 'get_params get_booster evals_result get_feature_importance get_best_score', {}),
    score: { returns: 'builtins.float' },
    save_model: { writes: { name: 'fname', position: 0 }, returns: 'none' },
  },
};

const BOOSTER: ClassFact = {
  methods: {
    ...each('', 'update boost refit set_param set_attr reset_parameter load_model', { mutates: ['self'] } satisfies CallFact),
    ...each('', 'predict', { returns: 'numpy.ndarray' } satisfies CallFact),
    ...each('', 'get_score get_fscore feature_importance feature_name get_dump trees_to_dataframe', {}),
    save_model: { writes: { name: 'filename', position: 0, also: ['fname'] } },
    dump_model: { writes: { name: 'fout', position: 0 } },
  },
};

const CLASSIFIER: ClassFact = { ...ESTIMATOR, predicts: 'class' };
const REGRESSOR: ClassFact = { ...ESTIMATOR, predicts: 'number' };
const FIGURE: CallFact = { shows: 'figure' };

const xgboost = (): LibraryTable => ({
  library: 'xgboost',
  version: '3',
  source: 'XGBoost documentation, parameters and Python API',
  functions: {
    'xgboost.train': { returns: 'xgboost.Booster' },
    'xgboost.cv': { returns: 'pandas.DataFrame' },
    ...each('xgboost.', 'plot_importance plot_tree', FIGURE),
    'xgboost.set_config': { sets: 'values' },
  },
  classes: {
    ...each('xgboost.', 'XGBClassifier XGBRFClassifier', CLASSIFIER),
    ...each('xgboost.', 'XGBRegressor XGBRFRegressor XGBRanker', REGRESSOR),
    'xgboost.Booster': BOOSTER,
    'xgboost.DMatrix': {
      construct: { shares: [0] },
      methods: each('', 'set_label set_weight set_info', { mutates: ['self'] } satisfies CallFact),
    },
  },
  others: 'pure',
  aliases: { 'xgboost.sklearn': 'xgboost', 'xgboost.core': 'xgboost', 'xgboost.training': 'xgboost' },
});

const lightgbm = (): LibraryTable => ({
  library: 'lightgbm',
  version: '4',
  source: 'LightGBM documentation; unseeded fits measured equal',
  functions: {
    'lightgbm.train': { returns: 'lightgbm.Booster' },
    'lightgbm.cv': { returns: 'builtins.dict' },
    ...each('lightgbm.', 'plot_importance plot_metric plot_tree plot_split_value_histogram', FIGURE),
    'lightgbm.early_stopping': { returns: 'lightgbm.early_stopping' },
    ...each('lightgbm.', 'log_evaluation reset_parameter', {}),
    'lightgbm.record_evaluation': { mutates: [0] },
  },
  classes: {
    'lightgbm.LGBMClassifier': CLASSIFIER,
    ...each('lightgbm.', 'LGBMRegressor LGBMRanker', REGRESSOR),
    'lightgbm.Booster': BOOSTER,
    'lightgbm.Dataset': {
      construct: { shares: [0] },
      methods: each('', 'set_label set_weight set_init_score construct', { mutates: ['self'] } satisfies CallFact),
    },
  },
  others: 'pure',
  aliases: { 'lightgbm.sklearn': 'lightgbm', 'lightgbm.basic': 'lightgbm', 'lightgbm.engine': 'lightgbm' },
});

const catboost = (): LibraryTable => ({
  library: 'catboost',
  version: '1',
  source: 'CatBoost documentation',
  functions: { 'catboost.cv': {}, 'catboost.train': { returns: 'catboost.CatBoost' } },
  classes: {
    'catboost.CatBoost': ESTIMATOR,
    'catboost.CatBoostClassifier': CLASSIFIER,
    ...each('catboost.', 'CatBoostRegressor CatBoostRanker', REGRESSOR),
    'catboost.Pool': { construct: { shares: [0] } },
  },
  others: 'pure',
  aliases: { 'catboost.core': 'catboost' },
});

export const BOOSTING_TABLES: Readonly<Record<string, () => LibraryTable>> = { xgboost, lightgbm, catboost };
