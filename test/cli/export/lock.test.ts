// Locking when things go wrong: what is written then, and what is said. A stand-in plays uv.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { lockProject, type LockResult, type Uv } from '../../../src/cli/export/lock.ts';
import { environmentWith } from '../environments.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbship-lock-'));
  writeFileSync(join(folder, 'pyproject.toml'), '[project]\nname = "a"\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ENVIRONMENT = environmentWith({
  installed: { numpy: { version: '2.4.6', direct_url: null }, torch: { version: '2.13.0+cpu', direct_url: null } },
});

/** A uv that answers `lock` as told, and `export` with one hashed line. */
function uvThat(lock: { readonly code: number; readonly says?: string; readonly writes?: string }): Uv {
  const script = join(folder, 'uv.mjs');
  const text = `
    import { writeFileSync } from 'node:fs';
    if (process.argv[2] === 'export') console.log('numpy==2.4.6 --hash=sha256:00');
    else {
      if (process.env.UV_PYTHON_DOWNLOADS !== 'never') throw new Error('uv may download a Python');
      ${lock.writes === undefined ? '' : `writeFileSync('uv.lock', ${JSON.stringify(lock.writes)});`}
      console.error(${JSON.stringify(lock.says ?? '')});
      process.exitCode = ${lock.code};
    }`;
  writeFileSync(script, text);
  return { program: process.execPath, args: [script] };
}

function lock(uv: Uv | undefined): Promise<LockResult> {
  return lockProject(folder, ENVIRONMENT, uv, () => undefined);
}

function requirements(): string {
  return readFileSync(join(folder, 'requirements.txt'), 'utf8');
}

function lockFile(version: string, registry?: string): string {
  const source = registry === undefined ? '{ virtual = "." }' : `{ registry = "${registry}" }`;
  return `version = 1\n[[package]]\nname = "numpy"\nversion = "${version}"\nsource = ${source}\n[[package]]\nname = "torch"\nversion = "2.13.0"\n`;
}

it('writes hashed requirements from the lock, and has nothing to add where all is as in the environment', async () => {
  expect(await lock(uvThat({ code: 0, writes: lockFile('2.4.6') }))).toEqual({ kind: 'locked', notes: [] });
  expect(requirements()).toContain('--hash=sha256:');
});

it('tells what is locked at another version', async () => {
  const result = await lock(uvThat({ code: 0, writes: lockFile('2.5.0') }));
  expect(result).toEqual({ kind: 'locked', notes: ["numpy is locked at 2.5.0, the notebook's environment has 2.4.6"] });
});

it("tells of an index that only this machine's settings name", async () => {
  const result = await lock(uvThat({ code: 0, writes: lockFile('2.4.6', 'https://index.example.org/simple') }));
  expect(result.kind === 'locked' && result.notes.join()).toContain('does not declare');
});

it('has no solution where uv says so', async () => {
  expect(await lock(uvThat({ code: 1, says: 'No solution found' }))).toEqual({ kind: 'unsolved', message: 'No solution found' });
});

it.each([
  ['the network failed', uvThatFails],
  ['there is no uv', (): undefined => undefined],
])('writes versions without hashes, and says so, where %s', async (_, uv) => {
  expect(await lock(uv())).toMatchObject({ kind: 'unlocked' });
  expect(requirements()).toMatch(/^# NOT LOCKED/);
  expect(requirements()).toContain('\nnumpy==2.4.6\n');
  expect(requirements()).not.toContain('--hash');
});

function uvThatFails(): Uv {
  return uvThat({ code: 2, says: 'error: Failed to fetch: dns error' });
}
