// Which files a check is about: files as named, folders and globs searched with .gitignore respected.

import { existsSync, readdirSync, readFileSync, statSync, type Dirent, type Stats } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import ignore, { type Ignore } from 'ignore';
import { globSync, isDynamicPattern } from 'tinyglobby';

import { repositoryOf, shownPath } from '../machine/files.ts';

/** Folders that never hold notebooks of the user's own. */
const NEVER = ['.ipynb_checkpoints', '.git', 'node_modules', '.venv', 'venv', '.tox', 'site-packages', '.cache'];

/** What a search leaves out: globs of files and folders, relative to a folder. */
export interface Exclude {
  readonly folder: string;
  readonly globs: readonly string[];
}

export interface FoundFiles {
  /** Relative to the current folder where they lie below it, sorted, each once. Files that are named are always taken. */
  readonly files: readonly string[];
  /** Paths, as given, that do not exist. */
  readonly missing: readonly string[];
}

/** The notebooks that paths, folders and globs stand for. */
export function findNotebooks(paths: readonly string[], cwd: string, exclude: Exclude): FoundFiles {
  const found = new Set<string>();
  const missing: string[] = [];
  for (const path of paths) {
    const files = expand(path, cwd, exclude);
    if (!files) missing.push(path);
    for (const each of files ?? []) found.add(shownPath(each, cwd));
  }
  return { files: [...found].sort(), missing };
}

/** Undefined for a path that does not exist. */
function expand(path: string, cwd: string, exclude: Exclude): readonly string[] | undefined {
  const whole = resolve(cwd, path);
  if (existsSync(whole)) return statSync(whole).isDirectory() ? search(whole, undefined, exclude) : [whole];
  if (!isDynamicPattern(path)) return undefined;
  return search(cwd, path.split(sep).join('/'), exclude).filter((each) => /\.(ipynb|py)$/.test(each));
}

function search(folder: string, pattern: string | undefined, exclude: Exclude): readonly string[] {
  const files = pattern === undefined ? [...notebooksBelow(folder)] : matching(folder, pattern);
  const ignored = ignoredBy(folder);
  const isExcluded = excluder(exclude);
  return files.filter((each) => !ignored(each) && !isExcluded(each) && !isStream(each));
}

/** Whether an absolute path is left out. */
export function excluder({ folder, globs }: Exclude): (path: string) => boolean {
  const isExcluded = matcher(globs);
  return (path) => isExcluded(relative(folder, path).split(sep).join('/'));
}

/** Links to folders are not followed, as in git and in ruff: they lead in circles, and out of what was named. */
function matching(folder: string, pattern: string): readonly string[] {
  const ignored = NEVER.map((each) => `**/${each}/**`);
  return globSync(pattern, {
    cwd: folder,
    absolute: true,
    dot: false,
    ignore: ignored,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
}

/** The notebooks in a folder and those below it; a folder that cannot be listed stands for itself, so that reading it says why. */
function* notebooksBelow(folder: string): Generator<string> {
  const entries = listed(folder);
  if (!entries) yield folder;
  for (const entry of entries ?? []) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!NEVER.includes(entry.name)) yield* notebooksBelow(path);
    } else if (entry.name.endsWith('.ipynb') && !(entry.isSymbolicLink() && isFolder(path))) yield path;
  }
}

function listed(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function isFolder(path: string): boolean {
  return statusOf(path)?.isDirectory() === true;
}

/** Pipes, sockets and devices, whatever they are called, are nothing to search for: they would be waited for. Dangling links are trouble to tell. */
function isStream(path: string): boolean {
  const status = statusOf(path);
  return status !== undefined && !status.isFile() && !status.isDirectory();
}

function isFile(path: string): boolean {
  return statusOf(path)?.isFile() === true;
}

/** Undefined for what is not there, is a link that leads nowhere or in a circle, or lies where we may not look. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** Matches a path by a glob, or a folder above it: `drafts` and `drafts/**` are the same, as in a .gitignore from the base. */
function matcher(globs: readonly string[]): (path: string) => boolean {
  const excluded = ignore().add(globs.map((each) => (/^[/*!]/.test(each) ? each : `/${each}`)));
  return (path) => ignore.isPathValid(path) && excluded.ignores(path);
}

/** Whether the .gitignore files between the repository's root and a file's folder ignore it. */
function ignoredBy(folder: string): (path: string) => boolean {
  const root = repositoryOf(folder);
  if (root === undefined) return () => false;
  const known = new Map<string, Ignore | undefined>();
  const rulesOf = (at: string): Ignore | undefined => {
    if (!known.has(at))
      known.set(at, isFile(join(at, '.gitignore')) ? ignore().add(readFileSync(join(at, '.gitignore'), 'utf8')) : undefined);
    return known.get(at);
  };
  return (path) => {
    for (let at = dirname(path); at.length >= root.length; at = dirname(at)) {
      const judged = rulesOf(at)?.test(relative(at, path).split(sep).join('/'));
      if (judged?.ignored) return true;
      // A deeper file's `!kept.ipynb` wins over those above it.
      if (judged?.unignored) return false;
      if (at === dirname(at)) break;
    }
    return false;
  };
}
