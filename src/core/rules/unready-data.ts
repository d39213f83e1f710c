// Data that still holds missing values or text when it reaches an estimator that refuses them.

import type { Slot } from '../semantics/events.ts';
import { failingPlace } from './needs.ts';
import { defineRule, type Report } from './rule.ts';
import { failingStates, grouped, variableOf, wayTo } from './states.ts';

const SLOTS: ReadonlySet<Slot> = new Set<Slot>(['complete', 'numeric']);

export const unreadyData = defineRule({
  id: 'unready-data',
  summary: 'Missing values or text reach an estimator that refuses them.',
  category: 'data',
  severity: 'error',
  since: '0.1.0',
  options: {},
  messages: {
    complete: {
      what: '{column}{object} still has missing values when `{name}` is called{times}.',
      why: '`{name}` refuses NaN, so Restart and Run All stops here with a ValueError.',
      how: 'Fill or drop the missing values above this line (`fillna`, `dropna`, or an imputer that is fitted on the train part only).',
    },
    numeric: {
      what: '{column}{object} still holds text when `{name}` is called{times}.',
      why: '`{name}` takes numbers only, so Restart and Run All stops here with a ValueError.',
      how: 'Encode the column, convert it or leave it out above this line.',
    },
  },
  *check({ model }): Generator<Report<'complete' | 'numeric'>> {
    const needs = failingStates(model, SLOTS);
    for (const [need, times] of grouped(needs, (each) => `${each.slot} ${each.name} ${each.detail ?? ''}`)) {
      const variable = variableOf(model, need.object, need.step);
      const column = need.detail === undefined || need.detail === '' ? '' : `column \`${need.detail}\``;
      const owner = variable === undefined ? '' : `\`${variable}\``;
      yield {
        message: need.slot === 'complete' ? 'complete' : 'numeric',
        data: {
          name: need.name,
          column,
          object: column === '' ? owner || 'the data' : owner === '' ? '' : ` of ${owner}`,
          times: times > 1 ? ` (${times} times in all)` : '',
        },
        at: failingPlace(need),
        related: wayTo(need),
      };
    }
  },
});
