// Writes an export: whole into a new folder, or nothing; never over what somebody else wrote.

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import type { GeneratedFile } from '../../core/plan/plan.ts';

/** A file that is copied into the project. */
export interface Copied {
  readonly from: string;
  readonly to: string;
}

/** Refuses a target that holds anything, unless it is an earlier export and overwriting was asked for. */
export function checkTarget(target: string, overwrite: boolean): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) throw new UserError(`${target}: expected a folder or nothing, found a file`);
  if (readdirSync(target).length === 0) return;
  if (!existsSync(join(target, 'export_report.json')))
    throw new UserError(`${target}: the folder is not empty and is no earlier export; choose another with -o`);
  if (!overwrite) throw new UserError(`${target}: an earlier export is there; --yes replaces it, -o chooses another folder`);
  const changed = changedFiles(target);
  if (changed.length > 0)
    throw new UserError(`${target}: changed since it was exported: ${changed.slice(0, 5).join(', ')}; choose another folder with -o`);
}

/** Files of an earlier export that a person has changed since; their hashes stand in `.nbship.json`. */
function changedFiles(target: string): readonly string[] {
  const record = join(target, RECORD);
  if (!existsSync(record)) return ['(it is not known which)'];
  const known: unknown = JSON.parse(readFileSync(record, 'utf8'));
  if (typeof known !== 'object' || known === null) return ['(it is not known which)'];
  return Object.entries(known).flatMap(([path, hash]) => {
    const file = join(target, path);
    return existsSync(file) && sha256(readFileSync(file)) !== hash ? [path] : [];
  });
}

const RECORD = '.nbship.json';

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Makes the whole project in a temporary folder beside the target; `finish` locks and formats it before it is moved into place. */
export async function writeProject(
  target: string,
  files: readonly GeneratedFile[],
  copies: readonly Copied[],
  finish: (folder: string) => Promise<void>,
): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  const stop = (): never => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for (const each of files) put(join(folder, each.path), each.text);
    for (const each of copies) {
      mkdirSync(dirname(join(folder, each.to)), { recursive: true });
      copyFileSync(each.from, join(folder, each.to));
    }
    await finish(folder);
    put(join(folder, RECORD), recordOf(folder));
    moveInto(folder, target);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    rmSync(folder, { recursive: true, force: true });
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function recordOf(folder: string): string {
  const hashes: Record<string, string> = {};
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name);
    if (each.isFile()) hashes[path.slice(folder.length + 1).replaceAll('\\', '/')] = sha256(readFileSync(path));
  }
  return `${JSON.stringify(hashes, undefined, 1)}\n`;
}

/** One rename where the target is new; an earlier export keeps what is not of the export (runs, models, environments). */
function moveInto(folder: string, target: string): void {
  if (!existsSync(target) || readdirSync(target).length === 0) {
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
    return;
  }
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue;
    const path = join(each.parentPath, each.name);
    const to = join(target, path.slice(folder.length + 1));
    mkdirSync(dirname(to), { recursive: true });
    renameSync(path, to);
  }
}
