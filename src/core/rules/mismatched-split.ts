// Rows of different parts of a split that are fitted, scored or compared together.

import type { Slot } from '../semantics/events.ts';
import { failingPlace } from './needs.ts';
import { defineRule, type Report } from './rule.ts';
import { failingStates, grouped, variableOf, wayTo } from './states.ts';

const SLOTS: ReadonlySet<Slot> = new Set<Slot>(['rows']);

export const mismatchedSplit = defineRule({
  id: 'mismatched-split',
  summary: 'Rows of different parts of a split are fitted, scored or compared together.',
  category: 'data',
  severity: 'error',
  since: '0.1.0',
  options: {},
  messages: {
    rows: {
      what: '`{name}` is given {rows} together{times}{object}.',
      why: 'The two do not belong together: it stops with a ValueError, or, where the parts happen to have the same size, gives a wrong number without a word.',
      how: 'Give both arguments from the same part of the split.',
    },
  },
  *check({ model }): Generator<Report<'rows'>> {
    const needs = failingStates(model, SLOTS);
    for (const [need, times] of grouped(needs, (each) => `${each.name} ${each.at.cell} ${each.at.span.start}`)) {
      const variable = variableOf(model, need.object, need.step);
      yield {
        message: 'rows',
        data: {
          name: need.name,
          rows: need.detail ?? '',
          object: variable === undefined ? '' : `, the latter as \`${variable}\``,
          times: times > 1 ? ` (${times} times in all)` : '',
        },
        at: failingPlace(need),
        related: wayTo(need),
      };
    }
  },
});
