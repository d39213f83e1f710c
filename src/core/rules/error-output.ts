// Cells whose saved output is a failure.

import type { Cell } from '../notebook/notebook.ts';
import type { Model } from '../semantics/model.ts';
import { firstLine } from './places.ts';
import { defineRule, type Report } from './rule.ts';

export const errorOutput = defineRule({
  id: 'error-output',
  summary: 'A cell was saved with an error as its output.',
  category: 'order',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    error: {
      what: 'This cell was saved with {error}{after}.',
      why: 'What the cell should have made was not made, or only in part; Restart and Run All may well stop here.',
      how: 'Correct the cell and run it again. Where the failure is what the cell shows, tag it `raises-exception`, as Jupyter does.',
    },
    interrupted: {
      what: 'This cell was interrupted{after}, and saved like that.',
      why: 'What it should have made was made only in part.',
      how: 'Run it to its end, or remove it.',
    },
  },
  *check({ model }): Generator<Report<'error' | 'interrupted'>> {
    for (const { cell } of model.modules) {
      const written = model.notebook.cells[cell];
      const error = written?.outputs.find((each) => each.kind === 'error');
      if (!written || !error || written.tags.includes('raises-exception')) continue;
      const interrupted = error.errorName === 'KeyboardInterrupt';
      yield {
        message: interrupted ? 'interrupted' : 'error',
        data: { error: nameOf(error.text), after: ranAfter(model, written) },
        at: firstLine(model, cell),
        ...(interrupted ? { severity: 'information' as const } : {}),
      };
    }
  },
});

/** E.g. `KeyError: 'age'`, shortened; one line. */
function nameOf(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 80 ? `\`${line.slice(0, 77)}...\`` : `\`${line.replace(/:\s*$/, '')}\``;
}

/** Whether cells ran after it all the same. */
function ranAfter(model: Model, cell: Cell): string {
  const count = cell.executionCount;
  const later = count === null ? 0 : model.history.executions.filter((each) => each.count > count).length;
  return later === 0 ? '' : `; ${later} ${later === 1 ? 'cell' : 'cells'} ran after it`;
}
