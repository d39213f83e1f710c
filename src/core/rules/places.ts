// Places for findings that are about a cell as a whole.

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
