// The libraries we know, each behind a function so that a table costs nothing until it is asked for.

import { builtinsTable } from './builtins.ts';
import { readJoblib } from './generated/joblib.ts';
import { readMatplotlib } from './generated/matplotlib.ts';
import { readNumpy } from './generated/numpy.ts';
import { readPandas } from './generated/pandas.ts';
import { readScipy } from './generated/scipy.ts';
import { readSeaborn } from './generated/seaborn.ts';
import { readSklearn } from './generated/sklearn.ts';
import { readStatsmodels } from './generated/statsmodels.ts';
import { BOOSTING_TABLES } from './boosting.ts';
import { COMPANION_TABLES } from './companions.ts';
import { DEEP_TABLES } from './deep.ts';
import { matplotlibTable, seabornTable } from './matplotlib.ts';
import { NOTEBOOK_TABLES } from './notebook-tools.ts';
import { numpyTable } from './numpy.ts';
import { pandasTable } from './pandas.ts';
import type { Reading } from './reading.ts';
import { joblibTable, scipyTable, statsmodelsTable } from './scientific.ts';
import { sklearnTable } from './sklearn.ts';
import { STANDARD_TABLES } from './standard.ts';
import { STOCHASTIC_TABLES } from './stochastic.ts';
import type { LibraryTable } from './table.ts';

export const TABLES: Readonly<Record<string, () => LibraryTable>> = {
  ...STANDARD_TABLES,
  ...DEEP_TABLES,
  ...BOOSTING_TABLES,
  ...COMPANION_TABLES,
  ...NOTEBOOK_TABLES,
  ...STOCHASTIC_TABLES,
  builtins: builtinsTable,
  numpy: numpyTable,
  pandas: pandasTable,
  sklearn: sklearnTable,
  matplotlib: matplotlibTable,
  seaborn: seabornTable,
  scipy: scipyTable,
  statsmodels: statsmodelsTable,
  joblib: joblibTable,
};

/** Reads the generated table once; what was read is kept. */
function once(read: () => Reading): () => Reading {
  let reading: Reading | undefined;
  return () => (reading ??= read());
}

/** What was read out of the libraries themselves. */
export const READINGS: Readonly<Record<string, () => Reading>> = {
  numpy: once(readNumpy),
  pandas: once(readPandas),
  sklearn: once(readSklearn),
  scipy: once(readScipy),
  matplotlib: once(readMatplotlib),
  seaborn: once(readSeaborn),
  statsmodels: once(readStatsmodels),
  joblib: once(readJoblib),
};

/** Names of one library that are another's. */
export const CROSS_ALIASES: Readonly<Record<string, string>> = {
  'sklearn.externals.joblib': 'joblib',
  'sklearn.utils.Parallel': 'joblib.Parallel',
  'tensorflow.keras': 'keras',
  'tensorflow.python.keras': 'keras',
  pylab: 'matplotlib.pyplot',
  'pandas.np': 'numpy',
  'scipy.random': 'numpy.random',
  posixpath: 'os.path',
  ntpath: 'os.path',
  _io: 'io',
  _pickle: 'pickle',
  cPickle: 'pickle',
  StringIO: 'io',
  __builtin__: 'builtins',
};
