// The beginnings of data files beside a notebook, as the abstract run asks for them.

import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

import type { TableSample } from '../core/semantics/ports.ts';
import { repositoryOf } from './files.ts';

/** More of a file is not read. */
const MOST_BYTES = 262_144;

/** What Git LFS and git-annex leave in place of a file that was not fetched. */
const POINTER = /^(version https:\/\/git-lfs|\/annex\/objects\/)/;

interface Known {
  readonly size: number;
  readonly time: number;
  readonly sample: TableSample;
}

/** So many beginnings are kept at a time. */
const MOST_KNOWN = 100;

const known = new Map<string, Known>();

/**
 * Reads data files by paths relative to a folder; again when one has changed. Whatever cannot be read says nothing.
 *
 * Only regular files are opened that really lie (links followed) in the folder, in its repository, or in the workspace that it is
 * part of. Of other relative paths only whether they exist is asked, of other absolute ones nothing: a notebook is not to say
 * which files of a machine are looked into.
 */
export function samplesIn(folder: string, workspace?: string): (path: string) => TableSample | undefined {
  let found: readonly string[] | undefined;
  const isOurs = (path: string): boolean => (found ??= rootsOf(folder, workspace)).some((root) => isInside(path, root));
  return (path) => {
    // Addresses, names that only a shell would expand, names that no system has.
    if (/^\w{2,}:|^~|[*?\0]|^[\\/]{2}/.test(path)) return undefined;
    const whole = isAbsolute(path) ? path : resolve(folder, path);
    if (isAbsolute(path) && !isOurs(resolve(path))) return undefined;
    return sampleOf(whole, isOurs);
  };
}

/** The folders whose files may be looked into, as named and as they really are. */
function rootsOf(folder: string, workspace: string | undefined): readonly string[] {
  const roots = [folder, repositoryOf(resolve(folder))];
  if (workspace !== undefined && isInside(folder, workspace)) roots.push(workspace);
  const named = roots.filter((each) => each !== undefined);
  return [...new Set([...named, ...named.map((each) => real(each) ?? each)])];
}

function isInside(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return !isAbsolute(below) && below.split(/[\\/]/)[0] !== '..';
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function sampleOf(path: string, isOurs: (path: string) => boolean): TableSample | undefined {
  try {
    const status = statSync(path);
    const { size, mtimeMs: time } = status;
    const last = known.get(path);
    if (last?.size === size && last.time === time) return last.sample;
    const target = realpathSync(path);
    const sample: TableSample = status.isFile() && isOurs(target) ? readBeginning(target, size) : { kind: 'file' };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(path, { size, time, sample });
    return sample;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return error.code === 'ENOENT' || error.code === 'ENOTDIR' ? { kind: 'absent' } : undefined;
  }
}

function readBeginning(path: string, size: number): TableSample {
  // Should a pipe have come in the file's place since, opening it must not wait for a writer.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(file).isFile()) return { kind: 'file' };
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
