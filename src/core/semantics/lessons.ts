// What is calculated over rows and then put into the same rows: hand-made scaling, filling, encoding, and columns chosen by it.

import type { ExprNode } from '../python/ast.ts';
import type { Applied } from './applied.ts';
import { allArguments } from './arguments.ts';
import type { Statistic } from './clues.ts';
import type { EventOf } from './events.ts';
import { sharedBy, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { stringOf, type Value } from './values.ts';

const MOMENTS = /^(nan)?(mean|std|var|min|max|median|quantile|percentile|mode|average)$|^a(min|max)$/;

/** Notes a call that calculates a statistic, one that hands it on, and one that puts it back into the rows. */
export function noteStatistics(m: Machine, applied: Applied, result: Value): void {
  const { receiver, method, args, qualified } = applied;
  if (method === 'groupby' && receiver) return noteOn(result, (each) => m.clues.groups.set(each.id, receiver));
  const made = calculatedBy(m, applied);
  if (made) return noteOn(result, (each) => m.clues.statistics.set(each.id, made));
  if (m.clues.statistics.size === 0 && m.clues.groups.size === 0) return;
  if (receiver && groupOf(m, receiver)) return noteEncoded(m, applied, receiver);
  const own = receiver ? statisticOf(m, receiver) : undefined;
  const given = allArguments(args).flatMap((each) => (each.things.length === 1 ? (each.things[0] ?? []) : []));
  const first = receiver ? own : given[0] && statisticOf(m, given[0]);
  if (first && (receiver || /^(numpy|builtins)\./.test(qualified))) return noteOn(result, (each) => m.clues.statistics.set(each.id, first));
  if (receiver) for (const each of given) noteApplied(m, applied, receiver, statisticOf(m, each));
}

function noteOn(value: Value, note: (thing: HeapObject) => void): void {
  const [thing] = value.things;
  if (thing && value.things.length === 1 && thing.type !== 'library') note(thing);
}

/** The statistic that a call gives of what it is called on or given. */
function calculatedBy(m: Machine, { receiver, method, args, qualified }: Applied): Statistic | undefined {
  if (receiver && groupOf(m, receiver)) return ofGroups(m, receiver, method, args.positional[0]);
  const of = receiver ?? (qualified.startsWith('numpy.') ? args.positional[0]?.things[0] : undefined);
  if (!of || !/^(pandas\.(DataFrame|Series)|numpy\.ndarray|sklearn\.transformed|unknown)$/.test(of.type) || statisticOf(m, of))
    return undefined;
  if (method === 'corr' || method === 'corrwith')
    return of.type === 'pandas.DataFrame'
      ? { of, how: 'correlation', name: method, column: originColumn(m, args.positional[0]) }
      : undefined;
  const axis = args.named.get('axis') ?? args.positional[receiver ? 0 : 1];
  const along = axis?.constant?.value;
  if (!MOMENTS.test(method) || along === 1 || along === -1 || along === 'columns') return undefined;
  return { of, how: 'moment', name: method, column: undefined };
}

function originColumn(m: Machine, value: Value | undefined): string | undefined {
  const [thing] = value?.things ?? [];
  return thing && [...(m.clues.origins.get(thing.id)?.columns ?? [])][0];
}

/** `df.groupby('city')['price'].mean()`. */
function ofGroups(m: Machine, groups: HeapObject, method: string, given: Value | undefined): Statistic | undefined {
  const of = groupOf(m, groups);
  const name = method === 'agg' || method === 'aggregate' ? (stringOf(given) ?? '') : method;
  return of && MOMENTS.test(name) ? { of, how: 'groups', name, column: chosenOf(m, groups) } : undefined;
}

function groupOf(m: Machine, thing: HeapObject): HeapObject | undefined {
  if (m.clues.groups.size === 0) return undefined;
  for (const each of [thing, ...sharedBy(thing)]) {
    const found = m.clues.groups.get(each.id);
    if (found) return found;
  }
  return undefined;
}

function chosenOf(m: Machine, groups: HeapObject): string | undefined {
  return /\[([^,\]]+)\]$/.exec(m.clues.selections.get(groups.id) ?? '')?.[1];
}

