// Names and arguments that a later version of a library no longer has.
// Source: the release notes of each library. A test asks the installed library that each name is really gone.

export interface Removal {
  /** The qualified name, with `(argument=)` behind it for an argument, e.g. `pandas.read_csv(squeeze=)`. */
  readonly name: string;
  /** Normalised name of the distribution, e.g. `scikit-learn`. */
  readonly distribution: string;
  /** The first version without it, e.g. `2.0`. */
  readonly version: string;
  /** What to write instead, as text for people. */
  readonly instead: string;
  /** The last part of the name under which the same thing lives on; undefined where more must change than a name. */
  readonly rename?: string;
}

type Row = readonly [name: string, version: string, instead: string, rename?: string];

const PANDAS: readonly Row[] = [
  ['DataFrame.append', '2.0', '`pd.concat([df, other])`'],
  ['Series.append', '2.0', '`pd.concat([series, other])`'],
  ['DataFrame.iteritems', '2.0', '`items`', 'items'],
  ['Series.iteritems', '2.0', '`items`', 'items'],
  ['DataFrame.ix', '1.0', '`loc` or `iloc`'],
  ['Series.ix', '1.0', '`loc` or `iloc`'],
  ['DataFrame.as_matrix', '1.0', '`to_numpy`', 'to_numpy'],
  ['Series.as_matrix', '1.0', '`to_numpy`', 'to_numpy'],
  ['DataFrame.get_value', '1.0', '`at`'],
  ['DataFrame.set_value', '1.0', '`at`'],
  ['Series.get_value', '1.0', '`at`'],
  ['Series.set_value', '1.0', '`at`'],
  ['DataFrame.sort', '0.20', '`sort_values`', 'sort_values'],
  ['Series.order', '0.20', '`sort_values`', 'sort_values'],
  ['DataFrame.from_csv', '1.0', '`pd.read_csv`'],
  ['DataFrame.lookup', '2.0', '`loc` with factorized columns'],
  ['DataFrame.mad', '2.0', '`(df - df.mean()).abs().mean()`'],
  ['Series.mad', '2.0', '`(s - s.mean()).abs().mean()`'],
  ['DataFrame.tshift', '2.0', '`shift`', 'shift'],
  ['DataFrame.slice_shift', '2.0', '`shift`', 'shift'],
  ['DataFrame.applymap', '3.0', '`map`', 'map'],
  ['DataFrame.swapaxes', '3.0', '`transpose`'],
  ['DataFrame.first', '3.0', '`loc` with a date'],
  ['DataFrame.last', '3.0', '`loc` with a date'],
  ['DataFrame.pad', '3.0', '`ffill`', 'ffill'],
  ['DataFrame.backfill', '3.0', '`bfill`', 'bfill'],
  ['Series.ravel', '3.0', '`to_numpy`', 'to_numpy'],
  ['Series.view', '3.0', '`astype`'],
  ['Panel', '1.0', 'a frame with a MultiIndex'],
  ['np', '2.0', '`import numpy as np`'],
  ['datetime', '2.0', '`from datetime import datetime`'],
  ['rolling_mean', '0.23', '`series.rolling(n).mean()`'],
  ['rolling_std', '0.23', '`series.rolling(n).std()`'],
  ['ewma', '0.23', '`series.ewm(...).mean()`'],
  ['scatter_matrix', '0.25', '`pd.plotting.scatter_matrix`'],
  ['Int64Index', '2.0', '`pd.Index`', 'Index'],
  ['Float64Index', '2.0', '`pd.Index`', 'Index'],
  ['TimeGrouper', '1.0', '`pd.Grouper`', 'Grouper'],
  ['value_counts', '3.0', '`pd.Series(values).value_counts()`'],
  ['read_csv(error_bad_lines=)', '2.0', "`on_bad_lines='skip'`"],
  ['read_csv(warn_bad_lines=)', '2.0', "`on_bad_lines='warn'`"],
  ['read_csv(squeeze=)', '2.0', '`.squeeze("columns")` on the result'],
  ['read_csv(prefix=)', '2.0', '`names=` or renaming'],
];

