// Names that live only in the running kernel, because the cell that made them was edited or deleted since it ran.

import { parseModule } from '../python/parse.ts';
import { runDocument } from './orders.ts';
import type { Step } from './events.ts';
import type { Model } from './model.ts';

/** Where a name that no cell makes any more came from. */
export interface KernelName {
  readonly count: number;
  /** The cell, as it is now; undefined for one that was deleted. */
  readonly cell: number | undefined;
}

/** The last execution that bound a name, among those whose text is gone; undefined where no editor saw one. */
export function kernelNameOf(model: Model, name: string): KernelName | undefined {
  const { live } = model.ports;
  if (!live) return undefined;
  const edited = [...live.ran].filter(([cell, { source }]) => source !== model.notebook.cells[cell]?.source);
  const former = [
    ...live.gone.map((each) => ({ ...each, cell: undefined })),
    ...edited.map(([cell, { source, count }]) => ({ source, count, cell })),
  ].sort((a, b) => b.count - a.count);
  const found = former.find(({ source }) => new RegExp(`\\b${name}\\b`, 'u').test(source) && binds(source, name));
  return found && { count: found.count, cell: found.cell };
}

/** Whether the code binds the name when it runs alone. */
function binds(source: string, name: string): boolean {
  const module = parseModule({ index: 0, source });
  const steps: Step[] = module.items.map((item, index) => ({
    index,
    cell: 0,
    item,
    at: { cell: 0, span: { start: 0, end: source.length } },
  }));
  return runDocument([module], steps, {}).events.some((each) => each.kind === 'bind' && each.name === name);
}
