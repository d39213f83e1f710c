// What an analysis looked at beside its notebook, so that a kept result can be told from an outdated one.

import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';

import type { Files } from '../core/project/files.ts';
import type { TableSample } from '../core/semantics/ports.ts';

/** A folder or file with what it was like, as text that is the same as long as it is. */
export interface Observation {
  readonly kind: 'folder' | 'file';
  readonly path: string;
  readonly stamp: string;
}

export type Observations = Map<string, Observation>;

/** Notebooks and what tools keep beside them say nothing of a project. */
const PASSED_OVER = /\.ipynb$|^\.(?!(git|python-version)$)|^__pycache__$/;

/** What a folder or file is like now; a folder by its names, a file by size and time. */
export function stampOf(kind: Observation['kind'], path: string): string {
  try {
    if (kind === 'file') return fileStamp(path);
    const names = readdirSync(path, { withFileTypes: true })
      .filter((each) => !PASSED_OVER.test(each.name))
      .map((each) => `${each.name}${each.isDirectory() ? '/' : ''}`);
    return createHash('sha1').update(names.sort().join('\n')).digest('base64');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return String(error.code);
  }
}

function fileStamp(path: string): string {
  const { size, mtimeMs, ino } = statSync(path);
  return `${size} ${mtimeMs} ${ino}`;
}

/** Notes what is about to be looked at. `earlier` holds what a run has looked at already, so that it looks once. */
export function note(seen: Observations, kind: Observation['kind'], path: string, earlier: Observations = new Map()): void {
  const key = `${kind} ${path}`;
  if (seen.has(key)) return;
  // Noted before it is first read: what changes meanwhile makes the result outdated, never wrong.
  const observation = earlier.get(key) ?? { kind, path, stamp: stampOf(kind, path) };
  earlier.set(key, observation);
  seen.set(key, observation);
}

/** The same files, with a note of each that is asked for. */
export function observedFiles(files: Files, seen: Observations, earlier?: Observations): Files {
  return {
    list: (folder) => {
      note(seen, 'folder', folder, earlier);
      return files.list(folder);
    },
    read: (path) => {
      note(seen, 'file', path, earlier);
      return files.read(path);
    },
  };
}

/** The same samples of data files, with a note of each; `placeOf` makes a path absolute. */
export function observedSamples(
  sample: (path: string) => TableSample | undefined,
  placeOf: (path: string) => string,
  seen: Observations,
): (path: string) => TableSample | undefined {
  return (path) => {
    note(seen, 'file', placeOf(path));
    return sample(path);
  };
}
