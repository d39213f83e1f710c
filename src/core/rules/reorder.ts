// The order of cells in which running from top to bottom gives what the session gave: as few cells as possible change their place.

import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { Model } from '../semantics/model.ts';
import { inputsOf, type Input } from '../semantics/inputs.ts';
import { runDocument } from '../semantics/orders.ts';
import type { Run } from '../semantics/events.ts';
import { bindingsOf, cellOfStep, failingIn, failingNames } from './needs.ts';
import type { Edit } from '../text/edit.ts';

export type Reordering =
  /** The cells that move, as edits, and how many cells with code are among them. */
  | { readonly kind: 'moves'; readonly edits: readonly Edit[]; readonly moved: number }
  /** Cells that read from each other in a ring: no order serves all of them. */
  | { readonly kind: 'cycle'; readonly ring: readonly Input[] }
  /** It is in that order, or running it so, in nbship's head, does not give what the session gave. */
  | { readonly kind: 'none' };

/**
 * From what flowed between cells in the session that the execution counts tell of; without counts from what flows from top to bottom,
 * and from which cells define the names that are missing.
 */
export function reorder(model: Model): Reordering {
  if (model.history.duplicates.length > 0) return { kind: 'none' };
  const run = model.session ?? model.document;
  const missing = model.session ? [] : missingInputs(model);
  const inputs = [...inputsOf(model, run), ...missing];
  const before = constraints(model, run, inputs, new Set(missing.flatMap((each) => each.names)));
  const cells = model.modules.map((each) => each.cell);
  const forward = sorted(cells, before, 1);
  if (!forward) return { kind: 'cycle', ring: ringOf(inputs) };
  // From the end as well: which of two cells had better move depends on what stands between them.
  const backward = sorted(cells.toReversed(), inverted(before), -1)?.toReversed() ?? forward;
  // The order of the counts serves as well; where it moves no more cells, the counts read well afterwards.
  const counted = model.history.executions.map((each) => each.cell);
  const candidates = [...(counted.length === cells.length ? [counted] : []), forward, backward];
  const [best] = candidates.map((order) => ({ order, kept: longestRising(order) })).sort((a, b) => b.kept.size - a.kept.size);
  // A builtin is read without a trace: where a cell hides one, nobody can tell who meant which.
  if (model.document.events.some((each) => each.kind === 'bind' && BUILTIN_NAMES.has(each.name))) return { kind: 'none' };
  if (!best || best.kept.size === cells.length || !isTrue(model, run, best.order)) return { kind: 'none' };
  return { kind: 'moves', edits: movesOf(model, best.order, best.kept), moved: cells.length - best.kept.size };
}

/** Names that are missing where they are used, as if they came from the cell that defines them. */
function missingInputs(model: Model): readonly Input[] {
  return [...failingNames(model)].flatMap(([name, [need]]) => {
    const [bind] = bindingsOf(model, name);
    if (!need || !bind) return [];
    const [cell, provider] = [cellOfStep(model, need.step), cellOfStep(model, bind.step)];
    return [{ cell, provider, names: [name], step: need.step, from: bind.step }];
  });
}

type Before = ReadonlyMap<number, ReadonlySet<number>>;

/** For each cell those that must stand above it: what it reads from, and, for what it makes anew, those that read what was there before. */
function constraints(model: Model, run: Run, inputs: readonly Input[], missing: ReadonlySet<string>): Before {
  const found = new Map<number, Set<number>>();
  const add = (first: number, then: number): void => {
    if (first === then) return;
    const known = found.get(then);
    if (known) known.add(first);
    else found.set(then, new Set([first]));
  };
  for (const { cell, provider } of inputs) add(provider, cell);
  const place = (cell: number): number => (model.session ? (model.notebook.cells[cell]?.executionCount ?? Infinity) : cell);
  const writers = writersByLocation(run);
  for (const { step, reads } of run.flows) {
    const known = reads.filter(({ location }) => !missing.has(location.replace('name:', '')));
    const later = known.flatMap(({ location }) => writers.get(location) ?? []).filter((writer) => place(writer) > place(step.cell));
    for (const writer of later) add(step.cell, writer);
  }
  for (const cells of writers.values())
    for (const [at, writer] of cells.entries()) {
      const next = cells[at + 1];
      if (next !== undefined) add(writer, next);
    }
  return found;
}

/** What many cells touch without making each other's values. */
const SHARED = /^(output$|figure$|settings:|environment$|file:\*$)/;

/** Cells that write a location, in the order in which they ran. */
function writersByLocation(run: Run): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { step, writes } of run.flows)
    for (const { location } of writes) {
      if (SHARED.test(location)) continue;
      const known = found.get(location);
      if (!known) found.set(location, [step.cell]);
      else if (!known.includes(step.cell)) known.push(step.cell);
    }
  return found;
}

