// Plain texts as they are written in the code of a notebook.

import type { Located } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import { descendantsOf } from '../python/walk.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
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
export const literalsIn = remembered((model: Model): readonly Literal[] => {
  return model.modules.flatMap((module) =>
    module.items.flatMap((item) =>
      item.kind === 'statement' ? [...descendantsOf(item.node)].flatMap((node) => literalOf(module, node, item.node)) : [],
    ),
  );
});

function literalOf(module: Module, node: Located, statement: Located): readonly Literal[] {
  if (node.nodeType !== 'Constant' || !('value' in node) || typeof node.value !== 'string') return [];
  const span = module.spanOf(node);
  return isPlain(module.source, span) ? [{ at: { cell: module.cell, span }, value: node.value, node, statement }] : [];
}

function isPlain(source: string, { start, end }: Span): boolean {
  return /^[rRuU]?(?:'[^'\n]*'|"[^"\n]*")$/.test(source.slice(start, end));
}
