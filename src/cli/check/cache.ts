// Results that are kept between runs: by the content of a notebook, the configuration, the version, and what the analysis looked at.

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { stampOf, type Observation } from '../../machine/observed.ts';
import type { Examined } from './analysis.ts';

interface Entry {
  /** Hash of the content. */
  readonly content: string;
  readonly seen: readonly Observation[];
  readonly examined: Examined;
}

export interface Cache {
  find(place: string, content: Uint8Array): Examined | undefined;
  keep(place: string, content: Uint8Array, seen: readonly Observation[], examined: Examined): void;
}

/** Raised when what is kept changes its shape. */
const SHAPE = 2;

/**
 * A cache in a folder. `key` is all that decides a result beside the notebook and its surroundings: version, configuration, flags.
 * What cannot be read or written costs time, nothing else.
 */
export function cacheIn(folder: string, key: readonly unknown[]): Cache {
  const base = join(folder, hash(JSON.stringify([SHAPE, ...key])).slice(0, 16));
  const stamps = new Map<string, string>();
  const isStill = ({ kind, path, stamp }: Observation): boolean => {
    const name = `${kind} ${path}`;
    const now = stamps.get(name) ?? stampOf(kind, path);
    stamps.set(name, now);
    return now === stamp;
  };
  let ready = false;
  return {
    find: (place, content) => {
      const entry = entryIn(join(base, nameOf(place)));
      return entry?.content === hash(content) && entry.seen.every(isStill) ? entry.examined : undefined;
    },
    keep: (place, content, seen, examined) => {
      ready ||= prepared(folder, base);
      if (!ready) return;
      const entry: Entry = { content: hash(content), seen, examined };
      write(join(base, nameOf(place)), JSON.stringify(entry));
    },
  };
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function nameOf(place: string): string {
  return hash(place).slice(0, 32);
}

function entryIn(path: string): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isEntry(entry) ? entry : undefined;
  } catch (error) {
    // Nothing is kept, or it is damaged: the notebook is analysed.
    if (error instanceof SyntaxError || isSystemError(error)) return undefined;
    throw error;
  }
}

/** A file is whole or not there; what its whole holds, this version wrote. */
function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' && value !== null && 'content' in value && 'seen' in value && Array.isArray(value.seen) && 'examined' in value
  );
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

/** Makes the folder, which git does not see and which backups pass over. */
function prepared(folder: string, base: string): boolean {
  try {
    mkdirSync(base, { recursive: true });
    const files = { '.gitignore': '*\n', 'CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n' };
    for (const [name, text] of Object.entries(files)) if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), text);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}

/** Renamed into place, so that runs beside this one read whole entries. */
function write(path: string, text: string): void {
  const half = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(half, text);
    renameSync(half, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    rmSync(half, { force: true });
  }
}
