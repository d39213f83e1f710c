// NumPy: what its calls draw, change, share, read and write.
// Source: the NumPy 2.4 reference (random sampling, array creation, input and output, ndarray), checked against the signatures that were read.

import { readNumpy } from './generated/numpy.ts';
import { argument, each, merged } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

const ARRAY = 'numpy.ndarray';

/** Functions of the global generator, the same as methods of RandomState. */
const LEGACY_DRAWS =
  'beta binomial bytes chisquare choice dirichlet exponential f gamma geometric gumbel hypergeometric laplace logistic lognormal ' +
  'logseries multinomial multivariate_normal negative_binomial noncentral_chisquare noncentral_f normal pareto permutation poisson ' +
  'power rand randint randn random random_integers random_sample rayleigh shuffle standard_cauchy standard_exponential ' +
  'standard_gamma standard_normal standard_t triangular uniform vonmises wald weibull zipf';

const GENERATOR_DRAWS =
  'beta binomial bytes chisquare choice dirichlet exponential f gamma geometric gumbel hypergeometric integers laplace logistic ' +
  'lognormal logseries multinomial multivariate_hypergeometric multivariate_normal negative_binomial noncentral_chisquare ' +
  'noncentral_f normal pareto permutation permuted poisson power random rayleigh shuffle standard_cauchy standard_exponential ' +
  'standard_gamma standard_normal standard_t triangular uniform vonmises wald weibull zipf spawn';

const SEED = { name: 'seed', position: 0 };

function legacy(from: 'numpy' | 'self'): Record<string, CallFact> {
  return {
    ...each('', LEGACY_DRAWS, { draws: { from } }),
    shuffle: { draws: { from }, mutates: [0], returns: 'none' },
    permutation: { draws: { from }, returns: ARRAY },
    ...each('', 'rand randn random_sample', { draws: { from } }),
    seed: { seeds: { generator: from, argument: SEED }, returns: 'none' },
    get_state: { returns: 'builtins.tuple' },
    set_state: { seeds: { generator: from, argument: { name: 'state', position: 0 } }, returns: 'none' },
  };
}

const prefixed = (prefix: string, facts: Readonly<Record<string, CallFact>>): Record<string, CallFact> =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [prefix + name, fact]));

const FILE = { name: 'file', position: 0 };

/** Functions that always give a new array. */
const NEW_ARRAYS =
  'arange linspace logspace geomspace zeros ones full empty eye identity tri zeros_like ones_like full_like empty_like concatenate stack ' +
  'vstack hstack dstack column_stack row_stack tile repeat append insert delete copy where sort argsort unique cumsum cumprod diff ' +
  'meshgrid array_split split hsplit vsplit fromiter fromstring histogram bincount digitize outer kron cross pad flip roll ' +
  'interp convolve corrcoef cov polyfit polyval isin argwhere flatnonzero lexsort vander diag_indices';

/** Functions whose result is, or may be, a view of the first argument. */
const VIEWS =
  'asarray asanyarray ascontiguousarray asfortranarray asmatrix mat ravel reshape squeeze transpose swapaxes moveaxis rollaxis expand_dims ' +
  'atleast_1d atleast_2d atleast_3d broadcast_to diagonal real imag flip fliplr flipud rot90 nan_to_num split array_split hsplit vsplit ' +
  'require frombuffer diag matrix_transpose permute_dims unstack';

const TUPLES: Readonly<Record<string, CallFact>> = {
  ...each('numpy.', 'meshgrid split array_split hsplit vsplit dsplit nonzero unravel_index ix_', { shares: [0] }),
  'numpy.histogram': { returns: [ARRAY, ARRAY] },
  'numpy.divmod': { returns: [ARRAY, ARRAY] },
};

const functions = (): Record<string, CallFact> => ({
  ...prefixed('numpy.random.', legacy('numpy')),
  ...each('numpy.random.', 'ranf sample', { draws: { from: 'numpy' } }),
  ...each('numpy.', NEW_ARRAYS, { returns: ARRAY }),
  ...each('numpy.', VIEWS, { returns: ARRAY, shares: [0] }),
  ...TUPLES,
  // `unique` with `return_counts` gives a tuple.
  ...each('numpy.', 'unique where broadcast_arrays histogram2d histogramdd', {}),
  'numpy.array': { returns: ARRAY, consumes: [0] },
  'numpy.fromiter': { returns: ARRAY, consumes: [0] },
  'numpy.copyto': { mutates: [0], returns: 'none' },
  ...each('numpy.', 'put place putmask fill_diagonal put_along_axis', { mutates: [0], returns: 'none' }),
  'numpy.apply_along_axis': { calls: [0] },
  'numpy.apply_over_axes': { calls: [0] },
  'numpy.fromfunction': { calls: [0], returns: ARRAY },
  'numpy.piecewise': { returns: ARRAY },
  'numpy.load': { reads: FILE },
  'numpy.loadtxt': { reads: { name: 'fname', position: 0 }, returns: ARRAY },
  'numpy.genfromtxt': { reads: { name: 'fname', position: 0 }, returns: ARRAY },
  'numpy.fromfile': { reads: FILE, returns: ARRAY },
  'numpy.fromregex': { reads: FILE, returns: ARRAY },
  // `save` appends `.npy` and `savez` `.npz` where the name has no such ending.
  'numpy.save': { writes: FILE, writesWith: '.npy', returns: 'none' },
  'numpy.savez': { writes: FILE, writesWith: '.npz', returns: 'none' },
  'numpy.savez_compressed': { writes: FILE, writesWith: '.npz', returns: 'none' },
  'numpy.savetxt': { writes: { name: 'fname', position: 0 }, returns: 'none' },
  'numpy.set_printoptions': { sets: 'display', returns: 'none' },
  'numpy.printoptions': { sets: 'display' },
  'numpy.seterr': { sets: 'display' },
  'numpy.errstate': { sets: 'display' },
  ...each('numpy.', 'seterrcall setbufsize', { sets: 'values' }),
  'numpy.info': { shows: 'output', returns: 'none' },
  'numpy.show_config': { shows: 'output' },
  'numpy.random.get_state': {},
  'numpy.random.set_state': { seeds: { generator: 'numpy', argument: { name: 'state', position: 0 } }, returns: 'none' },
  'numpy.linalg.svd': {},
  'numpy.linalg.inv': { returns: ARRAY },
  'numpy.linalg.pinv': { returns: ARRAY },
});

