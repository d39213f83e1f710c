// Notebook files for the tests, as Jupyter writes them.

import type { Notebook } from '../../../src/core/notebook/notebook.ts';
import { readNotebook } from '../../../src/core/notebook/read.ts';

export interface CellFields {
  readonly [key: string]: unknown;
}

export function code(source: string, fields: CellFields = {}): CellFields {
  return {
    cell_type: 'code',
    execution_count: null,
    metadata: {},
    outputs: [],
    source: source.match(/[^\n]*\n|[^\n]+$/g) ?? [],
    ...fields,
  };
}

export function markdown(source: string): CellFields {
  return { cell_type: 'markdown', metadata: {}, source: source.match(/[^\n]*\n|[^\n]+$/g) ?? [] };
}

/** Text as `nbformat.write` gives it: one blank of indentation, sorted keys are not needed. */
export function ipynb(cells: readonly CellFields[], fields: CellFields = {}): string {
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python', version: '3.11.7' },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4, ...fields }, null, 1)}\n`;
}

/** The notebook of a text that must be one. */
export function read(text: string, path = 'a.ipynb'): Notebook {
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') throw new Error(JSON.stringify(result));
  return result.notebook;
}
