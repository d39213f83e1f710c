// Code cells that were never run, among cells that were.

import type { Model } from '../semantics/model.ts';
import { inputsOf } from '../semantics/inputs.ts';
import { cellName } from './needs.ts';
import { firstLine } from './places.ts';
import { defineRule, type Report } from './rule.ts';

export const unexecutedCell = defineRule({
  id: 'unexecuted-cell',
  summary: 'A code cell without a count stands among cells that were run.',
  category: 'order',
  severity: 'information',
  since: '0.1.0',
  options: {},
  messages: {
    feeds: {
      what: 'This cell carries no execution count, but {reader} below, which was run, reads {names} from it.',
      why: 'The values that were used there came from somewhere else: from a cell that is gone, or from another text of this one.',
      how: 'Run the notebook from top to bottom, and look whether the outputs stay.',
    },
    skipped: {
      what: 'This cell was not run, and cells below it were.',
      why: 'Restart and Run All will run it: it may fail, or change what the cells below show.',
      how: 'Run it, or remove it, or make it a Markdown or raw cell.',
    },
  },
  *check({ model }): Generator<Report<'feeds' | 'skipped'>> {
    if (!mostlyRun(model)) return;
    const last = Math.max(...model.history.executions.map((each) => each.cell));
    const inputs = inputsOf(model);
    for (const { cell, items } of model.modules) {
      const written = model.notebook.cells[cell];
      if (!written || written.executionCount !== null || cell > last || !items.some((each) => each.kind === 'statement')) continue;
      const read = inputs.find((each) => each.provider === cell && (model.notebook.cells[each.cell]?.executionCount ?? null) !== null);
      yield {
        message: read ? 'feeds' : 'skipped',
        data: {
          reader: read ? cellName(model, read.cell) : '',
          names: (read?.names ?? []).map((each) => `\`${each}\``).join(', '),
        },
        at: firstLine(model, cell),
        ...(read ? { severity: 'warning' as const } : {}),
      };
    }
  },
});

/** Whether the notebook was run as a whole: at least two of three cells with code carry a count. */
function mostlyRun(model: Model): boolean {
  const code = model.modules.filter((each) => each.items.length > 0).length;
  return model.history.executions.length > 1 && model.history.executions.length * 3 >= code * 2;
}
