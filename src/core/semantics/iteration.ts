// Iterating, awaiting and consuming: what runs only when it is asked for.

import type { ExprNode } from '../python/ast.ts';
import type { Machine } from './machine.ts';
import { drawIterated } from './fits.ts';
import { joinAll, UNKNOWN, valueOf, type Value } from './values.ts';

/** Runs what is suspended in a value (generators, coroutines) and gives what it results in. */
export function consume(m: Machine, value: Value, node: ExprNode): Value {
  const results = value.things.map((thing) => {
    m.readObject(thing);
    if (thing.code?.kind !== 'suspended') return valueOf(thing);
    const { run } = thing.code;
    m.mutate(thing, m.placeOf(node));
    return value.things.length > 1 ? maybeValue(m, run) : run();
  });
  return results.length > 0 ? joinAll(results) : UNKNOWN;
}

function maybeValue(m: Machine, run: () => Value): Value {
  let result = UNKNOWN;
  m.maybe(() => void (result = run()));
  return result;
}

/** What one step of iterating over a value gives. */
export function elementOf(m: Machine, value: Value, node: ExprNode): Value {
  if (typeof value.constant?.value === 'string') return m.fresh('builtins.str', node);
  const consumed = consume(m, value, node);
  const elements = consumed.things.map((thing) => {
    m.readDeep([valueOf(thing)]);
    drawIterated(m, thing, node);
    const held = thing.slots.get('[]');
    if (held) return held;
    const type = ELEMENTS.get(thing.type);
    if (type) return m.fresh(type, node);
    return { things: [m.make({ type: 'unknown', shares: thing.qualified === undefined ? [thing] : [] }, node)], open: true };
  });
  const all = elements.length > 0 ? joinAll(elements) : UNKNOWN;
  return value.open ? { ...all, open: true } : all;
}

/** What iterating gives, for classes whose elements are new objects. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['builtins.range', 'builtins.int'],
  ['pandas.DataFrame', 'builtins.str'],
  ['pandas.Index', 'builtins.object'],
  ['builtins.str', 'builtins.str'],
]);
