// In which state an object is, beyond what it is: columns of a frame, what its cells hold, fitted or not, which rows of a split.

import type { Place } from '../text/span.ts';

/** How many values are missing (NaN, None): `few` may all land in one part of a split, `many` do not. */
export type Amount = 'none' | 'few' | 'many' | 'unknown';

export type Answer = 'yes' | 'no' | 'unknown';

/** What the values of a column, a series or an array are. */
export interface Content {
  readonly missing: Amount;
  /** Whether some value is a text that is no number. */
  readonly text: Answer;
}

export const UNKNOWN_CONTENT: Content = { missing: 'unknown', text: 'unknown' };
/** What counting, comparing and predicting give. */
export const NUMBERS: Content = { missing: 'none', text: 'no' };

/** The columns of a frame, or the keys of a dict. Immutable; shared by all objects that have the same. */
export interface Schema {
  /** No other columns than those listed exist. */
  readonly closed: boolean;
  /** Columns that are surely there. */
  readonly columns: ReadonlyMap<string, Content>;
  /** Columns that may be there, or not. */
  readonly maybe: ReadonlySet<string>;
  /** Columns that were there and were taken out, with the place. */
  readonly gone: ReadonlyMap<string, Place>;
  /** The index surely has no name that could stand for a column. */
  readonly plainIndex: boolean;
  /** Columns that were calculated row by row from others. */
  readonly made?: ReadonlyMap<string, Origin>;
}

/** Of which columns of the same table values are calculated, row by row; of a column as it came, its own name. */
export interface Origin {
  readonly columns: ReadonlySet<string>;
  /** Where it was calculated; undefined for a column as it is. */
  readonly at: Place | undefined;
}

/** More columns than this are not followed. */
const MOST_COLUMNS = 400;

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

export const OPEN_SCHEMA: Schema = { closed: false, columns: NOTHING, maybe: new Set(), gone: NOTHING, plainIndex: false };

export function closedSchema(columns: Iterable<readonly [string, Content]>, plainIndex: boolean): Schema {
  const all = new Map(columns);
  return all.size > MOST_COLUMNS ? OPEN_SCHEMA : { closed: true, columns: all, maybe: new Set(), gone: NOTHING, plainIndex };
}

/** Whether a column is there. */
export function hasColumn(schema: Schema, name: string): Answer {
  if (schema.columns.has(name)) return 'yes';
  if (schema.maybe.has(name)) return 'unknown';
  return schema.closed || schema.gone.has(name) ? 'no' : 'unknown';
}

export function withColumn(schema: Schema, name: string, content: Content, origin?: Origin): Schema {
  if (schema.columns.size >= MOST_COLUMNS && !schema.columns.has(name)) return OPEN_SCHEMA;
  const gone = schema.gone.has(name) ? new Map([...schema.gone].filter(([each]) => each !== name)) : schema.gone;
  const after = { ...schema, columns: new Map(schema.columns).set(name, content), gone };
  return origin || schema.made?.has(name) ? { ...after, made: withOrigin(schema.made, name, origin) } : after;
}

/** A column that is no longer what it was: what was calculated from it before is not known to be so any more. */
function withOrigin(made: Schema['made'], name: string, origin: Origin | undefined): Schema['made'] {
  const keeps = origin?.columns.has(name) === true;
  const all = new Map([...(made ?? [])].filter(([, each]) => keeps || !each.columns.has(name)));
  if (origin) all.set(name, origin);
  else all.delete(name);
  return all;
}

export function withoutColumns(schema: Schema, names: readonly string[], at: Place): Schema {
  const columns = new Map(schema.columns);
  const maybe = new Set(schema.maybe);
  const gone = new Map(schema.gone);
  for (const name of names) {
    columns.delete(name);
    maybe.delete(name);
    gone.set(name, at);
  }
  return { ...schema, columns, maybe, gone };
}

/** Only these columns, in a frame that has all of them. */
export function onlyColumns(schema: Schema | undefined, names: readonly string[]): Schema {
  const only = closedSchema(
    names.map((each) => [each, schema?.columns.get(each) ?? UNKNOWN_CONTENT]),
    schema?.plainIndex ?? false,
  );
  return schema?.made ? { ...only, made: schema.made } : only;
}

