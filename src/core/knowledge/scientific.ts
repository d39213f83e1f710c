// SciPy, statsmodels and joblib: pure functions for the most part, random variates, fitted results, files.
// Source: the SciPy 1.17, statsmodels 0.15 and joblib 1.6 references; functions and parameters are read from the libraries.

import { readJoblib } from './generated/joblib.ts';
import { readScipy } from './generated/scipy.ts';
import { readStatsmodels } from './generated/statsmodels.ts';
import { argument, each, merged, parameterNames, words } from './reading.ts';
import type { CallFact, ClassFact, DrawFact, LibraryTable } from './table.ts';

/** `rng=None` is NumPy's global generator everywhere here (measured: a global seed repeats them); `rng` is the name since SciPy 1.15. */
const RNG: DrawFact = { from: 'numpy', seed: { name: 'seed', also: ['rng', 'random_state'] } };

const SEEDED: DrawFact = { from: 'numpy', seed: { name: 'random_state' } };
const VARIATES: CallFact = { draws: SEEDED };

/** Every distribution of scipy.stats has the same methods; only `rvs` draws. */
const DISTRIBUTIONS =
  'norm uniform expon beta gamma lognorm t chi2 f binom poisson bernoulli geom randint nbinom hypergeom weibull_min weibull_max pareto ' +
  'laplace logistic cauchy gumbel_r gumbel_l triang truncnorm loguniform reciprocal multivariate_normal dirichlet multinomial ' +
  'multivariate_t wishart invwishart rayleigh maxwell invgamma skewnorm gennorm powerlaw exponnorm erlang halfnorm vonmises zipf ' +
  'zipfian boltzmann planck dlaplace skellam betabinom alpha burr argus arcsine special_ortho_group ortho_group random_correlation ' +
  'unitary_group matrix_normal uniform_direction';

const OPTIMISERS: Readonly<Record<string, CallFact>> = {
  ...each(
    'scipy.optimize.',
    'minimize minimize_scalar curve_fit root root_scalar fsolve leastsq least_squares brentq newton bisect brute fmin',
    { calls: [0] },
  ),
  ...each('scipy.optimize.', 'fmin_bfgs fmin_cg fmin_l_bfgs_b fmin_powell shgo direct approx_fprime check_grad', { calls: [0] }),
  ...each('scipy.optimize.', 'differential_evolution dual_annealing basinhopping', { calls: [0], draws: RNG }),
  ...each('scipy.integrate.', 'quad dblquad tplquad nquad odeint solve_ivp solve_bvp', { calls: [0] }),
};

const RESAMPLERS = 'bootstrap permutation_test';

function scipyFunctions(signatures: Readonly<Record<string, string>>): Record<string, CallFact> {
  const draws: Record<string, CallFact> = {};
  for (const name of DISTRIBUTIONS.split(' ')) draws[`scipy.stats.${name}.rvs`] = VARIATES;
  return merged(Object.fromEntries(Object.keys(signatures).map((name): [string, CallFact] => [name, {}])), OPTIMISERS, draws, {
    ...each('scipy.stats.', RESAMPLERS, { draws: { from: 'numpy', seed: { name: 'random_state', also: ['rng'] } } }),
    'scipy.cluster.vq.kmeans': { draws: RNG },
    'scipy.cluster.vq.kmeans2': { draws: { ...RNG, unless: [{ minit: ['matrix'] }], defaults: { minit: 'random' } } },
    'scipy.sparse.random': { draws: { from: 'numpy', seed: { name: 'random_state' } } },
    ...each('scipy.io.', 'loadmat', { reads: { name: 'file_name', position: 0 } }),
    'scipy.io.savemat': { writes: { name: 'file_name', position: 0 } },
    'scipy.io.wavfile.read': { reads: { name: 'filename', position: 0 } },
    'scipy.io.wavfile.write': { writes: { name: 'filename', position: 0 } },
    'scipy.io.arff.loadarff': { reads: { name: 'f', position: 0 } },
    'scipy.sparse.load_npz': { reads: { name: 'file', position: 0 } },
    'scipy.sparse.save_npz': { writes: { name: 'file', position: 0 }, writesWith: '.npz' },
  });
}

const FROZEN: ClassFact = { methods: { rvs: VARIATES } };

export function scipyTable(): LibraryTable {
  const reading = readScipy();
  return {
    library: 'scipy',
    version: reading.version,
    source: 'SciPy reference',
    functions: scipyFunctions(reading.functions),
    classes: {
      ...each('scipy.stats.', DISTRIBUTIONS, FROZEN),
      'scipy.stats.gaussian_kde': {
        methods: { resample: { draws: { from: 'numpy', seed: { name: 'seed', position: 1 } } }, set_bandwidth: { mutates: ['self'] } },
      },
    },
    others: 'pure',
    aliases: reading.aliases,
  };
}

