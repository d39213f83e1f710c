// Forms of dependency files that people write by hand, from each tool's own documentation.

import { describe, expect, test } from 'vitest';

import { readDeclared } from '../../../src/core/project/declared.ts';
import { projectFacts } from '../../../src/core/project/facts.ts';

function read(path: string, text: string): readonly string[] {
  const result = readDeclared(path, text);
  if (result?.kind !== 'declared') throw new Error(`not read: ${JSON.stringify(result)}`);
  return [
    ...result.declared.declarations.map((each) => `${each.line} ${each.distribution} ${each.pinned ? 'pinned' : 'free'}`),
    ...result.declared.locked.map((each) => `${each.name} ${each.version}`),
    ...result.declared.includes.map((each) => `includes ${each}`),
  ];
}

describe('requirements', () => {
  test.each([
    ['-rbase.txt\n--constraint=c.txt', ['includes base.txt', 'includes c.txt']],
    ['\uFEFFnumpy==2.0\r\npandas\r\n', ['1 numpy pinned', '2 pandas free']],
    ['-e git+https://code.example/x@0123456789abcdef0123456789abcdef01234567#egg=x-y', ['1 x-y pinned']],
    ['git+https://code.example/x@main#egg=x', ['1 x free']],
    ['-e .\n./wheels/a_b-1.0-py3-none-any.whl', ['2 a-b pinned']],
    ['https://code.example/x/archive/main.zip#egg=x', ['1 x free']],
    ['pandas==2.2.3  # as run\n# numpy\\\nscipy', ['1 pandas pinned', '3 scipy free']],
    ['pandas \\', ['1 pandas free']],
    ['pandas==2.2,!=2.2.1\nnumpy==2.*\nscipy~=1.14.0', ['1 pandas pinned', '2 numpy free', '3 scipy free']],
    ['<html>not requirements</html>', []],
  ])('%j', (text, expected) => {
    expect(read('requirements.txt', text)).toEqual(expected);
  });

  test.each([
    'requirements.txt',
    'requirements-dev.txt',
    'dev_requirements.txt',
    'requirements3.txt',
    'constraints.txt',
    'requirements.in',
  ])('%s is one of pip', (path) => expect(read(path, 'pandas')).toEqual(['1 pandas free']));
});

test('poetry: groups, tables, several constraints, commits', () => {
  const text = [
    '[tool.poetry.dependencies]',
    'python = "^3.11"',
    'pandas = [{version = "2.0.3", python = "<3.12"}, {version = "2.2.3", python = ">=3.12"}]',
    'numpy = {version = "~1.26", optional = true}',
    'lib = {git = "https://code.example/lib", rev = "0123456789abcdef0123456789abcdef01234567"}',
    'other = {git = "https://code.example/other", branch = "main"}',
    '[tool.poetry.group.dev.dependencies]',
    'pytest = "==8.0"',
    '[tool.poetry.group.dev.dependencies.scipy]',
    'version = "1.14.0"',
  ].join('\n');
  expect(read('pyproject.toml', text)).toEqual([
    '3 pandas pinned',
    '4 numpy free',
    '5 lib pinned',
    '6 other free',
    '8 pytest pinned',
    '9 scipy pinned',
  ]);
});

test('pyproject: uv, pdm, hatch, and what setuptools reads from a file', () => {
  const text = [
    '[tool.uv]',
    "dev-dependencies = ['ruff==0.6']",
    '[tool.pdm.dev-dependencies]',
    'test = ["pytest"]',
    '[tool.hatch.envs.default]',
    'dependencies = ["pandas==2.2.3"]',
    '[tool.setuptools.dynamic]',
    'dependencies = {file = ["requirements.in"]}',
  ].join('\n');
  expect(read('pyproject.toml', text)).toEqual(['2 ruff pinned', '4 pytest free', '6 pandas pinned', 'includes requirements.in']);
});

test('a string that stands in an earlier table too is found in its own', () => {
  const text = '[build-system]\nrequires = ["setuptools"]\n[project]\nname = "a"\ndependencies = [\n  "setuptools",\n]\n';
  expect(read('pyproject.toml', text)).toEqual(['6 setuptools free']);
});

test('setup.cfg: install_requires and extras', () => {
  const text =
    '[metadata]\nname = a\n[options]\ninstall_requires =\n    # the data\n    pandas==2.2.3\n    numpy>=1\npackages = find:\n[options.extras_require]\nplot = matplotlib\n';
  expect(read('setup.cfg', text)).toEqual(['6 pandas pinned', '7 numpy free', '10 matplotlib free']);
});

describe('conda', () => {
  test.each([
    ['pandas', 'pandas free'],
    ['numpy=1.26', 'numpy free'],
    ['numpy=1.26.4', 'numpy pinned'],
    ['numpy==1.26', 'numpy pinned'],
    ['tqdm=4.66=pyhd8ed1ab_0', 'tqdm pinned'],
    ['conda-forge::pytorch=2.3.1', 'torch pinned'],
    ['matplotlib-base>=3', 'matplotlib free'],
    ['numpy 1.26.*', 'numpy free'],
  ])('%s', (spec, expected) => {
    expect(read('environment.yml', `dependencies:\n  - "${spec}"\n`)).toEqual([`2 ${expected}`]);
  });

  test('conda-lock, with packages of both managers', () => {
    const text =
      'version: 1\nmetadata: {}\npackage:\n- name: pytorch\n  version: 2.3.1\n  manager: conda\n  platform: linux-64\n- name: shap\n  version: 0.46.0\n  manager: pip\n  platform: linux-64\n';
    expect(read('conda-lock.yml', text)).toEqual(['torch 2.3.1', 'shap 0.46.0']);
  });

  test.each(['name: a\n', 'dependencies:\n', '', '- a\n', 'dependencies:\n  - pip:\n'])('%j declares nothing', (text) => {
    expect(read('environment.yml', text)).toEqual([]);
  });
});

test('what a project declares, with an included file of any name and a broken one', () => {
  const facts = projectFacts(
    [
      { path: 'requirements.txt', text: '-r pins\nnumpy' },
      { path: 'pins', text: 'pandas==2.2.3' },
      { path: 'uv.lock', text: '[[package' },
    ],
    ['helpers'],
  );
  expect(facts.declarations.map((each) => `${each.path}:${each.line} ${each.distribution}`)).toEqual([
    'requirements.txt:2 numpy',
    'pins:1 pandas',
  ]);
  expect(facts.files).toEqual(['requirements.txt', 'pins']);
  expect(facts.problems).toMatchObject([{ path: 'uv.lock', line: 1, expected: 'valid TOML' }]);
});
