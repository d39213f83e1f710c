// Figures, where they are asked for: each is saved as it stands at `plt.show()`, or at the end of its cell.

import type { Context } from './context.ts';
import type { ImportLines } from './imports.ts';
import type { RecordingEdit } from './metrics.ts';

/** How a figure is saved: lines after a statement, or in place of `plt.show()`. */
export interface Drawing {
  readonly edits: readonly RecordingEdit[];
  readonly after: readonly string[];
}

const MODULE = 'matplotlib.pyplot';

/** Whether a step draws. */
export function draws(context: Context, step: number): boolean {
  return context.flows[step]?.writes.some((each) => each.location === 'figure') === true;
}

/** What pyplot is called, and the line that imports it so. */
export function pyplotOf(context: Context, imports: ImportLines): { readonly name: string; readonly line: string } {
  const known = imports.named(`import ${MODULE} as `);
  if (known !== undefined && !imports.isRebound(known)) return { name: known, line: `import ${MODULE} as ${known}` };
  const name = context.names.has('pyplot') ? 'nbship_pyplot' : 'pyplot';
  return { name, line: `import ${MODULE} as ${name}` };
}

/** The drawings of the steps that are kept, named by their cells: `cell_9`, `cell_9_2`. */
export function drawingsOf(context: Context, body: readonly number[], tracker: string, pyplot: string): ReadonlyMap<number, Drawing> {
  const drawings = new Map<number, Drawing>();
  const steps = body.filter((step) => draws(context, step));
  const counts = new Map<number, number>();
  steps.forEach((step, at) => {
    const statement = context.statementOf(step);
    const cell = context.steps[step]?.cell ?? 0;
    if (!statement) return;
    const module = context.moduleOf(cell);
    const span = module.spanOf(statement);
    const shows = /^\w+\.show\(.*\)$/s.test(module.source.slice(span.start, span.end));
    const next = steps[at + 1];
    const last = next === undefined || context.steps[next]?.cell !== cell;
    const before = steps[at - 1];
    // Nothing was drawn since the figure before was saved.
    const empty = shows && (before === undefined || context.steps[before]?.cell !== cell || drawings.get(before)?.edits.length === 1);
    if (!shows && !last) return;
    const count = (counts.get(cell) ?? 0) + (empty ? 0 : 1);
    counts.set(cell, count);
    const line = `${tracker}.figure("cell_${cell + 1}${count > 1 ? `_${count}` : ''}", ${pyplot}.gcf())`;
    drawings.set(step, shows ? { edits: [{ span, parts: [empty ? 'pass' : line] }], after: [] } : { edits: [], after: [line] });
  });
  return drawings;
}
