// Functions and classes of the notebook: those that stand alone move to functions.py, others stay in place inside their stage.

import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { ASTNode, Statement } from '../python/ast.ts';
import { childrenOf, scopeOf } from '../semantics/scopes.ts';
import type { Context } from './context.ts';
import type { ImportLines } from './imports.ts';

export type Definition = Statement<'FunctionDef' | 'AsyncFunctionDef' | 'ClassDef'>;

export function definitionOf(context: Context, step: number): Definition | undefined {
  const node = context.statementOf(step);
  return node?.nodeType === 'FunctionDef' || node?.nodeType === 'AsyncFunctionDef' || node?.nodeType === 'ClassDef' ? node : undefined;
}

/** Names that a definition reads from outside itself: in its body, decorators, defaults, annotations and bases. */
export function namesNeeded(node: Definition): ReadonlySet<string> {
  const names = new Set(scopeOf(node).free);
  const outer: ASTNode[] = [...node.decorator_list];
  if (node.nodeType === 'ClassDef') outer.push(...node.bases, ...node.keywords.map((each) => each.value));
  else {
    outer.push(...node.args.defaults, ...node.args.kw_defaults.filter((each) => each !== null));
    if (node.returns) outer.push(node.returns);
    for (const each of [...node.args.posonlyargs, ...node.args.args, ...node.args.kwonlyargs])
      if (each.annotation) outer.push(each.annotation);
  }
  for (const each of outer) readNames(each, names);
  names.delete(node.name);
  return names;
}

function readNames(node: ASTNode, names: Set<string>): void {
  if (node.nodeType === 'Name' && 'id' in node && typeof node.id === 'string') names.add(node.id);
  for (const child of childrenOf(node)) readNames(child, names);
}

/**
 * The kept definitions that need nothing of the notebook but imports, builtins and each other, bound once: they can live in a module.
 */
export function standalone(context: Context, kept: ReadonlyMap<number, string>, imports: ImportLines): ReadonlySet<number> {
  const bindings = new Map<string, number>();
  for (const event of context.model.document.events)
    if (event.kind === 'bind') bindings.set(event.name, (bindings.get(event.name) ?? 0) + 1);
  const candidates = new Map<string, { readonly step: number; readonly node: Definition }>();
  for (const step of kept.keys()) {
    const node = definitionOf(context, step);
    if (node && bindings.get(node.name) === 1 && scopeOf(node).globals.size === 0) candidates.set(node.name, { step, node });
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, { node }] of candidates) {
      const alone = [...namesNeeded(node)].every(
        (each) =>
          candidates.has(each) || (imports.lastOf(each) && bindings.get(each) === 1) || (BUILTIN_NAMES.has(each) && !bindings.has(each)),
      );
      if (alone) continue;
      candidates.delete(name);
      changed = true;
    }
  }
  return new Set([...candidates.values()].map((each) => each.step));
}
