// pandas: what methods of frames, series and groups change, give, read, write and draw.
// Source: the pandas 3.1 API reference; `inplace` arguments and annotated results are read from the signatures.

import { readPandas } from './generated/pandas.ts';
import { argument, each, merged, parameterNames, words, type ClassReading, type Reading } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

const FRAME = 'pandas.DataFrame';
const SERIES = 'pandas.Series';
const INDEX = 'pandas.Index';

/** Annotated results to the names that facts are kept under. */
const RESULTS: Readonly<Record<string, string>> = {
  DataFrame: FRAME,
  Series: SERIES,
  Index: INDEX,
  MultiIndex: 'pandas.MultiIndex',
  DatetimeIndex: 'pandas.DatetimeIndex',
  Timestamp: 'pandas.Timestamp',
  Categorical: 'pandas.Categorical',
  DataFrameGroupBy: 'pandas.api.typing.DataFrameGroupBy',
  SeriesGroupBy: 'pandas.api.typing.SeriesGroupBy',
  Rolling: 'pandas.api.typing.Rolling',
  Expanding: 'pandas.api.typing.Expanding',
  Resampler: 'pandas.api.typing.Resampler',
  'np.ndarray': 'numpy.ndarray',
  bool: 'builtins.bool',
  int: 'builtins.int',
  str: 'builtins.str',
  float: 'builtins.float',
  dict: 'builtins.dict',
  list: 'builtins.list',
};

/** What a method does as far as its signature tells: its result, and whether it can change its receiver. */
function factOf(signature: string, owner: string): CallFact {
  const inplace = argument(signature, 'inplace');
  const returns = signature.split('-> ')[1];
  const result = returns === 'Self' ? owner : returns === undefined ? undefined : RESULTS[returns];
  return {
    ...(result === undefined ? {} : { returns: result }),
    ...(inplace ? { mutatesWhen: inplace } : {}),
  };
}

function methodsOf(reading: ClassReading | undefined, owner: string): Record<string, CallFact> {
  return Object.fromEntries(Object.entries(reading?.methods ?? {}).map(([name, signature]) => [name, factOf(signature, owner)]));
}

/** Positions of `random_state`, as read: DataFrame.sample(n, frac, replace, weights, random_state). */
const SAMPLE = (position: number): CallFact => ({ draws: { from: 'numpy', seed: { name: 'random_state', position } } });

/** Results that are, or may be, views of the receiver before copy-on-write (pandas 3) became the rule. */
const VIEWS: Readonly<Record<string, CallFact>> = each(
  '',
  'head tail squeeze to_numpy transpose swapaxes xs get infer_objects to_frame view',
  {
    shares: ['self'],
  },
);

const CALLS: Readonly<Record<string, CallFact>> = {
  ...each('', 'apply agg aggregate transform map applymap pipe filter', { calls: [0, 'func'] }),
  ...each('', 'where mask combine assign', {}),
};

const PATH = (name: string): CallFact => ({ writes: { name, position: 0 } });

const WRITES: Readonly<Record<string, CallFact>> = {
  ...each('', 'to_csv to_json to_hdf', PATH('path_or_buf')),
  ...each('', 'to_parquet to_feather to_orc to_stata to_pickle to_xml', PATH('path')),
  to_excel: PATH('excel_writer'),
  ...each('', 'to_html to_latex to_string to_markdown', PATH('buf')),
  to_stata: PATH('path'),
  to_xml: PATH('path_or_buffer'),
  // A table of a database; the connection changes.
  to_sql: { mutates: [1] },
  to_gbq: {},
  to_clipboard: { shows: 'output' },
};

const SHARED: Readonly<Record<string, CallFact>> = {
  ...VIEWS,
  ...CALLS,
  ...WRITES,
  update: { mutates: ['self'], returns: 'none' },
  pop: { mutates: ['self'], shares: ['self'] },
  hist: { shows: 'figure' },
  plot: { shows: 'figure' },
  info: { shows: 'output', returns: 'none', form: true },
};

const FRAME_METHODS: Readonly<Record<string, CallFact>> = {
  ...SHARED,
  copy: { returns: FRAME },
  insert: { mutates: ['self'], returns: 'none' },
  sample: { ...SAMPLE(4), returns: FRAME },
  pop: { mutates: ['self'], returns: SERIES },
  boxplot: { shows: 'figure' },
  info: { shows: 'output', returns: 'none', form: true },
  eval: { mutatesWhen: { name: 'inplace' } },
  query: { mutatesWhen: { name: 'inplace' }, returns: FRAME },
  // Results whose annotation depends on arguments.
  ...each('', 'mean sum std var min max median prod product sem skew kurt nunique count idxmax idxmin all any quantile', {}),
  ...each('', 'isna isnull notna notnull describe corr cov round abs cumsum cumprod shift diff', { returns: FRAME }),
  duplicated: { returns: SERIES },
  items: { shares: ['self'] },
  iterrows: {},
  itertuples: {},
};

