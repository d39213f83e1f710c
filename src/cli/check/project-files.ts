// Edits of the project's files that belong to fixes: gathered over all notebooks, written or shown once.

import { resolve } from 'node:path';

import { editedFile, type FileEdit } from '../../core/text/edit.ts';
import { NotReplaced, readIfThere, replaceFile } from '../../machine/replace-file.ts';
import type { Host } from '../host.ts';
import { diffText } from './diff.ts';
import type { Options } from './usage.ts';

/** The same edit of two notebooks counts once; of two that replace one line the first. What cannot be written is added to `unfixed`. */
export function writeProjectFiles(
  edits: readonly FileEdit[],
  { diff }: Options,
  host: Host,
  unfixed: { path: string; reason: string }[],
): void {
  for (const [path, own] of byPath(edits)) {
    const place = resolve(host.cwd, path);
    const before = readIfThere(place);
    const after = editedFile(before?.toString('utf8'), own);
    if (after === undefined) unfixed.push({ path, reason: 'it has changed since it was read' });
    else if (diff) host.write(diffText(path, before?.toString('utf8'), after));
    else {
      try {
        replaceFile(place, before, Buffer.from(after));
      } catch (error) {
        if (!(error instanceof NotReplaced)) throw error;
        unfixed.push({ path, reason: `it ${error.message}` });
      }
    }
  }
}

function byPath(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
  const files = new Map<string, Map<string, FileEdit>>();
  for (const edit of edits) {
    const known = files.get(edit.path) ?? new Map<string, FileEdit>();
    const key = edit.line === undefined ? `+ ${edit.text}` : `${edit.line}`;
    if (!known.has(key)) known.set(key, edit);
    files.set(edit.path, known);
  }
  return new Map([...files].map(([path, own]) => [path, [...own.values()]]));
}
