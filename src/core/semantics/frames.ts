// What methods of frames and series need of columns, and which columns and values they leave.

import type { Applied, Learned } from './applied.ts';
import { argumentOf, type Arguments } from './arguments.ts';
import { needColumns } from './columns.ts';
import { textsOf } from './containers.ts';
import { contentOf, rowsOf, schemaOf } from './contents.ts';
import { originOf } from './echoes.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { unmet } from './requirements.ts';
import {
  closedSchema,
  mapContents,
  NUMBERS,
  ofSomeRows,
  OPEN_SCHEMA,
  renamed,
  UNKNOWN_CONTENT,
  UNKNOWN_ROWS,
  withColumn,
  withoutColumns,
  type Content,
  type Rows,
  type Schema,
} from './states.ts';
import { stringOf, type Value } from './values.ts';

interface On extends Applied {
  readonly m: Machine;
  readonly receiver: HeapObject;
  /** The receiver's columns; nothing is known of them in an open schema. */
  readonly schema: Schema;
  readonly rows: Rows;
}

type Effect = (on: On) => Learned | undefined;

/** What a method of a frame leaves; its needs are recorded on the way. Undefined where nothing is known. */
export function frameCall(m: Machine, applied: Applied): Learned | undefined {
  const { receiver, method } = applied;
  if (!receiver) return undefined;
  const effects = receiver.type === 'pandas.DataFrame' ? FRAME : receiver.type === 'pandas.Series' ? SERIES : undefined;
  if (!effects || !Object.hasOwn(effects, method)) return undefined;
  const schema = m.schemas.get(receiver.id) ?? OPEN_SCHEMA;
  const effect = Object.hasOwn(effects, method) ? effects[method] : undefined;
  return effect?.({ ...applied, m, receiver, schema, rows: m.rows.get(receiver.id) ?? UNKNOWN_ROWS });
}

/** The same columns, rows and values. */
const same: Effect = ({ m, receiver, schema, rows }) => ({ schema, rows, content: m.contents.get(receiver.id) });

/** The same columns and values in another order. */
const reordered: Effect = ({ m, receiver, schema }) => ({ schema, content: m.contents.get(receiver.id) });

/** The same columns of some of the rows. */
const someRows: Effect = ({ m, receiver, schema }) => {
  const content = m.contents.get(receiver.id);
  return { schema: mapContents(schema, ofSomeRows), content: content && ofSomeRows(content) };
};

/** The same columns and rows with values of which nothing is known. */
const otherValues: Effect = ({ schema, rows }) => ({ schema: mapContents(schema, () => UNKNOWN_CONTENT), rows });

const numbers: Effect = ({ schema, rows }) => ({ schema: mapContents(schema, () => NUMBERS), rows, content: NUMBERS });

function needing(names: readonly string[], positions: Readonly<Record<string, number>>, effect: Effect, plain = false): Effect {
  return (on) => {
    if (!plain || on.schema.plainIndex)
      for (const name of names)
        needColumns(on.m, on.receiver, textsOf(argumentOf(on.args, { name, ...positionOf(positions, name) })), on.node);
    return effect(on);
  };
}

function positionOf(positions: Readonly<Record<string, number>>, name: string): { position?: number } {
  const position = positions[name];
  return position === undefined ? {} : { position };
}

/** A constant that is not None, as `fillna` takes. */
function fills(value: Value | undefined): boolean {
  return value?.constant !== undefined && !value.open && value.constant.value !== null;
}

const filled: Effect = ({ m, receiver, schema, rows, args }) => {
  const value = argumentOf(args, { name: 'value', position: 0 });
  const text = stringOf(value) !== undefined;
  const fill = (content: Content): Content =>
    fills(value)
      ? { missing: 'none', text: text && content.text !== 'yes' ? 'unknown' : content.text }
      : { ...content, missing: content.missing === 'none' ? 'none' : 'unknown' };
  const content = m.contents.get(receiver.id);
  return { schema: mapContents(schema, fill), rows, content: content && fill(content) };
};

