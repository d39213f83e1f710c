// Builds the model of a notebook: steps, both runs, history and imports.

import type { Notebook } from '../notebook/notebook.ts';
import type { Item, Module } from '../python/module.ts';
import type { Step } from './events.ts';
import { historyOf, type History } from './history.ts';
import { importsOf } from './imported.ts';
import type { Model } from './model.ts';
import { runDocument, runSession } from './orders.ts';
import type { Ports } from './ports.ts';

/** The model of a notebook from the modules of its Python code cells, in document order. Runs no code; never throws. */
export function buildModel(notebook: Notebook, modules: readonly Module[], ports: Ports = {}): Model {
  const steps: Step[] = [];
  for (const module of modules)
    for (const item of module.items)
      steps.push({ index: steps.length, cell: module.cell, item, at: { cell: module.cell, span: spanOfItem(module, item) } });
  const history = historyOf(notebook);
  const document = runDocument(modules, steps, ports);
  const session = isStraight(modules, history) ? { ...document, order: 'session' as const } : runSession(modules, steps, history, ports);
  const imports = importsOf(modules, document);
  return { notebook, modules, steps, document, session, history, imports, ports };
}

/** Every cell was run once, from top to bottom: the session is what the document says. */
function isStraight(modules: readonly Module[], { executions, gaps, duplicates }: History): boolean {
  const cells = modules.filter((each) => each.items.length > 0);
  return (
    executions.length > 0 &&
    gaps.length + duplicates.length === 0 &&
    cells.length === executions.length &&
    cells.every((each, at) => executions[at]?.cell === each.cell)
  );
}

function spanOfItem(module: Module, item: Item): Step['at']['span'] {
  if (item.kind === 'statement') return module.spanOf(item.node);
  return item.kind === 'magic' ? item.magic.span : item.problem.span;
}
