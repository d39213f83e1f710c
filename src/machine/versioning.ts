// What the repository around a notebook keeps, read from its files: no program is started, for a repository may name programs to run.

import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { dvcOutputs, isDvcFile } from '../core/project/dvc.ts';
import type { Keeper, Versioning } from '../core/semantics/ports.ts';
import { repositoryOf } from './files.ts';
import { readGitIndex, type Tracked } from './git-index.ts';

/** Told of each file and folder before it decides an answer. */
type Look = (kind: 'file' | 'folder', path: string) => void;

/** What the repository of a notebook keeps; undefined outside any, and where its index cannot be read. */
export function versioningOf(notebook: string, look: Look = () => undefined): Versioning | undefined {
  const folder = dirname(notebook);
  const root = repositoryOf(folder);
  if (root === undefined) return undefined;
  if (trackedIn(root).kind === 'unknown') {
    look('file', indexOf(root) ?? join(root, '.git'));
    return undefined;
  }
  return {
    keeperOf: (path) => (/^\w{2,}:|^~|[*?]/.test(path) ? undefined : quietly(() => keeperOf(resolve(folder, path), look))),
    keepsNotebook: () => {
      look('file', indexOf(root) ?? root);
      for (const each of foldersUpTo(folder, root)) look('file', join(each, '.dvc'));
      return quietly(() => isTracked(notebook)) === true;
    },
    usesDvc: foldersUpTo(folder, root).some((each) => existsSync(join(each, '.dvc'))),
  };
}

function keeperOf(path: string, look: Look): Keeper | undefined {
  const real = realpathSync.native(path);
  // A file that git-annex or DVC has put in its place by a link.
  if (/[\\/]annex[\\/]objects[\\/]/.test(real)) return 'annex';
  if (/[\\/]\.dvc[\\/]cache[\\/]/.test(real)) return 'dvc';
  const root = repositoryOf(dirname(path));
  if (root !== undefined) look('file', indexOf(root) ?? root);
  const tracked = isTracked(path);
  if (tracked) return 'git';
  if (root !== undefined && foldersUpTo(dirname(path), root).some((each) => isDvcOutput(each, path, look))) return 'dvc';
  return tracked === undefined ? undefined : 'nobody';
}

/** By the nearest repository, which may be a submodule; by the path as written, and by the one that the disk knows. */
function isTracked(path: string): boolean | undefined {
  const root = repositoryOf(dirname(path));
  const tracked = root === undefined ? undefined : trackedIn(root);
  if (root === undefined || tracked?.kind !== 'tracked') return undefined;
  const inside = (from: string, to: string): string => relative(from, to).replaceAll('\\', '/').normalize('NFC');
  if (tracked.paths.has(inside(root, path))) return true;
  const real = realpathSync.native(path);
  const home = repositoryOf(dirname(real));
  const there = home === undefined ? undefined : trackedIn(home);
  return there?.kind === 'tracked' && home !== undefined && there.paths.has(inside(home, real));
}

function isDvcOutput(folder: string, path: string, look: Look): boolean {
  look('folder', folder);
  const names = readdirSync(folder).filter(isDvcFile);
  return names.some((name) => {
    look('file', join(folder, name));
    return outputsOf(join(folder, name)).some((each) => {
      const output = resolve(folder, each);
      return path === output || !/^\.\.([\\/]|$)|^[A-Za-z]:/.test(relative(output, path));
    });
  });
}

function foldersUpTo(folder: string, root: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== root && at !== dirname(at); at = dirname(at)) folders.push(dirname(at));
  return folders;
}

interface Known<Value> {
  readonly size: number;
  readonly time: number;
  readonly value: Value;
}

/** What is read from a file, read again when it has changed; `nothing` of what is no plain file, or larger than any that a person has. */
function remembering<Value>(most: number, nothing: Value, read: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Known<Value>>();
  return (path) => {
    const about = statSync(path);
    const { size, mtimeMs: time } = about;
    const last = known.get(path);
    if (last?.size === size && last.time === time) return last.value;
    const value = about.isFile() && size <= most ? read(path) : nothing;
    known.set(path, { size, time, value });
    return value;
  };
}

const outputsOf = remembering<readonly string[]>(5_000_000, [], (path) => dvcOutputs(readFileSync(path, 'utf8')));

/** Sixty megabytes are half a million files. */
const indexAt = remembering<Tracked>(60_000_000, { kind: 'unknown' }, (path) =>
  readGitIndex(readFileSync(path), usesSha256(dirname(path)) ? 32 : 20),
);

/** A small file of git's; empty where there is none. */
const textAt = remembering(100_000, '', (path) => readFileSync(path, 'utf8'));

function trackedIn(root: string): Tracked {
  const index = indexOf(root);
  return (index === undefined ? undefined : quietly(() => indexAt(index))) ?? { kind: 'unknown' };
}

function indexOf(root: string): string | undefined {
  return quietly(() => join(gitFolder(root), 'index'));
}

/** `gitdir: ../.git/worktrees/a` in a `.git` that is a file. A folder of another machine is not asked for. */
function gitFolder(root: string): string {
  const git = join(root, '.git');
  if (statSync(git).isDirectory()) return git;
  const named = /^gitdir: (?![\\/]{2})(.+?)\s*$/m.exec(textAt(git))?.[1];
  return named === undefined ? git : resolve(root, named);
}

/** A worktree has its configuration where `commondir` says. */
function usesSha256(folder: string): boolean {
  const common = join(folder, 'commondir');
  const home = existsSync(common) ? resolve(folder, textAt(common).trim()) : folder;
  const configuration = join(home, 'config');
  return existsSync(configuration) && /^\s*objectformat\s*=\s*"?sha256/im.test(textAt(configuration));
}

/** What cannot be read says nothing; anything but the system's own errors is a bug. */
function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
