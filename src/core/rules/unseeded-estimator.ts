// An estimator or splitter whose result depends on random numbers, and that is given no seed.

import { defineRule } from './rule.ts';
import { MESSAGES, reports } from './unseeded.ts';

export const unseededEstimator = defineRule({
  id: 'unseeded-estimator',
  summary: 'An estimator or splitter that draws random numbers, without a seed.',
  category: 'randomness',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: MESSAGES,
  check: ({ model }) => reports(model, true),
});
