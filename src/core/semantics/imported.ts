// The imports of a notebook: statements, calls that import by name, and extensions of IPython.

import type { ASTNode, ExprNode, StmtNode } from '../python/ast.ts';
import type { Magic, Module } from '../python/module.ts';
import type { Run } from './events.ts';
import type { ImportFact } from './model.ts';
import { childrenOf } from './scopes.ts';

/** All imports in the order of the document; those by a call are known where the call is sure to be reached by name. */
export function importsOf(modules: readonly Module[], document: Run): readonly ImportFact[] {
  const found: ImportFact[] = [];
  for (const module of modules) {
    for (const item of module.items) if (item.kind === 'statement') collect(module, item.node, false, found);
    for (const magic of module.magics) found.push(...extensionsIn(module, magic));
  }
  found.push(...calledIn(document));
  return found.sort((a, z) => a.at.cell - z.at.cell || a.at.span.start - z.at.span.start);
}

/** All imports in a statement, those in functions too; inside `try` with a handler or under `if` they are optional. */
function collect(module: Module, node: ASTNode, optional: boolean, found: ImportFact[]): void {
  if (isImport(node)) {
    found.push(...factsOf(module, node, optional));
    return;
  }
  const caught = 'handlers' in node && Array.isArray(node.handlers) && node.handlers.length > 0;
  const inside = optional || caught || node.nodeType === 'If' || node.nodeType === 'Match';
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
    const names = node.names.map((each) => each.name).filter((each) => each !== '*');
    return [{ ...named(node.module ?? '', module.cell, module.spanOf(node)), names, optional, level: node.level ?? 0, way: 'statement' }];
  }
  return node.names.map((each) => ({
    ...named(each.name, module.cell, module.spanOf(each)),
    names: [],
    optional,
    level: 0,
    way: 'statement',
  }));
}

function named(name: string, cell: number, span: ImportFact['at']['span']): Pick<ImportFact, 'module' | 'root' | 'at'> {
  return { module: name, root: name.split('.')[0] ?? name, at: { cell, span } };
}

/** `%load_ext line_profiler`; `autoreload` and `storemagic` are IPython's own. */
function extensionsIn(module: Module, { name, argument, span }: Magic): readonly ImportFact[] {
  if (name !== 'load_ext' && name !== 'reload_ext') return [];
  const [extension = ''] = argument.trim().split(/[\s;#]/);
  if (!/^[A-Za-z_][\w.]*$/.test(extension) || OF_IPYTHON.has(extension)) return [];
  return [{ ...named(extension, module.cell, span), names: [], optional: false, level: 0, way: 'extension' }];
}

const OF_IPYTHON = new Set(['autoreload', 'storemagic']);

const IMPORTING = new Set(['importlib.import_module', 'builtins.__import__']);

/** `importlib.import_module("yaml")` and `__import__("yaml")`. */
function calledIn(document: Run): readonly ImportFact[] {
  const found = new Map<string, ImportFact>();
  for (const event of document.events) {
    if (event.kind !== 'call' || event.callee === undefined || !IMPORTING.has(event.callee)) continue;
    const name = textOf(event.node);
    if (name === undefined || !/^[A-Za-z_][\w.]*$/.test(name)) continue;
    const fact = named(name, event.at.cell, event.at.span);
    const key = `${name} ${event.at.cell} ${event.at.span.start}`;
    if (!found.has(key)) found.set(key, { ...fact, names: [], optional: !event.certain, level: 0, way: 'call' });
  }
  return [...found.values()];
}

/** The first argument of a call, where it is a text. */
function textOf(node: ExprNode): string | undefined {
  const [first] = node.nodeType === 'Call' ? node.args : [];
  return first?.nodeType === 'Constant' && typeof first.value === 'string' ? first.value : undefined;
}
