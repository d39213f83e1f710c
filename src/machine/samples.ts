// The beginnings of data files beside a notebook, as the abstract run asks for them.

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

import type { TableSample } from '../core/semantics/ports.ts';

/** More of a file is not read. */
const MOST_BYTES = 262_144;

/** What Git LFS and git-annex leave in place of a file that was not fetched. */
const POINTER = /^(version https:\/\/git-lfs|\/annex\/objects\/)/;

interface Known {
  readonly size: number;
  readonly time: number;
  readonly sample: TableSample;
}

const known = new Map<string, Known>();

/** Reads data files by paths relative to a folder; again when one has changed. Whatever cannot be read says nothing. */
export function samplesIn(folder: string): (path: string) => TableSample | undefined {
  return (path) => {
    // Addresses, and names that only a shell would expand.
    if (/^\w{2,}:|^~|[*?]/.test(path)) return undefined;
    return sampleOf(isAbsolute(path) ? path : resolve(folder, path));
  };
}

function sampleOf(path: string): TableSample | undefined {
  try {
    const { size, mtimeMs: time } = statSync(path);
    const last = known.get(path);
    if (last?.size === size && last.time === time) return last.sample;
    const sample = readBeginning(path, size);
    known.set(path, { size, time, sample });
    return sample;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return error.code === 'ENOENT' || error.code === 'ENOTDIR' ? { kind: 'absent' } : undefined;
  }
}

function readBeginning(path: string, size: number): TableSample {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
    const length = readSync(file, bytes, 0, bytes.length, 0);
    const text = textOf(bytes.subarray(0, length), length < size);
    return text === undefined || POINTER.test(text) ? { kind: 'file' } : { kind: 'file', text, whole: length >= size };
  } finally {
    closeSync(file);
  }
}

/** UTF-8 text; a character may be cut at the end of a part. */
function textOf(bytes: Uint8Array, part: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: part });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
