// Generators that are seeded after something was drawn from them.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
import { cellName, cellOfStep } from './needs.ts';
import { oncePerPlace } from './places.ts';
import { defineRule, type Report } from './rule.ts';
import { seedingCell } from './seeding-cell.ts';
import type { Draw } from './seeding.ts';
import { lastPart } from './words.ts';

type Seed = EventOf<'seed'>;

export const seedAfterDraw = defineRule({
  id: 'seed-after-draw',
  summary: 'A generator is seeded only after something was drawn from it.',
  category: 'randomness',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    late: {
      what: '`{name}` draws from {generator} here{times}, and only {seeder} below seeds it.',
      why: 'What is drawn here differs from run to run; only what follows the seed is the same.',
      how: 'Seed it in a cell above this one.',
    },
  },
  *check({ model }): Generator<Report<'late'>> {
    for (const [seed, draws] of lateSeeds(model)) {
      const [first] = draws;
      if (!first) continue;
      const seeder = cellOfStep(model, seed.step);
      const fix = seedingCell(model, first);
      yield {
        message: 'late',
        data: {
          name: lastPart(first.callee),
          generator: first.generator.label,
          seeder: seeder === first.at.cell ? 'a line' : cellName(model, seeder),
          times: draws.length > 1 ? `, and ${draws.length - 1} more ${draws.length === 2 ? 'draw' : 'draws'}` : '',
        },
        at: first.at,
        related: [{ at: seed.at, message: `seeded here, in ${cellName(model, seeder)}` }],
        ...(fix ? { fix } : {}),
      };
    }
  },
});

/** For the first seed of each generator what was drawn from it before, unseeded; every place once. */
export const lateSeeds = remembered((model: Model): ReadonlyMap<Seed, readonly Draw[]> => {
  const drawn = new Map<string | number, Draw[]>();
  const found = new Map<Seed, readonly Draw[]>();
  for (const event of model.document.events) {
    if (event.kind === 'draw' && event.state === 'unseeded' && event.parameter === undefined && event.made === undefined) {
      const known = drawn.get(event.generator.id);
      if (known) known.push(event);
      else drawn.set(event.generator.id, [event]);
    }
    if (event.kind !== 'seed' || !event.certain) continue;
    const before = drawn.get(event.generator.id);
    // A seed somewhere in a loop, or one that is computed, is another matter.
    if (before && event.constant && !event.looped) found.set(event, oncePerPlace(before));
    drawn.set(event.generator.id, []);
  }
  return new Map([...found].filter(([, draws]) => draws.length > 0));
});
