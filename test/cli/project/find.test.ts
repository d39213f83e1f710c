// Which files a notebook's project has: from its folder up to the repository's root, and what lies beside it.

import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectFactsFor } from '../../../src/cli/project.ts';
import { folderWith } from '../ran.ts';

test('the nearest folder that declares something, with what its files include', () => {
  const folder = folderWith({
    'requirements.txt': 'numpy==2.0\n',
    'study/requirements.txt': '-r more/pins\npandas\n',
    'study/more/pins': 'scipy==1.14.0\n',
    'study/notebooks/pyproject.toml': '[tool.ruff]\nline-length = 100\n',
    'study/src/ours/__init__.py': '',
    'study/helpers.py': '',
    'study/notebooks/beside.py': '',
    'other.py': '',
  });
  const facts = projectFactsFor(join(folder, 'study/notebooks/a.ipynb'), folder);
  expect(facts.declarations.map((each) => `${each.path}:${each.line} ${each.distribution}`).toSorted()).toEqual([
    'study/more/pins:1 scipy',
    'study/requirements.txt:2 pandas',
  ]);
  expect([...facts.localModules].toSorted()).toEqual(['beside', 'helpers', 'notebooks', 'ours']);
});

test('the search ends at the root of the repository', () => {
  const folder = folderWith({ 'requirements.txt': 'numpy\n', 'inner/.git/HEAD': '', 'inner/deep/x.py': '' });
  const facts = projectFactsFor(join(folder, 'inner/deep/a.ipynb'), folder);
  expect(facts.files).toEqual([]);
  expect(facts.localModules.has('x')).toBe(true);
});

test('files that include each other end; a missing one is passed over', () => {
  const folder = folderWith({
    'requirements.txt': '-c constraints.txt\n-r gone.txt\nnumpy\n',
    'constraints.txt': '-r requirements.txt\nnumpy==2.0\n',
  });
  const facts = projectFactsFor(join(folder, 'a.ipynb'), folder);
  expect(facts.declarations.map((each) => each.requirement).toSorted()).toEqual(['numpy', 'numpy==2.0']);
});

test('a folder of scripts named as a library does not hide the library', () => {
  const folder = folderWith({ 'tensorflow/lesson.py': '', 'ours/part.py': '', 'sklearn/__init__.py': '' });
  const { localModules } = projectFactsFor(join(folder, 'a.ipynb'), folder);
  expect([...localModules].toSorted()).toEqual(['ours', 'sklearn']);
});
