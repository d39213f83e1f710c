// Readers of dependency files: what is declared, what is pinned, what is locked, and at which line.

import { describe, expect, test } from 'vitest';

import { readDeclared } from '../../../src/core/project/declared.ts';
import { parseRequirement } from '../../../src/core/project/requirement.ts';

/** Each declaration as `name line pinned?`, each locked package as `name=version`. */
function read(path: string, text: string): readonly string[] {
  const result = readDeclared(path, text);
  if (result?.kind !== 'declared') throw new Error(`not read: ${JSON.stringify(result)}`);
  const { declarations, locked } = result.declared;
  return [
    ...declarations.map((each) => `${each.distribution} ${each.line} ${each.pinned ? 'pinned' : 'free'}`),
    ...locked.map((each) => `${each.name}=${each.version}`),
  ];
}

describe('requirements (PEP 508)', () => {
  test.each([
    ['pandas', 'pandas', false],
    ['Scikit_Learn==1.5.2', 'scikit-learn', true],
    ['pandas === 2.0', 'pandas', true],
    ['pandas==2.*', 'pandas', false],
    ['pandas>=2,<3', 'pandas', false],
    ['pandas[excel]==2.2.3 ; python_version > "3.9"', 'pandas', true],
    ['pandas (==2.2.3)', 'pandas', true],
    ['x @ https://index.example/x-1.0-py3-none-any.whl', 'x', true],
    ['x @ git+https://code.example/x@0123456789012345678901234567890123456789', 'x', true],
    ['x @ git+https://code.example/x@main', 'x', false],
  ])('%s', (text, distribution, pinned) => {
    expect(parseRequirement(text)).toMatchObject({ distribution, pinned });
  });

  test.each(['', '--hash=sha256:00', './local', 'https://index.example/x.whl'])('%j is none', (text) => {
    expect(parseRequirement(text)).toBeUndefined();
  });
});

describe('formats', () => {
  test('requirements.txt with comments, continuations, hashes and options', () => {
    const text =
      '# study\n--index-url https://index.example/simple\npandas==2.2.3 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nnumpy>=1  # any\n-r more.txt\n';
    expect(read('requirements.txt', text)).toEqual(['pandas 3 pinned', 'numpy 6 free', 'pandas=2.2.3']);
    const result = readDeclared('requirements.txt', text);
    expect(result?.kind === 'declared' && result.declared.includes).toEqual(['more.txt']);
  });

  test('pyproject.toml: PEP 621, PEP 735 and Poetry', () => {
    const text = [
      '[project]',
      'name = "a"',
      'dependencies = ["pandas>=2", "numpy==2.1.0"]',
      '[project.optional-dependencies]',
      'plot = ["matplotlib"]',
      '[dependency-groups]',
      'dev = ["pytest==8.0", {include-group = "lint"}]',
      '[tool.poetry.dependencies]',
      'python = "^3.10"',
      'scipy = "^1.10"',
      'joblib = "1.4.2"',
    ].join('\n');
    expect(read('pyproject.toml', text)).toEqual([
      'pandas 3 free',
      'numpy 3 pinned',
      'matplotlib 5 free',
      'pytest 7 pinned',
      'scipy 10 free',
      'joblib 11 pinned',
    ]);
  });

  test.each(['uv.lock', 'poetry.lock', 'pdm.lock'])('%s', (path) => {
    expect(read(path, '[[package]]\nname = "Scikit_Learn"\nversion = "1.5.2"\n')).toEqual(['scikit-learn=1.5.2']);
  });

  test('pylock.toml (PEP 751)', () => {
    expect(read('pylock.toml', 'lock-version = "1.0"\n[[packages]]\nname = "pandas"\nversion = "2.2.3"\n')).toEqual(['pandas=2.2.3']);
  });

  test('Pipfile and Pipfile.lock', () => {
    expect(read('Pipfile', '[packages]\npandas = "*"\nnumpy = "==2.1.0"\n')).toEqual(['pandas 2 free', 'numpy 3 pinned']);
    expect(read('Pipfile.lock', '{"default": {"pandas": {"version": "==2.2.3"}}, "develop": {}}')).toEqual(['pandas=2.2.3']);
  });

  test('environment.yml', () => {
    const text =
      'name: a\ndependencies:\n  - python=3.11\n  - numpy=1.26.4\n  - conda-forge::pandas>=2\n  - pip:\n    - scikit-learn==1.5.2\n';
    expect(read('environment.yml', text)).toEqual(['numpy 4 pinned', 'pandas 5 free', 'scikit-learn 7 pinned']);
  });

  test('conda-lock.yml', () => {
    expect(read('conda-lock.yml', 'version: 1\npackage:\n- name: numpy\n  version: 1.26.4\n  manager: conda\n')).toEqual(['numpy=1.26.4']);
  });

  test('setup.cfg', () => {
    expect(read('setup.cfg', '[options]\ninstall_requires =\n    pandas==2.2.3\n    numpy\n\n[flake8]\nmax-line-length = 100\n')).toEqual([
      'pandas 3 pinned',
      'numpy 4 free',
    ]);
  });
});

test('a broken file is told, not thrown; other files are none', () => {
  expect(readDeclared('uv.lock', 'version = 1\nname = [')).toMatchObject({
    kind: 'invalid',
    path: 'uv.lock',
    line: 2,
    expected: 'valid TOML',
  });
  expect(readDeclared('Pipfile.lock', '{')).toMatchObject({ kind: 'invalid', expected: 'valid JSON' });
  expect(readDeclared('environment.yml', 'name: a\ndependencies: [b\nc: d')).toMatchObject({ kind: 'invalid', expected: 'valid YAML' });
  expect(readDeclared('notes.txt', 'pandas')).toBeUndefined();
});