/** A topological order that takes, among those that may come next, the one that stands first; undefined for a ring. */
function sorted(cells: readonly number[], before: Before, direction: 1 | -1): readonly number[] | undefined {
  const rest = [...cells].sort((a, b) => direction * (a - b));
  const all = new Set(cells);
  const done = new Set<number>();
  const order: number[] = [];
  while (rest.length > 0) {
    const at = rest.findIndex((cell) => [...(before.get(cell) ?? [])].every((each) => done.has(each) || !all.has(each)));
    if (at < 0) return undefined;
    const [next] = rest.splice(at, 1);
    if (next === undefined) return undefined;
    done.add(next);
    order.push(next);
  }
  return order;
}

function inverted(before: Before): Before {
  const found = new Map<number, Set<number>>();
  for (const [then, all] of before)
    for (const first of all) {
      const known = found.get(first);
      if (known) known.add(then);
      else found.set(first, new Set([then]));
    }
  return found;
}

/** The cells of a longest rising run: those may stay where they are. */
function longestRising(order: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  let best = -1;
  order.forEach((cell, at) => {
    lengths[at] = 1;
    previous[at] = -1;
    for (let from = 0; from < at; from++)
      if ((order[from] ?? Infinity) < cell && (lengths[from] ?? 0) + 1 > (lengths[at] ?? 0)) {
        lengths[at] = (lengths[from] ?? 0) + 1;
        previous[at] = from;
      }
    if (best < 0 || (lengths[at] ?? 0) > (lengths[best] ?? 0)) best = at;
  });
  const kept = new Set<number>();
  for (let at = best; at >= 0; at = previous[at] ?? -1) {
    const cell = order[at];
    if (cell !== undefined) kept.add(cell);
  }
  return kept;
}

/** Each cell that moves goes above the next one that stays; text cells above it go with it. */
function movesOf(model: Model, order: readonly number[], kept: ReadonlySet<number>): readonly Edit[] {
  const { cells } = model.notebook;
  return order.flatMap((cell, at) => {
    if (kept.has(cell)) return [];
    const next = order.slice(at + 1).find((each) => kept.has(each));
    const before = next === undefined ? cells.length : withText(model, next)[0];
    return withText(model, cell).map((from): Edit => ({ kind: 'moveCell', from, before: before ?? cells.length }));
  });
}

/** A cell with the text cells that stand right above it: its heading goes where it goes. */
function withText(model: Model, cell: number): readonly number[] {
  let first = cell;
  while (first > 0 && model.notebook.cells[first - 1]?.kind === 'markdown') first--;
  return Array.from({ length: cell - first + 1 }, (_, at) => first + at);
}

/** Whether a run from top to bottom in the new order reads everything from where the known run read it, and misses no name. */
function isTrue(model: Model, known: Run, order: readonly number[]): boolean {
  const modules = order.flatMap((cell) => model.modules.filter((each) => each.cell === cell));
  const run = runDocument(modules, model.steps, model.ports);
  if (failingIn(run).size > 0) return false;
  const told = new Map<string, string>();
  for (const event of known.events)
    if (event.kind === 'use' && event.providers.length > 0)
      told.set(`${event.step} ${event.at.cell} ${event.at.span.start}`, String(event.providers[0]?.step));
  return run.events.every((event) => {
    if (event.kind !== 'use') return true;
    const before = told.get(`${event.step} ${event.at.cell} ${event.at.span.start}`);
    return before === undefined || before === String(event.providers[0]?.step);
  });
}

/** E.g. " No order of the cells serves all: cell 1 reads `a` from cell 2, which reads `b` from cell 1." */
export function ringText(ring: readonly Input[]): string {
  const [first] = ring;
  if (!first) return '';
  const parts = ring.map((each) => `reads ${each.names.map((name) => `\`${name}\``).join(', ')} from cell ${each.provider + 1}`);
  return ` No order of the cells serves all: cell ${first.cell + 1} ${parts.join(', which ')}.`;
}

/** A shortest ring of cells that read from each other. */
function ringOf(inputs: readonly Input[]): readonly Input[] {
  let best: readonly Input[] = [];
  for (const start of inputs) {
    const ways: (readonly Input[])[] = [[start]];
    const seen = new Set([start.provider]);
    for (let way = ways.shift(); way; way = ways.shift()) {
      const last = way.at(-1);
      if (!last) break;
      if (last.provider === start.cell) {
        if (best.length === 0 || way.length < best.length) best = way;
        break;
      }
      for (const next of inputs)
        if (next.cell === last.provider && (!seen.has(next.provider) || next.provider === start.cell)) {
          seen.add(next.provider);
          ways.push([...way, next]);
        }
    }
  }
  return best;
}
