// Test rows that a model has been fitted on, and test rows whose neighbours in time it has been fitted on.

import type { Model } from '../semantics/model.ts';
import { dividesOnce, featuresOf, hasTrait, isTraining, leakOf, reachOf, splitsOf, type Call, type Source, type Split } from './leaks.ts';
import { oncePerPlace } from './places.ts';

interface Seen {
  readonly fit: Call;
  readonly score: Call;
}

/** Models that are fitted on all rows and then scored on the test part of them. */
export function scoredWhereFitted(model: Model, calls: readonly Call[]): readonly Seen[] {
  const wholes = wholesOf(model);
  const fitted = new Map<number, Call>();
  const found = new Map<Call, Call>();
  for (const call of calls) {
    if (!call.receiver) continue;
    const fit = fitted.get(call.receiver.id);
    if (isTraining(call)) fitted.set(call.receiver.id, call);
    else if (fit && !found.has(fit) && isScored(call, calls) && isWithin(fit, call, wholes)) found.set(fit, call);
  }
  return Array.from(found, ([fit, score]) => ({ fit, score }));
}

/** What all rows are called that are split somewhere, by the object that is split. */
function wholesOf(model: Model): ReadonlyMap<number, string> {
  const wholes = new Map<number, string>();
  for (const each of splitsOf(model)) {
    if (!dividesOnce(each)) continue;
    const root = each.kind === 'part' ? undefined : each.result.things[0]?.id;
    for (const { id, rows } of each.given ?? []) wholes.set(id, rows === '' ? String(root ?? id) : rows);
  }
  return wholes;
}

/** Scored on the test part of the very rows that it was fitted on; what is fitted without a target predicts none. */
function isWithin(fit: Call, score: Call, wholes: ReadonlyMap<number, string>): boolean {
  const rows = featuresOf(fit);
  if (!rows || fit.given?.some((each) => each.name === 'y') !== true) return false;
  const whole = rows.rows === '' ? wholes.get(rows.id) : rows.rows;
  const part = featuresOf(score)?.rows ?? '';
  return whole !== undefined && !whole.includes('/') && part.startsWith(`${whole}/`) && part.endsWith('/1');
}

/** It is a score, or predictions that a metric judges. */
function isScored(call: Call, calls: readonly Call[]): boolean {
  if (/\.(score|evaluate)$/.test(call.callee ?? '')) return true;
  if (!/\.predict(_proba)?$/.test(call.callee ?? '')) return false;
  const made = call.result.things.map((each) => each.id);
  return calls.some((each) => each.metric === true && each.given?.some(({ id }) => made.includes(id)) === true);
}

interface Lagged {
  readonly lag: Call;
  readonly split: Call;
}

/** Lags and rolling means of dated rows, of which some are then drawn by lot. */
export function atRandomInTime(model: Model, calls: readonly Call[]): readonly Lagged[] {
  const lags = calls.filter((each) => /^pandas\.(DataFrame|Series)\.(shift|rolling)$/.test(each.callee ?? ''));
  if (lags.length === 0 || !calls.some(tellsTime)) return [];
  const splits = calls.filter((each) => each.callee?.endsWith('.train_test_split') === true && !hasTrait(each, 'ordered'));
  const reached = reachOf<Source | Split>(model, [...lags, ...splits]);
  return oncePerPlace(splits).flatMap((split) => {
    const lag = lags.find((each) => each.step < split.step && reached.get(split.step)?.has(each) === true);
    return lag && leakOf(model, lag, [split], reached) ? [{ lag, split }] : [];
  });
}

/** The rows have dates. */
function tellsTime({ callee = '', node }: Call): boolean {
  if (/^pandas\.(to_datetime|date_range|DatetimeIndex)$|^yfinance\./.test(callee)) return true;
  return callee.startsWith('pandas.read_') && node.nodeType === 'Call' && node.keywords.some((each) => each.arg === 'parse_dates');
}
