// A suppression that hides nothing; the engine finds these itself once all other rules have run.

import { defineRule } from './rule.ts';

export const unusedSuppression = defineRule({
  id: 'unused-suppression',
  summary: 'An ignore comment or tag that hides no finding.',
  category: 'syntax',
  severity: 'information',
  fix: 'safe',
  since: '0.1.0',
  options: {},
  messages: {
    unused: {
      what: '`{token}` hides nothing here.',
      why: 'A suppression that is left behind hides the next real finding.',
      how: 'Remove it.',
    },
    unknown: {
      what: '`{token}` names no rule of nbship{hint}.',
      why: 'It hides nothing.',
      how: 'Correct the name; `nbship rules` lists all.',
    },
  },
  *check() {
    // Judged by the engine, which alone knows what was hidden.
  },
});