const SERIES_METHODS: Readonly<Record<string, CallFact>> = {
  ...SHARED,
  copy: { returns: SERIES },
  sample: { ...SAMPLE(4), returns: SERIES },
  map: { calls: [0, 'func', 'arg'], returns: SERIES },
  ...each('', 'isna isnull notna notnull round abs cumsum cumprod shift diff', { returns: SERIES }),
};

const INDEX_METHODS: Readonly<Record<string, CallFact>> = {
  map: { calls: [0, 'mapper'] },
  append: { returns: INDEX },
  insert: { returns: INDEX },
  putmask: { returns: INDEX },
};

const GROUP_METHODS: Readonly<Record<string, CallFact>> = {
  ...each('', 'apply agg aggregate transform filter pipe', { calls: [0, 'func'] }),
  sample: SAMPLE(4),
  ...each('', 'hist plot boxplot', { shows: 'figure' }),
};

const PLOTS: ClassFact = {
  methods: each('', 'area bar barh box density hexbin hist kde line pie scatter', { shows: 'figure' }),
};

/** Methods that pandas 2 and 3 no longer have. */
const OLDER_FRAME: Readonly<Record<string, CallFact>> = {
  append: { returns: FRAME },
  applymap: { calls: [0, 'func'], returns: FRAME },
  iteritems: { shares: ['self'] },
  swapaxes: { returns: FRAME, shares: ['self'] },
  to_gbq: {},
};

const OLDER_SERIES: Readonly<Record<string, CallFact>> = {
  append: { returns: SERIES },
  ravel: { returns: 'numpy.ndarray', shares: ['self'] },
  view: { returns: SERIES, shares: ['self'] },
};

/** The facts of those methods that a class has. */
function present(reading: ClassReading | undefined, facts: Readonly<Record<string, CallFact>>): Record<string, CallFact> {
  const names = new Set([...Object.keys(reading?.methods ?? {}), ...words(reading?.attributes ?? '')]);
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.has(name)));
}

const ACCESSORS: Readonly<Record<string, string>> = { plot: 'pandas.plotting.PlotAccessor' };

const LABELS: Readonly<Record<string, string>> = { index: INDEX, columns: INDEX };

function classesOf(reading: Reading): Record<string, ClassFact> {
  const methods = (name: string, extra: Readonly<Record<string, CallFact>>): Record<string, CallFact> =>
    merged(methodsOf(reading.classes[name], name), present(reading.classes[name], extra));
  const index: ClassFact = {
    methods: methods(INDEX, INDEX_METHODS),
    attributes: { values: 'numpy.ndarray', str: 'pandas.Accessor' },
    views: ['values', 'array', 'T'],
  };
  const group = (name: string): ClassFact => ({ methods: methods(name, GROUP_METHODS), attributes: ACCESSORS });
  return {
    [FRAME]: {
      role: 'frame',
      parameters: ['data', 'index', 'columns', 'dtype', 'copy'],
      construct: { shares: [0] },
      methods: { ...methods(FRAME, FRAME_METHODS), ...OLDER_FRAME },
      views: ['values', 'T', 'loc', 'iloc', 'at', 'iat'],
      attributes: { ...ACCESSORS, ...LABELS, values: 'numpy.ndarray', T: FRAME, dtypes: SERIES, shape: 'builtins.tuple' },
    },
    [SERIES]: {
      role: 'frame',
      parameters: ['data', 'index', 'dtype', 'name', 'copy'],
      construct: { shares: [0] },
      methods: { ...methods(SERIES, SERIES_METHODS), ...OLDER_SERIES },
      views: ['values', 'array', 'T', 'loc', 'iloc', 'at', 'iat', 'dt', 'str', 'cat'],
      attributes: { ...ACCESSORS, index: INDEX, values: 'numpy.ndarray', T: SERIES, shape: 'builtins.tuple' },
    },
    [INDEX]: index,
    ...each('pandas.', 'MultiIndex DatetimeIndex RangeIndex CategoricalIndex IntervalIndex PeriodIndex TimedeltaIndex', {
      bases: [INDEX],
    } satisfies ClassFact),
    'pandas.Timestamp': { methods: methods('pandas.Timestamp', {}) },
    'pandas.Timedelta': { methods: methods('pandas.Timedelta', {}) },
    'pandas.Categorical': { methods: methods('pandas.Categorical', {}) },
    'pandas.ExcelFile': { construct: { reads: { name: 'path_or_buffer', position: 0 } }, methods: { parse: { returns: FRAME } } },
    'pandas.ExcelWriter': { construct: { writes: { name: 'path', position: 0 } }, methods: each('', 'save close', { mutates: ['self'] }) },
    'pandas.HDFStore': { construct: { reads: { name: 'path', position: 0 } } },
    'pandas.api.typing.DataFrameGroupBy': group('pandas.api.typing.DataFrameGroupBy'),
    'pandas.api.typing.SeriesGroupBy': group('pandas.api.typing.SeriesGroupBy'),
    ...Object.fromEntries(
      ['Rolling', 'Expanding', 'ExponentialMovingWindow', 'Resampler', 'RollingGroupby'].map((name) => [
        `pandas.api.typing.${name}`,
        group(`pandas.api.typing.${name}`),
      ]),
    ),
    'pandas.plotting.PlotAccessor': PLOTS,
  };
}

