// Which files a check is about: files as named, folders and globs searched with .gitignore respected.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import ignore, { type Ignore } from 'ignore';
import { globSync, isDynamicPattern } from 'tinyglobby';

import { UserError } from '../core/config/settings.ts';

/** Folders that never hold notebooks of the user's own. */
const NEVER = [
  '**/.ipynb_checkpoints/**',
  '**/.git/**',
  '**/node_modules/**',
  '**/.venv/**',
  '**/venv/**',
  '**/.tox/**',
  '**/site-packages/**',
  '**/.cache/**',
];

/**
 * The notebooks to check, relative to `cwd` where they lie below it, sorted, each once. Files that are named are always taken.
 * Throws a UserError for a path that does not exist.
 */
export function findNotebooks(paths: readonly string[], cwd: string, exclude: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) for (const each of expand(path, cwd, exclude)) found.add(shown(each, cwd));
  return [...found].sort();
}

function shown(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return below.startsWith('..') ? path : below;
}

function expand(path: string, cwd: string, exclude: readonly string[]): readonly string[] {
  const whole = resolve(cwd, path);
  if (existsSync(whole)) return statSync(whole).isDirectory() ? search(whole, '**/*.ipynb', exclude) : [whole];
  if (!isDynamicPattern(path)) throw new UserError(`${path}: no such file or folder`);
  return search(cwd, path.split(sep).join('/'), exclude).filter((each) => /\.(ipynb|py)$/.test(each));
}

function search(folder: string, pattern: string, exclude: readonly string[]): readonly string[] {
  const files = globSync(pattern, { cwd: folder, absolute: true, dot: false, ignore: [...NEVER, ...exclude], expandDirectories: false });
  const ignored = ignoredBy(folder);
  return files.filter((each) => !ignored(each));
}

/** Whether the .gitignore files between the repository's root and a file's folder ignore it. */
function ignoredBy(folder: string): (path: string) => boolean {
  const root = repositoryOf(folder);
  if (root === undefined) return () => false;
  const known = new Map<string, Ignore | undefined>();
  const rulesOf = (at: string): Ignore | undefined => {
    if (!known.has(at))
      known.set(at, existsSync(join(at, '.gitignore')) ? ignore().add(readFileSync(join(at, '.gitignore'), 'utf8')) : undefined);
    return known.get(at);
  };
  return (path) => {
    for (let at = dirname(path); at.length >= root.length; at = dirname(at)) {
      if (rulesOf(at)?.ignores(relative(at, path).split(sep).join('/'))) return true;
      if (at === dirname(at)) break;
    }
    return false;
  };
}

function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}
