// Replaces a file as a whole: whoever looks, at any moment, sees the old content or the new one.

import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Why a file stays as it was, in words for people. */
export class NotReplaced extends Error {}

/**
 * Writes a new file beside the old one, through to the disk, and moves it into place, with the old one's mode and owner; a link stays,
 * and what it points to is replaced. Throws NotReplaced where the content is not `expected` any more (undefined: there is no file),
 * where the file may not be written, and where the system refuses.
 */
export function replaceFile(path: string, expected: Uint8Array | undefined, content: Uint8Array): void {
  withReasons(() => replace(path, expected, content));
}

/** Writes a file that nobody needs to find as it was; a device, such as /dev/stderr, is written to and stays one. */
export function putFile(path: string, content: Uint8Array): void {
  withReasons(() => {
    const { isDevice } = kindOf(path);
    if (isDevice) writeFileSync(path, content);
    else replace(path, readIfThere(path), content);
  });
}

function kindOf(path: string): { readonly isDevice: boolean } {
  const stats = statSync(path, { throwIfNoEntry: false });
  return { isDevice: stats !== undefined && !stats.isFile() };
}

function withReasons(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof NotReplaced || !(error instanceof Error && 'code' in error)) throw error;
    throw new NotReplaced(`cannot be written (${String(error.code)})`);
  }
}

function replace(path: string, expected: Uint8Array | undefined, content: Uint8Array): void {
  const target = expected === undefined ? path : realpathSync(path);
  const before = expected === undefined ? undefined : statSync(target);
  if (before && (before.mode & 0o222) === 0) throw new NotReplaced('is read-only');
  if (before) accessSync(target, constants.W_OK);
  const half = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.nbship`);
  try {
    writeThrough(half, content, before);
    // As late as can be: what others wrote since it was read is not lost.
    if (!isStill(target, expected)) throw new NotReplaced('has changed since it was read; nothing was written, run nbship again');
    renameSync(half, target);
  } finally {
    rmSync(half, { force: true });
  }
}

/** `writeFileSync` on a descriptor goes on until all is written, so that a full disk is an error and never half a file. */
function writeThrough(path: string, content: Uint8Array, like: Stats | undefined): void {
  const file = openSync(path, 'wx', 0o666);
  try {
    writeFileSync(file, content);
    if (like) {
      keepOwner(file, like);
      fchmodSync(file, like.mode & 0o7777);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Only root may give files away; for anyone else the file is theirs from now on, as with any editor that writes this way. */
function keepOwner(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'ENOSYS'))) throw error;
  }
}

function isStill(path: string, expected: Uint8Array | undefined): boolean {
  const now = readIfThere(path);
  return now === undefined || expected === undefined ? now === expected : now.equals(expected);
}

export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return undefined;
  }
}