/** A name of ours for what all models share. Models are made unfitted; `fit` gives results and leaves the data as it is. */
const MODEL: ClassFact = {
  role: 'estimator',
  // What only results have; tried on every model of the library's API.
  unfitted: words(
    'summary summary2 params conf_int pvalues bse tvalues fittedvalues resid rsquared rsquared_adj llf f_test t_test ' +
      'get_prediction forecast get_forecast plot_diagnostics cov_params',
  ),
  construct: { shares: [0, 1] },
  methods: {
    fit: { mutates: ['self'], returns: 'statsmodels.Results', shares: ['self'] },
    fit_regularized: { mutates: ['self'], returns: 'statsmodels.Results', shares: ['self'] },
    predict: { returns: 'numpy.ndarray' },
    simulate: { draws: { from: 'numpy' } },
  },
};

/** A name of ours for what `fit` of any model gives. */
const RESULTS: ClassFact = {
  role: 'results',
  methods: {
    ...each('', 'summary summary2 predict forecast get_forecast get_prediction conf_int t_test f_test wald_test cov_params', {}),
    ...each('', 'get_influence test_normality test_serial_correlation test_heteroskedasticity outlier_test remove_data', {}),
    remove_data: { mutates: ['self'] },
    ...each('', 'plot_diagnostics plot_predict plot', { shows: 'figure' }),
    save: { writes: { name: 'fname', position: 0 } },
    // Noise of simulated paths.
    simulate: { draws: { from: 'numpy', seed: { name: 'random_state', also: ['rng'] } } },
  },
};

export function statsmodelsTable(): LibraryTable {
  const reading = readStatsmodels();
  const functions: Record<string, CallFact> = {};
  for (const name of Object.keys(reading.functions)) {
    if (/\.(graphics|plot_\w+|qqplot\w*)$/.test(name)) functions[name] = { shows: 'figure' };
    else functions[name] = name.startsWith('statsmodels.formula.api.') ? { returns: 'statsmodels.Model', shares: [1] } : {};
  }
  const classes: Record<string, ClassFact> = {};
  for (const [name, read] of Object.entries(reading.classes))
    if (argument(read.parameters, 'endog'))
      classes[name] = {
        bases: ['statsmodels.Model'],
        role: 'estimator',
        // These two have a summary of their own.
        ...(/\.(DynamicFactorMQ|RegressionFDR)$/.test(name) ? {} : { unfitted: MODEL.unfitted ?? [] }),
        parameters: parameterNames(read.parameters),
      };
  return {
    library: 'statsmodels',
    version: reading.version,
    source: 'statsmodels reference',
    functions: {
      ...functions,
      'statsmodels.api.add_constant': { shares: [0] },
      ...each('statsmodels.graphics.', 'tsaplots.plot_acf tsaplots.plot_pacf regressionplots.plot_regress_exog', { shows: 'figure' }),
      ...each('statsmodels.api.graphics.', 'plot_regress_exog plot_partregress_grid plot_ccpr_grid plot_fit tsa.plot_acf tsa.plot_pacf', {
        shows: 'figure',
      }),
      // Its noise, where no function for it is given.
      'statsmodels.tsa.api.arma_generate_sample': { draws: { from: 'numpy', when: [{ distrvs: [null] }], defaults: { distrvs: null } } },
      'statsmodels.api.load': { reads: { name: 'fname', position: 0 } },
      'statsmodels.api.datasets.get_rdataset': { reads: { name: '' } },
    },
    classes: { ...classes, 'statsmodels.Model': MODEL, 'statsmodels.Results': RESULTS },
    others: 'pure',
    aliases: { ...reading.aliases, 'statsmodels.api.tsa': 'statsmodels.tsa.api' },
  };
}

export function joblibTable(): LibraryTable {
  return {
    library: 'joblib',
    version: readJoblib().version,
    source: 'joblib reference',
    functions: {
      'joblib.dump': { writes: { name: 'filename', position: 1 }, returns: 'builtins.list' },
      'joblib.load': { reads: { name: 'filename', position: 0 } },
      'joblib.delayed': { shares: [0] },
      'joblib.hash': { returns: 'builtins.str' },
      'joblib.cpu_count': { returns: 'builtins.int' },
    },
    classes: {
      'joblib.Parallel': { methods: { __call__: { consumes: [0] } } },
      'joblib.Memory': {
        construct: { reads: { name: 'location', position: 0 } },
        methods: { cache: { shares: [0] }, clear: { writes: { name: '' } } },
      },
    },
    others: 'pure',
  };
}
