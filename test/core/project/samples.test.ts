// Readers on files that the real tools wrote (scripts/make-lock-samples.py): they read what the tool itself then installed.

import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { object, record, string } from 'zod/mini';

import { readDeclared } from '../../../src/core/project/declared.ts';
import { inlineFacts } from '../../../src/core/project/inline.ts';
import type { Declared } from '../../../src/core/project/reading.ts';
import { normalised } from '../../../src/core/project/requirement.ts';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { notebookText } from '../../cli/ran.ts';

const resolved = object({ tool: string(), version: string(), installed: record(string(), string()) });

function sample(path: string): string {
  return readFileSync(new URL(`samples/${path}`, import.meta.url), 'utf8');
}

function read(path: string): Declared {
  const result = readDeclared(path, sample(path));
  if (result?.kind !== 'declared') throw new Error(`not read: ${JSON.stringify(result)}`);
  return result.declared;
}

/** What stood in the environment that the tool made from its own files. */
function installed(tool: string): Readonly<Record<string, string>> {
  return resolved.parse(JSON.parse(sample(`${tool}/resolved.json`))).installed;
}

const versions = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(read(path).locked.map((each) => [each.name, each.version]));
const declared = (path: string): readonly string[] =>
  read(path).declarations.map((each) => `${each.line} ${each.distribution} ${each.pinned ? 'pinned' : 'free'}`);

