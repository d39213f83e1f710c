// Reads a notebook's bytes from the disk, or says clearly why they are no text that can be read.

import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

import { UserError } from '../core/config/user-error.ts';
import type { ReadProblem } from '../core/notebook/notebook.ts';

export type Content = { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'problem'; readonly problem: ReadProblem };

/** The content of the file at an absolute place, shown as `path`. Never throws for what is wrong with the file. */
export function contentAt(path: string, place: string): Content {
  try {
    return contentOf(path, readFileSync(place));
  } catch (error) {
    // Node's own errors (no permission, a folder, too large) are about this file only.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return problem(path, 'a file that can be read', TROUBLE[String(error.code)] ?? String(error.code));
  }
}

/** Throws a UserError, in the words of `shownAs`, for a file that cannot be read. */
export function textOfFile(path: string, shownAs: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(error.code === 'ENOENT' ? `${shownAs}: no such file` : `${shownAs}: cannot be read (${String(error.code)})`);
  }
}

/** Bytes that are UTF-8 and no longer than a text can be, or the problem that they are not. */
export function contentOf(path: string, bytes: Buffer): Content {
  if (bytes.length > MOST_BYTES) return problem(path, 'a file of at most 512 MB', `${Math.round(bytes.length / 1e6)} MB`);
  const encoding = strangeEncodingOf(bytes);
  return encoding === undefined ? { kind: 'bytes', bytes } : problem(path, 'text in UTF-8', encoding);
}

function problem(path: string, expected: string, found: string): Content {
  return { kind: 'problem', problem: { path, jsonPath: '', expected, found } };
}

/** A text of Node's is no longer than this. */
const MOST_BYTES = 0x1fffffe8;

const TROUBLE: Readonly<Record<string, string>> = {
  EACCES: 'one that this user may not read (EACCES)',
  EPERM: 'one that this user may not read (EPERM)',
  EISDIR: 'a folder (EISDIR)',
  ELOOP: 'a link that leads in a circle (ELOOP)',
  ENOENT: 'none: it is gone, or a link that leads nowhere (ENOENT)',
  ERR_FS_FILE_TOO_LARGE: 'one of more than 2 GB',
};

/** What the bytes are where they are no UTF-8, e.g. `a byte that is no UTF-8, on line 3`. */
function strangeEncodingOf(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  if ((a === 0) !== (b === 0) && bytes.length % 2 === 0) return 'UTF-16 without a byte order mark';
  if (isUtf8(bytes)) return undefined;
  return `a byte that is no UTF-8, on line ${lineOfStrange(bytes.toString('utf8'))}`;
}

/** Bytes that are none of UTF-8's have become U+FFFD. */
function lineOfStrange(text: string): number {
  const place = text.indexOf('\uFFFD');
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < place; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
