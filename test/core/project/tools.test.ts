// Readers on files that the real tools wrote: uv 0.13, pip lock, pipenv. Only index addresses were replaced.

import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { readDeclared } from '../../../src/core/project/declared.ts';
import type { Declared } from '../../../src/core/project/reading.ts';

function read(path: string): Declared {
  const result = readDeclared(path, readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8'));
  if (result?.kind !== 'declared') throw new Error(`not read: ${JSON.stringify(result)}`);
  return result.declared;
}

const declared = (path: string): readonly string[] =>
  read(path).declarations.map((each) => `${each.line} ${each.distribution} ${each.pinned ? 'pinned' : 'free'}`);
const locked = (path: string): readonly string[] => read(path).locked.map((each) => `${each.name} ${each.version}`);

test('the pyproject.toml that uv locked', () => {
  expect(declared('uv/pyproject.toml')).toEqual([
    '5 idna free',
    '5 python-dateutil free',
    '5 click free',
    '7 certifi free',
    '9 iniconfig pinned',
    '10 toml free',
  ]);
});

test('uv.lock, without the project itself', () => {
  expect(locked('uv/uv.lock')).toEqual([
    'certifi 2026.10.18',
    'click 8.5.1',
    'idna 3.20',
    'iniconfig 2.0.0',
    'python-dateutil 4.0.0',
    'toml 0.10.2',
    'tzdata 2026.6',
  ]);
});

test('uv export, as hashed requirements and as pylock', () => {
  const hashed = ['click 8.5.1', 'idna 3.20', 'python-dateutil 4.0.0', 'tzdata 2026.6'];
  expect(locked('uv/requirements.txt')).toEqual(hashed);
  expect(declared('uv/requirements.txt')).toEqual(['3 click pinned', '7 idna pinned', '11 python-dateutil pinned', '15 tzdata pinned']);
  expect(locked('uv/pylock.uv.toml')).toEqual(expect.arrayContaining(hashed));
});

test('pip lock', () => {
  expect(locked('pip/pylock.toml')).toEqual(['idna 3.20', 'python-dateutil 2.8.2', 'six 1.17.0']);
});

test('pipenv', () => {
  expect(declared('pipenv/Pipfile')).toEqual(['7 idna free', '8 python-dateutil pinned', '9 certifi free', '12 iniconfig free']);
  expect(locked('pipenv/Pipfile.lock')).toEqual(expect.arrayContaining(['certifi 2026.10.18', 'idna 3.20', 'python-dateutil 2.8.2']));
});
