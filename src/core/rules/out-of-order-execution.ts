// Cells that were run in another order than they stand in, and what flowed against that order.

import type { Model } from '../semantics/model.ts';
import { staleCells } from '../semantics/staleness.ts';
import type { Edit } from '../text/edit.ts';
import { backwardFlows } from './backward-flows.ts';
import { cellName } from './needs.ts';
import { firstLine } from './places.ts';
import { reorder } from './reorder.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

export const outOfOrderExecution = defineRule({
  id: 'out-of-order-execution',
  summary: 'A value flowed from a cell below to a cell above, because they were run in that order.',
  category: 'order',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    flow: {
      what: '{names} in this cell came from {provider} below.',
      why: 'The execution counts say that the cell below ran first, so the saved outputs are not those that Restart and Run All gives.',
      how: 'Move the cell below above this one, or run the notebook from top to bottom and check the outputs.',
    },
    perhaps: {
      what: '{names} in this cell may have come from {provider} below.',
      why: 'The execution counts say that the cell below ran first; runs between the two are gone, so nobody can tell what else they bound.',
      how: 'Move the cell below above this one, or run the notebook from top to bottom and check the outputs.',
    },
    counts: {
      what: 'This cell was executed as [{count}], before {previous} above it.',
      why: 'No value is seen to flow against the order, so the outputs may well be right; but nobody can tell from the notebook.',
      how: 'Run the notebook from top to bottom before it is shared.',
    },
  },
  *check({ model }): Generator<Report<'flow' | 'perhaps' | 'counts'>> {
    if (!model.session || !model.history.outOfOrder) return;
    let flowed = false;
    const flows = backwardFlows(model);
    const order = flows.length > 0 ? reorder(model) : undefined;
    const fix = order?.kind === 'moves' ? reorderFix(order.edits, order.moved) : undefined;
    for (const { cell, provider, names, first, at } of flows) {
      flowed = true;
      yield {
        message: hasGapBetween(model, provider, cell) ? 'perhaps' : 'flow',
        data: {
          name: names[0] ?? '',
          names: names.map((each) => `\`${each}\``).join(', '),
          provider: cellName(model, provider),
          cell: cell + 1,
        },
        at: first.at,
        related: [{ at, message: `bound here, in ${cellName(model, provider)}` }],
        ...(fix ? { fix } : {}),
      };
    }
    const back = flowed ? undefined : firstBackward(model, new Set(staleCells(model).map((each) => each.cell)));
    if (back)
      yield {
        message: 'counts',
        data: { count: back.count, previous: cellName(model, back.previous) },
        at: firstLine(model, back.cell),
        severity: 'information',
        fix: clearing(model),
      };
  },
});

function reorderFix(edits: readonly Edit[], moved: number): Fix {
  return {
    title:
      moved === 1
        ? 'Move one cell, so that the order is the one of the session'
        : `Move ${moved} cells, so that the order is the one of the session`,
    kind: 'suggested',
    edits,
  };
}

/** Without counts a notebook claims nothing of how it was run. */
function clearing(model: Model): Fix {
  const edits = model.history.executions.map(({ cell }): Edit => ({ kind: 'clearCount', cell }));
  return { title: 'Clear the execution counts', kind: 'suggested', edits };
}

/** Whether a run is missing between the runs of two cells: it may have rebound what flowed. */
function hasGapBetween(model: Model, first: number, second: number): boolean {
  const countOf = (cell: number): number => model.notebook.cells[cell]?.executionCount ?? 0;
  return model.history.gaps.some((gap) => gap > countOf(first) && gap < countOf(second));
}

/** The first cell whose count is smaller than that of the counted cell above it; a stale one has a finding that says more. */
function firstBackward(
  model: Model,
  stale: ReadonlySet<number>,
): { readonly cell: number; readonly count: number; readonly previous: number } | undefined {
  let previous: { cell: number; count: number } | undefined;
  for (const cell of model.notebook.cells) {
    if (cell.kind !== 'code' || cell.executionCount === null) continue;
    if (previous && cell.executionCount < previous.count && !stale.has(cell.index))
      return { cell: cell.index, count: cell.executionCount, previous: previous.cell };
    previous = { cell: cell.index, count: cell.executionCount };
  }
  return undefined;
}
