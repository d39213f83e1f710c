// Lists, dicts, sets and tuples: what their methods put in and give back, so that aliases through them are seen.

import type { ExprNode } from '../python/ast.ts';
import { allArguments, type Arguments } from './arguments.ts';
import { mayCall } from './functions.ts';
import { onlyThing } from './contents.ts';
import { elementsOf, type HeapObject } from './heap.ts';
import { elementOf } from './iteration.ts';
import type { Machine } from './machine.ts';
import { putInOrder } from './ordering.ts';
import { isNamespace } from './targets.ts';
import { joinAll, joinValues, NONE, stringOf, UNKNOWN, valueOf, type Value } from './values.ts';

const KINDS = new Set([
  'builtins.list',
  'builtins.tuple',
  'builtins.dict',
  'builtins.set',
  'builtins.frozenset',
  'builtins.namespace',
  'collections.OrderedDict',
  'collections.defaultdict',
  'collections.deque',
  'collections.Counter',
]);

export function isContainer(thing: HeapObject): boolean {
  return KINDS.has(thing.type);
}

/** Methods that put their arguments in. */
const PUT = new Set(['append', 'add', 'appendleft', 'insert', 'setdefault']);
/** Methods that put in what their arguments hold. */
const PUT_ALL = new Set(['extend', 'update', 'extendleft', '__iadd__', '__setitem__']);
/** Methods that take out or reorder. */
const CHANGE = new Set(['remove', 'pop', 'popitem', 'popleft', 'clear', 'sort', 'reverse', 'discard', 'rotate', 'move_to_end']);
/** Methods that give back what is held. */
const GIVE = new Set(['pop', 'popitem', 'popleft', 'get', 'setdefault', '__getitem__']);

export function callContainer(m: Machine, thing: HeapObject, name: string, args: Arguments, node: ExprNode): Value {
  const given = allArguments(args);
  if (thing.type === 'builtins.namespace' && (name === 'update' || name === 'setdefault')) {
    bindNamespace(m, args, node);
    return UNKNOWN;
  }
  const held = thing.slots.get('[]');
  if (PUT.has(name) || PUT_ALL.has(name)) {
    m.mutate(thing, m.placeOf(node));
    const put = given.map((each) => (PUT_ALL.has(name) ? elementOf(m, each, node) : each));
    thing.slots.set('[]', joinAll(held ? [held, ...put] : put.length > 0 ? put : [UNKNOWN]));
    if (PUT_ALL.has(name)) copyKeys(thing, args);
  } else if (CHANGE.has(name)) {
    m.mutate(thing, m.placeOf(node));
    if (name === 'sort') putInOrder(m, thing);
    for (const each of given) mayCall(m, each, node, true);
  } else m.readDeep([valueOf(thing), ...given]);
  return resultOf(m, thing, name, args, node);
}

function copyKeys(thing: HeapObject, args: Arguments): void {
  for (const [key, value] of args.named) thing.slots.set(`[${key}]`, value);
  for (const each of args.positional)
    for (const source of each.things) for (const [slot, value] of source.slots.entries()) if (slot.length > 2) thing.slots.set(slot, value);
}

function resultOf(m: Machine, thing: HeapObject, name: string, args: Arguments, node: ExprNode): Value {
  const held = thing.slots.get('[]');
  if (GIVE.has(name)) {
    const key = args.positional[0]?.constant;
    const known = key ? thing.slots.get(`[${String(key.value)}]`) : undefined;
    return joinAll([known ?? held ?? UNKNOWN, ...args.positional.slice(1)]);
  }
  if (name === 'values' || name === 'copy') return holding(m, name === 'copy' ? thing.type : 'builtins.list', held, node);
  if (name === 'items') {
    const pair = m.make({ type: 'builtins.tuple' }, node);
    pair.slots.set('[0]', m.fresh('builtins.object', node));
    pair.slots.set('[1]', held ?? UNKNOWN);
    pair.slots.set('[]', held ? joinValues(held, UNKNOWN) : UNKNOWN);
    return holding(m, 'builtins.list', valueOf(pair), node);
  }
  if (PUT.has(name) || PUT_ALL.has(name) || CHANGE.has(name)) return NONE;
  return UNKNOWN;
}

/** The texts in a list, tuple or array of known texts, or the one text that a value is; undefined where they are not all known. */
export function textsOf(value: Value | undefined): readonly string[] | undefined {
  const one = stringOf(value);
  if (one !== undefined) return [one];
  const texts = elementsOf(onlyThing(value))?.map(stringOf);
  return texts?.every((each) => each !== undefined) === true ? texts : undefined;
}

/** A new container with the same elements. */
export function holding(m: Machine, type: string, element: Value | undefined, node: ExprNode): Value {
  const made = m.make({ type }, node);
  if (element) made.slots.set('[]', element);
  return valueOf(made);
}

function bindNamespace(m: Machine, args: Arguments, node: ExprNode): void {
  for (const [name, value] of args.named) m.bindGlobal(name, value, m.placeOf(node), 'assign');
  for (const each of args.positional) {
    const [thing] = each.things;
    const keys = thing ? [...thing.slots.entries()].filter(([slot]) => slot.length > 2 && slot.startsWith('[')) : [];
    for (const [slot, value] of keys) m.bindGlobal(slot.slice(1, -1), value, m.placeOf(node), 'assign');
    if (keys.length === 0 || isNamespace(each)) m.flags.set('namesOpen', true);
  }
}