/** `df.groupby('city')['price'].transform('mean')`: each row has the mean of its group, its own target included. */
function noteEncoded(m: Machine, { method, args, node }: Applied, groups: HeapObject): void {
  const [given] = args.positional;
  const name = stringOf(given) ?? given?.things[0]?.qualified?.split('.').at(-1) ?? '';
  const of = groupOf(m, groups);
  if (method === 'transform' && of && MOMENTS.test(name)) emit(m, { how: 'encode', name, column: chosenOf(m, groups) }, of, node);
}

function noteApplied(m: Machine, { method, node }: Applied, data: HeapObject, statistic: Statistic | undefined): void {
  if (!statistic) return;
  const { name, column, how } = statistic;
  if (how === 'groups' && /^(map|merge|join|replace)$/.test(method)) emit(m, { how: 'encode', name, column }, statistic.of, node);
  if (how === 'moment' && method === 'fillna' && sameData(m, data, statistic.of)) emit(m, { how: 'fill', name, column }, data, node);
}

/** `X - X.mean()`, `X / X.max()`. */
export function noteScaled(m: Machine, op: string, left: Value, right: Value, node: ExprNode): void {
  if (m.clues.statistics.size === 0 || (op !== 'Sub' && op !== 'Div')) return;
  const [data] = left.things;
  const [other] = right.things;
  const statistic = other && statisticOf(m, other);
  if (!data || left.things.length > 1 || statistic?.how !== 'moment' || statisticOf(m, data)) return;
  if (sameData(m, data, statistic.of)) emit(m, { how: 'scale', name: statistic.name, column: undefined }, data, node);
}

/** A calculation with statistics only is one. */
export function inheritStatistic(m: Machine, operands: readonly Value[], result: HeapObject): void {
  if (m.clues.statistics.size === 0) return;
  const things = operands.flatMap((each) => each.things).filter((each) => !each.type.startsWith('builtins.'));
  const found = things.map((each) => statisticOf(m, each));
  const [first] = found;
  if (first && found.every((each) => each !== undefined)) m.clues.statistics.set(result.id, first);
}

/** `df[chosen]`, where what is chosen comes of a correlation with one column; `corr['price']` is the correlation with that column. */
export function noteSelected(m: Machine, data: HeapObject, key: Value, made: HeapObject, node: ExprNode): void {
  if (m.clues.statistics.size === 0) return;
  const name = stringOf(key);
  const own = statisticOf(m, data);
  if (own?.how === 'correlation' && name !== undefined) m.clues.statistics.set(made.id, { ...own, column: name });
  else if (own) m.clues.statistics.set(made.id, own);
  const [chooser] = key.things;
  const statistic = !own && key.things.length === 1 && chooser ? statisticOf(m, chooser) : undefined;
  if (statistic?.how !== 'correlation' || statistic.column === undefined) return;
  emit(m, { how: 'select', name: statistic.name, column: statistic.column }, statistic.of, node);
}

function statisticOf(m: Machine, thing: HeapObject): Statistic | undefined {
  const own = m.clues.statistics.get(thing.id);
  if (own || thing.shares.length === 0 || m.clues.statistics.size === 0) return own;
  for (const each of sharedBy(thing)) {
    const found = m.clues.statistics.get(each.id);
    if (found) return found;
  }
  return undefined;
}

/** The same object, or the same columns of one. */
function sameData(m: Machine, one: HeapObject, other: HeapObject): boolean {
  return one.id === other.id || dataOf(m, one) === dataOf(m, other);
}

function dataOf(m: Machine, thing: HeapObject): string {
  const selection = m.clues.selections.get(thing.id);
  const [shared] = thing.shares;
  return selection ?? (shared && thing.shares.length === 1 ? dataOf(m, shared) : String(thing.id));
}

type Lesson = Pick<EventOf<'lesson'>, 'how' | 'name' | 'column'>;

/** What one part of a split teaches is that part's own. */
function emit(m: Machine, lesson: Lesson, data: HeapObject, node: ExprNode): void {
  if (!(m.rows.get(data.id) ?? '').includes('/')) m.emit({ kind: 'lesson', ...m.happening(m.placeOf(node)), ...lesson, data: data.id });
}
