// What is known of the values in an expression's result: of constants, series, arrays, and of frames as a whole.

import { elementsOf, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { UNKNOWN_CONTENT, UNKNOWN_ROWS, type Content, type Rows, type Schema } from './states.ts';
import type { Value } from './values.ts';

/** The one object that a value surely is. */
export function onlyThing(value: Value | undefined): HeapObject | undefined {
  return value && !value.open && value.things.length === 1 ? value.things[0] : undefined;
}

export function schemaOf(m: Machine, value: Value | undefined): Schema | undefined {
  const thing = onlyThing(value);
  return thing && m.schemas.get(thing.id);
}

export function rowsOf(m: Machine, value: Value | undefined): Rows {
  const thing = onlyThing(value);
  return (thing && m.rows.get(thing.id)) ?? UNKNOWN_ROWS;
}

/** Surely a table or array of one column. */
export function isNarrow(m: Machine, value: Value | undefined): boolean {
  const thing = onlyThing(value);
  return thing !== undefined && m.narrow.get(thing.id) === true;
}

export function contentOf(m: Machine, value: Value | undefined): Content {
  if (!value) return UNKNOWN_CONTENT;
  const { constant } = value;
  if (constant && !value.open && value.things.length === 0) {
    if (constant.value === null) return UNKNOWN_CONTENT;
    return { missing: 'none', text: typeof constant.value !== 'string' ? 'no' : Number.isNaN(Number(constant.value)) ? 'yes' : 'unknown' };
  }
  const thing = onlyThing(value);
  if (!thing) return UNKNOWN_CONTENT;
  const own = m.contents.get(thing.id);
  if (own) return own;
  if (thing.type === 'builtins.list' || thing.type === 'builtins.tuple') return contentOfList(m, thing);
  const schema = m.schemas.get(thing.id);
  return thing.type === 'pandas.DataFrame' && schema ? contentOfSchema(schema) : UNKNOWN_CONTENT;
}

/** What a list holds whose elements are all known, e.g. `[1.0, None]`. */
function contentOfList(m: Machine, list: HeapObject): Content {
  const elements = elementsOf(list);
  if (!elements || elements.length === 0) return UNKNOWN_CONTENT;
  const missing = elements.filter((each) => isMissing(each)).length;
  const contents = elements.filter((each) => !isMissing(each)).map((each) => contentOf(m, each));
  const text = contents.some((each) => each.text === 'yes') ? 'yes' : contents.every((each) => each.text === 'no') ? 'no' : 'unknown';
  const known = contents.every((each) => each.missing === 'none');
  return { missing: missing >= 20 ? 'many' : missing > 0 ? 'few' : known ? 'none' : 'unknown', text };
}

/** `None`, `np.nan`, `math.nan`, `pd.NA`, `pd.NaT`. */
function isMissing(value: Value | undefined): boolean {
  if (value?.constant?.value === null && !value.open) return true;
  return /^(numpy\.(nan|NaN|NAN)|math\.nan|pandas\.(NA|NaT))$/.test(onlyThing(value)?.qualified ?? '');
}

/** What holds of all columns together. */
function contentOfSchema(schema: Schema): Content {
  const contents = [...schema.columns.values()];
  const complete = schema.closed && schema.maybe.size === 0;
  const missing = contents.map((each) => each.missing);
  return {
    missing: missing.includes('many')
      ? 'many'
      : missing.includes('few')
        ? 'few'
        : complete && missing.every((each) => each === 'none')
          ? 'none'
          : 'unknown',
    text: contents.some((each) => each.text === 'yes')
      ? 'yes'
      : complete && contents.every((each) => each.text === 'no')
        ? 'no'
        : 'unknown',
  };
}

/** The column that makes a frame, or the series itself, hold what an estimator refuses. */
export function culprit(m: Machine, thing: HeapObject, refuses: (content: Content) => boolean): string | undefined {
  const schema = m.schemas.get(thing.id);
  if (thing.type === 'pandas.DataFrame' && schema) return [...schema.columns].find(([, content]) => refuses(content))?.[0];
  const content = m.contents.get(thing.id);
  return content && refuses(content) ? '' : undefined;
}
