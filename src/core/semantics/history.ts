// What the execution counts tell of the session that made the outputs.

import type { Notebook } from '../notebook/notebook.ts';

/** One cell's last execution. */
export interface Execution {
  readonly cell: number;
  readonly count: number;
}

/** Counts keep only a cell's last run, so a history is an open world: after a gap nothing is certain. */
export interface History {
  /** Executions by count; code cells that carry one only. */
  readonly executions: readonly Execution[];
  /** True where some later cell has a smaller count than an earlier one. */
  readonly outOfOrder: boolean;
  /** Counts between the first and the last that no cell carries: runs of cells since run again, edited or deleted. */
  readonly gaps: readonly number[];
  /** Counts that several cells carry, as copies or merges of notebooks leave them. */
  readonly duplicates: readonly number[];
}

/** Reads the history of a notebook; empty for one that was never run or was stripped. */
export function historyOf(notebook: Notebook): History {
  const inDocument: Execution[] = [];
  for (const cell of notebook.cells)
    if (cell.kind === 'code' && cell.executionCount !== null) inDocument.push({ cell: cell.index, count: cell.executionCount });
  const outOfOrder = inDocument.some((each, at) => at > 0 && each.count < (inDocument[at - 1]?.count ?? 0));
  const executions = [...inDocument].sort((a, b) => a.count - b.count || a.cell - b.cell);
  const gaps: number[] = [];
  const duplicates: number[] = [];
  let last = 0;
  for (const { count } of executions) {
    if (count === last) duplicates.push(count);
    for (let missing = last + 1; missing < count && gaps.length < 1000; missing++) gaps.push(missing);
    last = count;
  }
  return { executions, outOfOrder, gaps, duplicates: [...new Set(duplicates)] };
}
