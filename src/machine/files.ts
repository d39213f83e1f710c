// The files of this machine, as the core asks for them.

import { existsSync, type Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import type { Files } from '../core/project/files.ts';

/** Larger files are no dependency files a person wrote or a tool locked for one project. */
const LARGEST = 20_000_000;

/** A path as the core writes it. */
export function corePath(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** An absolute path as people are shown it: from a folder that it lies below, else as it is. */
export function shownPath(path: string, folder: string): string {
  const below = relative(folder, path);
  return below === '' || below.startsWith('..') ? path : below;
}

export const nodeFiles: Files = {
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(orNothing<Dirent[]>([]));
    return Promise.all(
      entries.map(async (each) => ({
        name: each.name,
        isFolder: each.isSymbolicLink() ? await leadsToFolder(join(folder, each.name)) : each.isDirectory(),
      })),
    );
  },
  read: async (path) => {
    const status = await stat(path).catch(orNothing(undefined));
    // A pipe would be waited for, a device never ends.
    return status?.isFile() !== true || status.size > LARGEST ? undefined : readFile(path, 'utf8').catch(orNothing(undefined));
  },
};

/** The same files, each folder listed once: for one run, which sees the disk as it is when it looks first. */
export function listedOnce(files: Files): Files {
  const lists = new Map<string, ReturnType<Files['list']>>();
  return {
    list: (folder) => {
      const list = lists.get(folder) ?? files.list(folder);
      lists.set(folder, list);
      return list;
    },
    read: (path) => files.read(path),
  };
}

async function leadsToFolder(link: string): Promise<boolean> {
  return (await stat(link).catch(orNothing(undefined)))?.isDirectory() ?? false;
}

/** A file that is missing or cannot be read says nothing; anything but the system's own errors is a bug. */
function orNothing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error) return nothing;
    throw error;
  };
}

/** The nearest folder with a `.git`, which is a file in a worktree and in a submodule. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}
