// The hook as a user meets it: the real pre-commit, a release commit, commits of notebooks that fail and that pass, whole repositories of the corpus.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const python = process.env['NBSHIP_TEST_PYTHON'];
const corpus = fileURLToPath(new URL('../../../shared/corpus/notebooks', import.meta.url));
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

  /** A git repository with the hook, and the arguments that a user may give to it. */
  const repository = (place: string, args: readonly string[] = []): void => {
    const rev = run(released, 'git', 'rev-parse', 'HEAD').trim();
    repositoryWith(place, `repos:\n  - repo: ${released}\n    rev: ${rev}\n    hooks: [{ id: nbship, args: ${JSON.stringify(args)} }]\n`);
  };

  const repositoryWith = (place: string, configuration: string): void => {
    mkdirSync(place, { recursive: true });
    run(place, 'git', 'init', '-q');
    writeFileSync(join(place, '.pre-commit-config.yaml'), configuration);
    run(place, python ?? '', '-m', 'pre_commit', 'install');
  };

  beforeAll(() => {
    run(root, process.execPath, 'scripts/release.mjs', '--dry', '--with-changes', join(folder, 'release'));
    repository(project);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

  it('is released as one file with nothing to install', () => {
    const manifest = JSON.parse(readFileSync(join(released, 'package.json'), 'utf8')) as { readonly files: readonly string[] };
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    const shipped = manifest.files.filter((file) => file.startsWith('dist/'));
    expect(shipped).toContain('dist/cli.js');
    expect(run(released, 'git', 'ls-files', 'dist').trim().split('\n').toSorted()).toEqual(shipped.toSorted());
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

  it('checks what is staged, and leaves what is not staged as it was', () => {
    const good = notebook('threshold = 0.5\nprint(threshold)');
    const bad = notebook('print(treshold)');
    const file = join(project, 'half staged.ipynb');
    writeFileSync(file, good);
    run(project, 'git', 'add', 'half staged.ipynb');
    writeFileSync(file, bad);
    const passes = spawnSync('git', ['commit', '-m', 'Add the good half'], { cwd: project, env, encoding: 'utf8' });
    expect(passes.stdout + passes.stderr).toContain('Stashing unstaged files');
    expect(passes.status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(bad);
    run(project, 'git', 'add', 'half staged.ipynb');
    writeFileSync(file, good);
    const fails = spawnSync('git', ['commit', '-m', 'Add the bad half'], { cwd: project, env, encoding: 'utf8' });
    expect(fails.stdout + fails.stderr).toContain('treshold');
    expect(fails.status).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(good);
    expect(run(project, 'git', 'show', ':half staged.ipynb')).toBe(bad);
  }, 120_000);

  it('runs from the wheel as docs/ci.md tells it', () => {
    const place = join(folder, 'python');
    const wheel = globSync('*.whl', { cwd: join(folder, 'release'), absolute: true })[0] ?? '';
    const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
    const told = /```yaml\n(repos:\n {2}- repo: local\n[\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(told).toMatch(/\[nbship==[\d.]+\]/);
    repositoryWith(place, told.replace(/\[nbship==[\d.]+\]/, JSON.stringify([wheel])));
    writeFileSync(join(place, 'fails.ipynb'), notebook('print(treshold)'));
    run(place, 'git', 'add', '--all');
    const fails = spawnSync('git', ['commit', '-qm', 'Add'], { cwd: place, env, encoding: 'utf8' });
    expect(fails.stdout + fails.stderr).toContain('treshold');
    expect(fails.status).toBe(1);
    writeFileSync(join(place, 'fails.ipynb'), notebook('print(1)'));
    run(place, 'git', 'add', '--all');
    run(place, 'git', 'commit', '-qm', 'Add');
  }, 240_000);

  it('finds in the example what a check finds', () => {
    expectSame('examples', (place) => cpSync(join(root, 'examples/churn'), place, { recursive: true }));
  }, 120_000);

  it
    .skipIf(!existsSync(corpus))
    .each(['jakevdp+sklearn_tutorial', 'solegalli+feature-engineering-for-machine-learning', 'skorch-dev+skorch'])(
    'finds in all of %s what a check finds, and stops its commit',
    (name) => expectSame(name, (place) => cpSync(join(corpus, name), place, { recursive: true })),
    120_000,
  );

  /** `pre-commit run --all-files` and a commit of everything, against a check of the same folder. */
  function expectSame(name: string, fill: (place: string) => void): void {
    const place = join(folder, name);
    repository(place, ['--format', 'concise']);
    fill(place);
    run(place, 'git', 'add', '--all');
    const direct = spawnSync(process.execPath, [join(released, 'dist/cli.js'), 'check', '--format', 'concise'], {
      cwd: place,
      encoding: 'utf8',
    });
    const findings = (text: string): readonly string[] =>
      text
        .split('\n')
        .filter((line) => /^.+:cell \d+:\d+:\d+: \w+ /.test(line))
        .toSorted();
    expect(direct.status).toBe(1);
    expect(findings(direct.stdout).length).toBeGreaterThan(2);
    const all = spawnSync(python ?? '', ['-m', 'pre_commit', 'run', '--all-files'], { cwd: place, env, encoding: 'utf8' });
    expect({ status: all.status, findings: findings(all.stdout) }).toEqual({ status: 1, findings: findings(direct.stdout) });
    const commit = spawnSync('git', ['commit', '-qm', 'Add all notebooks'], { cwd: place, env, encoding: 'utf8' });
    expect(commit.status).toBe(1);
    expect(findings(commit.stdout + commit.stderr)).toEqual(findings(direct.stdout));
    expect(
      run(place, 'git', 'status', '--porcelain')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('A ')),
    ).toEqual([]);
  }
});