const complete: Effect = ({ m, receiver, schema, args, node }) => {
  if (!rowwise(args)) return { schema: OPEN_SCHEMA };
  const subset = args.named.get('subset');
  const names = textsOf(subset);
  if (subset && names) needColumns(m, receiver, names, node);
  const all = !subset && args.named.get('how') === undefined && args.named.get('thresh') === undefined;
  const keep = (content: Content, name: string): Content =>
    all || names?.includes(name) ? { ...content, missing: 'none' } : ofSomeRows(content);
  const content = m.contents.get(receiver.id);
  return { schema: mapContents(schema, keep), content: content && { ...content, missing: 'none' } };
};

function rowwise(args: Arguments): boolean {
  const axis = argumentOf(args, { name: 'axis', position: 0 });
  return !axis || axis.constant?.value === 0 || axis.constant?.value === 'index';
}

const dropped: Effect = (on) => {
  const { m, receiver, schema, rows, args, node } = on;
  const axis = argumentOf(args, { name: 'axis', position: 1 })?.constant?.value;
  const columns =
    argumentOf(args, { name: 'columns', position: 3 }) ??
    (axis === 1 || axis === 'columns' ? argumentOf(args, { name: 'labels', position: 0 }) : undefined);
  if (!columns) return args.starred ? undefined : someRows(on);
  const names = textsOf(columns);
  if (!names) return { schema: { ...OPEN_SCHEMA, plainIndex: schema.plainIndex }, rows };
  if (stringOf(args.named.get('errors')) !== 'ignore') needColumns(m, receiver, names, node, 'not found in axis');
  return { schema: withoutColumns(schema, names, m.placeOf(node)), rows };
};

/** A dict of texts to texts. */
function mappingOf(m: Machine, value: Value | undefined): ReadonlyMap<string, string> | undefined {
  const [thing] = value?.things ?? [];
  if (!thing || value?.open || thing.type !== 'builtins.dict' || !m.schemas.get(thing.id)?.closed) return undefined;
  const pairs: [string, string][] = [];
  for (const [slot, held] of thing.slots.entries()) {
    if (!/^\[.+\]$/s.test(slot)) continue;
    const to = stringOf(held);
    if (to === undefined) return undefined;
    pairs.push([slot.slice(1, -1), to]);
  }
  return new Map(pairs);
}

const renaming: Effect = ({ m, schema, rows, args, node }) => {
  const columns = args.named.get('columns');
  if (!columns) return { schema: { ...OPEN_SCHEMA, plainIndex: schema.plainIndex }, rows };
  const names = mappingOf(m, columns);
  return { schema: names ? renamed(schema, names, m.placeOf(node)) : { ...OPEN_SCHEMA, plainIndex: schema.plainIndex }, rows };
};

const assigned: Effect = ({ m, schema, rows, args }) => {
  let result = schema;
  for (const [name, value] of args.named) result = withColumn(result, name, contentOf(m, value), originOf(m, value));
  return { schema: args.starred ? { ...result, closed: false } : result, rows };
};

/** What `astype` gives for one column, by the type it names. */
function cast(content: Content, type: string | undefined): Content {
  if (type === undefined) return UNKNOWN_CONTENT;
  if (/^(u?int|Int|float|bool)/.test(type)) return { missing: /^(u?int|bool)/.test(type) ? 'none' : content.missing, text: 'no' };
  if (/^(str|object|string)/.test(type)) return { missing: 'unknown', text: content.text === 'yes' ? 'yes' : 'unknown' };
  return content;
}

function typeName(value: Value | undefined): string | undefined {
  const text = stringOf(value);
  if (text !== undefined) return text;
  const qualified = value?.things.length === 1 ? value.things[0]?.qualified : undefined;
  return qualified?.replace(/^(builtins|numpy)\./, '');
}

