// Outputs that no longer belong to the cell's text or to its inputs.

import type { Input } from '../semantics/inputs.ts';
import type { Model } from '../semantics/model.ts';
import { staleCells, type Staleness } from '../semantics/staleness.ts';
import { backwardFlows, type Backward } from './backward-flows.ts';
import { cellName } from './needs.ts';
import { firstLine } from './places.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'edited' | 'input' | 'upstream';

export const staleOutput = defineRule({
  id: 'stale-output',
  summary: 'A cell shows what its present text or inputs would no longer give.',
  category: 'order',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    edited: {
      what: 'this cell was edited since it ran as [{count}].',
      why: 'What it shows, and what it left in the kernel, come from its former text.',
      how: 'Run the cell again.',
    },
    input: {
      what: '{names} came from {provider}, which ran again after this cell ran as [{count}]{others}.',
      why: 'The output here may belong to values that are gone.',
      how: 'Run this cell again, or the notebook from top to bottom.',
    },
    upstream: {
      what: '{names} came from {provider}, which is stale itself{others}.',
      why: 'A cell on which it depends was edited and not run again.',
      how: 'Run {provider} again, then this one.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const backward = backwardFlows(model);
    const stale = staleCells(model).filter((each) => !isBackward(backward, each));
    for (const [first, ...more] of grouped(stale)) if (first) yield reportOf(model, first, more);
  },
});

/** What came from a cell below did not come from the one above: the rule about the order speaks of it. */
function isBackward(backward: readonly Backward[], stale: Staleness): boolean {
  if (stale.kind !== 'input') return false;
  const below = new Set(backward.flatMap((each) => (each.cell === stale.cell ? each.names : [])));
  return below.size > 0 && stale.input.names.every((each) => below.has(each));
}

/** One group for each edited cell, and for each cell whose new run or staleness made others stale. */
function grouped(stale: readonly Staleness[]): Iterable<readonly Staleness[]> {
  const groups = new Map<string, Staleness[]>();
  for (const each of stale) {
    const key = `${each.kind} ${each.kind === 'edited' ? each.cell : each.input.provider}`;
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return groups.values();
}

function reportOf(model: Model, stale: Staleness, more: readonly Staleness[]): Report<Key> {
  const { cell } = stale;
  const count = model.notebook.cells[cell]?.executionCount ?? 0;
  if (stale.kind === 'edited')
    return { message: 'edited', data: { cell: cell + 1, count }, at: firstLine(model, cell), severity: 'information' };
  const { input } = stale;
  const made = model.steps[input.from]?.at;
  return {
    message: stale.kind,
    data: {
      cell: cell + 1,
      count,
      name: input.names[0] ?? '',
      names: input.names.map((each) => `\`${each}\``).join(', '),
      provider: cellName(model, input.provider),
      others: othersText(more),
    },
    at: placeOfUse(model, input),
    ...(made ? { related: [{ at: made, message: `made here, in ${cellName(model, input.provider)}` }] } : {}),
    ...(stale.kind === 'upstream' ? { severity: 'information' } : {}),
  };
}

/** E.g. ` (cells 9 and 12 are stale for the same reason)`. */
function othersText(more: readonly Staleness[]): string {
  const cells = more.map((each) => each.cell + 1);
  if (cells.length === 0) return '';
  if (cells.length === 1) return ` (cell ${cells[0]} is stale for the same reason)`;
  const shown =
    cells.length > 5
      ? `${cells.slice(0, 4).join(', ')} and ${cells.length - 4} more`
      : `${cells.slice(0, -1).join(', ')} and ${cells.at(-1)}`;
  return ` (cells ${shown} are stale for the same reason)`;
}

/** Where the first of the names is read, if it is read in the cell itself, else the statement that reaches it. */
function placeOfUse(model: Model, { step, cell, names }: Input): Report['at'] {
  const used = model.document.events.find(
    (each) => each.kind === 'use' && each.step === step && each.at.cell === cell && each.name === names[0],
  );
  return used?.at ?? model.steps[step]?.at ?? { cell, span: { start: 0, end: 0 } };
}
