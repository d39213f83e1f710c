// The files of this machine, as the core asks for them.

import { readdir, readFile, stat } from 'node:fs/promises';

import type { Files } from '../core/project/files.ts';

/** Larger files are no dependency files a person wrote or a tool locked for one project. */
const LARGEST = 20_000_000;

/** A path as the core writes it. */
export function corePath(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

export const nodeFiles: Files = {
  list: (folder) => readdir(folder).catch(orNothing<string[]>([])),
  read: async (path) => {
    const { size } = await stat(path).catch(orNothing({ size: Infinity }));
    return size > LARGEST ? undefined : readFile(path, 'utf8').catch(orNothing(undefined));
  },
};

/** A file that is missing or cannot be read says nothing; anything but the system's own errors is a bug. */
function orNothing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error) return nothing;
    throw error;
  };
}
