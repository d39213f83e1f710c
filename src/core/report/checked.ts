// What a check came to: the checked notebooks with their findings, and what was not checked.

import type { Notebook, ReadProblem } from '../notebook/notebook.ts';
import type { FileProblem } from '../semantics/ports.ts';
import type { Finding } from '../rules/rule.ts';

export interface CheckedNotebook {
  readonly notebook: Notebook;
  readonly findings: readonly Finding[];
}

export interface Checked {
  readonly notebooks: readonly CheckedNotebook[];
  /** Sound files of which nbship has nothing to say, e.g. of another language. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Files that could not be read as notebooks. */
  readonly problems: readonly ReadProblem[];
}

/** How much a check found. */
export interface Counts {
  readonly notebooks: number;
  /** Notebooks with findings. */
  readonly affected: number;
  /** Errors and warnings. */
  readonly problems: number;
  /** Information. */
  readonly notes: number;
  readonly unread: number;
}

/** E.g. "Found 3 problems and 1 note in 2 of 14 notebooks." Information is counted apart. */
export function summaryOf({ notebooks, affected, problems, notes, unread }: Counts): string {
  const total = plural(notebooks, 'notebook');
  const missing = unread === 0 ? '' : `; ${plural(unread, 'file')} could not be read`;
  if (problems + notes === 0) return `No problems in ${total}${missing}.`;
  const also = notes === 0 ? '' : ` and ${plural(notes, 'note')}`;
  return `Found ${plural(problems, 'problem')}${also} in ${affected} of ${total}${missing}.`;
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** E.g. `uv.lock:3: expected valid TOML, found ...`. */
export function fileProblemText({ path, line, expected, found }: FileProblem): string {
  return `${path}:${line}: expected ${expected}, found ${found}`;
}

/** E.g. `notebook.ipynb: cells[3].source (line 12): expected text, found a number`. */
export function problemText(problem: ReadProblem): string {
  const where = [problem.jsonPath, problem.line === undefined ? '' : `line ${problem.line}`].filter((each) => each !== '').join(', ');
  return `${problem.path}: ${where === '' ? '' : `${where}: `}expected ${problem.expected}, found ${problem.found}`;
}
