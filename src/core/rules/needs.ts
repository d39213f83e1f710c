// What the two rules about missing names share: which needs they speak of, and in which words they name cells.

import type { Cell } from '../notebook/notebook.ts';
import type { Module } from '../python/module.ts';
import type { EventOf, Run } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
import type { Place, Span } from '../text/span.ts';
import type { Related } from './rule.ts';

export type Need = EventOf<'need'>;
export type Bind = EventOf<'bind'>;

/** Needs of names that surely fail when the notebook is run from top to bottom, by name, in the order of the run. */
export const failingNames = remembered((model: Model): ReadonlyMap<string, readonly Need[]> => {
  const texts = new Set(model.modules.filter(isText).map((each) => each.cell));
  const failing = failingIn(model.document);
  if (texts.size === 0) return failing;
  const kept = [...failing].map(([name, needs]) => [name, needs.filter((each) => !texts.has(cellOfStep(model, each.step)))] as const);
  return new Map(kept.filter(([, needs]) => needs.length > 0));
});

/**
 * Whether more of a cell is broken than is Python: commands of a shell, notes. A SyntaxError ends it before any line runs, and what
 * looks like Python in it is none. A cell with one broken line is one that somebody is writing.
 */
function isText(module: Module): boolean {
  const { items, problems, source } = module;
  if (problems.length === 0) return false;
  const lines = ({ start, end }: Span): number => source.slice(start, end).trim().split('\n').length;
  let [broken, sound] = [0, 0];
  for (const item of items)
    if (item.kind === 'broken') broken += lines(item.problem.span);
    else if (item.kind === 'statement') sound += lines(module.spanOf(item.node));
  return broken > 0 && broken >= sound;
}

/** The same for any run. */
export function failingIn(run: Run): ReadonlyMap<string, readonly Need[]> {
  const failing = new Map<string, Need[]>();
  for (const event of run.events) {
    if (event.kind !== 'need' || event.slot !== 'name' || event.met !== 'no' || !event.certain) continue;
    const known = failing.get(event.name);
    if (known) known.push(event);
    else failing.set(event.name, [event]);
  }
  return failing;
}

/** Bindings of a notebook variable in document order. */
export function bindingsOf(model: Model, name: string): readonly Bind[] {
  return bindings(model.document).get(name) ?? [];
}

/** All bindings of a run by name; kept, because several rules ask for one name after the other. */
export const bindings = remembered((run: Run): ReadonlyMap<string, readonly Bind[]> => {
  const byName = new Map<string, Bind[]>();
  for (const event of run.events) {
    if (event.kind !== 'bind') continue;
    const known = byName.get(event.name);
    if (known) known.push(event);
    else byName.set(event.name, [event]);
  }
  return byName;
});

/** The cell in which a step stands. */
export function cellOfStep(model: Model, step: number): number {
  return model.steps[step]?.cell ?? 0;
}

/** E.g. "cell 8, executed as [12]"; people count cells from 1. */
export function cellName(model: Model, cell: number): string {
  const count = executionCount(model.notebook.cells[cell]);
  return count === undefined ? `cell ${cell + 1}` : `cell ${cell + 1}, executed as [${count}]`;
}

function executionCount(cell: Cell | undefined): number | undefined {
  return cell?.executionCount ?? undefined;
}

/** Where the run stops: the need itself, or the call in the running cell through which it is reached. */
export function failingPlace(need: Need): Place {
  return need.calls[0] ?? need.at;
}

/** For a name that is missing inside a function: the calls behind the first, and where the name is read. */
export function callChain(need: Need): readonly Related[] {
  if (need.calls.length === 0) return [];
  return [
    ...need.calls.slice(1).map((at) => ({ at, message: 'which calls this' })),
    { at: need.at, message: `\`${need.name}\` is read here` },
  ];
}
