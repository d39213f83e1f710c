// When a release is refused: no day in the changelog, work that is not committed, flags that do not go together.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('a release is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-refused-'));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const refusal = (...flags: readonly string[]): { readonly status: number | null; readonly message: string } => {
    const ran = spawnSync(process.execPath, ['scripts/release.mjs', ...flags], { cwd: folder, encoding: 'utf8' });
    return { status: ran.status, message: ran.stderr.trim() };
  };

  beforeAll(() => {
    git('init', '-q');
    for (const path of ['scripts', 'package.json', 'package-lock.json']) cpSync(join(root, path), join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'CHANGELOG.md'), `# Changelog\n\n## ${version()} (not released yet)\n`);
    git('add', '--all');
    git('commit', '-qm', 'Begin');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function version(): string {
    return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version;
  }

  it('without a day in the changelog', () => {
    const message = `CHANGELOG.md has no section '## ${version()} (YYYY-MM-DD)'. Write it and commit, or try the release with --dry.`;
    expect(refusal()).toEqual({ status: 2, message });
  });

  it('with work that is not committed', () => {
    writeFileSync(join(folder, 'new.txt'), '');
    expect(refusal('--dry')).toEqual({ status: 2, message: 'What is not committed would not be in the release:\n?? new.txt' });
    rmSync(join(folder, 'new.txt'));
  });

  it('of a working tree, other than dry', () => {
    expect(refusal('--with-changes')).toEqual({ status: 2, message: '--with-changes is for trying things out: it needs --dry as well.' });
    expect(existsSync(join(folder, '.cache'))).toBe(false);
  });

  it('with a flag that does not exist', () => {
    const { status, message } = refusal('--publish');
    expect(status).toBe(2);
    expect(message).toContain("Unknown option '--publish'");
    expect(message).not.toContain('    at ');
  });
});
