// A draw of random numbers that no seed reaches.

import { defineRule } from './rule.ts';
import { MESSAGES, report, unseededDraws } from './unseeded.ts';

export const unseededRandom = defineRule({
  id: 'unseeded-random',
  summary: 'A random draw that no seed reaches.',
  category: 'randomness',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: MESSAGES,
  *check({ model }) {
    for (const draws of unseededDraws(model)) {
      const [first] = draws;
      if (first && !first.estimator) yield report(model, draws, first);
    }
  },
});
