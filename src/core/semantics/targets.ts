// Stores: assignment targets of every shape, deletion, and patterns of `match`.

import type { Expression, ExprNode, Statement } from '../python/ast.ts';
import type { Place } from '../text/span.ts';
import type { BindHow } from './events.ts';
import { attributeOf } from './attributes.ts';
import { call } from './calls.ts';
import { deleteColumn, storeColumn, storeLabels, storeLoc } from './columns.ts';
import { evaluate } from './expressions.ts';
import { allRows } from './subscripts.ts';
import { reach, type HeapObject } from './heap.ts';
import { elementOf } from './iteration.ts';
import type { Machine } from './machine.ts';
import { bind, load, unbind } from './names.ts';
import { OPEN_SCHEMA, UNKNOWN_CONTENT, withColumn } from './states.ts';
import { joinValues, stringOf, UNKNOWN, valueOf, type Value } from './values.ts';

export function assignTo(m: Machine, target: ExprNode, value: Value, how: BindHow): void {
  switch (target.nodeType) {
    case 'Name':
      return bind(m, target.id, value, target, how);
    case 'Tuple':
    case 'List':
      return unpack(m, target, value, how);
    case 'Starred':
      return assignTo(m, target.value, m.fresh('builtins.list', target), how);
    case 'Attribute':
      return storeAttribute(m, target, value);
    case 'Subscript':
      return storeItem(m, target, value);
    default:
      return;
  }
}

function unpack(m: Machine, target: Expression<'Tuple' | 'List'>, value: Value, how: BindHow): void {
  const parts = value.things.length === 1 && !target.elts.some((each) => each.nodeType === 'Starred') ? value.things[0] : undefined;
  const element = elementOf(m, value, target);
  target.elts.forEach((each, at) => assignTo(m, each, parts?.slots.get(`[${at}]`) ?? separate(m, element, each), how));
}

/** Elements of an unknown whole are different objects; one stands for each place they are unpacked to. */
function separate(m: Machine, element: Value, node: ExprNode): Value {
  const [only] = element.things;
  if (element.things.length !== 1 || only?.type !== 'unknown') return element;
  return { things: [m.make({ type: 'unknown', shares: only.shares }, node)], open: true };
}

function storeAttribute(m: Machine, target: Expression<'Attribute'>, value: Value): void {
  const base = evaluate(m, target.value);
  const at = m.placeOf(target);
  for (const thing of base.things) {
    const store = (): void => {
      if (thing.type === 'library') return setOfLibrary(m, thing, target, value);
      if (thing.type === 'pandas.DataFrame' && target.attr === 'columns')
        return storeLabels(m, thing, value, () => m.mutate(thing, at, target.attr));
      const schema = m.schemas.get(thing.id);
      const rows = m.rows.get(thing.id);
      const fitted = m.fitted.get(thing.id);
      m.mutate(thing, at, target.attr);
      // An attribute leaves columns and rows as they are; one that is a column changes its values.
      if (schema && target.attr !== '__dict__')
        m.learn(m.schemas, thing, schema.columns.has(target.attr) ? withColumn(schema, target.attr, UNKNOWN_CONTENT) : schema, OPEN_SCHEMA);
      if (rows !== undefined) m.rows.set(thing.id, rows);
      if (fitted !== undefined) m.fitted.set(thing.id, target.attr.endsWith('_') ? 'unknown' : fitted);
      thing.slots.set(target.attr, value);
    };
    if (base.things.length > 1) m.maybe(store);
    else store();
  }
}

/** `torch.backends.cudnn.benchmark = True`. */
function setOfLibrary(m: Machine, thing: HeapObject, target: Expression<'Attribute'>, value: Value): void {
  m.write(`settings:${thing.qualified?.split('.')[0]}`, false);
  const told = value.constant && !value.open ? String(value.constant.value) : undefined;
  m.emit({ kind: 'environment', ...m.happening(m.placeOf(target)), by: `${thing.qualified}.${target.attr}`, value: told });
}

function storeItem(m: Machine, target: Expression<'Subscript'>, value: Value): void {
  const base = evaluate(m, target.value);
  const key = evaluate(m, target.slice);
  m.readDeep([key]);
  if (value.things.length > 0) for (const each of value.things) m.readObject(each);
  if (isNamespace(base)) return storeGlobal(m, target, key, value);
  for (const thing of base.things) {
    if (base.things.length > 1) m.maybe(() => put(m, thing, key, value, target));
    else put(m, thing, key, value, target);
  }
}

