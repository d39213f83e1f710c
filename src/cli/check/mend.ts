// Fixes of one input: where they are written, and why they are not.

import { readFileSync } from 'node:fs';

import type { Notebook } from '../../core/notebook/notebook.ts';
import { reportedFile, type Reported, type ReportedFile } from '../../core/report/reported.ts';
import { withoutSecrets } from '../../core/semantics/secrets.ts';
import type { FileEdit } from '../../core/text/edit.ts';
import { NotReplaced, replaceFile } from '../../machine/replace-file.ts';
import { readNotebook } from '../analyse.ts';
import type { Analysis, Examined } from './analysis.ts';
import { diffText } from './diff.ts';
import { fixAll, type Fixed } from './fixing.ts';
import type { Input } from './inputs.ts';
import type { Options } from './usage.ts';

export interface Mended {
  readonly examined: Examined;
  /** The text that the findings are of. */
  readonly text: string;
  readonly fixed: number;
  readonly files: readonly FileEdit[];
  /** Why fixes were not made, if they were not. */
  readonly unfixed?: string;
  /** What --diff shows. */
  readonly diff: string;
}

type Filter = (file: ReportedFile) => readonly Reported[];

/** Fixes a notebook as far as the options allow, and writes it; for standard input the caller writes `text`. */
export async function mend(input: Input, staged: Buffer, options: Options, analysis: Analysis, filter: Filter): Promise<Mended> {
  const bytes = options.staged ? unchangedFile(input, staged) : staged;
  const text = (bytes ?? staged).toString('utf8');
  const result = readNotebook(input.path, text);
  if (result.kind !== 'notebook') return { examined: result, text, fixed: 0, files: [], diff: '' };
  const fresh = freshBy(filter);
  const fixed = await fixAll(text, result.notebook, input.place, { analysis, kinds: options.fixes, fresh });
  const { count, files } = fixed;
  const diff = options.diff && fixed.text !== text ? withoutSecrets(result.notebook, diffText(input.path, text, fixed.text)) : '';
  const refused = options.diff || count === 0 ? undefined : written(input, bytes, text, fixed);
  if (refused !== undefined) {
    const left = fresh(result.notebook, (await analysis.lint(result.notebook, input.place)).findings, text);
    return { examined: fileOf(result.notebook, left, text), text, fixed: 0, files: [], unfixed: refused, diff };
  }
  return {
    examined: fileOf(fixed.notebook, fixed.left, fixed.text),
    text: fixed.text,
    fixed: count,
    files,
    ...(fixed.trouble === undefined ? {} : { unfixed: fixed.trouble }),
    diff,
  };
}

function fileOf(notebook: Notebook, left: Fixed['left'], text: string): Examined {
  // A check without fixes tells what could not be read.
  return { kind: 'file', file: reportedFile(notebook, left, text), unread: [] };
}

/** Findings stand in the order of their reports. */
function freshBy(filter: Filter): Parameters<typeof fixAll>[3]['fresh'] {
  return (notebook, findings, text) => {
    const file = reportedFile(notebook, findings, text);
    const kept = new Set(filter(file));
    return findings.filter((_, at) => {
      const each = file.findings[at];
      return each !== undefined && kept.has(each);
    });
  };
}

/** Writes the fixed notebook; gives the reason where it cannot be. */
function written(input: Input, bytes: Buffer | undefined, text: string, fixed: Fixed): string | undefined {
  if (bytes === undefined) return 'it has changes that are not staged; stage or stash them first';
  if (!Buffer.from(text).equals(bytes)) return 'it has bytes that are not UTF-8, which would be lost';
  if (!input.isFile || fixed.text === text) return undefined;
  try {
    replaceFile(input.place, bytes, Buffer.from(fixed.text));
    return undefined;
  } catch (error) {
    if (!(error instanceof NotReplaced)) throw error;
    return `it ${error.message}`;
  }
}

/** The bytes of the file where it holds what is staged, but for line ends, which git may write its own way. */
function unchangedFile({ place }: Input, staged: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(place);
    const plain = (each: Buffer): string => each.toString('latin1').replaceAll('\r\n', '\n');
    return plain(bytes) === plain(staged) ? bytes : undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return undefined;
  }
}
