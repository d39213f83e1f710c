// Every name that a module mentions, in the words of scripts/conformance.py.

import type { Located } from '../../../src/core/python/ast.ts';
import type { Module } from '../../../src/core/python/module.ts';
import { childrenOf } from '../../../src/core/python/walk.ts';

/** Lines such as `bind x 1 0`; `placesInStrings` is false where CPython (before 3.12) gave none inside f-strings. */
export function namesOf(module: Module, placesInStrings: boolean): readonly string[] {
  const names: string[] = [];
  const visit = (node: Located, inString: boolean): void => {
    const inside = inString || (node.nodeType === 'JoinedStr' && !placesInStrings);
    const place = inside ? '0 0' : `${node.lineno ?? 0} ${node.col_offset ?? 0}`;
    for (const [kind, name] of mentions(node)) names.push(`${kind} ${name} ${place}`);
    for (const child of childrenOf(node)) visit(child, inside);
  };
  for (const item of module.items) if (item.kind === 'statement') visit(item.node, false);
  return names.sort(byCodePoint);
}

function mentions(node: Located): readonly (readonly [string, string])[] {
  const fields = new Map<string, unknown>(Object.entries(node));
  const text = (key: string): string => {
    const value = fields.get(key);
    return typeof value === 'string' ? value : '';
  };
  const bind = (name: string): readonly (readonly [string, string])[] => (name === '' ? [] : [['bind', name]]);
  switch (node.nodeType) {
    case 'Name':
      return [[contextOf(fields.get('ctx')), text('id')]];
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'ExceptHandler':
    case 'MatchAs':
    case 'MatchStar':
    case 'TypeVar':
    case 'ParamSpec':
    case 'TypeVarTuple':
      return bind(text('name'));
    case 'Alias':
      return bind(text('asname') || (text('name').split('.')[0] ?? ''));
    case 'Arg':
      return bind(text('arg'));
    case 'MatchMapping':
      return bind(text('rest'));
    case 'Global':
    case 'Nonlocal': {
      const names = fields.get('names');
      return Array.isArray(names) ? names.map((name) => ['declare', String(name)] as const) : [];
    }
    default:
      return [];
  }
}

function contextOf(ctx: unknown): string {
  const kind = typeof ctx === 'object' && ctx !== null && 'nodeType' in ctx ? String(ctx.nodeType) : '';
  return { Load: 'use', Store: 'bind', Del: 'unbind' }[kind] ?? kind;
}

/** As Python sorts text. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
