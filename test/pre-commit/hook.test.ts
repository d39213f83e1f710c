// The hook as a user meets it: the real pre-commit, a release commit, a git repository with one notebook that fails and one that passes.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const python = process.env['NBSHIP_TEST_PYTHON'];
const identity = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
};

function notebook(source: string): string {
  const cell = { cell_type: 'code', execution_count: null, id: 'only', metadata: {}, outputs: [], source: [source] };
  return `${JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

describe.skipIf(python === undefined)('the pre-commit hook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-hook-'));
  const released = join(folder, 'release/repository');
  const project = join(folder, 'project');
  const env = { ...process.env, ...identity, PRE_COMMIT_HOME: join(folder, 'cache'), GIT_CONFIG_GLOBAL: join(folder, 'gitconfig') };

  const run = (cwd: string, program: string, ...args: readonly string[]): string =>
    execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });
  const commit = (file: string): { readonly code: number | null; readonly output: string } => {
    run(project, 'git', 'add', file);
    const result = spawnSync('git', ['commit', '-qm', `Add ${file}`], { cwd: project, env, encoding: 'utf8' });
    return { code: result.status, output: result.stdout + result.stderr };
  };

  beforeAll(() => {
    run(root, process.execPath, 'scripts/release.mjs', '--dry', '--with-changes', join(folder, 'release'));
    mkdirSync(project);
    run(project, 'git', 'init', '-q');
    const hook = `repos:\n  - repo: ${released}\n    rev: ${run(released, 'git', 'rev-parse', 'HEAD').trim()}\n    hooks: [{ id: nbship }]\n`;
    writeFileSync(join(project, '.pre-commit-config.yaml'), hook);
    run(project, python ?? '', '-m', 'pre_commit', 'install');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is released as one file with nothing to install', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(released, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    expect(run(released, 'git', 'ls-files', 'dist').trim().split('\n')).toEqual([
      'dist/cli.js',
      'dist/lsp-library.js',
      'dist/mcp-library.js',
    ]);
    expect(run(released, 'git', 'status', '--porcelain')).toBe('');
  });

  it('stops the commit of a notebook that fails, and says why', () => {
    writeFileSync(join(project, 'fails.ipynb'), notebook('print(treshold)'));
    const { code, output } = commit('fails.ipynb');
    expect(output).toContain('undefined-name');
    expect(output).toContain('treshold');
    expect(code).toBe(1);
    run(project, 'git', 'rm', '-q', '--cached', 'fails.ipynb');
  }, 120_000);

  it('lets a notebook that passes be committed', () => {
    writeFileSync(join(project, 'passes.ipynb'), notebook('threshold = 0.5\nprint(threshold)'));
    const { code, output } = commit('passes.ipynb');
    expect(output).toContain('Passed');
    expect(code).toBe(0);
    expect(run(project, 'git', 'ls-files', dirname('passes.ipynb')).split('\n')).toContain('passes.ipynb');
  }, 120_000);
});