function put(m: Machine, thing: HeapObject, key: Value, value: Value, target: Expression<'Subscript'>): void {
  if (thing.type === 'library') {
    if (thing.qualified === 'os.environ') return m.setEnvironment('os.environ', stringOf(key), m.placeOf(target));
    return m.write(`settings:${thing.qualified?.split('.')[0]}`, false);
  }
  const name = key.constant && !key.open ? String(key.constant.value) : undefined;
  store(m, thing, key, value, target, () => m.mutate(thing, m.placeOf(target), name));
  if (thing.code?.kind === 'instance') {
    const method = attributeOf(m, valueOf(thing), '__setitem__', target);
    if (method.things.some((each) => each.code?.kind === 'method')) call(m, method, { positional: [key, value], named: new Map() }, target);
  }
  const held = thing.slots.get('[]');
  thing.slots.set('[]', held ? joinValues(held, value) : value);
  if (name !== undefined) thing.slots.set(`[${name}]`, value);
}

/** Changes the object, and keeps what is known of the rest of it. */
function store(m: Machine, thing: HeapObject, key: Value, value: Value, target: Expression<'Subscript'>, change: () => void): void {
  const [frame] = thing.shares;
  if (thing.type === 'pandas.DataFrame' || thing.type === 'builtins.dict') return storeColumn(m, thing, key, value, change);
  if (thing.type === 'pandas.Indexer' && frame?.type === 'pandas.DataFrame' && /\.(loc|at)$/.test(thing.qualified ?? ''))
    return storeLoc(m, frame, key, value, allRows(target.slice), change);
  if (thing.type !== 'numpy.ndarray' && thing.type !== 'pandas.Series') return change();
  const rows = m.rows.get(thing.id);
  change();
  if (rows !== undefined) m.rows.set(thing.id, rows);
}

/** `globals()`, and `locals()` or `vars()` at top level. */
export function isNamespace(value: Value): boolean {
  return value.things.some((each) => each.type === 'builtins.namespace');
}

function storeGlobal(m: Machine, target: ExprNode, key: Value, value: Value): void {
  const name = key.constant?.value;
  if (typeof name === 'string' && !key.open) return m.bindGlobal(name, value, m.placeOf(target), 'assign');
  openNames(m, 'dynamic', 'a name that is computed is stored into globals()', m.placeOf(target));
}

/** From here on any notebook variable may have been bound. */
export function openNames(m: Machine, reason: 'dynamic' | 'star' | 'exec' | 'magic' | 'gap', detail: string, at: Place = m.step.at): void {
  m.flags.set('namesOpen', true);
  // Code that is not seen may fit, fill or change anything; an import brings only names.
  if (reason !== 'star') forgetAll(m);
  m.emit({ kind: 'havoc', ...m.happening(at), reason, scope: 'names', detail });
}

/** Nothing is known any more of the state of what the notebook's variables hold. */
export function forgetAll(m: Machine): void {
  const values = [...m.globals.names.values()].map((each) => each.value);
  for (const object of reach(values)) m.forget(object);
}

export function deleteTarget(m: Machine, target: ExprNode): void {
  switch (target.nodeType) {
    case 'Name':
      load(m, target.id, target);
      return unbind(m, target.id, target);
    case 'Tuple':
    case 'List':
      return target.elts.forEach((each) => deleteTarget(m, each));
    case 'Attribute':
    case 'Subscript': {
      const base = evaluate(m, target.value);
      const key = target.nodeType === 'Subscript' ? evaluate(m, target.slice) : undefined;
      for (const thing of base.things) {
        const remove = (): void => m.mutate(thing, m.placeOf(target));
        if (key && base.things.length === 1 && (thing.type === 'pandas.DataFrame' || thing.type === 'builtins.dict'))
          deleteColumn(m, thing, key, target, remove);
        else remove();
      }
      return;
    }
    default:
      return;
  }
}

type Pattern = Statement<'Match'>['cases'][number]['pattern'];

/** Binds what a pattern captures; values in it are evaluated. */
export function matchPattern(m: Machine, pattern: Pattern, subject: Value): void {
  switch (pattern.nodeType) {
    case 'MatchValue':
      evaluate(m, pattern.value);
      return;
    case 'MatchSingleton':
      return;
    case 'MatchSequence':
    case 'MatchOr':
      return pattern.patterns.forEach((each) => matchPattern(m, each, UNKNOWN));
    case 'MatchMapping':
      pattern.keys.forEach((each) => evaluate(m, each));
      pattern.patterns.forEach((each) => matchPattern(m, each, UNKNOWN));
      if (pattern.rest) bind(m, pattern.rest, UNKNOWN, pattern, 'match');
      return;
    case 'MatchClass':
      evaluate(m, pattern.cls);
      [...pattern.patterns, ...pattern.kwd_patterns].forEach((each) => matchPattern(m, each, UNKNOWN));
      return;
    case 'MatchStar':
      if (pattern.name) bind(m, pattern.name, UNKNOWN, pattern, 'match');
      return;
    case 'MatchAs':
      if (pattern.pattern) matchPattern(m, pattern.pattern, subject);
      if (pattern.name) bind(m, pattern.name, subject, pattern, 'match');
  }
}
