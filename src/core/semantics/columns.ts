// Columns of frames and keys of dicts: reading one that is not there fails, storing one makes it.

import type { ASTNode } from '../python/ast.ts';
import { textsOf } from './containers.ts';
import { contentOf, rowsOf } from './contents.ts';
import { noteColumns, originOf } from './echoes.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { unmet } from './requirements.ts';
import {
  hasColumn,
  mapContents,
  ofSomeRows,
  onlyColumns,
  OPEN_SCHEMA,
  UNKNOWN_CONTENT,
  UNKNOWN_ROWS,
  withColumn,
  withoutColumns,
} from './states.ts';
import { stringOf, type Value } from './values.ts';

/** Columns that must be there. */
export function needColumns(m: Machine, frame: HeapObject, names: readonly string[] | undefined, node: ASTNode, detail?: string): void {
  const schema = m.schemas.get(frame.id);
  if (!schema || !names) return;
  const slot = frame.type === 'pandas.DataFrame' || frame.type.startsWith('pandas.') ? 'column' : 'key';
  for (const name of names) {
    if (hasColumn(schema, name) !== 'no') continue;
    const gone = schema.gone.get(name);
    const providers = gone ? [{ step: m.step.index, at: gone, certain: true }] : [];
    unmet(m, { slot, name, object: frame, providers, ...(detail === undefined ? {} : { detail }) }, node);
  }
}

/** `frame[key]`, read: what the result holds. */
export function readItem(m: Machine, frame: HeapObject, key: Value, result: Value, node: ASTNode): void {
  const [made] = result.things;
  const schema = m.schemas.get(frame.id);
  const rows = m.rows.get(frame.id) ?? UNKNOWN_ROWS;
  const name = stringOf(key);
  if (name !== undefined) {
    needColumns(m, frame, [name], node);
    if (!made) return;
    noteColumns(m, frame, [name], made);
    m.contents.set(made.id, schema?.columns.get(name) ?? UNKNOWN_CONTENT);
    m.rows.set(made.id, rows);
    return;
  }
  if (!made) return;
  const names = textsOf(key);
  if (names) {
    needColumns(m, frame, names, node, 'not in index');
    m.schemas.set(made.id, onlyColumns(schema, names));
    noteColumns(m, frame, names, made);
    if (names.length === 1) m.narrow.set(made.id, true);
    m.rows.set(made.id, rows);
  } else if (schema && isMask(key)) m.schemas.set(made.id, mapContents(schema, ofSomeRows));
}

/** A series or array of truths chooses rows; a list or an index of unknown names may choose columns. */
function isMask(key: Value): boolean {
  return !key.open && key.things.length > 0 && key.things.every((each) => each.type === 'pandas.Series');
}

/** `frame.loc[rows, columns]`, read. */
export function readLoc(m: Machine, frame: HeapObject, key: Value, result: HeapObject, whole: boolean, node: ASTNode): void {
  const schema = m.schemas.get(frame.id);
  const [tuple] = key.things;
  const columns = tuple?.type === 'builtins.tuple' ? tuple.slots.get('[1]') : undefined;
  if (!schema) return;
  if (!columns) {
    if (isMask(key)) m.schemas.set(result.id, mapContents(schema, ofSomeRows));
    return;
  }
  const names = textsOf(columns);
  if (!names) return;
  needColumns(m, frame, names, node);
  if (whole) m.rows.set(result.id, m.rows.get(frame.id) ?? UNKNOWN_ROWS);
  const only = onlyColumns(schema, names);
  if (stringOf(columns) === undefined) m.schemas.set(result.id, whole ? only : mapContents(only, ofSomeRows));
  else m.contents.set(result.id, whole ? (schema.columns.get(names[0] ?? '') ?? UNKNOWN_CONTENT) : UNKNOWN_CONTENT);
}

/** `frame[key] = value`; what was known of the other columns holds on. */
export function storeColumn(m: Machine, frame: HeapObject, key: Value, value: Value, store: () => void): void {
  const before = m.schemas.get(frame.id) ?? OPEN_SCHEMA;
  const rows = m.rows.get(frame.id) ?? UNKNOWN_ROWS;
  const names = textsOf(key);
  const content = contentOf(m, value);
  const origin = originOf(m, value);
  store();
  const masked = !names && isMask(key);
  let after = names ? before : mapContents({ ...before, closed: masked && before.closed }, () => UNKNOWN_CONTENT);
  for (const name of names ?? []) after = withColumn(after, name, content, origin?.at ? origin : undefined);
  m.learn(m.schemas, frame, after, OPEN_SCHEMA);
  m.rows.set(frame.id, rows);
}

/** `frame.loc[rows, columns] = value`: all rows of a column, or some of what may be there already. */
export function storeLoc(m: Machine, frame: HeapObject, key: Value, value: Value, whole: boolean, store: () => void): void {
  const before = m.schemas.get(frame.id) ?? OPEN_SCHEMA;
  const rows = m.rows.get(frame.id) ?? UNKNOWN_ROWS;
  const [tuple] = key.things;
  const columns = tuple?.type === 'builtins.tuple' ? tuple.slots.get('[1]') : undefined;
  const names = textsOf(columns);
  const content = whole ? contentOf(m, value) : UNKNOWN_CONTENT;
  store();
  let after = names ? before : mapContents({ ...before, closed: before.closed && !columns }, () => UNKNOWN_CONTENT);
  for (const name of names ?? []) after = withColumn(after, name, content);
  m.learn(m.schemas, frame, after, OPEN_SCHEMA);
  // A label that is not there makes a new row.
  m.rows.set(frame.id, whole || isMask(tuple?.slots.get('[0]') ?? key) ? rows : UNKNOWN_ROWS);
}

/** `del frame[key]`. */
export function deleteColumn(m: Machine, frame: HeapObject, key: Value, node: ASTNode, remove: () => void): void {
  const name = stringOf(key);
  const before = m.schemas.get(frame.id) ?? OPEN_SCHEMA;
  const rows = m.rows.get(frame.id) ?? UNKNOWN_ROWS;
  if (name !== undefined) needColumns(m, frame, [name], node);
  remove();
  const after = name === undefined ? OPEN_SCHEMA : withoutColumns(before, [name], m.placeOf(node));
  m.learn(m.schemas, frame, after, OPEN_SCHEMA);
  m.rows.set(frame.id, rows);
}

/** `frame.columns = [...]`. */
export function storeLabels(m: Machine, frame: HeapObject, labels: Value, store: () => void): void {
  const names = textsOf(labels);
  const before = m.schemas.get(frame.id);
  const rows = rowsOf(m, { things: [frame], open: false });
  store();
  const after = names ? { ...onlyColumns(undefined, names), plainIndex: before?.plainIndex ?? false } : OPEN_SCHEMA;
  m.learn(m.schemas, frame, after, OPEN_SCHEMA);
  m.rows.set(frame.id, rows);
}
