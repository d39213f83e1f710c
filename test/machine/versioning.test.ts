// What a repository keeps, as real git writes it: versions of the index, worktrees, submodules, DVC's files and annexed links.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';

import { readGitIndex } from '../../src/machine/git-index.ts';
import { versioningOf } from '../../src/machine/versioning.ts';

const QUIET = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always'];

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', [...QUIET, ...args], { cwd, stdio: 'pipe' });
}

function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nbship-git-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(folder: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
}

/** A repository with a committed notebook, data that are tracked, and data that are not. */
function repository(...options: readonly string[]): string {
  const folder = emptyFolder();
  git(folder, 'init', '-q', ...options);
  write(folder, 'notebooks/a.ipynb', 'data/kept.csv', 'data/with space ä.csv', `data/${'long'.repeat(60)}.csv`, 'data/loose.csv');
  git(folder, 'add', 'notebooks', 'data/kept.csv', 'data/with space ä.csv', `data/${'long'.repeat(60)}.csv`);
  git(folder, 'commit', '-qm', 'first');
  return folder;
}

function keepers(folder: string, notebook = 'notebooks/a.ipynb'): readonly unknown[] {
  const known = versioningOf(join(folder, notebook));
  const paths = [
    '../data/kept.csv',
    '../data/with space ä.csv',
    `../data/${'long'.repeat(60)}.csv`,
    '../data/loose.csv',
    '../data/absent.csv',
  ];
  return [known?.keepsNotebook(), ...paths.map((each) => known?.keeperOf(each))];
}

const EXPECTED = [true, 'git', 'git', 'git', 'nobody', undefined];

describe('the index', () => {
  test.each(['2', '3', '4'])('of version %s', (version) => {
    const folder = repository();
    // Git writes version 3 where an entry has a flag of it.
    if (version === '3') {
      write(folder, 'later.txt');
      git(folder, 'add', '-N', 'later.txt');
    } else git(folder, 'update-index', '--index-version', version);
    expect(readFileSync(join(folder, '.git/index')).readUInt32BE(4)).toBe(Number(version));
    expect(keepers(folder)).toEqual(EXPECTED);
  });

  test('with SHA-256', () => {
    expect(keepers(repository('--object-format=sha256'))).toEqual(EXPECTED);
  });

  test('lists what git lists, over many files', () => {
    const folder = emptyFolder();
    git(folder, 'init', '-q');
    write(folder, ...Array.from({ length: 400 }, (_, at) => `d${at % 7}/${'x'.repeat(at % 23)}${at}.csv`));
    git(folder, 'add', '.');
    for (const version of ['2', '4']) {
      git(folder, 'update-index', '--index-version', version);
      const listed = execFileSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8' })
        .split('\0')
        .filter((each) => each !== '');
      const read = readGitIndex(readFileSync(join(folder, '.git/index')), 20);
      expect(read).toEqual({ kind: 'tracked', paths: new Set(listed) });
    }
  });

  test('that is split, sparse or damaged says nothing', () => {
    const split = repository();
    git(split, 'update-index', '--split-index');
    expect(versioningOf(join(split, 'notebooks/a.ipynb'))).toBeUndefined();
    const sparse = repository();
    git(sparse, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'notebooks');
    expect(versioningOf(join(sparse, 'notebooks/a.ipynb'))).toBeUndefined();
    const bytes = readFileSync(join(repository(), '.git/index'));
    for (let cut = 0; cut < bytes.length - 20; cut += 7) expect(readGitIndex(bytes.subarray(0, cut), 20)).toEqual({ kind: 'unknown' });
  });

  test('of any bytes never fails', () => {
    const head = Buffer.from([0x44, 0x49, 0x52, 0x43, 0, 0, 0]);
    fc.assert(
      fc.property(fc.constantFrom(2, 3, 4), fc.uint8Array({ maxLength: 300 }), (version, rest) => {
        expect(['tracked', 'unknown']).toContain(readGitIndex(Buffer.concat([head, Buffer.from([version]), rest]), 20).kind);
      }),
    );
  });
});

