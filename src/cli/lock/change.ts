// What locking would change: shown as a diff, and written whole or not at all.

import { existsSync, readFileSync } from 'node:fs';

import { createTwoFilesPatch } from 'diff';

import { UserError } from '../../core/config/user-error.ts';
import { readDeclared } from '../../core/project/declared.ts';
import { shownPath } from '../../machine/files.ts';
import { NotReplaced, replaceFile } from '../../machine/replace-file.ts';

/** A file's text as it is and as it is to be. */
export interface Change {
  readonly path: string;
  /** Undefined for a file that is not there. */
  readonly before: string | undefined;
  readonly after: string;
}

export function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A new file by its size, a lockfile by the versions that change, anything else line by line. */
export function diffOf({ path, before, after }: Change, cwd: string): string {
  const shown = shownPath(path, cwd);
  if (before === undefined) return `${shown}: a new file of ${after.split('\n').length - 1} lines\n`;
  if (path.endsWith('.lock')) return lockDiff(shown, path, before, after);
  const patch = createTwoFilesPatch(`a/${shown}`, `b/${shown}`, before ?? '', after, undefined, undefined, { context: 2 });
  return patch.replace(/^=+\n/, '');
}

function lockDiff(shown: string, path: string, before: string, after: string): string {
  const [old, next] = [versionsIn(path, before), versionsIn(path, after)];
  const lines = [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((name) => {
    const [was, is] = [old.get(name), next.get(name)];
    return was === is ? [] : [`  ${name} ${was ?? '(none)'} -> ${is ?? '(none)'}\n`];
  });
  return `${shown}: ${lines.length === 0 ? 'the same versions, other requirements' : 'other versions'}\n${lines.join('')}`;
}

function versionsIn(path: string, text: string): ReadonlyMap<string, string> {
  const result = readDeclared(path, text);
  const versions = new Map<string, string>();
  for (const { name, version } of result?.kind === 'declared' ? result.declared.locked : []) {
    const known = versions.get(name);
    versions.set(name, known === undefined ? version : `${known}, ${version}`);
  }
  return versions;
}

/** Throws a UserError where the file is not as it was any more, or cannot be written. */
export function write({ path, before, after }: Change): void {
  try {
    replaceFile(path, before === undefined ? undefined : Buffer.from(before), Buffer.from(after));
  } catch (error) {
    if (!(error instanceof NotReplaced)) throw error;
    throw new UserError(`${path}: ${error.message}`);
  }
}
