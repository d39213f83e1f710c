// Which interpreter is a notebook's, and what of its packages the project needs.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { distributionsOf, freezeOf, interpreterFor, readEnvironment } from '../../../src/machine/environment.ts';
import { environmentWith } from '../environments.ts';

const BIN = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'nbship-environment-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function environmentAt(folder: string): string {
  const python = join(parent, folder, BIN);
  mkdirSync(dirname(python), { recursive: true });
  writeFileSync(python, '');
  return python;
}

describe('interpreterFor', () => {
  it('takes the one that is named, then the active one, then .venv above the notebook', () => {
    const notebook = join(parent, 'work/deep/a.ipynb');
    const near = environmentAt('work/.venv');
    const active = environmentAt('active');
    const env = { VIRTUAL_ENV: join(parent, 'active') };
    expect(interpreterFor(notebook, '/some/python', env)).toBe('/some/python');
    expect(interpreterFor(notebook, undefined, env)).toBe(active);
    expect(interpreterFor(notebook, undefined, {})).toBe(near);
    expect(interpreterFor(notebook, undefined, { VIRTUAL_ENV: join(parent, 'gone') })).toBe(near);
  });

  it('falls back to the python on PATH', () => {
    expect(interpreterFor(join(parent, 'a.ipynb'), undefined, {})).toMatch(/^python3?$/);
  });
});

const ENVIRONMENT = environmentWith({
  installed: {
    'scikit-learn': { version: '1.9.1', direct_url: null },
    pip: { version: '26.0', direct_url: null },
    mine: { version: '0.1', direct_url: { url: 'file:///somewhere' } },
  },
  packages: { sklearn: ['scikit-learn'], google: ['google-auth', 'google'], yaml: ['PyYAML'] },
  standard_library: ['os', 'json'],
});

describe('distributionsOf', () => {
  it('maps imports to what is installed under other names, without the standard library', () => {
    expect(distributionsOf(ENVIRONMENT, ['sklearn', 'os', 'yaml'])).toEqual({ found: ['PyYAML', 'scikit-learn'], missing: [] });
  });

  it('takes of a shared namespace the distribution that has its name', () => {
    expect(distributionsOf(ENVIRONMENT, ['google']).found).toEqual(['google']);
  });

  it('tells what nothing installed provides', () => {
    expect(distributionsOf(ENVIRONMENT, ['xgboost'])).toEqual({ found: [], missing: ['xgboost'] });
  });
});

describe('freezeOf', () => {
  it('has neither what builds packages nor what came from a folder', () => {
    expect(freezeOf(ENVIRONMENT)).toEqual(['scikit-learn==1.9.1']);
  });
});

describe('readEnvironment', () => {
  it('says what does not run', async () => {
    await expect(readEnvironment(join(parent, 'no-python'))).rejects.toThrow('expected a Python interpreter that runs');
  });

  it.skipIf(process.env['NBSHIP_TEST_PYTHON'] === undefined)('reads the facts of a real one', async () => {
    const environment = await readEnvironment(process.env['NBSHIP_TEST_PYTHON'] ?? '');
    expect(environment.python).toMatch(/^3\.\d+\.\d+/);
    expect(distributionsOf(environment, ['sklearn', 'os'])).toEqual({ found: ['scikit-learn'], missing: [] });
  });
});
