// What git has staged and what is new since a revision, in real repositories, also in those of strangers.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { folderWith, notebookText, run } from '../ran.ts';

const BROKEN = notebookText('print(gone)');
const CLEAN = notebookText('x = 1');

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

function repository(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  rmSync(join(folder, '.git'), { recursive: true });
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  return folder;
}

async function found(folder: string, ...flags: readonly string[]): Promise<readonly string[]> {
  const { out } = await run(folder, ['check', '--format', 'concise', ...flags]);
  return [...out.matchAll(/^(.*\.ipynb):cell/gm)].map((each) => each[1] ?? '');
}

describe('--staged', () => {
  test('checks the index, not the files, also before the first commit', async () => {
    const folder = repository({ 'a.ipynb': BROKEN, 'b.ipynb': CLEAN });
    writeFileSync(join(folder, 'a.ipynb'), CLEAN);
    writeFileSync(join(folder, 'b.ipynb'), BROKEN);
    writeFileSync(join(folder, 'untracked.ipynb'), BROKEN);
    expect(await found(folder, '--staged')).toEqual(['a.ipynb']);
    git(folder, 'commit', '-qm', 'one');
    expect(await run(folder, ['check', '--staged'])).toEqual({ code: 0, out: 'No problems in 0 notebooks.\n', err: '' });
  });

  test('takes odd names, and leaves out what is deleted, linked, of a submodule or excluded', async () => {
    const folder = repository({ 'kept.ipynb': CLEAN, 'gone.ipynb': BROKEN, 'old.ipynb': BROKEN });
    git(folder, 'commit', '-qm', 'one');
    const inner = repository({ 'inner.ipynb': BROKEN });
    git(inner, 'commit', '-qm', 'inner');
    git(folder, 'submodule', '--quiet', 'add', inner, 'module');
    git(folder, 'rm', '-q', 'gone.ipynb');
    git(folder, 'mv', 'old.ipynb', 'renamed.ipynb');
    mkdirSync(join(folder, 'sub dir'));
    mkdirSync(join(folder, 'drafts'));
    for (const path of ['sub dir/ä "x"\t.ipynb', 'drafts/d.ipynb']) writeFileSync(join(folder, path), BROKEN);
    symlinkSync('kept.ipynb', join(folder, 'link.ipynb'));
    writeFileSync(join(folder, 'nbship.toml'), 'exclude = ["drafts"]\n');
    git(folder, 'add', '-A');
    expect(await found(folder, '--staged')).toEqual(['renamed.ipynb', 'sub dir/ä "x"\t.ipynb']);
    expect(await found(join(folder, 'sub dir'), '--staged')).toEqual(['ä "x"\t.ipynb']);
    expect(await found(folder, '--staged', 'renamed.ipynb')).toEqual(['renamed.ipynb']);
    expect(await found(folder, '--staged', 'drafts/d.ipynb')).toEqual(['drafts/d.ipynb']);
    expect(await found(join(folder, 'module'), '--staged')).toEqual([]);
  });

  test('works in a worktree, and says where there is no repository', async () => {
    const folder = repository({ 'a.ipynb': CLEAN });
    git(folder, 'commit', '-qm', 'one');
    const tree = join(folderWith({}), 'tree');
    git(folder, 'worktree', 'add', '-q', tree);
    writeFileSync(join(tree, 'a.ipynb'), BROKEN);
    git(tree, 'add', '-A');
    expect(await found(tree, '--staged')).toEqual(['a.ipynb']);
    const outside = folderWith({ 'a.ipynb': BROKEN });
    rmSync(join(outside, '.git'), { recursive: true });
    const said = await run(outside, ['check', '--staged']);
    expect(said).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^nbship: git rev-parse: .*not a git repository.*\n$/) as string,
    });
  });

  test('fixes files that are as they are staged, and no others; a commit stops all the same', async () => {
    const dirty = notebookText('x = 1  # nbship: ignore[star-import]');
    const folder = repository({ 'a.ipynb': dirty, 'b.ipynb': dirty });
    const edited = `${dirty}\n`;
    writeFileSync(join(folder, 'b.ipynb'), edited);
    const said = await run(folder, ['check', '--staged', '--fix']);
    expect(said.code).toBe(2);
    expect(said.err).toContain('b.ipynb: not fixed: it has changes that are not staged');
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(CLEAN);
    expect(readFileSync(join(folder, 'b.ipynb'), 'utf8')).toBe(edited);
    expect(git(folder, 'show', ':a.ipynb')).toBe(dirty);
    git(folder, 'rm', '-qf', '--cached', 'b.ipynb');
    writeFileSync(join(folder, 'a.ipynb'), dirty.replaceAll('\n', '\r\n'));
    expect((await run(folder, ['check', '--staged', '--fix'])).code).toBe(1);
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(CLEAN.replaceAll('\n', '\r\n'));
  });
});

