// Replacing a file: never over what somebody else wrote meanwhile.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { NotReplaced, replaceFile } from '../../src/machine/replace-file.ts';
import { folderWith } from '../cli/ran.ts';

const [OLD, NEW] = [Buffer.from('old'), Buffer.from('new')];

test('a file that has changed, vanished or appeared since it was read stays as it is', () => {
  const folder = folderWith({ 'a.ipynb': 'old' });
  const path = join(folder, 'a.ipynb');
  writeFileSync(path, 'theirs');
  expect(() => replaceFile(path, OLD, NEW)).toThrow(/^has changed since it was read/);
  expect(() => replaceFile(path, undefined, NEW)).toThrow(NotReplaced);
  expect(readFileSync(path, 'utf8')).toBe('theirs');
  rmSync(path);
  expect(() => replaceFile(path, OLD, NEW)).toThrow('cannot be written (ENOENT)');
  expect(existsSync(path)).toBe(false);
  replaceFile(path, undefined, NEW);
  replaceFile(path, NEW, OLD);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['.git', 'a.ipynb']);
});

test('a folder in its place is told', () => {
  const folder = folderWith({});
  mkdirSync(join(folder, 'a.ipynb'));
  expect(() => replaceFile(join(folder, 'a.ipynb'), OLD, NEW)).toThrow(/^cannot be written \(E\w+\)$/);
  expect(readdirSync(folder).sort()).toEqual(['.git', 'a.ipynb']);
});