describe('places', () => {
  test('a worktree, a submodule, a folder by a link', () => {
    const folder = repository();
    const tree = join(emptyFolder(), 'tree');
    git(folder, 'worktree', 'add', '-q', tree);
    write(tree, 'data/loose.csv');
    expect(keepers(tree)).toEqual(EXPECTED);
    const outer = emptyFolder();
    git(outer, 'init', '-q');
    git(outer, 'submodule', '--quiet', 'add', folder, 'inner');
    write(outer, 'inner/data/loose.csv');
    expect(keepers(join(outer, 'inner'))).toEqual(EXPECTED);
    symlinkSync(join(folder, 'data'), join(folder, 'notebooks/linked'));
    expect(versioningOf(join(folder, 'notebooks/a.ipynb'))?.keeperOf('linked/kept.csv')).toBe('git');
  });

  test('outside any repository, and before the first file is added', () => {
    const folder = emptyFolder();
    write(folder, 'a.ipynb');
    expect(versioningOf(join(folder, 'a.ipynb'))).toBeUndefined();
    git(folder, 'init', '-q');
    expect(versioningOf(join(folder, 'a.ipynb'))).toBeUndefined();
  });

  test('a change of the index is seen', () => {
    const folder = repository();
    expect(versioningOf(join(folder, 'notebooks/a.ipynb'))?.keeperOf('../data/loose.csv')).toBe('nobody');
    git(folder, 'add', 'data/loose.csv');
    expect(versioningOf(join(folder, 'notebooks/a.ipynb'))?.keeperOf('../data/loose.csv')).toBe('git');
  });
});

describe('other keepers', () => {
  test('DVC: a pointer beside the file, for a folder above it, a stage', () => {
    const folder = repository();
    const at = (path: string): unknown => versioningOf(join(folder, 'notebooks/a.ipynb'))?.keeperOf(path);
    expect(versioningOf(join(folder, 'notebooks/a.ipynb'))?.usesDvc).toBe(false);
    mkdirSync(join(folder, '.dvc'));
    expect(versioningOf(join(folder, 'notebooks/a.ipynb'))?.usesDvc).toBe(true);
    write(folder, 'data/b.csv', 'raw/deep/c.csv', 'made/d.csv', 'made/e.csv', 'made/f.csv', 'rawer/g.csv');
    writeFileSync(join(folder, 'data/b.csv.dvc'), 'outs:\n- md5: 1f\n  size: 3\n  hash: md5\n  path: b.csv\n');
    writeFileSync(join(folder, 'raw.dvc'), 'outs:\n- md5: 1f.dir\n  nfiles: 3\n  path: raw\n');
    writeFileSync(
      join(folder, 'dvc.yaml'),
      'stages:\n  make:\n    cmd: python make.py\n    deps: [raw]\n    outs:\n    - made/d.csv\n    - made/e.csv: {persist: true}\n    metrics:\n    - made/f.csv: {cache: false}\n',
    );
    expect(['../data/b.csv', '../raw/deep/c.csv', '../made/d.csv', '../made/e.csv'].map(at)).toEqual(['dvc', 'dvc', 'dvc', 'dvc']);
    expect(['../made/f.csv', '../rawer/g.csv', '../data/loose.csv'].map(at)).toEqual(['nobody', 'nobody', 'nobody']);
  });

  test("git-annex: a link into its objects; Git LFS: a file of git's", () => {
    const folder = repository();
    write(folder, '.git/annex/objects/aa/bb/KEY/KEY');
    symlinkSync('../.git/annex/objects/aa/bb/KEY/KEY', join(folder, 'data/annexed.csv'));
    expect(versioningOf(join(folder, 'notebooks/a.ipynb'))?.keeperOf('../data/annexed.csv')).toBe('annex');
  });
});
