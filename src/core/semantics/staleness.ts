// Which cells show what their present text and inputs would no longer give.

import { inputsOf, type Input } from './inputs.ts';
import type { Model } from './model.ts';

export type Staleness =
  /** Its text is another than the one that ran. Only an editor can know. */
  | { readonly kind: 'edited'; readonly cell: number }
  /** A cell above that makes one of its inputs ran again after it. */
  | { readonly kind: 'input'; readonly cell: number; readonly input: Input }
  /** One of its inputs comes from a cell that is stale itself. */
  | { readonly kind: 'upstream'; readonly cell: number; readonly input: Input };

/**
 * Stale cells in document order, each with the first reason that holds of `edited`, `input`, `upstream`. Only cells that carry
 * an execution count can be stale. Counts that occur twice come from merged notebooks and say nothing of an order.
 */
export function staleCells(model: Model): readonly Staleness[] {
  const duplicates = new Set(model.history.duplicates);
  const count = (cell: number): number | undefined => {
    const own = model.notebook.cells[cell]?.executionCount ?? undefined;
    // An editor that watched knows which counts are of the present kernel.
    const other = model.ports.live !== undefined && !model.ports.live.ran.has(cell);
    return own === undefined || other || duplicates.has(own) ? undefined : own;
  };
  const inputs = inputsByCell(model);
  const stale = new Map<number, Staleness>();
  for (const { cell } of model.modules) {
    const ran = count(cell);
    // What failed shows its failure, whatever its inputs were.
    if (ran === undefined || model.notebook.cells[cell]?.outputs.some((each) => each.kind === 'error')) continue;
    const own = (inputs.get(cell) ?? []).filter((each) => each.provider < cell);
    const anew = own.find((each) => (count(each.provider) ?? 0) > ran);
    const upstream = own.find((each) => stale.get(each.provider)?.kind === 'edited' || stale.get(each.provider)?.kind === 'upstream');
    if (isEdited(model, cell)) stale.set(cell, { kind: 'edited', cell });
    else if (anew) stale.set(cell, { kind: 'input', cell, input: anew });
    else if (upstream) stale.set(cell, { kind: 'upstream', cell, input: upstream });
  }
  return [...stale.values()];
}

function inputsByCell(model: Model): ReadonlyMap<number, readonly Input[]> {
  const byCell = new Map<number, Input[]>();
  for (const input of inputsOf(model)) {
    const own = byCell.get(input.cell);
    if (own) own.push(input);
    else byCell.set(input.cell, [input]);
  }
  return byCell;
}

function isEdited(model: Model, cell: number): boolean {
  const ran = model.ports.live?.ran.get(cell);
  const now = model.notebook.cells[cell]?.source;
  return ran !== undefined && now !== undefined && codeOf(ran.source) !== codeOf(now);
}

/** White space at the ends of lines and empty lines change nothing; neither do comments that have a line of their own. */
function codeOf(source: string): string {
  return source
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^\s*#(?!\s*%)/.test(line))
    .join('\n');
}
