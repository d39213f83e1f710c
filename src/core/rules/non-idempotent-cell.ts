// Cells that give something else when they are run twice.

import { reworksOf, type Rework } from '../semantics/reworks.ts';
import type { Model } from '../semantics/model.ts';
import { cellName, cellOfStep, type Bind } from './needs.ts';
import { freeName, renameBinding } from './rename.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

export const nonIdempotentCell = defineRule({
  id: 'non-idempotent-cell',
  summary: 'A cell gives something else when it is run a second time.',
  category: 'order',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    again: {
      what: '`{name}` from {maker} is made anew from itself here{times}.',
      why: 'Run this cell twice, and it is done twice: the notebook then shows something that Restart and Run All does not give.',
      how: 'Give the result a name of its own, or make `{name}` in this cell.',
    },
    fails: {
      what: 'a second run of this cell fails: it changes `{name}` of {maker} in a way that works once{times}.',
      why: 'What it takes away is gone then, or what it puts in is there already.',
      how: 'Give the result a name of its own, or do it where `{name}` is made.',
    },
    grows: {
      what: 'each run of this cell adds to `{name}` of {maker}{times}.',
      why: 'Run this cell twice, and the list holds everything twice.',
      how: 'Start the list in this cell.',
    },
  },
  *check({ model }): Generator<Report<Rework['effect']>> {
    const byName = new Map<string, Rework[]>();
    for (const each of reworksOf(model)) {
      const known = byName.get(each.name);
      if (known) known.push(each);
      else byName.set(each.name, [each]);
    }
    for (const [name, reworks] of byName) {
      const [first] = reworks;
      if (!first) continue;
      const cells = new Set(reworks.map((each) => each.cell)).size;
      const maker = cellOfStep(model, first.from);
      const fix = reworks.length === 1 ? split(model, first) : undefined;
      yield {
        message: first.effect,
        data: { name, maker: cellName(model, maker), cells, times: cells > 1 ? ` (in ${cells} cells in all)` : '' },
        at: first.at,
        related: [{ at: model.steps[first.from]?.at ?? first.at, message: `made here, in ${cellName(model, maker)}` }],
        // Lists that collect results over cells are meant to grow.
        ...(fix ? { fix } : {}),
        ...(first.effect === 'grows' ? { severity: 'information' as const } : {}),
      };
    }
  },
});

/** `x = f(x)` becomes `x_2 = f(x)`, here and wherever it is read. */
function split(model: Model, { name, step, plain }: Rework): Fix | undefined {
  const bind = model.document.events.find((each): each is Bind => each.kind === 'bind' && each.name === name && each.step === step);
  if (!plain || !bind) return undefined;
  const to = freeName(model, name);
  const edits = renameBinding(model, bind, to);
  return edits && { title: `Call the result \`${to}\``, kind: 'suggested', edits };
}
