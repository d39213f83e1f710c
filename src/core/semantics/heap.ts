// Objects of the abstract heap: what they are, what they hold, and whose content they share.

import type { Expression, Statement } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import type { Place } from '../text/span.ts';
import type { Location, Thing } from './events.ts';
import type { Journal } from './journal.ts';
import { Tracked } from './journal.ts';
import type { Frame } from './scopes.ts';
import { constantValue, joinValues, UNKNOWN, type Value } from './values.ts';

export type FunctionNode = Statement<'FunctionDef'> | Statement<'AsyncFunctionDef'> | Expression<'Lambda'>;

/** What an object does when it is called, iterated or looked into. */
export type Code =
  | {
      readonly kind: 'function';
      readonly node: FunctionNode;
      readonly module: Module;
      readonly frame: Frame;
      readonly defaults: ReadonlyMap<string, Value>;
    }
  | { readonly kind: 'class'; readonly node: Statement<'ClassDef'>; readonly bases: readonly Value[] }
  | { readonly kind: 'instance'; readonly of: HeapObject }
  | { readonly kind: 'method'; readonly receiver: HeapObject; readonly callee: HeapObject }
  | { readonly kind: 'property' | 'static' | 'classmethod'; readonly wrapped: Value }
  | { readonly kind: 'super'; readonly instance: HeapObject; readonly after: HeapObject }
  /** A generator or coroutine: its body runs when it is consumed. */
  | { readonly kind: 'suspended'; readonly run: () => Value }
  /** `partial(f, ...)` and what else only passes on to other callables. */
  | { readonly kind: 'passes'; readonly to: readonly Value[] }
  /** A library's function or class, or a method of a library object. */
  | { readonly kind: 'library'; readonly receiver: HeapObject | undefined };

export interface HeapObject extends Thing {
  /** Where its content is, e.g. `object:12`: made once, for steps ask for it all the time. */
  readonly location: Location;
  /** Attributes by name; `[]` holds elements, `[key]` those under a constant key, `=name` constructor arguments. */
  readonly slots: Tracked<string, Value>;
  /** Objects whose content it may share: changing it may change them, and what changes them changes it. */
  readonly shares: readonly HeapObject[];
  /** What it shares is the form only: it tells nothing of their values, e.g. `df.columns`. */
  readonly form: boolean;
  readonly code: Code | undefined;
}

/** The slot of a class that may have any attribute: something added to it what we did not see. */
export const ANY_ATTRIBUTE = '[*]';

export interface Making {
  readonly type: string;
  readonly qualified?: string;
  readonly shares?: readonly HeapObject[];
  readonly form?: boolean;
  readonly code?: Code;
}

/** Allocates objects with ids that are small and stable for one notebook text. */
export class Heap {
  #next = 1;
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The id of the object that is made next. */
  get next(): number {
    return this.#next;
  }

  make(making: Making, at: Place, step: number): HeapObject {
    const id = this.#next++;
    return {
      id,
      location: `object:${id}`,
      type: making.type,
      qualified: making.qualified,
      at,
      step,
      slots: new Tracked<string, Value>(this.#journal, joinSlots),
      shares: making.shares ?? [],
      form: making.form === true,
      code: making.code,
    };
  }
}

function joinSlots(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (!a || !b) return a ?? b;
  return joinValues(a, b);
}

/** The elements of a list or tuple in order; undefined where it is not known how many there are. */
export function elementsOf(thing: HeapObject | undefined): readonly Value[] | undefined {
  const length = thing?.slots.get('length')?.constant?.value;
  if (!thing || typeof length !== 'number') return undefined;
  return Array.from({ length }, (_, at) => thing.slots.get(`[${at}]`) ?? UNKNOWN);
}

/** Gives a new list or tuple its elements, each known by its place. */
export function fillWith(thing: HeapObject, elements: readonly Value[]): void {
  elements.forEach((value, at) => thing.slots.set(`[${at}]`, value));
  thing.slots.set('length', constantValue(elements.length));
}

const REACH_LIMIT = 300;

/**
 * All objects reachable through slots, shares and closures' receivers, the given ones first; bounded.
 * `contents` leaves out those of which only the form is shared.
 */
export function reach(values: Iterable<Value>, contents = false): Set<HeapObject> {
  const seen = new Set<HeapObject>();
  const queue: HeapObject[] = [];
  for (const value of values) for (const thing of value.things) queue.push(thing);
  for (let object = queue.pop(); object && seen.size < REACH_LIMIT; object = queue.pop()) {
    if (seen.has(object)) continue;
    seen.add(object);
    for (const value of object.slots.values()) for (const thing of value.things) queue.push(thing);
    if (!contents || !object.form) queue.push(...object.shares);
    if (object.code?.kind === 'method') queue.push(object.code.receiver, object.code.callee);
    if (object.code?.kind === 'library' && object.code.receiver) queue.push(object.code.receiver);
    if (object.code?.kind === 'passes') for (const value of object.code.to) queue.push(...value.things);
  }
  return seen;
}

/**
 * All objects whose content an object shares, however many steps away; without itself.
 * `contents` leaves out those of which only the form is shared.
 */
export function sharedBy(object: HeapObject, contents = false): Set<HeapObject> {
  const seen = new Set<HeapObject>();
  const queue = contents && object.form ? [] : [...object.shares];
  for (let next = queue.pop(); next && seen.size < REACH_LIMIT; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (!contents || !next.form) queue.push(...next.shares);
  }
  return seen;
}

/** What a class or its bases of the notebook hold under a name. */
export function fromClass(cls: HeapObject, name: string, depth = 0): Value | undefined {
  const held = cls.slots.get(name);
  if (held || depth > 8 || cls.code?.kind !== 'class') return held;
  for (const base of cls.code.bases)
    for (const thing of base.things) {
      const found = fromClass(thing, name, depth + 1);
      if (found) return found;
    }
  return undefined;
}