const SOURCE_FIRST: Readonly<Record<string, string>> = {
  read_clipboard: 'sep',
  read_excel: 'io',
  read_sql: 'sql',
  read_sql_query: 'sql',
  read_sql_table: 'table_name',
  read_gbq: 'query',
};

/** `read_*` functions read the file in their first argument and give a frame. */
function readers(reading: Reading): Record<string, CallFact> {
  const result: Record<string, CallFact> = {};
  for (const [name, signature] of Object.entries(reading.functions)) {
    const [, short] = /^pandas\.(read_\w+)$/.exec(name) ?? [];
    if (short === undefined) continue;
    const first = parameterNames(signature)[0] ?? 'path';
    // A query names no file, but what it gives lies outside the notebook too.
    const outside = SOURCE_FIRST[short] !== undefined && short !== 'read_excel';
    const lists = short === 'read_html';
    const any = short === 'read_pickle' || short === 'read_hdf' || short === 'read_excel' || short === 'read_json';
    result[name] = {
      reads: outside ? { name: '' } : { name: first, position: 0 },
      ...(lists ? { returns: 'builtins.list' } : any && short !== 'read_excel' ? {} : { returns: FRAME }),
    };
  }
  return result;
}

const FUNCTIONS: Readonly<Record<string, CallFact>> = {
  ...each('pandas.', 'concat', { consumes: [0] }),
  ...each('pandas.', 'merge merge_asof merge_ordered get_dummies pivot pivot_table crosstab melt wide_to_long json_normalize', {
    returns: FRAME,
  }),
  ...each('pandas.', 'to_datetime to_numeric to_timedelta cut qcut factorize unique isna isnull notna notnull array date_range eval', {}),
  'pandas.date_range': { returns: 'pandas.DatetimeIndex' },
  ...each('pandas.', 'set_option reset_option option_context describe_option', { sets: 'display' }),
  'pandas.describe_option': { shows: 'output' },
  'pandas.to_pickle': { writes: { name: 'filepath_or_buffer', position: 1 }, returns: 'none' },
  ...each('pandas.plotting.', 'scatter_matrix parallel_coordinates andrews_curves radviz autocorrelation_plot lag_plot boxplot table', {
    shows: 'figure',
  }),
  // Draws `samples` subsets with the standard library's `random`.
  'pandas.plotting.bootstrap_plot': { shows: 'figure', draws: { from: 'random' } },
  ...each('pandas.plotting.', 'register_matplotlib_converters deregister_matplotlib_converters', { sets: 'display' }),
  ...each('pandas.testing.', 'assert_frame_equal assert_series_equal assert_index_equal assert_extension_array_equal', { returns: 'none' }),
};

/** Private modules of pandas 1 to 3, as reprs and pickles show them. */
const ALIASES: Readonly<Record<string, string>> = {
  ...each('pandas.core.', 'frame series', 'pandas'),
  ...each(
    'pandas.core.',
    'api reshape.api reshape.concat reshape.merge reshape.pivot reshape.tile reshape.melt reshape.encoding',
    'pandas',
  ),
  ...each('pandas.core.', 'arrays.categorical tools.datetimes tools.numeric indexes.base indexes.multi indexes.datetimes', 'pandas'),
  ...each('pandas.io.', 'parsers parsers.readers excel excel._base json json._json pickle sql html parquet', 'pandas'),
  ...each('pandas._libs.tslibs.', 'timestamps timedeltas', 'pandas'),
  'pandas.core.groupby.generic': 'pandas.api.typing',
  'pandas.core.groupby': 'pandas.api.typing',
  'pandas.core.window.rolling': 'pandas.api.typing',
  'pandas.core.resample': 'pandas.api.typing',
  'pandas.tools.plotting': 'pandas.plotting',
  'pandas.io.json.json_normalize': 'pandas.json_normalize',
};

export function pandasTable(): LibraryTable {
  const reading = readPandas();
  return {
    library: 'pandas',
    version: reading.version,
    source: 'pandas API reference',
    functions: merged(Object.fromEntries(Object.keys(reading.functions).map((name) => [name, {}])), readers(reading), FUNCTIONS),
    classes: classesOf(reading),
    others: 'pure',
    aliases: { ...reading.aliases, ...ALIASES },
  };
}
