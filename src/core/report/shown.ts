// What a report may show of a notebook's text. Every reporter that quotes source takes it from here.

import type { Notebook } from '../notebook/notebook.ts';
import { withoutSecrets } from '../rules/secrets.ts';

/** The source of a cell with its secrets as stars; all places in it stay where they are. */
export function shownSource(notebook: Notebook, cell: number): string {
  return withoutSecrets(notebook, notebook.cells[cell]?.source ?? '');
}
