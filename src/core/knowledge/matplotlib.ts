// Matplotlib and seaborn: nearly everything draws on a figure; a few calls save it, set how things look, or draw random numbers.
// Source: the matplotlib 3.11 and seaborn 0.13 references, and seaborn's source for its bootstraps.

import { readMatplotlib } from './generated/matplotlib.ts';
import { readSeaborn } from './generated/seaborn.ts';
import { each, merged, type ClassReading } from './reading.ts';
import type { CallFact, ClassFact, DrawFact, LibraryTable } from './table.ts';

const AXES = 'matplotlib.axes.Axes';
const FIGURE = 'matplotlib.figure.Figure';
const SHOWS: CallFact = { shows: 'figure' };
const SAVES: CallFact = { shows: 'figure', writes: { name: 'fname', position: 0 }, returns: 'none' };
const DISPLAY: CallFact = { sets: 'display' };

/** Methods of axes and figures draw; those that only tell are pure. */
function drawing(reading: ClassReading | undefined, extra: Readonly<Record<string, CallFact>>): Record<string, CallFact> {
  const result: Record<string, CallFact> = {};
  for (const name of Object.keys(reading?.methods ?? {}))
    result[name] = /^(get|has|is|can|in)_|^contains$/.test(name) ? { shares: ['self'] } : SHOWS;
  return { ...result, ...extra };
}

const AXES_OUT: CallFact = { shows: 'figure', returns: AXES };

const PYPLOT: Readonly<Record<string, CallFact>> = {
  figure: { shows: 'figure', returns: FIGURE },
  gcf: { shows: 'figure', returns: FIGURE },
  ...each('', 'gca axes subplot subplot2grid twinx twiny', AXES_OUT),
  // Axes are an array where there are several.
  subplots: SHOWS,
  savefig: SAVES,
  imsave: { writes: { name: 'fname', position: 0 }, returns: 'none' },
  imread: { reads: { name: 'fname', position: 0 }, returns: 'numpy.ndarray' },
  show: { shows: 'figure', returns: 'none' },
  hist: SHOWS,
  ...each(
    '',
    'rc rcdefaults rc_context xkcd set_cmap set_loglevel ion ioff switch_backend style.use style.context jet viridis gray hot',
    DISPLAY,
  ),
};

export function matplotlibTable(): LibraryTable {
  const reading = readMatplotlib();
  const functions: Record<string, CallFact> = {};
  for (const name of Object.keys(reading.functions)) functions[name] = name.startsWith('matplotlib.pyplot.') ? SHOWS : DISPLAY;
  const pyplot = Object.fromEntries(Object.entries(PYPLOT).map(([name, fact]) => [`matplotlib.pyplot.${name}`, fact]));
  return {
    library: 'matplotlib',
    version: reading.version,
    source: 'Matplotlib reference',
    functions: {
      ...functions,
      ...each('matplotlib.pyplot.', 'get_cmap colormaps get_fignums get_figlabels fignum_exists isinteractive get_backend getp get', {}),
      ...pyplot,
      ...each('matplotlib.', 'use rc rcdefaults rc_file rc_params rc_context interactive style.use set_loglevel', DISPLAY),
      ...each('matplotlib.style.', 'use context reload_library', DISPLAY),
      ...each('matplotlib.rcParams.', 'update setdefault __setitem__', DISPLAY),
      ...each('matplotlib.pyplot.rcParams.', 'update setdefault __setitem__', DISPLAY),
      ...each('matplotlib.cm.', 'get_cmap ScalarMappable', {}),
      'matplotlib.image.imread': { reads: { name: 'fname', position: 0 }, returns: 'numpy.ndarray' },
    },
    classes: {
      [AXES]: {
        methods: drawing(reading.classes[AXES], { ...each('', 'twinx twiny inset_axes', AXES_OUT), get_figure: { returns: FIGURE } }),
      },
      [FIGURE]: {
        methods: drawing(reading.classes[FIGURE], { savefig: SAVES, ...each('', 'add_subplot add_axes gca', AXES_OUT) }),
      },
    },
    others: 'figure',
    aliases: {
      ...reading.aliases,
      'matplotlib.axes._subplots.AxesSubplot': AXES,
      'matplotlib.axes._axes.Axes': AXES,
      'matplotlib.pylab': 'matplotlib.pyplot',
    },
  };
}

