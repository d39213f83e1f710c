// Writes an export: whole into a new folder, or nothing; never over what somebody else wrote.

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import type { GeneratedFile } from '../../core/plan/plan.ts';
import { changesOf, RECORD, recordOf, type Change } from './merge.ts';

/** A file that is copied into the project. */
export interface Copied {
  readonly from: string;
  readonly to: string;
}

/** Refuses a target that holds anything but an earlier export. */
export function checkTarget(target: string): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) throw new UserError(`${target}: expected a folder or nothing, found a file`);
  if (readdirSync(target).length > 0 && !existsSync(join(target, 'export_report.json')))
    throw new UserError(`${target}: the folder is not empty and is no earlier export; choose another with -o`);
}

/** Nothing is written where the changes to an earlier export were not agreed to. */
export interface Written {
  readonly written: boolean;
  /** To an earlier export; empty for a new folder. */
  readonly changes: readonly Change[];
}

export interface Writing {
  readonly target: string;
  readonly files: readonly GeneratedFile[];
  readonly copies: readonly Copied[];
  /** Locks and formats the project before it is moved into place. */
  readonly finish: (folder: string) => Promise<void>;
  /** Whether changes to an earlier export may be made. */
  readonly agree: (changes: readonly Change[]) => boolean;
}

/** Makes the whole project in a temporary folder beside the target, then moves it into place, or merges it into an earlier export. */
export async function writeProject({ target, files, copies, finish, agree }: Writing): Promise<Written> {
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
    if (!existsSync(target) || readdirSync(target).length === 0) {
      rmSync(target, { recursive: true, force: true });
      renameSync(folder, target);
      return { written: true, changes: [] };
    }
    const changes = changesOf(target, folder);
    if (!agree(changes)) return { written: false, changes };
    for (const each of changes) apply(target, each);
    renameSync(join(folder, RECORD), join(target, RECORD));
    return { written: true, changes };
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    rmSync(folder, { recursive: true, force: true });
  }
}

function apply(target: string, { path, kind, content }: Change): void {
  const file = join(target, path);
  if (kind === 'removed') rmSync(file, { force: true });
  else if (content !== undefined) put(kind === 'conflict' ? `${file}.new` : file, content);
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
