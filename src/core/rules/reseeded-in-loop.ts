// Generators that are given the same seed at each round of a loop.

import { defineRule, type Report } from './rule.ts';

export const reseededInLoop = defineRule({
  id: 'reseeded-in-loop',
  summary: 'A generator is given the same seed at each round of a loop.',
  category: 'randomness',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    same: {
      what: '{generator} is given the same seed at each round of this loop.',
      why: 'Each round draws the same numbers, so the rounds are no independent repetitions of each other.',
      how: 'Seed it once above the loop, or with a number of the round.',
    },
  },
  *check({ model }): Generator<Report<'same'>> {
    const told = new Set<string>();
    for (const event of model.document.events) {
      if (event.kind !== 'seed' || !event.looped || !event.constant) continue;
      const key = `${event.at.cell} ${event.at.span.start}`;
      if (told.has(key)) continue;
      told.add(key);
      // Nothing is drawn in the round: the seed is only given often.
      const drawn = model.document.events.some(
        (each) => each.kind === 'draw' && each.step === event.step && each.generator.id === event.generator.id,
      );
      const { label } = event.generator;
      if (drawn) yield { message: 'same', data: { generator: label.charAt(0).toUpperCase() + label.slice(1) }, at: event.at };
    }
  },
});
