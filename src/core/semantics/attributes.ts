// Attribute loads: modules, instances and classes of the notebook, `super()`, and objects of libraries.

import { canonical, classFact, isMember } from '../knowledge/index.ts';
import { removalOf } from '../knowledge/removals.ts';
import type { ExprNode } from '../python/ast.ts';
import { call } from './calls.ts';
import { readItem } from './columns.ts';
import { contentOf } from './contents.ts';
import { copyOrigin } from './echoes.ts';
import { needFittedAttribute } from './estimators.ts';
import { ANY_ATTRIBUTE, fromClass, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { libraryValue } from './names.ts';
import { noteOutdated, unmet } from './requirements.ts';
import { UNKNOWN_ROWS } from './states.ts';
import { constantValue, joinAll, UNKNOWN, valueOf, type Value } from './values.ts';

export function attributeOf(m: Machine, base: Value, name: string, node: ExprNode): Value {
  if (base.things.length === 0) return UNKNOWN;
  const values = unlessSure(m, base, () => base.things.map((thing) => attribute(m, thing, name, node)));
  const all = joinAll(values);
  return base.open ? { ...all, open: true } : all;
}

/** Runs what asks something of a value; where that may be something else, nothing is asked. */
export function unlessSure<Result>(m: Machine, base: Value, run: () => Result): Result {
  if (!base.open && base.things.length === 1) return run();
  m.shielded++;
  try {
    return run();
  } finally {
    m.shielded--;
  }
}

function attribute(m: Machine, thing: HeapObject, name: string, node: ExprNode): Value {
  noteOutdated(m, `${thing.type === 'library' ? thing.qualified : thing.type}.${name}`, node);
  if (thing.type === 'library') return libraryValue(m, canonical(`${thing.qualified}.${name}`));
  const form = isForm(thing, name);
  m.readObject(thing, form);
  const { code } = thing;
  if (code?.kind === 'super') return inherited(m, code.instance, code.after, name, node, true) ?? UNKNOWN;
  const held = thing.slots.get(name);
  if (held) return held;
  if (code?.kind === 'instance') {
    const found = inherited(m, thing, code.of, name, node, false);
    if (!found) needInstanceAttribute(m, thing, code.of, name, node);
    return found ?? UNKNOWN;
  }
  if (code?.kind === 'class') return fromClass(thing, name) ?? UNKNOWN;
  if (form) return formOf(m, thing, name, node);
  return ofLibraryObject(m, thing, name, node);
}

/** Attributes of arrays and frames that tell nothing of their values. */
const FORM = new Set(['shape', 'ndim', 'size', 'dtype', 'dtypes', 'columns', 'nbytes', 'itemsize', 'n_features_in_', 'feature_names_in_']);

function isForm(thing: HeapObject, name: string): boolean {
  return FORM.has(name) && thing.code === undefined && !thing.slots.get(name);
}

function formOf(m: Machine, thing: HeapObject, name: string, node: ExprNode): Value {
  needMember(m, thing, name, node);
  const type = classFact(thing.type)?.attributes?.[name] ?? viewType(thing.type, name);
  const made = m.make({ type, qualified: `${thing.type}.${name}`, shares: [thing], form: true }, node);
  return type === 'unknown' ? { things: [made], open: true } : valueOf(made);
}

/** Whether it and all bases are classes of the notebook or `object`, and nothing unseen changed them, so that its attributes are all known. */
export function isClosedClass(cls: HeapObject, depth = 0): boolean {
  if (cls.code?.kind !== 'class' || depth > 8 || cls.slots.get(ANY_ATTRIBUTE)) return false;
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
  needFittedAttribute(m, thing, name, node);
  needMember(m, thing, name, node);
  if (thing.type === 'pandas.DataFrame' && !isMember(thing.type, name) && !removalOf(`${thing.type}.${name}`))
    return column(m, thing, name, node);
  const made = m.make(
    {
      type: type ?? viewType(thing.type, name),
      qualified: `${thing.type}.${name}`,
      shares: [thing],
      code: { kind: 'library', receiver: thing },
    },
    node,
  );
  keepState(m, thing, name, made);
  return (type ?? sureView(thing.type, name)) ? valueOf(made) : { things: [made], open: true };
}

/** An attribute that neither the instance nor a class of it has; where all of them are the notebook's own. */
function needInstanceAttribute(m: Machine, instance: HeapObject, cls: HeapObject, name: string, node: ExprNode): void {
  // What goes around attributes makes any of them.
  if (name === '__dict__') return m.forget(instance);
  if (name.startsWith('__') || m.schemas.get(instance.id)?.closed !== true || !isClosedClass(cls)) return;
  if (fromClass(cls, '__getattr__') ?? fromClass(cls, '__getattribute__')) return;
  unmet(m, { slot: 'attribute', name, object: instance, detail: instance.type }, node);
}

/** Classes whose instances have no attributes but those of the class. */
const SEALED = new Set(['builtins.list', 'builtins.tuple', 'builtins.dict', 'builtins.set', 'numpy.ndarray']);

/** What a progress bar has beside: here it is what it iterates over, e.g. a list. Source: the tqdm reference. */
const OF_BARS = new Set(
  'set_postfix set_postfix_str set_description set_description_str update close refresh reset clear display unpause moveto write n total desc'.split(
    ' ',
  ),
);

/** An attribute that no instance of the class has. */
export function needMember(m: Machine, thing: HeapObject, name: string, node: ExprNode): void {
  if (!SEALED.has(thing.type) || isMember(thing.type, name) || OF_BARS.has(name)) return;
  unmet(m, { slot: 'attribute', name, object: thing, detail: thing.type.split('.').at(-1) ?? thing.type }, node);
}

/** `df.age`, which is `df['age']`. */
function column(m: Machine, frame: HeapObject, name: string, node: ExprNode): Value {
  const result = valueOf(m.make({ type: 'pandas.Series', qualified: `${frame.type}.${name}`, shares: [frame] }, node));
  const schema = m.schemas.get(frame.id);
  readItem(m, frame, constantValue(name), result, node);
  return schema?.columns.has(name) ? result : { ...result, open: true };
}

/** Arrays and accessors of a frame or series have its rows and values. */
function keepState(m: Machine, thing: HeapObject, name: string, made: HeapObject): void {
  if (!['values', 'array', 'str', 'dt', 'cat', 'flat', 'real'].includes(name)) return;
  m.contents.set(made.id, contentOf(m, valueOf(thing)));
  m.rows.set(made.id, m.rows.get(thing.id) ?? UNKNOWN_ROWS);
  copyOrigin(m, thing, made);
  if (m.narrow.get(thing.id)) m.narrow.set(made.id, true);
}

/** Attributes whose class does not depend on the data. */
function sureView(type: string, name: string): boolean {
  return (type === 'pandas.Series' && name === 'str') || ['loc', 'iloc', 'at', 'iat'].includes(name);
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
