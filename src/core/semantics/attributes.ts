// Attribute loads: modules, instances and classes of the notebook, `super()`, and objects of libraries.

import { canonical, classFact } from '../knowledge/index.ts';
import type { ExprNode } from '../python/ast.ts';
import { call } from './calls.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { libraryValue } from './names.ts';
import { joinAll, UNKNOWN, valueOf, type Value } from './values.ts';

export function attributeOf(m: Machine, base: Value, name: string, node: ExprNode): Value {
  if (base.things.length === 0) return UNKNOWN;
  const values = base.things.map((thing) => attribute(m, thing, name, node));
  const all = joinAll(values);
  return base.open ? { ...all, open: true } : all;
}

function attribute(m: Machine, thing: HeapObject, name: string, node: ExprNode): Value {
  if (thing.type === 'library') return libraryValue(m, canonical(`${thing.qualified}.${name}`));
  m.readObject(thing);
  const { code } = thing;
  if (code?.kind === 'super') return inherited(m, code.instance, code.after, name, node, true) ?? UNKNOWN;
  const held = thing.slots.get(name);
  if (held) return held;
  if (code?.kind === 'instance') return inherited(m, thing, code.of, name, node, false) ?? UNKNOWN;
  if (code?.kind === 'class') return fromClass(thing, name) ?? UNKNOWN;
  return ofLibraryObject(m, thing, name, node);
}

/** What a class or its bases of the notebook hold under a name. */
function fromClass(cls: HeapObject, name: string, depth = 0): Value | undefined {
  const held = cls.slots.get(name);
  if (held || depth > 8 || cls.code?.kind !== 'class') return held;
  for (const base of cls.code.bases)
    for (const thing of base.things) {
      const found = fromClass(thing, name, depth + 1);
      if (found) return found;
    }
  return undefined;
}

/** Whether all bases are classes of the notebook or `object`, so that its attributes are all known. */
export function isClosedClass(cls: HeapObject, depth = 0): boolean {
  if (cls.code?.kind !== 'class' || depth > 8) return false;
  return cls.code.bases.every(
    (base) => !base.open && base.things.every((thing) => thing.qualified === 'builtins.object' || isClosedClass(thing, depth + 1)),
  );
}

function inherited(m: Machine, instance: HeapObject, cls: HeapObject, name: string, node: ExprNode, above: boolean): Value | undefined {
  const found = above ? fromBases(cls, name) : fromClass(cls, name);
  if (!found) return libraryMethod(m, instance, cls, name, node);
  const values = found.things.map((thing) => bound(m, instance, cls, thing, node));
  return values.length > 0 ? joinAll(values) : found;
}

function fromBases(cls: HeapObject, name: string): Value | undefined {
  if (cls.code?.kind !== 'class') return undefined;
  for (const base of cls.code.bases)
    for (const thing of base.things) {
      const found = fromClass(thing, name);
      if (found) return found;
    }
  return undefined;
}

function bound(m: Machine, instance: HeapObject, cls: HeapObject, thing: HeapObject, node: ExprNode): Value {
  const code = thing.code;
  if (code?.kind === 'static') return code.wrapped;
  if (code?.kind === 'property')
    return joinAll(code.wrapped.things.map((getter) => call(m, method(m, instance, getter, node), NO_ARGUMENTS, node)));
  if (code?.kind === 'classmethod') return joinAll(code.wrapped.things.map((each) => method(m, cls, each, node)));
  if (code?.kind === 'function') return method(m, instance, thing, node);
  return valueOf(thing);
}

const NO_ARGUMENTS = { positional: [], named: new Map<string, Value>() };

function method(m: Machine, receiver: HeapObject, callee: HeapObject, node: ExprNode): Value {
  return valueOf(m.make({ type: 'builtins.method', code: { kind: 'method', receiver, callee } }, node));
}

/** A method that a library's base class gives, e.g. `fit_transform` of a transformer; undefined for a class with no such base. */
function libraryMethod(m: Machine, instance: HeapObject, cls: HeapObject, name: string, node: ExprNode): Value | undefined {
  if (isClosedClass(cls)) return undefined;
  const made = m.make(
    { type: 'unknown', qualified: `${instance.type}.${name}`, shares: [instance], code: { kind: 'library', receiver: instance } },
    node,
  );
  return { things: [made], open: true };
}

function ofLibraryObject(m: Machine, thing: HeapObject, name: string, node: ExprNode): Value {
  const type = classFact(thing.type)?.attributes?.[name];
  const made = m.make(
    {
      type: type ?? viewType(thing.type, name),
      qualified: `${thing.type}.${name}`,
      shares: [thing],
      code: { kind: 'library', receiver: thing },
    },
    node,
  );
  return type ? valueOf(made) : { things: [made], open: true };
}

/** What a frame's attribute most likely is: an accessor, an array or a column. */
function viewType(type: string, name: string): string {
  if (type === 'pandas.DataFrame' || type === 'pandas.Series') {
    if (name === 'values') return 'numpy.ndarray';
    if (name === 'T') return type;
    if (name === 'columns' || name === 'index') return 'pandas.Index';
    if (['loc', 'iloc', 'at', 'iat'].includes(name)) return 'pandas.Indexer';
    if (name === 'str' || name === 'dt' || name === 'cat') return 'pandas.Accessor';
    return type === 'pandas.DataFrame' ? 'pandas.Series' : 'unknown';
  }
  if (type === 'numpy.ndarray' && (name === 'T' || name === 'flat' || name === 'real')) return type;
  return 'unknown';
}
