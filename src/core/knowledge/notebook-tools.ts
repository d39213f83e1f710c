// What belongs to the notebook rather than to its result: display, progress bars, widgets, downloads.
// Source: the IPython 9, tqdm and requests references.

import { each } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';

const OUTPUT: CallFact = { shows: 'output' };

const IPython = (): LibraryTable => ({
  library: 'IPython',
  version: '9',
  source: 'IPython reference',
  functions: {
    ...each(
      'IPython.display.',
      'display clear_output display_html display_markdown display_png display_svg display_jpeg display_latex display_pretty display_json update_display',
      { ...OUTPUT, returns: 'none' },
    ),
    ...each('IPython.display.', 'set_matplotlib_formats set_matplotlib_close', { sets: 'display' }),
    'IPython.get_ipython': { returns: 'IPython.InteractiveShell' },
  },
  classes: {
    ...each('IPython.display.', 'HTML Markdown Latex Math SVG JSON Javascript Pretty Code', {}),
    ...each('IPython.display.', 'Image Audio Video IFrame', { construct: { reads: { name: 'filename' } } } satisfies ClassFact),
  },
  others: 'pure',
  aliases: { 'IPython.core.display': 'IPython.display', 'IPython.core.display_functions': 'IPython.display' },
});

/** A progress bar hands on what it iterates over. */
const BAR: CallFact = { shares: [0] };

const tqdm = (): LibraryTable => ({
  library: 'tqdm',
  version: '4',
  source: 'tqdm reference',
  functions: {
    ...each('tqdm.', 'tqdm trange tqdm_notebook tnrange', BAR),
    ...each('tqdm.notebook.', 'tqdm trange tqdm_notebook', BAR),
    ...each('tqdm.auto.', 'tqdm trange', BAR),
    // Adds `progress_apply` to pandas.
    ...each('tqdm.', 'tqdm.pandas notebook.tqdm.pandas auto.tqdm.pandas', { sets: 'display' }),
    ...each('tqdm.', 'tqdm.write notebook.tqdm.write auto.tqdm.write', OUTPUT),
  },
  classes: {},
  others: 'pure',
  aliases: { 'tqdm.autonotebook': 'tqdm.auto', 'tqdm.std': 'tqdm', 'tqdm._tqdm_notebook': 'tqdm.notebook' },
});

const OUTSIDE: CallFact = { reads: { name: '' } };

const requests = (): LibraryTable => ({
  library: 'requests',
  version: '2',
  source: 'Requests reference',
  functions: each('requests.', 'get post put delete head patch request', { ...OUTSIDE, returns: 'requests.Response' }),
  classes: {
    'requests.Response': { methods: { ...each('', 'json iter_content iter_lines close raise_for_status', {}) } },
    'requests.Session': {
      methods: each('', 'get post put delete head patch request', {
        ...OUTSIDE,
        mutates: ['self'],
        returns: 'requests.Response',
      } satisfies CallFact),
    },
  },
  others: 'pure',
});

const yaml = (): LibraryTable => ({
  library: 'yaml',
  version: '6',
  source: 'PyYAML documentation',
  functions: {
    ...each('yaml.', 'load safe_load full_load load_all safe_load_all', { mutates: [0] }),
    ...each('yaml.', 'dump safe_dump', { mutates: [1] }),
  },
  classes: {},
  others: 'pure',
});

export const NOTEBOOK_TABLES: Readonly<Record<string, () => LibraryTable>> = { IPython, tqdm, requests, yaml };