const NDARRAY: ClassFact = {
  role: 'array',
  views: ['T', 'flat', 'real', 'imag', 'base', 'data', 'mT'],
  attributes: {
    T: ARRAY,
    real: ARRAY,
    imag: ARRAY,
    mT: ARRAY,
    shape: 'builtins.tuple',
    dtype: 'numpy.dtype',
    size: 'builtins.int',
    ndim: 'builtins.int',
  },
  methods: {
    ...each('', 'sort fill resize put partition setfield setflags itemset byteswap', { mutates: ['self'], returns: 'none' }),
    byteswap: { returns: ARRAY, mutatesWhen: { name: 'inplace', position: 0 } },
    ...each('', 'reshape ravel transpose squeeze swapaxes diagonal getfield', { returns: ARRAY, shares: ['self'] }),
    // It may be a view as another class, e.g. a record array, whose fields are attributes.
    view: { shares: ['self'] },
    // With `copy=False` a cast may be the array itself.
    astype: { returns: ARRAY, shares: ['self'] },
    ...each('', 'copy flatten repeat take argsort compress choose clip conj conjugate round cumsum cumprod searchsorted argpartition', {
      returns: ARRAY,
    }),
    ...each('', 'all any argmax argmin max mean min prod ptp std sum trace var dot item tobytes', {}),
    nonzero: { returns: 'builtins.tuple' },
    tolist: { returns: 'builtins.list' },
    tofile: { writes: { name: 'fid', position: 0 }, returns: 'none' },
    dump: { writes: FILE, returns: 'none' },
  },
};

/** What makes a generator takes its seed as `draws.seed`; without one the operating system gives it. */
const FRESH: CallFact = { draws: { from: 'fresh', seed: SEED } };

const GENERATOR: ClassFact = {
  role: 'generator',
  parameters: ['bit_generator'],
  construct: { draws: { from: 'fresh', seed: { name: 'bit_generator', position: 0 } } },
  methods: {
    ...each('', GENERATOR_DRAWS, { draws: { from: 'self' } }),
    shuffle: { draws: { from: 'self' }, mutates: [0], returns: 'none' },
    permutation: { draws: { from: 'self' }, returns: ARRAY },
    permuted: { draws: { from: 'self' }, returns: ARRAY },
  },
};

const classes: Readonly<Record<string, ClassFact>> = {
  [ARRAY]: NDARRAY,
  'numpy.matrix': { bases: [ARRAY], role: 'array' },
  'numpy.memmap': { bases: [ARRAY], role: 'array', construct: { reads: { name: 'filename', position: 0 } } },
  'numpy.ma.MaskedArray': { bases: [ARRAY], role: 'array' },
  'numpy.random.Generator': GENERATOR,
  // A function in NumPy; what it makes is a Generator.
  'numpy.random.default_rng': { bases: ['numpy.random.Generator'], role: 'generator', parameters: ['seed'], construct: FRESH },
  'numpy.random.RandomState': {
    role: 'generator',
    parameters: ['seed'],
    construct: FRESH,
    methods: { ...legacy('self'), tomaxint: { draws: { from: 'self' } } },
  },
  ...each('numpy.random.', 'PCG64 PCG64DXSM MT19937 Philox SFC64', {
    role: 'generator',
    parameters: ['seed'],
    construct: FRESH,
    methods: { random_raw: { draws: { from: 'self' } } },
  } satisfies ClassFact),
  'numpy.random.SeedSequence': {
    role: 'generator',
    parameters: ['entropy'],
    construct: { draws: { from: 'fresh', seed: { name: 'entropy', position: 0 } } },
    methods: { spawn: { mutates: ['self'] } },
  },
  'numpy.vectorize': { construct: { calls: [0] } },
};

/** Functions with an `out` parameter fill it. */
function withOut(signatures: Readonly<Record<string, string>>): Record<string, CallFact> {
  const result: Record<string, CallFact> = {};
  for (const [name, signature] of Object.entries(signatures)) {
    const out = argument(signature, 'out');
    if (out) result[name] = { fills: out };
  }
  return result;
}

export function numpyTable(): LibraryTable {
  const reading = readNumpy();
  return {
    library: 'numpy',
    version: reading.version,
    source: 'NumPy reference',
    functions: merged(withOut(reading.functions), functions()),
    classes,
    others: 'pure',
    aliases: {
      ...reading.aliases,
      'numpy.core': 'numpy',
      'numpy._core': 'numpy',
      'numpy.lib.npyio': 'numpy',
      'numpy.core.multiarray': 'numpy',
      'numpy.random.bit_generator': 'numpy.random',
    },
  };
}
