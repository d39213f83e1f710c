// Pins and locks the lines of a requirements file; every other line stays byte for byte.

import { parseRequirement } from '../../core/project/requirement.ts';
import { logicalLines, requirementIn } from '../../core/project/requirements-file.ts';
import { withoutHashes, type Locked } from './resolve.ts';

/** A version to write by name, and what its whole entry is where it is known. */
export interface Pins {
  versionOf(distribution: string): string | undefined;
  readonly locked: ReadonlyMap<string, Locked> | undefined;
}

/** Whether a file is locked by hashes: pip then wants them for every line. */
export function isHashed(text: string): boolean {
  return /^[^#\n]*\s--hash[=\s]/m.test(text);
}

/** The names that a file asks for, without what it includes. */
export function namesIn(text: string): readonly string[] {
  return [...logicalLines(text)].flatMap((each) => parseRequirement(requirementIn(each))?.distribution ?? []);
}

/** The text with each line at the version that it is to have. A line with hashes gets new ones with a new version. */
export function pinnedLines(text: string, pins: Pins): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  for (const each of [...logicalLines(text)].reverse()) {
    const requirement = parseRequirement(requirementIn(each));
    if (!requirement || requirementIn(each).includes('@')) continue;
    const { distribution } = requirement;
    const version = pins.versionOf(distribution);
    const first = lines[each.line - 1];
    if (version === undefined || first === undefined || isSame(requirement.version, version)) continue;
    const hashed = /\s--hash[=\s]/.test(each.text);
    const entry = pins.locked?.get(distribution)?.text;
    if (hashed && entry !== undefined) lines.splice(each.line - 1, each.lastLine - each.line + 1, ...entry.split('\n'));
    else if (!hashed) lines[each.line - 1] = withVersion(first, version);
  }
  return lines.join(end);
}

/** The text with entries at its end that it does not have yet. */
export function withEntries(text: string, entries: readonly string[]): string {
  if (entries.length === 0) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? text : text + end;
  return start + entries.map((each) => each.replaceAll('\n', end) + end).join('');
}

/** A locked entry, with or without its hashes. */
export function entryText(locked: Locked, hashes: boolean): string {
  return hashes ? locked.text : withoutHashes(locked.text);
}

/** `pandas[excel]>=2 ; python_version > "3.9"  # read` at 2.2.3: only the clause of versions changes. */
function withVersion(line: string, version: string): string {
  const match = /^(\s*[A-Za-z0-9][\w.-]*(?:\s*\[[^\]]*\])?)(?:\s*[<>=!~(][^;#\\]*?)?(\s*(?:;|\s#|\\$).*)?$/.exec(line);
  if (!match) return line;
  const [, name = '', rest = ''] = match;
  return `${name}==${version}${rest}`;
}

/** `2.0` and `2.0.0` are one version. */
export function isSame(one: string | undefined, other: string | undefined): boolean {
  const shortest = (version: string): string => version.toLowerCase().replace(/(\.0)+$/, '');
  return one !== undefined && other !== undefined && shortest(one) === shortest(other);
}
