// Which cell may change its place without changing what the others see, checked by running the new order in the head.

import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { Flow, Run } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { runDocument } from '../semantics/orders.ts';
import { failingIn, failingNames, type Need } from './needs.ts';

/** A cell, and the cell above which it would stand; both are indices among all cells. */
export interface Move {
  readonly from: number;
  readonly before: number;
}

/**
 * Whether a cell may move for the sake of a name that fails now: it and the cells that it passes read and write nothing of each
 * other's, but for names that fail anyway; and a run in the new order finds the name and misses none that was there before.
 */
export function isSound(model: Model, name: string, move: Move): boolean {
  return !meddles(model, name, move) && heals(model, name, move);
}

/**
 * The same for a state that is missing, e.g. a column: the cell that makes it may go up to the cell that needs it, which is meant to
 * see what it changes; the cells between may not.
 */
export function isSoundForState(model: Model, need: Need, move: Move): boolean {
  if (meddles(model, '', { from: move.from, before: move.before + 1 })) return false;
  const moved = new Set(flowsOf(model, move.from).flatMap((each) => each.reads.map((read) => read.location)));
  const needing = flowsOf(model, move.before).flatMap((each) => each.writes.map((write) => write.location));
  if (needing.some((each) => moved.has(each) && each !== 'output' && each !== 'figure')) return false;
  const left = failuresIn(runDocument(orderAfter(model, move), model.steps, model.ports));
  const known = failuresIn(model.document);
  return !left.has(`${need.slot} ${need.name}`) && [...left].every((each) => known.has(each));
}

function flowsOf(model: Model, cell: number): readonly Flow[] {
  return model.document.flows.filter((each) => each.step.cell === cell);
}

/** E.g. `column age`, `name df`. */
function failuresIn(run: Run): ReadonlySet<string> {
  return new Set(
    run.events.flatMap((each) => (each.kind === 'need' && each.met === 'no' && each.certain ? [`${each.slot} ${each.name}`] : [])),
  );
}

function orderAfter(model: Model, { from, before }: Move): Model['modules'] {
  const others = model.modules.filter((each) => each.cell !== from);
  const moved = model.modules.filter((each) => each.cell === from);
  return [...others.filter((each) => each.cell < before), ...moved, ...others.filter((each) => each.cell >= before)];
}

function meddles(model: Model, name: string, { from, before }: Move): boolean {
  const [first, last] = before <= from ? [before, from - 1] : [from + 1, before - 1];
  const moved = model.document.flows.filter((each) => each.step.cell === from);
  const passed = model.document.flows.filter((each) => each.step.cell >= first && each.step.cell <= last);
  // A builtin is read without a trace, so one that a cell would hide earlier or later may be missed.
  const hides = (flow: Flow): boolean => [...flow.bound.keys()].some((bound) => BUILTIN_NAMES.has(bound));
  if (moved.some(hides) || (before > from && passed.some(hides))) return true;
  const failing = failingNames(model);
  const isAwaited = (location: string): boolean => location.startsWith('name:') && failing.has(location.slice('name:'.length));
  const writes = (flows: readonly Flow[]): Set<string> =>
    new Set(flows.flatMap((each) => each.writes.map((write) => write.location)).filter((each) => each !== 'output'));
  const reads = (flows: readonly Flow[]): readonly string[] => flows.flatMap((each) => each.reads.map((read) => read.location));
  const [ours, theirs] = [writes(moved), writes(passed)];
  return (
    reads(passed).some((each) => ours.has(each) && !isAwaited(each)) ||
    reads(moved).some((each) => theirs.has(each) && !isAwaited(each)) ||
    [...theirs].some((each) => ours.has(each) && each !== `name:${name}`)
  );
}

function heals(model: Model, name: string, move: Move): boolean {
  const known = failingNames(model);
  const left = failingIn(runDocument(orderAfter(model, move), model.steps, model.ports));
  return !left.has(name) && [...left.keys()].every((each) => known.has(each));
}