const NUMPY: readonly Row[] = [
  ['float', '1.24', '`float`'],
  ['int', '1.24', '`int`'],
  ['object', '1.24', '`object`'],
  ['str', '1.24', '`str`'],
  ['complex', '1.24', '`complex`'],
  ['float_', '2.0', '`np.float64`', 'float64'],
  ['complex_', '2.0', '`np.complex128`', 'complex128'],
  ['string_', '2.0', '`np.bytes_`', 'bytes_'],
  ['unicode_', '2.0', '`np.str_`', 'str_'],
  ['Inf', '2.0', '`np.inf`', 'inf'],
  ['Infinity', '2.0', '`np.inf`', 'inf'],
  ['infty', '2.0', '`np.inf`', 'inf'],
  ['NaN', '2.0', '`np.nan`', 'nan'],
  ['NAN', '2.0', '`np.nan`', 'nan'],
  ['PINF', '2.0', '`np.inf`', 'inf'],
  ['NINF', '2.0', '`-np.inf`'],
  ['product', '2.0', '`np.prod`', 'prod'],
  ['cumproduct', '2.0', '`np.cumprod`', 'cumprod'],
  ['alltrue', '2.0', '`np.all`', 'all'],
  ['sometrue', '2.0', '`np.any`', 'any'],
  ['round_', '2.0', '`np.round`', 'round'],
  ['in1d', '2.4', '`np.isin`', 'isin'],
  ['trapz', '2.4', '`np.trapezoid`', 'trapezoid'],
  ['asfarray', '2.0', '`np.asarray(..., dtype=float)`'],
  ['asscalar', '1.23', '`array.item()`'],
  ['mat', '2.0', '`np.asmatrix`', 'asmatrix'],
  ['msort', '2.0', '`np.sort(a, axis=0)`'],
  ['rank', '1.18', '`np.ndim`', 'ndim'],
  ['ndarray.ptp', '2.0', '`np.ptp(array)`'],
  ['ndarray.itemset', '2.0', '`array[index] = value`'],
];

const SKLEARN: readonly Row[] = [
  ['cross_validation', '0.20', '`sklearn.model_selection`'],
  ['grid_search', '0.20', '`sklearn.model_selection`'],
  ['learning_curve', '0.20', '`sklearn.model_selection`'],
  ['externals.joblib', '0.23', '`import joblib`'],
  ['externals.six', '0.23', '`import six`'],
  ['preprocessing.Imputer', '0.22', '`sklearn.impute.SimpleImputer`'],
  ['preprocessing.CategoricalEncoder', '0.21', '`OneHotEncoder` or `OrdinalEncoder`'],
  ['datasets.load_boston', '1.2', 'another data set, e.g. `fetch_california_housing`'],
  ['datasets.samples_generator', '0.24', '`sklearn.datasets`'],
  ['datasets.fetch_mldata', '0.22', '`fetch_openml`', 'fetch_openml'],
  ['metrics.plot_confusion_matrix', '1.2', '`ConfusionMatrixDisplay.from_estimator`'],
  ['metrics.plot_roc_curve', '1.2', '`RocCurveDisplay.from_estimator`'],
  ['metrics.plot_precision_recall_curve', '1.2', '`PrecisionRecallDisplay.from_estimator`'],
  ['metrics.jaccard_similarity_score', '0.23', '`jaccard_score` or `accuracy_score`'],
  ['metrics.calinski_harabaz_score', '0.23', '`calinski_harabasz_score`', 'calinski_harabasz_score'],
  ['metrics.scorer', '0.24', '`sklearn.metrics`'],
  ['mixture.GMM', '0.20', '`GaussianMixture`'],
  ['lda', '0.19', '`sklearn.discriminant_analysis`'],
  ['qda', '0.19', '`sklearn.discriminant_analysis`'],
  ['hmm', '0.17', 'the package hmmlearn'],
  ['decomposition.RandomizedPCA', '0.20', "`PCA(svd_solver='randomized')`"],
  ['linear_model.RandomizedLasso', '0.21', 'another selection of features'],
  ['inspection.plot_partial_dependence', '1.2', '`PartialDependenceDisplay.from_estimator`'],
  ['utils.testing', '0.24', '`sklearn.utils._testing`, which is private'],
  ['utils.linear_assignment_', '0.23', '`scipy.optimize.linear_sum_assignment`'],
  ['feature_extraction.text.CountVectorizer.get_feature_names', '1.2', '`get_feature_names_out`', 'get_feature_names_out'],
  ['feature_extraction.text.TfidfVectorizer.get_feature_names', '1.2', '`get_feature_names_out`', 'get_feature_names_out'],
  ['feature_extraction.DictVectorizer.get_feature_names', '1.2', '`get_feature_names_out`', 'get_feature_names_out'],
  ['preprocessing.PolynomialFeatures.get_feature_names', '1.2', '`get_feature_names_out`', 'get_feature_names_out'],
  ['preprocessing.OneHotEncoder.get_feature_names', '1.2', '`get_feature_names_out`', 'get_feature_names_out'],
  ['compose.ColumnTransformer.get_feature_names', '1.2', '`get_feature_names_out`', 'get_feature_names_out'],
  ['preprocessing.OneHotEncoder(sparse=)', '1.4', '`sparse_output=`'],
  ['metrics.mean_squared_error(squared=)', '1.6', '`root_mean_squared_error`'],
];

