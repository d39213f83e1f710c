// Which files a notebook's project has: from its folder up to the repository's root, and what lies beside it.

import { expect, test } from 'vitest';

import { corePath, nodeFiles } from '../../../src/machine/files.ts';
import { discoverProject } from '../../../src/core/project/discover.ts';
import { parentOf } from '../../../src/core/project/files.ts';
import type { ProjectFacts } from '../../../src/core/semantics/ports.ts';
import { folderWith, notebookText, run } from '../ran.ts';

function factsFor(folder: string, notebook: string): Promise<ProjectFacts> {
  return discoverProject(nodeFiles, parentOf(`${corePath(folder)}/${notebook}`), corePath(folder));
}

test('the nearest folder that declares something, with what its files include', async () => {
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
  const facts = await factsFor(folder, 'study/notebooks/a.ipynb');
  expect(facts.declarations.map((each) => `${each.path}:${each.line} ${each.distribution}`).toSorted()).toEqual([
    'study/more/pins:1 scipy',
    'study/requirements.txt:2 pandas',
  ]);
  expect([...facts.localModules].toSorted()).toEqual(['beside', 'helpers', 'notebooks', 'ours']);
});

test('the search ends at the root of the repository', async () => {
  const folder = folderWith({ 'requirements.txt': 'numpy\n', 'inner/.git/HEAD': '', 'inner/deep/x.py': '' });
  const facts = await factsFor(folder, 'inner/deep/a.ipynb');
  expect(facts.files).toEqual([]);
  expect(facts.localModules.has('x')).toBe(true);
});

test('files that include each other end; a missing one is passed over', async () => {
  const folder = folderWith({
    'requirements.txt': '-c constraints.txt\n-r gone.txt\nnumpy\n',
    'constraints.txt': '-r requirements.txt\nnumpy==2.0\n',
  });
  const facts = await factsFor(folder, 'a.ipynb');
  expect(facts.declarations.map((each) => each.requirement).toSorted()).toEqual(['numpy', 'numpy==2.0']);
});

test('a folder of scripts named as a library does not hide the library', async () => {
  const folder = folderWith({ 'tensorflow/lesson.py': '', 'ours/part.py': '', 'sklearn/__init__.py': '' });
  const { localModules } = await factsFor(folder, 'a.ipynb');
  expect([...localModules].toSorted()).toEqual(['ours', 'sklearn']);
});

test('the files that the configuration names, and no others', async () => {
  const folder = folderWith({
    'nbship.toml': 'dependencies = ["pins/study.list"]\n',
    'pins/study.list': '-r more.txt\n',
    'pins/more.txt': 'numpy==2.0.0\n',
    'requirements.txt': 'pandas\n',
    'a.ipynb': notebookText('import numpy'),
    'b.ipynb': notebookText('import pandas'),
  });
  const { out } = await run(folder, ['check', '--select', 'unpinned-import,undeclared-import', '--format', 'concise']);
  expect(out).toContain('b.ipynb');
  expect(out).not.toContain('a.ipynb');
});

test('a file that the configuration names and that is not there is an error', async () => {
  const folder = folderWith({ 'pyproject.toml': '[tool.nbship]\ndependencies = ["pins.txt"]\n', 'a.ipynb': notebookText('import numpy') });
  expect(await run(folder, ['check'])).toMatchObject({
    code: 2,
    err: "nbship: pyproject.toml: key 'dependencies': expected a file, found none at pins.txt\n",
  });
});

test('a dependency file and a script block that cannot be read are told, and stop nothing', async () => {
  const folder = folderWith({
    'uv.lock': 'version = 1\n[[package',
    'a.ipynb': notebookText('# /// script\n# dependencies = 3\n# ///'),
  });
  const { code, err } = await run(folder, ['check', '--format', 'concise']);
  expect(code).toBe(0);
  expect(err).toMatch(/nbship: uv\.lock:2: expected valid TOML, found .*; what it says is not known/);
  expect(err).toMatch(/nbship: a\.ipynb:\d+: expected `dependencies` to be a list, found 3/);
});
