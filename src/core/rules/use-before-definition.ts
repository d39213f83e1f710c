// A name that is used above the cell that defines it.

import type { Edit } from '../text/edit.ts';
import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { Model } from '../semantics/model.ts';
import { bindingsOf, callChain, cellName, cellOfStep, failingNames, failingPlace, type Bind, type Need } from './needs.ts';
import { defineRule, type Fix } from './rule.ts';

export const useBeforeDefinition = defineRule({
  id: 'use-before-definition',
  summary: 'A name that is used above the cell that defines it.',
  category: 'order',
  severity: 'error',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    cell: {
      what: '`{name}` is used here{times}, but only {definer} below defines it.',
      why: 'Restart and Run All stops here with a NameError; it worked because the cells were run in another order.',
      how: 'Move the cell that defines `{name}` above this one.',
    },
    same: {
      what: '`{name}` is used here{times}, but only a later line of this cell defines it.',
      why: 'Restart and Run All stops here with a NameError; it worked because the cell had been run before.',
      how: 'Move the definition of `{name}` above its first use.',
    },
    called: {
      what: '`{name}` is used in a function that is called here{times}, but only {definer} below defines it.',
      why: 'A function reads notebook variables when it is called, so Restart and Run All stops at this call with a NameError.',
      how: 'Move the cell that defines `{name}` above the call, or pass `{name}` as an argument.',
    },
  },
  *check({ model }) {
    for (const [name, needs] of failingNames(model)) {
      const [first] = needs;
      const definer = first && laterBinding(model, first);
      if (!first || !definer) continue;
      const [from, to] = [cellOfStep(model, definer.step), cellOfStep(model, first.step)];
      const data = {
        name,
        uses: needs.length,
        times: needs.length > 1 ? ` (${needs.length} times in all)` : '',
        definer: cellName(model, from),
      };
      const fix = from === to ? undefined : moveFix(model, name, from, to);
      yield {
        message: from === to ? 'same' : first.calls.length > 0 ? 'called' : 'cell',
        data,
        at: failingPlace(first),
        related: [{ at: definer.at, message: `defined here, in ${cellName(model, from)}` }, ...callChain(first)],
        ...(fix ? { fix } : {}),
      };
    }
  },
});

function laterBinding(model: Model, need: Need): Bind | undefined {
  if (need.cause !== 'never') return undefined;
  return bindingsOf(model, need.name)[0];
}

/** Moves the defining cell up, where all that it reads is there already and nothing between reads what it would rebind. */
function moveFix(model: Model, name: string, from: number, to: number): Fix | undefined {
  const moved = model.document.flows.filter((each) => each.step.cell === from);
  const between = model.document.flows.filter((each) => each.step.cell >= to && each.step.cell < from);
  const providers = moved.flatMap((each) => each.reads.flatMap((read) => read.providers));
  if (providers.some((step) => cellOfStep(model, step) >= to && cellOfStep(model, step) < from)) return undefined;
  const written = new Set(moved.flatMap((each) => each.writes.map((write) => write.location)));
  written.delete('output');
  // A builtin is read without a trace, so one that the cell would hide earlier may be missed between.
  if (moved.some((each) => [...each.bound.keys()].some((bound) => BUILTIN_NAMES.has(bound)))) return undefined;
  // Names that fail for want of this cell are what the move is for; any other meeting of the two would change values.
  const failing = failingNames(model);
  const awaited = (location: string): boolean => location.startsWith('name:') && failing.has(location.slice('name:'.length));
  const touched = between.some(
    (each) =>
      each.reads.some((one) => written.has(one.location) && !awaited(one.location)) ||
      each.writes.some((one) => written.has(one.location) && one.location !== `name:${name}`),
  );
  if (touched) return undefined;
  const edit: Edit = { kind: 'moveCell', from, before: to };
  return { title: `Move cell ${from + 1} above cell ${to + 1}`, kind: 'suggested', edits: [edit] };
}
