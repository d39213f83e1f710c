// Values whose order nobody promises: sets of texts, whose hashes are others in each process, and listings of folders.

import type { ExprNode } from '../python/ast.ts';
import type { Place } from '../text/span.ts';
import { contentOf, onlyThing } from './contents.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { stringOf, valueOf, type Value } from './values.ts';

/** Where the elements of a list, set or iterator stand in an order that may be another. */
export interface Disorder {
  /** `hash` is another in each process; `listing` on each machine. */
  readonly by: 'hash' | 'listing';
  /** What was called or written, e.g. `os.listdir`, `set`. */
  readonly callee: string;
  readonly made: Place;
}

/** The disorder of a value; a set has one where texts are in it (the hashes of numbers are the same in each process). */
export function disorderOf(m: Machine, value: Value | undefined): Disorder | undefined {
  const thing = onlyThing(value);
  if (!thing) return undefined;
  const known = m.disorders.get(thing.id);
  if (known) return known;
  const isSet = thing.type === 'builtins.set' || thing.type === 'builtins.frozenset';
  return isSet && holdsTexts(m, thing) ? { by: 'hash', callee: 'set', made: thing.at } : undefined;
}

function holdsTexts(m: Machine, set: HeapObject): boolean {
  // One element has one order.
  if (set.slots.get('length')?.constant?.value === 1) return false;
  const element = set.slots.get('[]');
  if (m.contents.get(set.id)?.text === 'yes') return true;
  if (!element || element.open) return false;
  return stringOf(element) !== undefined || (element.things.length > 0 && element.things.every((each) => each.type === 'builtins.str'));
}

/** What is made from the elements in turn has their order. */
export function inheritOrder(m: Machine, source: Value | undefined, made: Value): void {
  const disorder = disorderOf(m, source);
  const thing = onlyThing(made);
  if (disorder && thing) m.disorders.set(thing.id, disorder);
}

/** A listing of a folder, fresh from the system. */
export function listed(m: Machine, callee: string, result: Value, node: ExprNode): void {
  for (const thing of result.things) m.disorders.set(thing.id, { by: 'listing', callee, made: m.placeOf(node) });
}

/** The order of a value decides something here. */
export function noteOrder(m: Machine, value: Value | undefined, node: ExprNode): void {
  const disorder = disorderOf(m, value);
  if (disorder) m.emit({ kind: 'unordered', ...m.happening(m.placeOf(node)), ...disorder });
}

/** Runs the body of a loop over a value whose order matters if the body builds something that outlives it. */
export function watchOrder<Result>(m: Machine, value: Value, node: ExprNode, body: () => Result): Result {
  const disorder = disorderOf(m, value);
  if (!disorder) return body();
  const [from, first] = [m.events.length, m.heap.next];
  const result = body();
  const builds = m.events
    .slice(from)
    .some((each) => (each.kind === 'mutate' && each.object < first) || (each.kind === 'display' && disorder.by === 'hash'));
  if (builds) m.emit({ kind: 'unordered', ...m.happening(m.placeOf(node)), ...disorder });
  return result;
}

/** Calls of libraries that give the same for any order. */
const ORDER_FREE =
  /(^builtins\.(?!list$|tuple$)|\.(isin|unique|nunique|union1d|intersect1d|setdiff1d|in1d|Counter|drop|difference|intersection|issubset|issuperset|union|exists|isfile|isdir|remove|update|natsorted|shuffle)$)/;

/** Arguments of a library's call: tables, arrays and estimators keep the order of what they are given. */
export function noteGivenOrder(m: Machine, qualified: string, args: readonly Value[], node: ExprNode): void {
  if (!/^(pandas|numpy|torch|sklearn|keras|tensorflow|matplotlib|seaborn|polars)\./.test(qualified) || ORDER_FREE.test(qualified)) return;
  for (const each of args) noteOrder(m, each, node);
}

/** The content of a set that is made of a series or array. */
export function keepTexts(m: Machine, source: Value, made: Value): void {
  const [thing] = made.things;
  const content = contentOf(m, source);
  if (thing && content.text === 'yes') m.contents.set(thing.id, content);
}

/** Sorted in place. */
export function putInOrder(m: Machine, thing: HeapObject): void {
  if (disorderOf(m, valueOf(thing))) m.disorders.set(thing.id, undefined);
}