const SCIPY: readonly Row[] = [
  ['misc.imread', '1.2', '`imageio.v3.imread` or `matplotlib.pyplot.imread`'],
  ['misc.imresize', '1.3', '`skimage.transform.resize` or Pillow'],
  ['misc.imsave', '1.2', '`imageio.v3.imwrite`'],
  ['misc.logsumexp', '1.3', '`scipy.special.logsumexp`'],
  ['misc.comb', '1.3', '`scipy.special.comb`'],
  ['misc.factorial', '1.3', '`scipy.special.factorial`'],
  ['misc.derivative', '1.12', '`numpy.gradient` or numdifftools'],
  ['misc.face', '1.12', '`scipy.datasets.face`'],
  ['ndimage.imread', '1.2', '`imageio.v3.imread`'],
  ['stats.binom_test', '1.12', '`scipy.stats.binomtest`', 'binomtest'],
  ['stats.chisqprob', '1.0', '`scipy.stats.chi2.sf`'],
  ['stats.itemfreq', '1.3', '`numpy.unique(..., return_counts=True)`'],
  ['stats.median_absolute_deviation', '1.9', '`scipy.stats.median_abs_deviation`', 'median_abs_deviation'],
  ['integrate.simps', '1.14', '`simpson`', 'simpson'],
  ['integrate.trapz', '1.14', '`trapezoid`', 'trapezoid'],
  ['integrate.cumtrapz', '1.14', '`cumulative_trapezoid`', 'cumulative_trapezoid'],
  ['signal.gaussian', '1.13', '`scipy.signal.windows.gaussian`'],
  ['signal.hann', '1.13', '`scipy.signal.windows.hann`'],
  ['signal.cwt', '1.15', 'PyWavelets'],
  ['signal.ricker', '1.15', 'PyWavelets'],
  ['interp', '1.12', '`numpy.interp`'],
  ['randn', '1.12', '`numpy.random.randn`'],
  ['array', '1.12', '`numpy.array`'],
  ['mean', '1.12', '`numpy.mean`'],
  ['sqrt', '1.12', '`numpy.sqrt`'],
  ['pi', '1.12', '`numpy.pi`'],
];

const MATPLOTLIB: readonly Row[] = [
  ['cm.get_cmap', '3.9', '`matplotlib.colormaps[name]`'],
  ['cm.register_cmap', '3.9', '`matplotlib.colormaps.register`'],
  ['cm.Vega20', '3.0', '`tab20`', 'tab20'],
  ['cm.spectral', '2.2', '`nipy_spectral`', 'nipy_spectral'],
  ['finance', '2.2', 'the package mplfinance'],
  ['pyplot.hold', '3.0', 'nothing: plots are always added'],
  ['pyplot.spectral', '2.2', '`nipy_spectral`', 'nipy_spectral'],
  ['pyplot.plot_date', '3.11', '`plot`', 'plot'],
  ['mlab.normpdf', '3.1', '`scipy.stats.norm.pdf`'],
  ['mlab.PCA', '3.1', '`sklearn.decomposition.PCA`'],
  ['pyplot.hist(normed=)', '3.1', '`density=`'],
  ['axes.Axes.hist(normed=)', '3.1', '`density=`'],
];

const SEABORN: readonly Row[] = [
  ['factorplot', '0.12', '`catplot`', 'catplot'],
  ['tsplot', '0.10', '`lineplot`', 'lineplot'],
  ['lvplot', '0.10', '`boxenplot`', 'boxenplot'],
  ['apionly', '0.10', '`seaborn`'],
];

const STATSMODELS: readonly Row[] = [['api.tsa.ARMA', '0.13', '`statsmodels.tsa.arima.model.ARIMA`']];

const IPYTHON: readonly Row[] = [
  ['core.display.display', '9.0', '`IPython.display.display`'],
  ['core.display.set_matplotlib_formats', '9.0', '`matplotlib_inline.backend_inline.set_matplotlib_formats`'],
  ['display.set_matplotlib_formats', '9.0', '`matplotlib_inline.backend_inline.set_matplotlib_formats`'],
];

function rows(root: string, distribution: string, table: readonly Row[]): (readonly [string, Removal])[] {
  return table.map(([short, version, instead, rename]) => {
    const name = `${root}.${short}`;
    return [name, { name, distribution, version, instead, ...(rename === undefined ? {} : { rename }) }];
  });
}

export const REMOVALS: ReadonlyMap<string, Removal> = new Map([
  ...rows('pandas', 'pandas', PANDAS),
  ...rows('numpy', 'numpy', NUMPY),
  ...rows('sklearn', 'scikit-learn', SKLEARN),
  ...rows('scipy', 'scipy', SCIPY),
  ...rows('matplotlib', 'matplotlib', MATPLOTLIB),
  ...rows('seaborn', 'seaborn', SEABORN),
  ...rows('statsmodels', 'statsmodels', STATSMODELS),
  ...rows('IPython', 'ipython', IPYTHON),
]);

const known = new Map<string, Removal | undefined>();
const roots = new Set([...REMOVALS.keys()].map((each) => each.slice(0, each.indexOf('.'))));

/** What was removed of a dotted name: itself, or the module it would lie in. */
export function removalOf(qualified: string): Removal | undefined {
  const dot = qualified.indexOf('.');
  if (dot < 0 || !roots.has(qualified.slice(0, dot))) return undefined;
  if (!known.has(qualified)) known.set(qualified, search(qualified));
  return known.get(qualified);
}

function search(qualified: string): Removal | undefined {
  for (let end = qualified.length; end > 0; end = qualified.lastIndexOf('.', end - 1)) {
    const found = REMOVALS.get(qualified.slice(0, end));
    if (found) return found;
  }
  return undefined;
}
