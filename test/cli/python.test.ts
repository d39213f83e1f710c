// Checks of whole projects against what is installed: `--python`, the configuration's `python`, and the rules that need it.

import { expect, test } from 'vitest';

import { folderWith, notebookText, run } from './ran.ts';

const SITE = '.venv/lib/python3.12/site-packages';

/** A virtual environment as pip leaves it: `name==version` and the modules of each. */
function environment(packages: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const files: Record<string, string> = {
    '.venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.12.4\n',
    '.venv/bin/python': '',
  };
  for (const [pinned, modules] of Object.entries(packages)) {
    const [name = '', version = ''] = pinned.split('==');
    const info = `${SITE}/${name}-${version}.dist-info`;
    files[`${info}/METADATA`] = `Name: ${name}\nVersion: ${version}\n`;
    files[`${info}/RECORD`] = modules.map((each) => `${each},,`).join('\n');
    for (const each of modules) files[`${SITE}/${each}`] = '';
  }
  return files;
}

const PROJECT = {
  ...environment({
    'pandas==2.2.3': ['pandas/__init__.py', 'pandas/api/__init__.py'],
    'scikit_learn==1.5.2': ['sklearn/__init__.py', 'sklearn/svm/__init__.py'],
    'PyYAML==6.0.2': ['yaml/__init__.py'],
    'openpyxl==3.1.5': ['openpyxl/__init__.py'],
  }),
  'requirements.txt': 'pandas>=2  # frames\nscikit-learn==1.4.2\n',
  'notebooks/train.ipynb': notebookText(
    'import pandas as pd\nimport yaml\nfrom sklearn.svmm import SVC',
    'import umap, distutils',
    'rows = pd.read_excel("rows.xlsx")',
  ),
};

const SELECT = ['--select', 'unknown-import,undeclared-import,unpinned-import,version-drift,hidden-dependency'];

/** Rule and message of each finding. */
async function told(folder: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const { out } = await run(folder, ['check', 'notebooks', '--format', 'concise', ...SELECT, ...argv]);
  return out
    .split('\n')
    .filter((each) => each.startsWith('notebooks/'))
    .map((each) => each.replace(/^.*?(error|warning|information) /, ''));
}

test('what is installed decides, and nothing is started', async () => {
  expect(await told(folderWith(PROJECT), '--python', '.venv')).toEqual([
    'unpinned-import: `pandas` comes from pandas, which requirements.txt, line 1, asks for as `pandas>=2`: any of many versions.',
    'undeclared-import: `yaml` comes from pyyaml, and no dependency file of the project names it.',
    'unknown-import: scikit-learn 1.5.2, which is installed, has no module `sklearn.svmm`.',
    'version-drift: scikit-learn is installed in version 1.5.2, and requirements.txt says 1.4.2.',
    'undeclared-import: `umap` comes from umap-learn, and no dependency file of the project names it.',
    'unknown-import: `umap` is not installed in the interpreter of this notebook (Python 3.12.4).',
    "unknown-import: `distutils` is no longer part of Python's standard library from 3.12 on, and the interpreter is 3.12.4.",
    'hidden-dependency: `read_excel` needs openpyxl (or python-calamine), which no import shows and no dependency file names.',
  ]);
});

test('the interpreter and the configuration name the same environment', async () => {
  const byFlag = await told(folderWith(PROJECT), '--python', '.venv/bin/python');
  const folder = folderWith({ ...PROJECT, 'nbship.toml': 'python = ".venv"\n' });
  expect(await told(folder)).toEqual(byFlag);
  expect(byFlag.length).toBe(8);
});

test('without an environment only what the files say counts', async () => {
  expect(await told(folderWith(PROJECT))).toEqual([
    'unpinned-import: `pandas` comes from pandas, which requirements.txt, line 1, asks for as `pandas>=2`: any of many versions.',
    'undeclared-import: `yaml` comes from pyyaml, and no dependency file of the project names it.',
    'undeclared-import: `umap` comes from umap-learn, and no dependency file of the project names it.',
    'hidden-dependency: `read_excel` needs openpyxl (or python-calamine), which no import shows and no dependency file names.',
  ]);
});

test('an environment that is not there is an error of one line', async () => {
  const said = await run(folderWith(PROJECT), ['check', 'notebooks', '--python', 'gone/python']);
  expect(said.code).toBe(2);
  expect(said.err).toMatch(/^nbship: .*gone\/python: expected an interpreter or the folder of an environment, found nothing\n$/);
});
