// Parsed cells kept while a notebook is edited.

import type { Module } from './module.ts';
import { parseModule } from './parse.ts';

/** A cell is parsed again only when its text changed; one that moved keeps its tree under its new index. */
export function parseKept(known: Map<string, Module>, key: string, cell: { readonly index: number; readonly source: string }): Module {
  const before = known.get(key);
  if (before?.source === cell.source) {
    if (before.cell === cell.index) return before;
    const moved = { ...before, cell: cell.index };
    known.set(key, moved);
    return moved;
  }
  const module = parseModule(cell);
  known.set(key, module);
  return module;
}
