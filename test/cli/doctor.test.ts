// `nbship doctor`: what it tells is what is there, and only what is broken makes it fail.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderWith, notebookText, run } from './ran.ts';

interface Found {
  readonly nbship: string;
  readonly node: { readonly version: string };
  readonly python: { readonly path: string; readonly why: string; readonly version: string | null };
  readonly tools: { readonly git: { readonly found: boolean; readonly version?: string } };
  readonly repository: string | null;
  readonly configuration: { readonly path: string | null; readonly rules: number };
  readonly dependencies: object;
  readonly notebooks: number;
  readonly problems: readonly string[];
}

async function found(folder: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly found: Found }> {
  const { code, out, err } = await run(folder, ['doctor', '--format', 'json', ...args]);
  expect(err).toBe('');
  return { code, found: JSON.parse(out) as Found };
}

describe('nbship doctor', () => {
  it('tells what lies around a folder', async () => {
    const folder = folderWith({
      'a.ipynb': notebookText('x = 1'),
      'sub/b.ipynb': notebookText('x = 1'),
      'skip/c.ipynb': notebookText('x = 1'),
      'nbship.toml': 'select = ["undefined-name"]\nexclude = ["skip"]\n',
      'requirements.txt': 'pandas==2.2.3\nnumpy\n',
    });
    const { code, found: all } = await found(folder);
    expect(code).toBe(0);
    expect(all).toMatchObject({
      version: 1,
      node: { version: process.version },
      python: { path: 'python3', why: 'PATH', version: expect.stringMatching(/^3\./) as string },
      tools: { git: { found: true, where: 'PATH' } },
      repository: folder,
      configuration: { path: join(folder, 'nbship.toml'), rules: 1 },
      dependencies: { files: ['requirements.txt'], declared: 2, pinned: 1, locked: 0 },
      notebooks: 2,
      problems: [],
    });
  });

  it('says all of it in words', async () => {
    const { code, out } = await run(folderWith({ 'a.ipynb': notebookText('x = 1') }), ['doctor', 'a.ipynb']);
    expect(code).toBe(0);
    for (const each of ['nbship', 'node', 'python', 'uv', 'git', 'dvc', 'ruff', 'repository', 'configuration', 'dependencies', 'notebooks'])
      expect(out).toMatch(new RegExp(`^${each} +\\S`, 'm'));
    expect(out).toContain('none, the defaults hold');
    expect(out).toContain('no file declares any');
    expect(out).toMatch(/\nNothing is broken\.\n$/);
  });

  it('takes the .venv above a notebook, and says when it does not run', async () => {
    const folder = folderWith({ 'sub/a.ipynb': notebookText('x = 1') });
    mkdirSync(join(folder, '.venv/bin'), { recursive: true });
    const python = join(folder, '.venv/bin/python');
    writeFileSync(python, '#!/bin/sh\necho "broken environment" >&2\nexit 3\n');
    chmodSync(python, 0o755);
    const { code, found: all } = await found(folder, 'sub/a.ipynb');
    expect(code).toBe(1);
    expect(all.python).toMatchObject({ path: python, why: '.venv', version: null });
    expect(all.problems).toEqual([expect.stringContaining('broken environment')]);
  });

  it('lists what is broken, each with its place', async () => {
    const folder = folderWith({ 'nbship.toml': 'ignore = ["undefined-nam"]\n', 'uv.lock': 'not toml [\n' });
    const { code, out } = await run(folder, ['doctor', '--python', 'no-such-python']);
    expect(code).toBe(1);
    const [, broken = ''] = out.split('\nBroken:\n');
    expect(broken.trimEnd().split('\n')).toHaveLength(3);
    expect(broken).toContain("did you mean 'undefined-name'?");
    expect(broken).toContain('uv.lock:1: expected valid TOML');
    expect(broken).toContain('no-such-python');
  });

  it('refuses a path that is not there', async () => {
    expect(await run(folderWith({}), ['doctor', 'gone'])).toMatchObject({ code: 2, err: 'nbship: gone: no such file or folder\n' });
  });
});
