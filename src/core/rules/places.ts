// What rules ask of places: where a cell begins, what is written there, and which things stand at the same one.

import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';

/** The first line of a cell that holds code; that holds anything where none does. */
export function firstLine(model: Model, cell: number): Place {
  const source = model.notebook.cells[cell]?.source ?? '';
  const code = /^[ \t]*(?![ \t#\n]|$)/m.exec(source);
  const start = code ? code.index + code[0].length : Math.max(source.search(/\S/), 0);
  const end = source.indexOf('\n', start);
  return { cell, span: { start, end: end === -1 ? source.length : end } };
}

/** What is written at a place. */
export function textAt(model: Model, { cell, span }: Place): string {
  return model.notebook.cells[cell]?.source.slice(span.start, span.end) ?? '';
}

/** The same for all that begins at one place, e.g. for a call in a loop that is met many times. */
export function placeKey({ cell, span }: Place): string {
  return `${cell} ${span.start}`;
}

/** The first at each place, in their order. */
export function oncePerPlace<Placed extends { readonly at: Place }>(all: readonly Placed[]): readonly Placed[] {
  const told = new Set<string>();
  return all.filter(({ at }) => !told.has(placeKey(at)) && told.add(placeKey(at)));
}
