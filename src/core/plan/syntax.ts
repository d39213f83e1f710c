// Small questions about syntax that several parts of the plan ask.

import type { ASTNode, Expression, ExprNode } from '../python/ast.ts';
import { childrenOf, type Comprehending } from '../semantics/scopes.ts';

/** Whether a node is an expression of a type, e.g. `isA(node, 'Call')`. */
export function isA<Name extends ExprNode['nodeType']>(node: { readonly nodeType: string }, name: Name): node is Expression<Name> {
  return node.nodeType === name;
}

const COMPREHENSIONS = new Set(['ListComp', 'SetComp', 'DictComp', 'GeneratorExp']);

export function isComprehension(node: ASTNode): node is Comprehending {
  return COMPREHENSIONS.has(node.nodeType);
}

/** Adds every name that a node says, read or bound. */
export function collectNames(node: ASTNode, names: Set<string>): void {
  if (isA(node, 'Name')) names.add(node.id);
  for (const child of childrenOf(node)) collectNames(child, names);
}
