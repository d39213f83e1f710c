// A name that is used above the cell that defines it.

import type { Model } from '../semantics/model.ts';
import { isSound, type Move } from './moves.ts';
import { bindingsOf, callChain, cellName, cellOfStep, failingNames, failingPlace, type Bind, type Need } from './needs.ts';
import { reorder, ringText, type Reordering } from './reorder.ts';
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
      how: 'Move the cell that defines `{name}` above this one.{ring}',
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
    let order: Reordering | undefined;
    for (const [name, needs] of failingNames(model)) {
      const [first] = needs;
      const definer = first && laterBinding(model, first);
      if (!first || !definer) continue;
      const [from, to] = [cellOfStep(model, definer.step), cellOfStep(model, first.step)];
      const move = from === to ? undefined : moveFix(model, name, from, to);
      if (from !== to && !move) order ??= reorder(model);
      const data = {
        name,
        ring: order?.kind === 'cycle' && order.ring.some((each) => each.names.includes(name)) ? ringText(order.ring) : '',
        uses: needs.length,
        times: needs.length > 1 ? ` (${needs.length} times in all)` : '',
        definer: cellName(model, from),
      };
      const fix = move ?? (from !== to && order?.kind === 'moves' ? wholeFix(order) : undefined);
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

/** Moves the defining cell up, or else the using cell down, where nothing else would see other values. */
function moveFix(model: Model, name: string, from: number, to: number): Fix | undefined {
  const up: Move = { from, before: to };
  if (isSound(model, name, up)) return fixOf(up, `Move cell ${from + 1} above cell ${to + 1}`);
  const down: Move = { from: to, before: from + 1 };
  if (isSound(model, name, down)) return fixOf(down, `Move cell ${to + 1} below cell ${from + 1}`);
  return undefined;
}

/** Where one move does not do: all moves that give an order without a missing name. */
function wholeFix({ edits, moved }: Reordering & { readonly kind: 'moves' }): Fix {
  return {
    title: `Move ${moved === 1 ? 'one cell' : `${moved} cells`}, so that every name is defined above its use`,
    kind: 'suggested',
    edits,
  };
}

function fixOf(move: Move, title: string): Fix {
  return { title, kind: 'suggested', edits: [{ kind: 'moveCell', ...move }] };
}
