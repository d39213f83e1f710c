// Plain texts as they are written in the code of a notebook.

import type { Located } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import { descendantsOf } from '../python/walk.ts';
import type { Model } from '../semantics/model.ts';
import type { Place, Span } from '../text/span.ts';

/** A plain one-line text of the code: no f-string, no bytes, no part of an implicit concatenation. */
export interface Literal {
  readonly at: Place;
  readonly value: string;
  readonly node: Located;
  /** The top-level statement that it stands in. */
  readonly statement: Located;
}

/** All of them, in document order. */
export function* literalsIn(model: Model): Generator<Literal> {
  for (const module of model.modules)
    for (const item of module.items)
      if (item.kind === 'statement')
        for (const node of descendantsOf(item.node)) {
          const literal = literalOf(module, node);
          if (literal) yield { ...literal, statement: item.node };
        }
}

function literalOf(module: Module, node: Located): Omit<Literal, 'statement'> | undefined {
  if (node.nodeType !== 'Constant' || !('value' in node) || typeof node.value !== 'string') return undefined;
  const span = module.spanOf(node);
  return isPlain(module.source, span) ? { at: { cell: module.cell, span }, value: node.value, node } : undefined;
}

function isPlain(source: string, { start, end }: Span): boolean {
  return /^[rRuU]?(?:'[^'\n]*'|"[^"\n]*")$/.test(source.slice(start, end));
}