/** Wanted on Windows only, so locked and not installed. */
const ELSEWHERE = { colorama: '0.4.6' };
const without = (all: Readonly<Record<string, string>>, ...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

describe('locks hold what the tool installed, and what it locks for other systems', () => {
  test.each([
    ['uv/uv.lock', 'uv', ELSEWHERE],
    ['uv/pylock.toml', 'uv', ELSEWHERE],
    ['poetry/poetry.lock', 'poetry', ELSEWHERE],
    ['poetry-1/poetry.lock', 'poetry-1', ELSEWHERE],
    ['pdm/pdm.lock', 'pdm', ELSEWHERE],
  ])('%s', (path, tool, elsewhere) => {
    expect(versions(path)).toEqual({ ...installed(tool), ...elsewhere });
  });

  test('pipenv locks a repository at its commit', () => {
    const locked = versions('pipenv/Pipfile.lock');
    expect(without(locked, 'cohort')).toEqual(without(installed('pipenv'), 'cohort'));
    expect(locked['cohort']).toMatch(/^[0-9a-f]{40}$/);
  });

  test('pip lock, of what comes from the index', () => {
    expect(versions('pip/pylock.toml')).toEqual(without(installed('pip'), 'cohort'));
  });

  test('uv export, without the groups for development', () => {
    expect(versions('uv/requirements.txt')).toEqual({ ...without(installed('uv'), 'cohort', 'iniconfig', 'pluggy'), ...ELSEWHERE });
  });

  test('pip-compile with hashes', () => {
    expect(versions('pip-tools/requirements.txt')).toEqual(without(installed('pip-tools'), 'iniconfig'));
  });
});

describe('requirements without hashes pin what the tool installed', () => {
  test.each([
    ['pip/requirements.txt', 'pip', []],
    ['pip-tools/requirements-dev.txt', 'pip-tools', []],
    ['pdm/requirements.txt', 'pdm', ['colorama']],
  ])('%s', (path, tool, more) => {
    const { declarations } = read(path);
    expect(declarations.map((each) => each.distribution).sort()).toEqual([...Object.keys(installed(tool)), ...more].sort());
    expect(declarations.filter((each) => !each.pinned)).toEqual([]);
    const lines = sample(path).split('\n');
    for (const each of declarations) expect(normalised(lines[each.line - 1] ?? '').startsWith(each.distribution)).toBe(true);
  });
});

describe('what is asked for, with its lines', () => {
  test('uv: extras, groups that include groups, and sources', () => {
    expect(declared('uv/pyproject.toml')).toEqual([
      '6 pandas pinned',
      '7 numpy free',
      '8 ruamel-yaml free',
      '9 colorama free',
      '10 cohort pinned',
      '14 tabulate free',
      '17 iniconfig free',
      '18 pluggy pinned',
    ]);
  });

  test('poetry 2, with its own groups', () => {
    expect(declared('poetry/pyproject.toml')).toEqual([
      '6 pandas pinned',
      '7 numpy free',
      '8 ruamel-yaml free',
      '9 colorama free',
      '10 cohort pinned',
      '14 tabulate free',
      '25 iniconfig free',
      '26 pluggy pinned',
    ]);
  });

  test('poetry 1', () => {
    expect(declared('poetry-1/pyproject.toml')).toEqual([
      '10 pandas pinned',
      '11 numpy free',
      '12 ruamel-yaml free',
      '13 colorama free',
      '14 tabulate free',
      '15 cohort pinned',
      '26 iniconfig free',
      '29 pluggy pinned',
    ]);
  });

  test('pdm', () => {
    expect(declared('pdm/pyproject.toml').map((each) => each.replace(/^\d+ /, ''))).toEqual([
      'pandas pinned',
      'numpy free',
      'ruamel-yaml free',
      'colorama free',
      'cohort pinned',
      'tabulate free',
      'iniconfig free',
      'pluggy pinned',
    ]);
  });

  test('pipenv, with a category of its own', () => {
    expect(declared('pipenv/Pipfile')).toEqual([
      '7 pandas pinned',
      '8 numpy free',
      '9 ruamel-yaml free',
      '10 colorama free',
      '11 cohort pinned',
      '14 iniconfig free',
      '15 pluggy pinned',
      '18 tabulate free',
    ]);
  });

  test('pip-tools: what is compiled, and the files that it names', () => {
    expect(declared('pip-tools/requirements.in')).toEqual([
      '2 pandas pinned',
      '3 numpy free',
      '4 ruamel-yaml free',
      '5 colorama free',
      '6 tabulate free',
    ]);
    expect(read('pip-tools/requirements-dev.in').includes).toEqual(['requirements.txt', 'requirements.in']);
    expect(declared('pip-tools/constraints.txt')).toContain('9 pandas pinned');
  });
});

test('the lock of a script, as juv keeps it in a notebook', () => {
  const text = notebookText(sample('uv/cell.py'), 'import numpy as np');
  const locked: unknown = JSON.parse(text);
  if (typeof locked !== 'object' || locked === null) throw new Error('no notebook');
  const withLock = JSON.stringify({ ...locked, metadata: { 'uv.lock': sample('uv/cell.py.lock') } });
  const result = readNotebook('a.ipynb', withLock);
  if (result.kind !== 'notebook') throw new Error('not read');
  const facts = inlineFacts(result.notebook);
  const { numpy, tabulate } = installed('uv');
  expect(Object.fromEntries(facts.locked.map((each) => [each.name, each.version]))).toEqual({ numpy, tabulate });
  expect(facts.block?.declarations.map((each) => each.distribution)).toEqual(['numpy', 'tabulate']);
  expect(facts.block?.requiresPython).toBe('>=3.11,<3.12');
});

describe("conda's documented examples", () => {
  test.each([
    ['conda/environment.yml', ['3 numpy free', '4 pandas free']],
    ['conda/stats2/environment.yml', ['6 bokeh pinned', '7 numpy free', '8 nodejs free', '9 flask free', '12 flask-testing free']],
    ['conda/export/environment.yaml', ['7 numpy pinned', '8 pandas pinned']],
    ['conda/export/requirements.txt', ['2 numpy pinned', '3 pandas pinned']],
    ['conda/conda-linux-64.lock.yml', ['8 -libgcc-mutex pinned', '9 cudatoolkit pinned', '10 numpy pinned']],
  ])('%s', (path, expected) => expect(declared(path)).toEqual(expected));

  test.each([
    ['conda/explicit.txt', { python: '3.9.7', numpy: '1.21.0' }],
    ['conda/spec-file.txt', { mkl: '11.3.3', numpy: '1.11.1', openssl: '1.0.2h', pip: '8.1.2', python: '3.5.2', setuptools: '25.1.6' }],
    ['conda/list/requirements.txt', { '-libgcc-mutex': '0.1', 'libgcc-ng': '9.3.0', numpy: '1.21.2', torch: '1.10.0', shap: '0.40.0' }],
    ['conda/conda-linux-64.lock', { '-libgcc-mutex': '0.1', numpy: '1.26.4', 'python-dateutil': '2.9.0', shap: '0.46.0' }],
    ['conda/conda-lock.yml', { numpy: '1.26.4', torch: '2.3.1', shap: '0.46.0' }],
  ])('%s', (path, expected) => expect(versions(path)).toEqual(expected));
});
