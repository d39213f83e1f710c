// The baseline: a committed file of findings that a team lives with, so that a check speaks of new ones only.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

import { array, literal, object, optional, record, strictObject, string, number } from 'zod/mini';

import { UserError } from '../../core/config/user-error.ts';
import type { Known } from '../../core/report/known.ts';
import type { ReportedFile } from '../../core/report/reported.ts';
import { NotReplaced, replaceFile } from '../../machine/replace-file.ts';

const entry = strictObject({ rule: string(), about: string(), cell: optional(string()), count: optional(number()) });
const baselineFile = object({ version: literal(1), notebooks: record(string(), array(entry)) });

export interface Baseline {
  /** As it was named. */
  readonly path: string;
  /** Absolute. */
  readonly place: string;
  readonly bytes: Buffer | undefined;
  /** By the notebook's path relative to the file, with `/`. */
  readonly notebooks: ReadonlyMap<string, readonly Known[]>;
}

/** Throws a UserError for a file that is not there, unless it is about to be written, and for one that is no baseline. */
export function readBaseline(path: string, cwd: string, mayBeMissing: boolean): Baseline {
  const place = resolve(cwd, path);
  if (!existsSync(place)) {
    if (!mayBeMissing) throw new UserError(`${path}: no such baseline; --write-baseline makes one`);
    return { path, place, bytes: undefined, notebooks: new Map() };
  }
  const bytes = readFileSync(place);
  const result = baselineFile.safeParse(jsonOf(path, bytes.toString('utf8')));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UserError(
      `${path}: ${issue?.path.join('.') ?? ''}: expected a baseline of nbship, found ${issue?.message ?? 'something else'}`,
    );
  }
  const notebooks = Object.entries(result.data.notebooks).map(
    ([name, entries]) =>
      [name, entries.flatMap(({ rule, about, cell, count = 1 }) => Array.from({ length: count }, () => ({ rule, about, cell })))] as const,
  );
  return { path, place, bytes, notebooks: new Map(notebooks) };
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${path}: expected a baseline of nbship, found text that is not JSON (${error.message})`);
  }
}

/** How a baseline names a notebook. */
export function nameIn({ place }: Baseline, notebook: string): string {
  return relative(dirname(place), notebook).split(sep).join('/');
}

/** Writes all findings of the notebooks that were checked; what is said of others stays as long as they are there. */
export function writeBaseline(baseline: Baseline, checked: ReadonlyMap<string, ReportedFile>): void {
  const kept = [...baseline.notebooks].filter(([name]) => !checked.has(name) && existsSync(resolve(dirname(baseline.place), name)));
  const found = [...checked].map(([name, file]) => [name, file.findings.map((each) => each.identity)] as const);
  const text = textOf(new Map<string, readonly Known[]>([...kept, ...found]));
  try {
    replaceFile(baseline.place, baseline.bytes, Buffer.from(text));
  } catch (error) {
    if (!(error instanceof NotReplaced)) throw error;
    throw new UserError(`${baseline.path}: ${error.message}`);
  }
}

/** Sorted, one line a finding: a change of one finding is a change of one line. */
function textOf(notebooks: ReadonlyMap<string, readonly Known[]>): string {
  const parts = [...notebooks]
    .filter(([, known]) => known.length > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, known]) => `    ${JSON.stringify(name)}: [\n${linesOf(known).join(',\n')}\n    ]`);
  return `{\n  "version": 1,\n  "notebooks": {${parts.length === 0 ? '' : `\n${parts.join(',\n')}\n  `}}\n}\n`;
}

function linesOf(known: readonly Known[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { rule, about, cell } of known) {
    const key = JSON.stringify({ rule, about, cell });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, count]) => `      ${count === 1 ? key : `${key.slice(0, -1)},"count":${count}}`}`);
}

/** By code units, the same in every language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
