// `object[key]`, read: elements of containers, columns of frames, rows of arrays.

import { classFact } from '../knowledge/index.ts';
import type { Expression, ExprNode } from '../python/ast.ts';
import { attributeOf, unlessSure } from './attributes.ts';
import { call } from './calls.ts';
import { needColumns, readItem, readLoc } from './columns.ts';
import { evaluate } from './expressions.ts';
import type { HeapObject } from './heap.ts';
import { noteSelected } from './lessons.ts';
import type { Machine } from './machine.ts';
import { noteOrder } from './ordering.ts';
import { noteHalf } from './parts.ts';
import { ofSomeRows, UNKNOWN_CONTENT, UNKNOWN_ROWS } from './states.ts';
import { joinAll, stringOf, UNKNOWN, valueOf, type Value } from './values.ts';

export function subscript(m: Machine, node: Expression<'Subscript'>): Value {
  const base = evaluate(m, node.value);
  const key = evaluate(m, node.slice);
  m.readDeep([key]);
  noteOrder(m, key, node.slice);
  if (node.slice.nodeType === 'Slice' || typeof key.constant?.value === 'number') noteOrder(m, base, node);
  if (base.things.length === 0) return UNKNOWN;
  return unlessSure(m, base, () => joinAll(base.things.map((each) => item(m, each, key, node))));
}

/** Containers that hand out the very objects they hold. */
const CONTAINERS = new Set([
  'builtins.list',
  'builtins.tuple',
  'builtins.dict',
  'builtins.set',
  'collections.OrderedDict',
  'collections.defaultdict',
]);

function item(m: Machine, object: HeapObject, key: Value, node: Expression<'Subscript'>): Value {
  m.readObject(object);
  const method = object.code?.kind === 'instance' ? attributeOf(m, valueOf(object), '__getitem__', node) : undefined;
  if (method && method.things.some((each) => each.code?.kind === 'method'))
    return call(m, method, { positional: [key], named: new Map() }, node);
  if (object.type === 'library') return valueOf(object);
  if (CONTAINERS.has(object.type)) {
    const name = key.constant && !key.open ? String(key.constant.value) : undefined;
    if (object.type === 'builtins.dict' && stringOf(key) !== undefined) needColumns(m, object, [String(name)], node);
    const known = name === undefined ? undefined : object.slots.get(`[${name}]`);
    if (node.slice.nodeType === 'Slice') return valueOf(object);
    return known ?? object.slots.get('[]') ?? UNKNOWN;
  }
  return itemOfLibraryObject(m, object, key, node);
}

function itemOfLibraryObject(m: Machine, object: HeapObject, key: Value, node: Expression<'Subscript'>): Value {
  const list = key.things.some((each) => each.type === 'builtins.list');
  const result = itemValue(m, object, key, list, node);
  if (object.type === 'pandas.DataFrame' || object.type.startsWith('pandas.api.typing.')) readItem(m, object, key, result, node);
  const [made] = result.things;
  if (!made) return result;
  noteSelected(m, object, key, made, node);
  if (object.type === 'pandas.Indexer') readIndexer(m, object, key, made, node);
  if (object.type === 'pandas.Accessor') m.contents.set(made.id, m.contents.get(object.id) ?? UNKNOWN_CONTENT);
  if (object.type === 'numpy.ndarray' || object.type === 'pandas.Series') {
    const whole = allRows(node.slice);
    const content = m.contents.get(object.id) ?? UNKNOWN_CONTENT;
    m.contents.set(made.id, whole ? content : ofSomeRows(content));
    m.rows.set(made.id, whole ? (m.rows.get(object.id) ?? UNKNOWN_ROWS) : UNKNOWN_ROWS);
  }
  noteHalf(m, object, key, made, node);
  return result;
}

function itemValue(m: Machine, object: HeapObject, key: Value, list: boolean, node: Expression<'Subscript'>): Value {
  if (object.type === 'pandas.DataFrame') {
    if (stringOf(key) !== undefined) return m.fresh('pandas.Series', node, [object]);
    if (list || key.things.some((each) => each.type === 'pandas.Series')) return m.fresh('pandas.DataFrame', node);
    return { ...m.fresh('pandas.DataFrame', node, [object]), open: node.slice.nodeType !== 'Slice' };
  }
  if (object.type === 'pandas.Series') return { ...m.fresh('pandas.Series', node, list ? [] : [object]), open: true };
  if (object.type === 'numpy.ndarray') return { ...m.fresh('numpy.ndarray', node, list ? [] : [object]), open: !allRows(node.slice) };
  if (object.type === 'pandas.GroupBy') return m.fresh('pandas.GroupBy', node, [object]);
  if (object.type === 'pandas.Accessor') return m.fresh('pandas.Series', node);
  if (object.type === 'pandas.Indexer') return indexed(m, object, node);
  const items = classFact(object.type)?.items;
  if (items !== undefined) return m.fresh(items, node, [object]);
  return { things: [m.make({ type: 'unknown', shares: [object] }, node)], open: true };
}

/** `frame.loc[...]`: a frame where rows and columns are chosen by lists, masks or slices; a series where one column is. */
function indexed(m: Machine, object: HeapObject, node: Expression<'Subscript'>): Value {
  const [frame] = object.shares;
  const parts = node.slice.nodeType === 'Tuple' ? node.slice.elts : [node.slice];
  const plural = (part: ExprNode | undefined): boolean =>
    part?.nodeType === 'Slice' || part?.nodeType === 'List' || part?.nodeType === 'Compare' || part?.nodeType === 'BinOp';
  if (frame?.type === 'pandas.DataFrame' && plural(parts[0])) {
    if (parts.length === 1 || plural(parts[1])) return m.fresh('pandas.DataFrame', node, [object]);
    if (parts[1]?.nodeType === 'Constant') return m.fresh('pandas.Series', node, [object]);
  }
  return { things: [m.make({ type: 'pandas.Selection', shares: [object] }, node)], open: true };
}

function readIndexer(m: Machine, object: HeapObject, key: Value, made: HeapObject, node: Expression<'Subscript'>): void {
  const [frame] = object.shares;
  if (frame?.type !== 'pandas.DataFrame') return;
  if (/\.(loc|at)$/.test(object.qualified ?? '')) return readLoc(m, frame, key, made, allRows(node.slice), node);
  if (allRows(node.slice)) m.rows.set(made.id, m.rows.get(frame.id) ?? UNKNOWN_ROWS);
}

/** `[:]`, `[:, 1]`: all rows are kept. */
export function allRows(slice: ExprNode): boolean {
  const rows = slice.nodeType === 'Tuple' ? slice.elts[0] : slice;
  return rows?.nodeType === 'Slice' && !rows.lower && !rows.upper && !rows.step;
}
