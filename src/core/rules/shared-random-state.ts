// One generator object that several estimators draw from.

import { placeKey } from './places.ts';
import { makerOf, type Draw } from './seeding.ts';
import { defineRule, type Report } from './rule.ts';
import { lastPart } from './words.ts';

export const sharedRandomState = defineRule({
  id: 'shared-random-state',
  summary: 'One generator is given to several estimators.',
  category: 'randomness',
  severity: 'information',
  since: '0.1.0',
  options: {},
  messages: {
    shared: {
      what: '`{name}` draws from the generator that `{other}` draws from too.',
      why: 'What it learns depends on what was fitted before it, and how often: a cell that is run again, or moved, changes it.',
      how: 'Give each a number of its own as `random_state`.',
    },
  },
  *check({ model }): Generator<Report<'shared'>> {
    const first = new Map<number, Draw>();
    const told = new Set<string>();
    for (const draw of model.document.events) {
      if (draw.kind !== 'draw' || !draw.estimator || !draw.made || typeof draw.generator.id !== 'number') continue;
      const before = first.get(draw.generator.id);
      if (!before) first.set(draw.generator.id, draw);
      if (!before?.made || placeKey(before.made) === placeKey(draw.made) || told.has(placeKey(draw.made))) continue;
      told.add(placeKey(draw.made));
      const generator = makerOf(model, { ...draw, made: undefined });
      yield {
        message: 'shared',
        data: { name: lastPart(draw.callee), other: lastPart(before.callee) },
        at: draw.made,
        related: [
          { at: before.made, message: 'which is given it here' },
          ...(generator ? [{ at: generator.at, message: 'the generator is made here' }] : []),
        ],
      };
    }
  },
});
