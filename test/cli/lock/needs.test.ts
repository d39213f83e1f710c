// What notebooks need, and whether the project locks it.

import { expect, test } from 'vitest';

import { modelOf, notebookFrom } from '../../../src/cli/analyse.ts';
import { gapsIn } from '../../../src/cli/lock/coverage.ts';
import { needsOf, requirementOf, split, type Need } from '../../../src/cli/lock/needs.ts';
import { projectFacts } from '../../../src/core/project/facts.ts';
import { environmentWith } from '../environments.ts';
import { notebookText } from '../ran.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const direct = { url: 'https://code.example/cohort', vcs_info: { vcs: 'git', commit_id: COMMIT } };

const ENVIRONMENT = environmentWith({
  installed: {
    pandas: { version: '2.2.3', direct_url: null },
    'scikit-learn': { version: '1.5.2', direct_url: null },
    cohort: { version: '0.3.1', direct_url: direct },
    ours: { version: '1.0', direct_url: { url: 'file:///study/ours', dir_info: { editable: true } } },
    openpyxl: { version: '3.1.5', direct_url: null },
  },
  packages: { pandas: ['pandas'], sklearn: ['scikit-learn'], cohort: ['cohort'], ours: ['ours'], openpyxl: ['openpyxl'] },
  standard_library: ['os'],
});

function needs(...cells: readonly string[]): readonly Need[] {
  const project = projectFacts([], ['helpers']);
  return needsOf([modelOf(notebookFrom('a.ipynb', notebookText(...cells)), { project })], ENVIRONMENT);
}

const written = (...cells: readonly string[]): readonly string[] => needs(...cells).map((each) => requirementOf(each));

test('imports at the installed version; not the standard library, modules of the project, and what may be absent', () => {
  expect(written('import os, pandas, helpers\nfrom sklearn import svm\ntry:\n    import seaborn\nexcept ImportError:\n    pass')).toEqual([
    'pandas==2.2.3',
    'scikit-learn==1.5.2',
  ]);
});

test('what cells install, with extras, and as written where it is not installed', () => {
  expect(written('%pip install "pandas[excel]" tabulate>=0.9 ipykernel\n!pip install -r more.txt', 'import pandas')).toEqual([
    'pandas[excel]==2.2.3',
    'tabulate>=0.9',
  ]);
});

test('what came from a repository at its commit; what came from a folder has no name elsewhere', () => {
  expect(written('import cohort')).toEqual([`cohort @ git+https://code.example/cohort@${COMMIT}`]);
  expect(needs('import ours')).toMatchObject([{ source: '' }]);
});

test('a name that only an import gives is not taken from the index', () => {
  const { known, guessed } = split(needs('import pandas, figures\nimport seaborn'));
  expect(known.map((each) => each.distribution)).toEqual(['pandas', 'seaborn']);
  expect(guessed.map((each) => each.because)).toEqual(['import figures']);
});

test('an engine that no import shows', () => {
  expect(written('import pandas as pd\ndf = pd.read_excel("a.xlsx")')).toEqual(['openpyxl==3.1.5', 'pandas==2.2.3']);
});

test('the gaps of a project', () => {
  const gaps = (path: string, text: string): readonly string[] =>
    gapsIn(projectFacts([{ path, text }], []), needs('import pandas, sklearn'));
  expect(gaps('requirements.txt', 'pandas==2.2.3\nscikit-learn>=1\n')).toEqual([
    'scikit-learn (import sklearn): asked for as `scikit-learn>=1` in requirements.txt, line 2, which is no exact version',
  ]);
  expect(gaps('environment.yml', 'dependencies:\n  - pandas=2.2.1=py311_0\n  - scikit-learn=1.5.2\n')).toEqual([
    'pandas: 2.2.1 in environment.yml, 2.2.3 in the environment',
  ]);
  const lock = (version: string): string => `[[package]]\nname = "pandas"\nversion = "${version}"\n`;
  const rest = '[[package]]\nname = "scikit-learn"\nversion = "1.5.2"\n';
  expect(gaps('uv.lock', lock('2.0.0') + lock('2.2.3') + rest)).toEqual([]);
  expect(gaps('uv.lock', lock('2.0.0') + rest)).toEqual(['pandas: 2.0.0 in uv.lock, 2.2.3 in the environment']);
});
