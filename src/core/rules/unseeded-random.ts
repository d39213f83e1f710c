// A draw of random numbers that no seed reaches.

import { defineRule } from './rule.ts';
import { MESSAGES, reports } from './unseeded.ts';

export const unseededRandom = defineRule({
  id: 'unseeded-random',
  summary: 'A random draw that no seed reaches.',
  category: 'randomness',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: MESSAGES,
  check: ({ model }) => reports(model, false),
});
