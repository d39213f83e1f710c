// Executions whose cells are gone, by the gaps that they left in the counts.

import { firstLine } from './places.ts';
import { defineRule, type Report } from './rule.ts';

export const hiddenExecution = defineRule({
  id: 'hidden-execution',
  summary: 'Executions are missing from the counts: cells were run again, edited or deleted.',
  category: 'order',
  severity: 'information',
  // Two of five notebooks that carry counts have gaps, most of them harmless.
  enabled: false,
  since: '0.1.0',
  options: {},
  messages: {
    gap: {
      what: '{gaps} of {last} executions of this session left no cell behind; the first of them ran before this cell.',
      why: 'What they bound or changed was there when the outputs were made, and cannot be seen any more.',
      how: 'Restart and run the notebook from top to bottom before it is shared.',
    },
  },
  *check({ model }): Generator<Report<'gap'>> {
    const { executions, gaps, duplicates } = model.history;
    const first = executions[0]?.count ?? 1;
    // A session may have begun with work elsewhere; counts that occur twice come from merged notebooks.
    const inside = gaps.filter((each) => each > first);
    const after = executions.find((each) => each.count > (inside[0] ?? Infinity));
    if (!after || duplicates.length > 0) return;
    yield {
      message: 'gap',
      data: { gaps: inside.length, last: executions.at(-1)?.count ?? 0 },
      at: firstLine(model, after.cell),
    };
  },
});
