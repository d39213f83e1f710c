// Which interpreter a name on a command line stands for.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

import { programNamed } from '../../src/machine/environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbship-environment-'));
const python = process.platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python');
mkdirSync(join(folder, 'env', python, '..'), { recursive: true });
writeFileSync(join(folder, 'env', python), '');

afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['the folder of an environment', 'env', join(folder, 'env', python)],
  ['a path', `./env/${python}`, join(folder, 'env', python)],
  ['a plain name, which is looked up on PATH', 'python3.12', 'python3.12'],
  ['a path where nothing is, which fails when it is started', './none/bin/python', join(folder, 'none/bin/python')],
])('takes %s', (_, named, program) => {
  expect(programNamed(named, folder)).toBe(program);
});