describe('--since', () => {
  test('tells what is new, wherever lines and cells have moved to', async () => {
    const folder = repository({ 'a.ipynb': notebookText('print(one)', 'print(two)'), 'same.ipynb': BROKEN });
    git(folder, 'commit', '-qm', 'one');
    const text = notebookText('# first', 'print(two)\nx = 1', 'import math\nprint(one)', 'print(two)');
    writeFileSync(
      join(folder, 'a.ipynb'),
      text.replaceAll(/"id": "cell-(\d)"/g, (_, at: string) => `"id": "${['new', 'cell-1', 'cell-0', 'other'][Number(at)]}"`),
    );
    writeFileSync(join(folder, 'new.ipynb'), BROKEN);
    const said = await run(folder, ['check', '--since', 'HEAD', '--format', 'concise']);
    expect(said.out).toBe(
      'new.ipynb:cell 1:1:7: error undefined-name: `gone` is used here, and no cell defines it.\nFound 1 problem in 1 of 3 notebooks.\n',
    );
    expect(await found(folder, '--since', 'HEAD', 'same.ipynb')).toEqual([]);
  });

  test('knows cells without ids by their lines, and renamed notebooks', async () => {
    const old = (text: string): string =>
      text.replaceAll(/ *"id": "cell-\d",\n/g, '').replace('"nbformat_minor": 5', '"nbformat_minor": 4');
    const folder = repository({ 'a.ipynb': old(notebookText('a = 1\nb = 2\nprint(gone)', 'c = 3')) });
    git(folder, 'commit', '-qm', 'one');
    git(folder, 'mv', 'a.ipynb', 'b.ipynb');
    writeFileSync(join(folder, 'b.ipynb'), old(notebookText('c = 3', 'a = 1\nb = 22\nprint(gone)')));
    expect(await found(folder, '--since', 'HEAD')).toEqual([]);
    writeFileSync(join(folder, 'b.ipynb'), old(notebookText('c = 3', 'quite = 1\nanother = 2\nprint(gone)')));
    expect(await found(folder, '--since', 'HEAD')).toEqual(['b.ipynb']);
  });

  test('says what is no revision', async () => {
    const folder = repository({ 'a.ipynb': CLEAN });
    for (const revision of ['nope', '--output=x', '']) {
      const said = await run(folder, ['check', `--since=${revision}`]);
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toMatch(/^nbship: --since: .*revision/);
    }
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

test('nothing that a repository names is started', async () => {
  const folder = repository({ 'a.ipynb': CLEAN, '.gitattributes': '*.ipynb diff=evil filter=evil\n' });
  git(folder, 'commit', '-qm', 'one');
  const trace = join(folder, 'started');
  const script = join(folder, 'evil.sh');
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> '${trace}'\ncat\n`);
  chmodSync(script, 0o755);
  mkdirSync(join(folder, 'hooks'));
  for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction']) symlinkSync(script, join(folder, 'hooks', hook));
  const keys = [
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'core.editor',
    'diff.external',
    'diff.evil.textconv',
    'diff.evil.command',
  ];
  for (const key of [...keys, 'filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'uploadpack.packObjectsHook'])
    git(folder, 'config', key, script);
  git(folder, 'config', 'core.hooksPath', join(folder, 'hooks'));
  writeFileSync(join(folder, 'b.ipynb'), BROKEN);
  execFileSync(
    'git',
    [
      '-c',
      'core.fsmonitor=false',
      '-c',
      'core.hooksPath=/dev/null',
      'update-index',
      '--add',
      '--cacheinfo',
      `100644,${git(folder, '-c', 'core.fsmonitor=false', 'hash-object', '-w', '--no-filters', 'b.ipynb').trim()},b.ipynb`,
    ],
    { cwd: folder, stdio: 'pipe' },
  );
  // A blob that is missing would be fetched from where the configuration says.
  for (const [key, value] of [
    ['remote.origin.url', `ext::${script}`],
    ['remote.origin.promisor', 'true'],
    ['extensions.partialClone', 'origin'],
    ['protocol.ext.allow', 'always'],
  ] as const)
    git(folder, '-c', 'core.fsmonitor=false', 'config', key, value);
  rmSync(trace, { force: true });
  expect(await found(folder, '--staged')).toEqual(['b.ipynb']);
  expect(await found(folder, '--since', 'HEAD')).toEqual(['b.ipynb']);
  const object = git(folder, '-c', 'core.fsmonitor=false', 'rev-parse', ':b.ipynb').trim();
  renameSync(join(folder, '.git/objects', object.slice(0, 2), object.slice(2)), join(folder, 'away'));
  rmSync(trace, { force: true });
  expect((await run(folder, ['check', '--staged'])).code).toBe(2);
  expect(existsSync(trace)).toBe(false);
});
