// Exporting again: what the last export wrote, what a person changed since, and what is to be written now.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { diff3Merge } from 'node-diff3';
import { optional, record, object, string } from 'zod/mini';

import { sha256 } from './hash.ts';

/** The file of an export that remembers what it wrote: sha256 of every file, and the text of those that people edit. */
export const RECORD = '.nbship.json';

const recordFile = object({ files: record(string(), string()), texts: optional(string()) });
const texts = record(string(), string());

/** What happens to one file; a person's own change is never lost. */
export type ChangeKind =
  /** Not there before. */
  | 'new'
  /** Nobody changed it since the last export. */
  | 'updated'
  /** The new export has none, and nobody changed the old one. */
  | 'removed'
  /** A person changed it, and the new export is as the last was; or a person removed it. */
  | 'yours'
  /** Changed on both sides, in different places. */
  | 'merged'
  /** Changed on both sides in the same place: a person's stays, the new text goes beside it. */
  | 'conflict';

export interface Change {
  readonly path: string;
  readonly kind: ChangeKind;
  /** What is to be written; undefined where nothing is. */
  readonly content: Buffer | undefined;
}

/** Text that a person may have edited is kept whole, locks and data by their sha256 only. */
export function recordOf(folder: string): string {
  const files: Record<string, string> = {};
  const kept: Record<string, string> = {};
  for (const path of filesIn(folder)) {
    const content = readFileSync(join(folder, path));
    files[path] = sha256(content);
    if (isEdited(path, content)) kept[path] = content.toString('utf8');
  }
  const packed = gzipSync(JSON.stringify(kept), { level: 9 }).toString('base64');
  return `${JSON.stringify({ files, texts: packed }, undefined, 1)}\n`;
}

const LARGEST = 200_000;

function isEdited(path: string, content: Buffer): boolean {
  return (
    /\.(py|ya?ml|toml|md|json|txt)$|(^|\/)(Makefile|Dockerfile|\.\w+)$/.test(path) &&
    path !== 'requirements.txt' &&
    content.length < LARGEST
  );
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((each) =>
    each.isFile()
      ? [
          join(each.parentPath, each.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/'),
        ]
      : [],
  );
}

interface Base {
  readonly hashes: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** What the last export wrote; nothing is known of one by an nbship that wrote no texts but the hashes. */
function baseOf(target: string): Base {
  const path = join(target, RECORD);
  if (!existsSync(path)) return { hashes: {}, texts: {} };
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const parsed = recordFile.safeParse(content);
  if (!parsed.success) return { hashes: record(string(), string()).safeParse(content).data ?? {}, texts: {} };
  const packed = parsed.data.texts;
  const known = packed === undefined ? {} : texts.parse(JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')));
  return { hashes: parsed.data.files, texts: known };
}

/** What writing the export in `folder` over an earlier one in `target` does; files that stay as they are are left out. */
export function changesOf(target: string, folder: string): readonly Change[] {
  const base = baseOf(target);
  const next = new Set(filesIn(folder));
  const changes: Change[] = [];
  for (const path of new Set([...next, ...Object.keys(base.hashes)])) {
    if (path === RECORD) continue;
    const mine = existsSync(join(target, path)) ? readFileSync(join(target, path)) : undefined;
    const change = changeOf(path, base, mine, next.has(path) ? readFileSync(join(folder, path)) : undefined);
    if (change) changes.push(change);
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function changeOf(path: string, base: Base, mine: Buffer | undefined, next: Buffer | undefined): Change | undefined {
  const before = base.hashes[path];
  const [own, new_] = [mine && sha256(mine), next && sha256(next)];
  if (own === new_) return undefined;
  if (before === undefined) return mine ? { path, kind: 'conflict', content: next } : { path, kind: 'new', content: next };
  if (own === before) return next ? { path, kind: 'updated', content: next } : { path, kind: 'removed', content: undefined };
  if (!mine || !next || new_ === before) return { path, kind: 'yours', content: undefined };
  const old = base.texts[path];
  const merged = old === undefined ? undefined : mergedText(mine.toString('utf8'), old, next.toString('utf8'));
  return merged === undefined ? { path, kind: 'conflict', content: next } : { path, kind: 'merged', content: Buffer.from(merged) };
}

function mergedText(mine: string, old: string, next: string): string | undefined {
  const regions = diff3Merge(mine.split('\n'), old.split('\n'), next.split('\n'), { excludeFalseConflicts: true });
  if (regions.some((each) => each.conflict !== undefined)) return undefined;
  return regions.flatMap((each) => each.ok ?? []).join('\n');
}

const SAYS: Readonly<Record<ChangeKind, string>> = {
  new: 'new',
  updated: 'updated',
  removed: 'removed, the new export has none',
  yours: 'left as you changed it',
  merged: 'your change and the new one, merged',
  conflict: 'changed by you and anew: yours stays, the new one goes beside it as FILE.new',
};

export function changesText(changes: readonly Change[]): string {
  const width = Math.max(...changes.map((each) => each.path.length), 0);
  return changes.map((each) => `  ${each.path.padEnd(width)}  ${SAYS[each.kind].replace('FILE', each.path)}\n`).join('');
}
