// The way through a syntax tree where the kind of a node does not matter.

import type { Located, StmtNode } from './ast.ts';

/** True for anything the parser calls a node. */
export function isNode(value: unknown): value is Located {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}

/** The direct children of a node in the order of its fields. */
export function childrenOf(node: Located): readonly Located[] {
  const children: Located[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) children.push(each);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

/** A node and everything below it, parents first; deep trees do not exhaust the stack. */
export function* descendantsOf(node: Located): Generator<Located> {
  const waiting: Located[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const children = childrenOf(next);
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at];
      if (child !== undefined) waiting.push(child);
    }
  }
}

function isSuite(value: unknown): value is StmtNode[] {
  return Array.isArray(value) && value.every(isNode);
}

/** The suites of a statement: its `body`, `orelse`, `finalbody`, and those of its handlers and cases. */
export function suitesOf(node: Located): StmtNode[][] {
  const suites: StmtNode[][] = [];
  for (const [key, value] of Object.entries(node)) {
    if (!isSuite(value)) continue;
    if (key === 'body' || key === 'orelse' || key === 'finalbody') suites.push(value);
    if (key === 'handlers' || key === 'cases') for (const each of value) if (isNode(each)) suites.push(...suitesOf(each));
  }
  return suites;
}