/**
 * Seaborn's confidence intervals (barplot, pointplot, lineplot, regplot) are bootstrapped by a fresh generator of their own unless
 * `seed` is given, so no global seed reaches them and they move none (measured with 0.13.2). Only the picture of an interval
 * depends on it. Jitter does come from NumPy's global generator and moves it on (measured).
 */
const BOOTSTRAP: DrawFact = {
  from: 'fresh',
  shown: true,
  seed: { name: 'seed' },
  // Arrays given one by one mostly have one value a bar, and then there is no interval.
  given: 'data',
  unless: [{ errorbar: [null, 'sd', 'se', 'pi'] }, { ci: [null, 'sd'] }],
  defaults: { errorbar: 'ci', ci: 95 },
};

const JITTERS: CallFact = {
  shows: 'figure',
  draws: { from: 'numpy', shown: true, unless: [{ jitter: [false, 0] }], defaults: { jitter: true } },
};

const JITTERS_POINTS: CallFact = {
  shows: 'figure',
  draws: {
    from: 'numpy',
    shown: true,
    unless: [{ x_jitter: [null, 0], y_jitter: [null, 0] }],
    defaults: { x_jitter: null, y_jitter: null },
  },
};

/** `map`, `map_dataframe`, `map_diag`, ...: methods that call the plotting function they are given. */
const mapping = (read: ClassReading | undefined): readonly string[] =>
  Object.keys(read?.methods ?? {}).filter((name) => name.startsWith('map'));

const SEABORN: Readonly<Record<string, CallFact>> = {
  regplot: JITTERS_POINTS,
  lmplot: JITTERS_POINTS,
  stripplot: JITTERS,
  ...each('', 'barplot pointplot', { shows: 'figure', draws: BOOTSTRAP }),
  catplot: {
    shows: 'figure',
    draws: { from: 'numpy', shown: true, when: [{ kind: ['strip'], jitter: [true] }], defaults: { kind: 'strip', jitter: true } },
    drawsToo: { ...BOOTSTRAP, when: [{ kind: ['bar', 'point'] }], defaults: { ...BOOTSTRAP.defaults, kind: 'strip' } },
  },
  ...each('', 'set set_theme set_style set_context set_palette set_color_codes reset_defaults reset_orig despine', DISPLAY),
  despine: SHOWS,
  load_dataset: { reads: { name: '' }, returns: 'pandas.DataFrame' },
  get_dataset_names: { reads: { name: '' } },
  ...each('', 'color_palette axes_style plotting_context husl_palette hls_palette light_palette dark_palette cubehelix_palette', {}),
  ...each('', 'diverging_palette blend_palette xkcd_palette crayon_palette mpl_palette desaturate saturate set_hls_values', {}),
};

export function seabornTable(): LibraryTable {
  const reading = readSeaborn();
  const functions: Record<string, CallFact> = {};
  for (const name of Object.keys(reading.functions)) functions[name] = SEABORN[name.slice('seaborn.'.length)] ?? SHOWS;
  const grid = (name: string): ClassFact => ({
    construct: SHOWS,
    methods: {
      ...drawing(reading.classes[name], { savefig: SAVES }),
      ...Object.fromEntries(mapping(reading.classes[name]).map((method) => [method, { shows: 'figure', calls: [0] } satisfies CallFact])),
    },
  });
  const older = merged(
    Object.fromEntries(Object.entries(SEABORN).map(([name, fact]) => [`seaborn.${name}`, fact])),
    each('seaborn.', 'distplot factorplot tsplot', SHOWS),
  );
  return {
    library: 'seaborn',
    version: reading.version,
    source: 'seaborn reference and source',
    functions: { ...older, ...functions },
    classes: {
      'seaborn.FacetGrid': grid('seaborn.FacetGrid'),
      'seaborn.PairGrid': grid('seaborn.PairGrid'),
      'seaborn.JointGrid': grid('seaborn.JointGrid'),
    },
    others: 'figure',
    aliases: reading.aliases,
  };
}
