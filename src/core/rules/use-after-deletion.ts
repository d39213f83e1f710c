// A name that is used after `del` removed it.

import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { callChain, cellName, failingNames, failingPlace, type Need } from './needs.ts';
import { defineRule, type Fix } from './rule.ts';

export const useAfterDeletion = defineRule({
  id: 'use-after-deletion',
  summary: 'A name that is used after `del` removed it.',
  category: 'names',
  severity: 'error',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    used: {
      what: '`{name}` is used here{times}, after {deleter} deleted it.',
      why: 'Restart and Run All stops here with a NameError: `del` removes the name, and nothing in between makes it again.',
      how: 'Move the `del` below the last use, or remove it.',
    },
    called: {
      what: '`{name}` is used in a function that is called here{times}, after {deleter} deleted it.',
      why: 'A function reads notebook variables when it is called, so Restart and Run All stops at this call with a NameError.',
      how: 'Move the `del` below the last call, remove it, or pass `{name}` as an argument.',
    },
    twice: {
      what: '`{name}` is deleted here, but {deleter} deleted it already.',
      why: 'Restart and Run All stops here with a NameError: there is nothing left to delete.',
      how: 'Remove one of the two `del` statements.',
    },
  },
  *check({ model }) {
    for (const [name, needs] of failingNames(model)) {
      const [first] = needs;
      const [deletion] = first?.providers ?? [];
      if (!first || first.cause !== 'deleted' || !deletion) continue;
      const twice = isDeletion(model, first);
      const fix = removal(model, twice ? first.at : deletion.at);
      yield {
        message: twice ? 'twice' : first.calls.length > 0 ? 'called' : 'used',
        data: {
          name,
          uses: needs.length,
          times: needs.length > 1 ? ` (${needs.length} times in all)` : '',
          deleter: deletion.at.cell === first.at.cell && first.calls.length === 0 ? 'this cell' : cellName(model, deletion.at.cell),
        },
        at: failingPlace(first),
        related: [{ at: deletion.at, message: `deleted here, in ${cellName(model, deletion.at.cell)}` }, ...callChain(first)],
        ...(fix ? { fix } : {}),
      };
    }
  },
});

/** Whether what misses the name is a `del` itself. */
function isDeletion(model: Model, need: Need): boolean {
  const item = model.steps[need.step]?.item;
  return item?.kind === 'statement' && item.node.nodeType === 'Delete' && need.calls.length === 0;
}

/** Takes out a `del` that stands on a line of its own at top level and deletes nothing but the name. */
function removal(model: Model, { cell, span }: Place): Fix | undefined {
  const step = model.steps.find((each) => each.cell === cell && each.at.span.start <= span.start && span.end <= each.at.span.end);
  const source = model.notebook.cells[cell]?.source;
  if (!step || source === undefined || step.item.kind !== 'statement' || step.item.node.nodeType !== 'Delete') return undefined;
  const { start, end } = step.at.span;
  const whole = /(?:^|\n)[ \t]*$/.test(source.slice(0, start)) && /^[ \t]*(?:#[^\n]*)?(?:\n|$)/.exec(source.slice(end));
  if (step.item.node.targets.length !== 1 || !whole) return undefined;
  // At the end of a cell the line break before it goes instead.
  const last = end + whole[0].length === source.length && !whole[0].endsWith('\n');
  const from = last && start > 0 ? start - 1 : start;
  const edit = { kind: 'replaceText', at: { cell, span: { start: from, end: end + whole[0].length } }, text: '' } as const;
  return { title: `Remove \`${source.slice(start, end)}\` from cell ${cell + 1}`, kind: 'suggested', edits: [edit] };
}
