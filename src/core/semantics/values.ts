// What an expression may be: a few objects, a constant, or unknown; and how two of these join.

import type { Possible } from './events.ts';
import type { HeapObject } from './heap.ts';

export type ConstantValue = string | number | boolean | bigint | null;

/** At most `MOST_THINGS` objects; `open` when it may be something else too. */
export interface Value extends Possible {
  readonly things: readonly HeapObject[];
}

/** More objects than this, and a value is unknown. */
const MOST_THINGS = 4;
/** Longer strings are not kept as constants: concatenation in a loop would blow up. */
const LONGEST_CONSTANT = 1024;

export const UNKNOWN: Value = { things: [], open: true };
export const NONE: Value = { things: [], open: false, constant: { value: null } };

export function constantValue(value: ConstantValue): Value {
  if (typeof value === 'string' && value.length > LONGEST_CONSTANT) return UNKNOWN;
  return { things: [], open: false, constant: { value } };
}

export function valueOf(object: HeapObject): Value {
  return { things: [object], open: false };
}

export function openValueOf(object: HeapObject): Value {
  return { things: [object], open: true };
}

export function joinValues(a: Value, b: Value): Value {
  if (a === b) return a;
  if (a.constant && b.constant && a.constant.value === b.constant.value && !a.open && !b.open) return a;
  const things = a.things.length === 0 ? b.things : b.things.length === 0 ? a.things : [...new Set([...a.things, ...b.things])];
  if (things.length > MOST_THINGS) return { things: things.slice(0, MOST_THINGS), open: true };
  return { things, open: a.open || b.open || Boolean(a.constant) || Boolean(b.constant) };
}

export function joinAll(values: readonly Value[]): Value {
  const [first, ...rest] = values;
  return first ? rest.reduce(joinValues, first) : UNKNOWN;
}

/** The string it surely is, if it is one. */
export function stringOf(value: Value | undefined): string | undefined {
  return typeof value?.constant?.value === 'string' ? value.constant.value : undefined;
}

/** Whether it is surely true or false, as Python's truth test goes. */
export function truthOf(value: Value): boolean | undefined {
  if (value.open || value.things.length > 0 || !value.constant) return undefined;
  return Boolean(value.constant.value);
}
