// What calls that fit, split and score are given; which numbers are scores, and where the best of several is taken.

import { classFact } from '../knowledge/index.ts';
import type { Expression, ExprNode } from '../python/ast.ts';
import type { Applied } from './applied.ts';
import { allArguments, type Arguments } from './arguments.ts';
import { onlyThing } from './contents.ts';
import type { EventOf, Given, Trait } from './events.ts';
import { reach, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { mayRepeat } from './parts.ts';
import { truthOf, valueOf, type Value } from './values.ts';

type Facts = Partial<Pick<EventOf<'call'>, 'given' | 'fits' | 'traits' | 'metric'>>;

const TOLD =
  /^(fit|partial_fit|fit_transform|fit_predict|fit_resample|transform|score|evaluate|predict|predict_proba|train_test_split|split|array_split|resample|sample|shift|rolling|cross_val_score|cross_validate|cross_val_predict|to_datetime)$/;

/** What rules are told of a call besides its name. */
export function factsOf(m: Machine, applied: Applied, result: Value): Facts {
  const { fact, receiver, method } = applied;
  const hits = hitsOf(m, applied);
  const metric = fact.metric !== undefined || (method === 'score' && receiver !== undefined) || fact.fits !== undefined;
  if (!metric && !hits && !TOLD.test(method)) return {};
  const [number] = result.things;
  if ((metric || hits || method === 'evaluate') && number) m.clues.scores.set(number.id, [number.id]);
  const traits = traitsOf(m, applied);
  return {
    given: hits ? hits.map((each) => givenOf(m, each, '')) : dataOf(m, applied),
    ...(receiver && method.startsWith('fit') ? { fits: fittedBy(receiver) } : {}),
    ...(traits.length > 0 ? { traits } : {}),
    ...(metric || hits ? { metric: true } : {}),
  };
}

function traitsOf(m: Machine, { receiver, method, args, qualified }: Applied): readonly Trait[] {
  const traits: Trait[] = [];
  if (m.loops > 0) traits.push('looped');
  if (method === 'fit' && stopsEarly(receiver, args)) traits.push('stops');
  if (method === 'fit' && args.named.has('validation_split')) traits.push('validates');
  if (method === 'sample' && mayRepeat(args.named)) traits.push('repeats');
  if (qualified === 'sklearn.utils.resample' && args.named.get('replace')?.constant?.value !== false) traits.push('repeats');
  if (args.named.get('shuffle')?.constant?.value === false) traits.push('ordered');
  if (ignoresGroups(receiver, method, args)) traits.push('groups');
  return traits;
}

const UNGROUPED = /\.(Repeated)?(Stratified)?(KFold|ShuffleSplit)$/;

/** Groups are given to a splitter that takes no notice of them; by default that is a `KFold`. */
function ignoresGroups(receiver: HeapObject | undefined, method: string, args: Arguments): boolean {
  const groups = args.named.get('groups') ?? (receiver && method === 'split' ? args.positional[2] : undefined);
  if (!groups || groups.constant || groups.things.length === 0) return false;
  if (receiver) return method === 'split' && UNGROUPED.test(receiver.type);
  const cv = args.named.get('cv');
  if (!method.startsWith('cross_val') || (!cv && args.positional.length > 3)) return false;
  return !cv || typeof cv.constant?.value === 'number' || UNGROUPED.test(onlyThing(cv)?.type ?? '');
}

function givenOf(m: Machine, { id }: HeapObject, name: string): Given {
  const columns = m.clues.origins.get(id)?.columns;
  return { id, name, rows: m.rows.get(id) ?? '', ...(columns ? { from: [...columns] } : {}) };
}

/** Data by position and name; those of a pair inside `eval_set` or `validation_data` too. */
function dataOf(m: Machine, { receiver, args, qualified }: Applied): readonly Given[] {
  const own = receiver?.type.startsWith('pandas.') === true ? [givenOf(m, receiver, 'self')] : [];
  const shift = qualified.includes('.cross_val') ? 1 : 0;
  const positional = args.positional.flatMap((each, at) => {
    const [thing] = each.things;
    const name = at === shift ? 'X' : at === shift + 1 ? 'y' : '';
    return thing && each.things.length === 1 ? [givenOf(m, thing, name)] : [];
  });
  const named = [...args.named].flatMap(([name, value]): Given[] => {
    const held = /^(eval_set|validation_data)$/.test(name)
      ? [...reach([value])].filter((each) => m.rows.get(each.id) !== undefined)
      : value.things;
    return held.length === 1 || held !== value.things ? held.map((each) => givenOf(m, each, name)) : [];
  });
  return [...own, ...positional, ...named];
}

/** What fitting it fits; an imputer that fills in a constant learns nothing. */
function fittedBy(receiver: HeapObject): readonly string[] {
  const roles = new Set(['transformer', 'estimator', 'search']);
  return [...reach([valueOf(receiver)])].flatMap((each) => {
    const role = each.code ? undefined : classFact(each.type)?.role;
    if (each.slots.get('=strategy')?.constant?.value === 'constant') return [];
    return each === receiver || (role !== undefined && roles.has(role)) || each.type.startsWith('imblearn.') ? [each.type] : [];
  });
}

/** It trains until what it is evaluated on gets worse, or keeps the best. */
function stopsEarly(receiver: HeapObject | undefined, args: Arguments): boolean {
  const rounds = args.named.get('early_stopping_rounds') ?? receiver?.slots.get('=early_stopping_rounds');
  if (rounds && rounds.constant?.value !== null) return true;
  const callbacks = args.named.get('callbacks') ?? receiver?.slots.get('=callbacks');
  return callbacks !== undefined && [...reach([callbacks])].some(keepsBest);
}

function keepsBest({ type, qualified, slots }: HeapObject): boolean {
  if (/(EarlyStopping|early_stopping)$/.test(type) || /(EarlyStopping|early_stopping)$/.test(qualified ?? '')) return true;
  const best = slots.get('=save_best_only');
  return type.endsWith('ModelCheckpoint') && best !== undefined && truthOf(best) === true;
}

/** `(predicted == y_test).mean()`. */
function hitsOf(m: Machine, { receiver, method, args, qualified }: Applied): readonly HeapObject[] | undefined {
  if (m.clues.hits.size === 0 || !/^(mean|sum|average|count_nonzero)$/.test(method)) return undefined;
  const of = receiver ?? (qualified.startsWith('numpy.') ? args.positional[0]?.things[0] : undefined);
  return of && m.clues.hits.get(of.id);
}

/** A comparison of two arrays of the same rows, e.g. of a target with predictions. */
export function noteHits(m: Machine, left: Value, right: Value, made: HeapObject): void {
  const [one, other] = [left.things[0], right.things[0]];
  const rows = one && m.rows.get(one.id);
  if (!one || !other || !rows?.includes('/') || rows !== m.rows.get(other.id)) return;
  m.clues.hits.set(made.id, [one, other]);
}

/** What is calculated from scores is one, e.g. `1 - accuracy`, `round(score, 3)`, a table of scores. */
export function inheritScores(m: Machine, operands: Iterable<Value>, result: HeapObject | undefined): void {
  if (m.clues.scores.size === 0 || !result) return;
  const scores = scoresIn(m, operands);
  if (scores.length > 0) m.clues.scores.set(result.id, scores);
}

function scoresIn(m: Machine, values: Iterable<Value>): readonly number[] {
  const found = new Set<number>();
  for (const each of reach(values)) for (const score of m.clues.scores.get(each.id) ?? []) found.add(score);
  return [...found];
}

const BEST = new Set('max min argmax argmin idxmax idxmin nanargmax nanargmin amax amin'.split(' '));
const HANDS_ON = /^(builtins\.(float|round|abs|list|dict)|pandas\.(DataFrame|Series)|numpy\.(array|asarray|mean|median|round|sqrt))$/;

/** `max(scores)`, `np.argmax(scores)`, `max(results, key=results.get)`. */
export function noteChoice(m: Machine, qualified: string, receiver: HeapObject | undefined, args: Arguments, node: ExprNode): void {
  if (m.clues.scores.size === 0 || !BEST.has(qualified.slice(qualified.lastIndexOf('.') + 1))) return;
  choose(m, receiver ? [valueOf(receiver), ...args.positional] : allArguments(args), node);
}

export function handOn(m: Machine, qualified: string, args: Arguments, result: Value): void {
  if (m.clues.scores.size > 0 && HANDS_ON.test(qualified)) inheritScores(m, args.positional, result.things[0]);
}

/** `if score > best:`. */
export function noteBetter(m: Machine, node: Expression<'Compare'>, left: Value, right: Value): void {
  if (m.clues.scores.size === 0 || !/^(Lt|Gt)E?$/.test(node.ops[0]?.nodeType ?? '')) return;
  if ((left.constant && !left.open) || (right.constant && !right.open)) return;
  choose(m, [left, right], node);
}

function choose(m: Machine, among: readonly Value[], node: ExprNode): void {
  const scores = scoresIn(m, among);
  if (scores.length > 0) m.emit({ kind: 'choose', ...m.happening(m.placeOf(node)), scores });
}
