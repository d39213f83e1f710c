// What a report may show of a notebook's text. Every reporter that quotes source takes it from here.

import type { Notebook } from '../notebook/notebook.ts';
import { secretsOf, withoutSecrets } from '../semantics/secrets.ts';
import type { Span } from '../text/span.ts';

/** The source of a cell with its secrets as stars; all places in it stay where they are. */
export function shownSource(notebook: Notebook, cell: number): string {
  return withoutSecrets(notebook, notebook.cells[cell]?.source ?? '');
}

/** Where a line of the notebook's text holds secrets. */
export function starsIn(notebook: Notebook, line: string): readonly Span[] {
  if (secretsOf(notebook).length === 0) return [];
  const shown = withoutSecrets(notebook, line);
  const spans: Span[] = [];
  for (let start = 0; start < line.length; start += 1) {
    let end = start;
    while (end < line.length && shown[end] !== line[end]) end += 1;
    if (end > start) spans.push({ start, end });
    start = end;
  }
  return spans;
}
