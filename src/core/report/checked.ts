// What a check came to: the checked notebooks with their findings, and what was not checked.

import type { Notebook, ReadProblem } from '../notebook/notebook.ts';
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

/** E.g. "3 problems in 2 of 14 notebooks". Information is counted apart. */
export function summaryOf(checked: Checked): string {
  const all = checked.notebooks.flatMap((each) => each.findings);
  const problems = all.filter((each) => each.severity !== 'information').length;
  const notes = all.length - problems;
  const affected = checked.notebooks.filter((each) => each.findings.length > 0).length;
  const total = plural(checked.notebooks.length, 'notebook');
  const unread = checked.problems.length === 0 ? '' : `; ${plural(checked.problems.length, 'file')} could not be read`;
  if (all.length === 0) return `No problems in ${total}${unread}.`;
  const also = notes === 0 ? '' : ` and ${plural(notes, 'note')}`;
  return `Found ${plural(problems, 'problem')}${also} in ${affected} of ${total}${unread}.`;
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** E.g. `notebook.ipynb: cells[3].source (line 12): expected text, found a number`. */
export function problemText(problem: ReadProblem): string {
  const where = [problem.jsonPath, problem.line === undefined ? '' : `line ${problem.line}`].filter((each) => each !== '').join(', ');
  return `${problem.path}: ${where === '' ? '' : `${where}: `}expected ${problem.expected}, found ${problem.found}`;
}