const typed: Effect = ({ m, receiver, schema, rows, args, node }) => {
  const type = argumentOf(args, { name: 'dtype', position: 0 });
  const name = typeName(type);
  const content = m.contents.get(receiver.id);
  if (name !== undefined && content && stringOf(args.named.get('errors')) !== 'ignore') needCast(m, receiver, content, name, node);
  return { schema: mapContents(schema, (each) => cast(each, name)), rows, content: content && cast(content, name) };
};

const indexReset: Effect = (on) => {
  const { schema, args, rows } = on;
  const drop = argumentOf(args, { name: 'drop', position: 1 })?.constant?.value;
  const plain = { ...schema, plainIndex: true };
  if (drop === true) return { schema: plain, rows, content: on.m.contents.get(on.receiver.id) };
  if (!schema.plainIndex || args.named.has('names')) return { schema: { ...plain, closed: false, gone: new Map() }, rows };
  return { schema: { ...plain, maybe: new Set([...plain.maybe, 'index', 'level_0']) }, rows };
};

const indexSet: Effect = ({ m, receiver, schema, rows, args, node }) => {
  const names = textsOf(argumentOf(args, { name: 'keys', position: 0 }));
  if (!names) return { schema: { ...OPEN_SCHEMA }, rows };
  needColumns(m, receiver, names, node);
  const drop = argumentOf(args, { name: 'drop', position: 1 })?.constant?.value;
  const left = drop === undefined || drop === true ? withoutColumns(schema, names, m.placeOf(node)) : schema;
  return { schema: { ...left, plainIndex: false }, rows };
};

const popped: Effect = ({ m, receiver, schema, args, node, rows }) => {
  const name = stringOf(argumentOf(args, { name: 'item', position: 0 }));
  if (name === undefined) return { receiver: OPEN_SCHEMA };
  needColumns(m, receiver, [name], node);
  return { content: schema.columns.get(name), rows, receiver: withoutColumns(schema, [name], m.placeOf(node)) };
};

const inserted: Effect = ({ m, schema, args }) => {
  const name = stringOf(argumentOf(args, { name: 'column', position: 1 }));
  const value = argumentOf(args, { name: 'value', position: 2 });
  return { receiver: name === undefined ? OPEN_SCHEMA : withColumn(schema, name, contentOf(m, value)) };
};

const merged: Effect = ({ m, receiver, schema, args, node }) => {
  const right = argumentOf(args, { name: 'right', position: 0 });
  const on = textsOf(argumentOf(args, { name: 'on', position: 2 }));
  const other = schemaOf(m, right);
  if (on && schema.plainIndex) needColumns(m, receiver, on, node);
  const [thing] = right?.things ?? [];
  if (on && thing && other?.plainIndex && right?.things.length === 1) needColumns(m, thing, on, node);
  if (!other?.closed || !schema.closed) return { schema: OPEN_SCHEMA };
  const shared = [...other.columns.keys()].filter((each) => schema.columns.has(each));
  if (shared.some((each) => !on?.includes(each)) || other.maybe.size + schema.maybe.size > 0) return { schema: OPEN_SCHEMA };
  return { schema: mapContents(closedSchema([...schema.columns, ...other.columns], true), () => UNKNOWN_CONTENT) };
};

const grouped: Effect = (on) => {
  const names = textsOf(argumentOf(on.args, { name: 'by', position: 0 }));
  if (names && on.schema.plainIndex) needColumns(on.m, on.receiver, names, on.node);
  return { schema: mapContents(on.schema, () => UNKNOWN_CONTENT) };
};

const chosenTypes: Effect = ({ schema, rows }) => ({
  schema: { ...schema, columns: new Map(), maybe: new Set([...schema.maybe, ...schema.columns.keys()]) },
  rows,
});

const asArray: Effect = ({ m, receiver, rows }) => ({ content: contentOf(m, { things: [receiver], open: false }), rows });