/** Columns under other names. */
export function renamed(schema: Schema, names: ReadonlyMap<string, string>, at: Place): Schema {
  const kept = withoutColumns(
    schema,
    [...names.keys()].filter((each) => schema.columns.has(each)),
    at,
  );
  const columns = new Map(kept.columns);
  const maybe = new Set(kept.maybe);
  const gone = new Map(kept.gone);
  for (const [from, to] of names) {
    const content = schema.columns.get(from);
    if (content) columns.set(to, content);
    else if (hasColumn(schema, from) === 'unknown') maybe.add(to).add(from);
    gone.delete(to);
  }
  return { ...schema, columns, maybe, gone };
}

/** The same columns, whose values are no longer what they were, or are changed one by one. */
export function mapContents(schema: Schema, change: (content: Content, name: string) => Content): Schema {
  return { ...schema, columns: new Map([...schema.columns].map(([name, content]) => [name, change(content, name)])) };
}

/** What is left of a content when some rows are taken: few missing values may all be among the others. */
export function ofSomeRows(content: Content): Content {
  return { ...content, missing: content.missing === 'none' ? 'none' : 'unknown' };
}

/** What is left when a part of a random split is taken: many missing values are in every part. */
export function ofPart(content: Content): Content {
  return content.missing === 'few' ? { ...content, missing: 'unknown' } : content;
}

/** What a calculation with several contents gives. */
export function combined(contents: readonly Content[]): Content {
  const missing = contents.map((each) => each.missing);
  const text = contents.every((each) => each.text === 'no') ? 'no' : 'unknown';
  return { missing: missing.find((each) => each === 'many') ?? (missing.every((each) => each === 'none') ? 'none' : 'unknown'), text };
}

// --- joins of branches

function joinContent(a: Content | undefined, b: Content | undefined): Content {
  if (!a || !b) return UNKNOWN_CONTENT;
  return { missing: a.missing === b.missing ? a.missing : 'unknown', text: a.text === b.text ? a.text : 'unknown' };
}

/** An object that only one branch made has no state in the other. */
export function joinContents(a: Content | undefined, b: Content | undefined): Content | undefined {
  return a && b ? joinContent(a, b) : (a ?? b);
}

export function joinSchemas(a: Schema | undefined, b: Schema | undefined): Schema | undefined {
  if (!a || !b || a === b) return a ?? b;
  const columns = new Map<string, Content>();
  const maybe = new Set([...a.maybe, ...b.maybe]);
  for (const name of new Set([...a.columns.keys(), ...b.columns.keys()])) {
    if (a.columns.has(name) && b.columns.has(name)) columns.set(name, joinContent(a.columns.get(name), b.columns.get(name)));
    else maybe.add(name);
  }
  const gone = new Map([...a.gone].filter(([name]) => b.gone.has(name)));
  const made = a.made && b.made ? new Map([...a.made].filter(([name, origin]) => b.made?.get(name) === origin)) : undefined;
  return { closed: a.closed && b.closed, columns, maybe, gone, plainIndex: a.plainIndex && b.plainIndex, ...(made ? { made } : {}) };
}

/** For facts that are one word: what both branches say. */
export function joinWords<Word extends string>(unknown: Word): (a: Word | undefined, b: Word | undefined) => Word | undefined {
  return (a, b) => (a === undefined || b === undefined || a === b ? (a ?? b) : unknown);
}

// --- rows

/**
 * Which rows an object has, as a path of splits: `12` all rows of what was split in call 12, `12/12/0` its first part (train), `12/12/1`
 * the second, `12/12/0/40/1` the second part of a split (40) of that part; the empty text where it is not known.
 */
export type Rows = string;

export const UNKNOWN_ROWS: Rows = '';

/** Whether two row sets surely are not the same: parts of one split that differ, or a part and the whole. */
export function surelyOthers(a: Rows | undefined, b: Rows | undefined): boolean {
  if (a === undefined || b === undefined || a === UNKNOWN_ROWS || b === UNKNOWN_ROWS || a === b) return false;
  const [one, other] = [a.split('/'), b.split('/')];
  const at = one.findIndex((each, index) => each !== other[index]);
  if (at === 0) return false;
  // One is the whole of which the other is a part.
  if (at < 0 || other[at] === undefined) return true;
  // Even places, but for the first, hold parts of the split named before them; odd ones other splits of the same rows.
  return at % 2 === 0;
}

/** E.g. "test rows" of `12/12/1`, "all rows" of `12`. */
export function rowsName(rows: Rows): string {
  const parts = rows.split('/');
  if (parts.length === 1) return 'all rows';
  return parts.at(-1) === '0' ? 'train rows' : 'test rows';
}
