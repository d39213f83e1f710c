// The bundled command line runs with nothing beside it.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;

describe('the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-bundle-'));
  const bundle = join(folder, 'cli.mjs');
  const run = (args: readonly string[], input = ''): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(process.execPath, [bundle, ...args], { cwd: folder, input, encoding: 'utf8' });

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/build.ts'), bundle], {
      stdio: 'pipe',
    });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts like a program', () => {
    expect(readFileSync(bundle, 'utf8').split('\n', 1)).toEqual(['#!/usr/bin/env node']);
    expect(run(['--version'])).toMatchObject({ status: 0, stdout: `nbship ${String(manifest['version'])}\n`, stderr: '' });
  });

  it('checks a notebook with nothing beside it', () => {
    const { status, stdout } = run(['check', '-', '--format', 'json'], readFileSync(join(root, 'examples/churn/churn.ipynb'), 'utf8'));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, summary: { notebooks: 1 } });
  });

  it('carries the pages of the rules', () => {
    expect(run(['explain', 'undefined-name'])).toMatchObject({ status: 0, stdout: expect.stringContaining('# undefined-name') as unknown });
  });
});