function each(names: string, effect: Effect): Record<string, Effect> {
  return Object.fromEntries(names.split(' ').map((name) => [name, effect]));
}

const SHARED: Readonly<Record<string, Effect>> = {
  ...each('copy infer_objects convert_dtypes', same),
  ...each('round abs clip', same),
  ...each('sort_index nlargest nsmallest', reordered),
  ...each('head tail truncate sample drop_duplicates query', someRows),
  fillna: filled,
  dropna: complete,
  astype: typed,
  ...each('isna isnull notna notnull', numbers),
  ...each('ffill bfill pad interpolate replace where mask', otherValues),
  ...each('to_numpy', asArray),
};

const FRAME: Readonly<Record<string, Effect>> = {
  ...SHARED,
  sort_values: needing(['by'], { by: 0 }, reordered, true),
  drop_duplicates: needing(['subset'], { subset: 0 }, someRows),
  ...each('applymap map', otherValues),
  drop: dropped,
  rename: renaming,
  assign: assigned,
  reset_index: indexReset,
  set_index: indexSet,
  pop: popped,
  insert: inserted,
  merge: merged,
  groupby: grouped,
  select_dtypes: chosenTypes,
  pivot_table: needing(['values', 'index', 'columns'], { values: 0, index: 1, columns: 2 }, () => undefined, true),
  pivot: needing(['values', 'index', 'columns'], {}, () => undefined, true),
  plot: needing(['x', 'y'], {}, () => undefined, true),
};

/** A series keeps its values through a dict: what is missing stays so, and the rest is what the dict holds. */
const mapped: Effect = ({ m, receiver, rows, args }) => {
  const [given] = args.positional;
  const [thing] = given?.things ?? [];
  const before = m.contents.get(receiver.id);
  if (thing?.type !== 'builtins.dict' || given?.things.length !== 1 || given.open) return { rows };
  const values = [...thing.slots.entries()].filter(([slot]) => /^\[.+\]$/s.test(slot)).map(([, value]) => contentOf(m, value));
  // A dict that is made of the values themselves may have a key for what is missing.
  if (!m.schemas.get(thing.id)?.closed) return { rows };
  const text = values.length > 0 && values.every((each) => each.text === 'no') ? 'no' : 'unknown';
  return { rows, content: { missing: before?.missing === 'many' || before?.missing === 'few' ? before.missing : 'unknown', text } };
};

const SERIES: Readonly<Record<string, Effect>> = {
  ...SHARED,
  reset_index: (on) => (argumentOf(on.args, { name: 'drop', position: 1 })?.constant?.value === true ? same(on) : undefined),
  sort_values: reordered,
  rename: same,
  map: mapped,
  ...each('apply', ({ rows }) => ({ rows })),
  ...each('eq ne lt gt le ge between isin', numbers),
  ravel: (on) => ({ content: on.m.contents.get(on.receiver.id), rows: on.rows }),
  to_frame: (on) => ({ content: on.m.contents.get(on.receiver.id), rows: on.rows, narrow: true }),
};

/** `astype(int)` refuses what is missing and what is text. */
function needCast(m: Machine, receiver: HeapObject, content: Content, type: string, node: On['node']): void {
  if (/^u?int/.test(type) && (content.missing === 'many' || content.missing === 'few'))
    unmet(m, { slot: 'complete', name: `astype(${type})`, object: receiver }, node);
  else if (/^(u?int|float)/.test(type) && content.text === 'yes')
    unmet(m, { slot: 'numeric', name: `astype(${type})`, object: receiver }, node);
}

/** Rows of a value that a calculation keeps, where all arguments that have some have the same. */
export function keptRows(m: Machine, values: readonly Value[]): Rows {
  const known = values.map((each) => rowsOf(m, each)).filter((each) => each !== UNKNOWN_ROWS);
  return known.length > 0 && known.every((each) => each === known[0]) ? (known[0] ?? UNKNOWN_ROWS) : UNKNOWN_ROWS;
}
