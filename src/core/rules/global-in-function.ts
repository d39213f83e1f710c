// Functions that read a notebook variable which is another one at each of their calls.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { cellName, cellOfStep } from './needs.ts';
import { defineRule, type Report } from './rule.ts';

type Use = EventOf<'use'>;

export const globalInFunction = defineRule({
  id: 'global-in-function',
  summary: 'A function reads a notebook variable that is rebound between its calls.',
  category: 'names',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    rebound: {
      what: '{owner} reads the notebook variable `{name}`, which {first} made for its call in {call}, and {second} for its call in {later}.',
      why: 'The same call gives different results, depending on which cells have run; nothing at the call shows it.',
      how: 'Make `{name}` a parameter of the function.',
    },
  },
  *check({ model }): Generator<Report<'rebound'>> {
    const kinds = bindingKinds(model);
    const told = new Set<string>();
    for (const uses of byPlace(model).values()) {
      const [first, ...rest] = uses;
      if (!first) continue;
      const before = makerOf(first);
      const other = rest.find((each) => differs(model, before, makerOf(each)));
      const after = other && makerOf(other);
      if (!other || !after || !before || told.has(first.name)) continue;
      // What was only defined again, or imported again, is the same thing.
      if ([before, after].some((each) => kinds.get(`${each.step} ${first.name}`) !== 'assign')) continue;
      told.add(first.name);
      yield {
        message: 'rebound',
        data: {
          name: first.name,
          owner: ownerOf(model, first.at),
          first: cellName(model, cellOfStep(model, before.step)),
          second: cellName(model, cellOfStep(model, after.step)),
          call: `cell ${cellOfStep(model, first.step) + 1}`,
          later: `cell ${cellOfStep(model, other.step) + 1}`,
        },
        at: first.at,
        related: [
          { at: before.at, message: 'made here first' },
          { at: after.at, message: 'and made anew here' },
        ],
      };
    }
  },
});

/** Reads of notebook variables in functions, by the place of the reading; those that surely happen. */
function byPlace(model: Model): ReadonlyMap<string, readonly Use[]> {
  const found = new Map<string, Use[]>();
  for (const event of model.document.events) {
    if (event.kind !== 'use' || event.depth === 0 || !event.certain) continue;
    const key = `${event.at.cell} ${event.at.span.start} ${event.name}`;
    const known = found.get(key);
    if (known) known.push(event);
    else found.set(key, [event]);
  }
  return found;
}

function makerOf(use: Use): Use['providers'][number] | undefined {
  return use.providers.length === 1 && use.providers[0]?.certain === true ? use.providers[0] : undefined;
}

function differs(model: Model, one: Use['providers'][number] | undefined, other: Use['providers'][number] | undefined): boolean {
  return one !== undefined && other !== undefined && cellOfStep(model, one.step) !== cellOfStep(model, other.step);
}

/** `assign` for what computes something; by step and name. */
function bindingKinds(model: Model): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const event of model.document.events)
    if (event.kind === 'bind')
      kinds.set(`${event.step} ${event.name}`, /^(assign|augment|with|magic)$/.test(event.how) ? 'assign' : event.how);
  return kinds;
}

/** The function of the notebook that a place lies in. */
function ownerOf(model: Model, { cell, span }: Place): string {
  const step = model.steps.find((each) => each.cell === cell && each.at.span.start <= span.start && span.end <= each.at.span.end);
  const node = step?.item.kind === 'statement' ? step.item.node : undefined;
  return node && 'name' in node && typeof node.name === 'string' ? `\`${node.name}\`` : 'this function';
}
