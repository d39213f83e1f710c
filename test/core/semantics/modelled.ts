// Builds models of small notebooks for tests, from cells given as text.

import type { Cell, Notebook } from '../../../src/core/notebook/notebook.ts';
import { parseModule } from '../../../src/core/python/parse.ts';
import { buildModel } from '../../../src/core/semantics/build.ts';
import type { EventOf } from '../../../src/core/semantics/events.ts';
import type { Model } from '../../../src/core/semantics/model.ts';

/** A cell's source, or its source with an execution count. */
export type CellText = string | { readonly source: string; readonly count: number };

export function notebookOf(...cells: readonly CellText[]): Notebook {
  return {
    path: 'test.ipynb',
    format: 'ipynb',
    nbformat: 4,
    nbformatMinor: 5,
    language: 'python',
    metadata: {},
    cells: cells.map((each, index): Cell => {
      const source = typeof each === 'string' ? each : each.source;
      return {
        index,
        id: `cell-${index}`,
        kind: 'code',
        language: 'python',
        source,
        executionCount: typeof each === 'string' ? null : each.count,
        tags: [],
        outputs: [],
        metadata: {},
        fileLines: source.split('\n').map((_, line) => line + 1),
      };
    }),
  };
}

export function modelOf(...cells: readonly CellText[]): Model {
  const notebook = notebookOf(...cells);
  return buildModel(
    notebook,
    notebook.cells.map((each) => parseModule(each)),
    {},
  );
}

/** Names that surely fail with a NameError, each once, as `name@cell`. */
export function failingNames(model: Model): readonly string[] {
  const needs = model.document.events.filter((each): each is EventOf<'need'> => each.kind === 'need' && each.met === 'no' && each.certain);
  return [...new Set(needs.map((each) => `${each.name}@${each.step === undefined ? '?' : (model.steps[each.step]?.cell ?? '?')}`))];
}
