// Builds the model of a notebook: steps, both runs, history and imports.

import type { Notebook } from '../notebook/notebook.ts';
import type { ASTNode, StmtNode } from '../python/ast.ts';
import type { Item, Module } from '../python/module.ts';
import type { Step } from './events.ts';
import { historyOf, type History } from './history.ts';
import type { ImportFact, Model } from './model.ts';
import { runDocument, runSession } from './orders.ts';
import type { Ports } from './ports.ts';
import { childrenOf } from './scopes.ts';

/** The model of a notebook from the modules of its Python code cells, in document order. Runs no code; never throws. */
export function buildModel(notebook: Notebook, modules: readonly Module[], ports: Ports = {}): Model {
  const steps: Step[] = [];
  for (const module of modules)
    for (const item of module.items)
      steps.push({ index: steps.length, cell: module.cell, item, at: { cell: module.cell, span: spanOfItem(module, item) } });
  const history = historyOf(notebook);
  const document = runDocument(modules, steps, ports);
  const session = isStraight(modules, history) ? { ...document, order: 'session' as const } : runSession(modules, steps, history, ports);
  const imports = modules.flatMap((module) => importsOf(module));
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

function importsOf(module: Module): ImportFact[] {
  const found: ImportFact[] = [];
  for (const item of module.items) if (item.kind === 'statement') collect(module, item.node, false, found);
  return found;
}

/** All imports in a statement, those in functions too; inside `try`, `if` or a function they are optional. */
function collect(module: Module, node: ASTNode, optional: boolean, found: ImportFact[]): void {
  if (isImport(node)) {
    found.push(...factsOf(module, node, optional));
    return;
  }
  const inside = optional || node.nodeType === 'Try' || node.nodeType === 'If';
  for (const child of childrenOf(node)) if (holdsStatements(child)) collect(module, child, inside, found);
}

type ImportNode = Extract<StmtNode, { nodeType: 'Import' | 'ImportFrom' }>;

function isImport(node: ASTNode): node is ImportNode {
  return node.nodeType === 'Import' || node.nodeType === 'ImportFrom';
}

/** Statements and the clauses that hold some; expressions hold no import. */
function holdsStatements(node: ASTNode): boolean {
  return isImport(node) || 'body' in node || 'cases' in node || 'handlers' in node;
}

function factsOf(module: Module, node: ImportNode, optional: boolean): ImportFact[] {
  if (node.nodeType === 'ImportFrom') {
    const name = node.module ?? '';
    const at = { cell: module.cell, span: module.spanOf(node) };
    return [{ module: name, root: name.split('.')[0] ?? name, at, optional, level: node.level ?? 0 }];
  }
  return node.names.map((each) => ({
    module: each.name,
    root: each.name.split('.')[0] ?? each.name,
    at: { cell: module.cell, span: module.spanOf(each) },
    optional,
    level: 0,
  }));
}
