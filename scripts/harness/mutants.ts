// Mutants of notebooks, and how a prediction is judged against what really happened.

import { nullable, number, object, optional, string, type infer as Infer } from 'zod/mini';

import { modelOf } from '../../src/cli/analyse.ts';
import type { Notebook } from '../../src/core/notebook/notebook.ts';
import { failingNames, failingPlace } from '../../src/core/rules/needs.ts';

const record = object({
  notebook: string(),
  mutant: nullable(object({ cell: number(), to: nullable(number()), at: number() })),
  status: string(),
  failure: optional(nullable(object({ cell: number(), error: string(), name: nullable(string()), message: string() }))),
});

type Told = Infer<typeof record>;

/** A mutant that ran to its end or to its first error. */
export interface Ran {
  readonly notebook: string;
  readonly mutant: NonNullable<Told['mutant']>;
  readonly failure: NonNullable<Told['failure']> | null;
}

/** The mutants that gave a verdict; timeouts and notebooks that do not run as they are give none. */
export function recordsOf(text: string): readonly Ran[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"notebook"'))
    .flatMap((line) => {
      const { notebook, mutant, status, failure } = record.parse(JSON.parse(line));
      return mutant && status === 'ran' && failure !== undefined ? [{ notebook, mutant, failure }] : [];
    });
}

export interface Mutation {
  readonly notebook: Notebook;
  /** For each cell of the mutant its index in the notebook as it was. */
  readonly order: readonly number[];
}

/** The notebook with one code cell deleted or moved; `to` counts code cells of what is left. */
export function mutated(notebook: Notebook, mutant: Ran['mutant']): Mutation {
  const code = notebook.cells.filter((each) => each.kind === 'code').map((each) => each.index);
  const rest = code.filter((each) => each !== mutant.cell);
  if (mutant.to !== null) rest.splice(mutant.to, 0, mutant.cell);
  const cells = rest.map((from, index) => {
    const cell = notebook.cells[from];
    if (!cell) throw new Error(`${notebook.path}: no cell ${from}`);
    return { ...cell, index, executionCount: null };
  });
  return { notebook: { ...notebook, cells }, order: rest };
}

export interface Foreseen {
  readonly cell: number;
  readonly name: string;
}

export interface Tally {
  /** NameErrors whose (cell, name) was reported, and those where it was the first report. */
  named: number;
  right: number;
  failures: number;
  /** Reports on mutants that do not fail with a NameError. */
  alarms: number;
  quiet: number;
  readonly misses: string[];
}

/** What nbship says fails, in the order of the run; cells are those of the notebook as it was. */
export function foreseen(notebook: Notebook, order: readonly number[]): readonly Foreseen[] {
  const model = modelOf(notebook, {});
  const needs = [...failingNames(model).values()].flatMap((each) => each.slice(0, 1));
  return needs.map((need) => ({ cell: order[failingPlace(need).cell] ?? -1, name: need.name }));
}

export function emptyTally(): Tally {
  return { right: 0, named: 0, failures: 0, alarms: 0, quiet: 0, misses: [] };
}

/** Counts one mutant. A mutant that fails otherwise before a name is reached says nothing of later names, so it is no alarm. */
export function comparison(tally: Tally, ran: Ran, predicted: readonly Foreseen[]): void {
  const { failure } = ran;
  const told = `${ran.notebook} ${ran.mutant.to === null ? 'without' : `to ${ran.mutant.to}:`} cell ${ran.mutant.cell}`;
  if (failure && (failure.error === 'NameError' || failure.error === 'UnboundLocalError')) {
    tally.failures++;
    const named = predicted.some((each) => each.cell === failure.cell && each.name === failure.name);
    const [first] = predicted;
    if (named) tally.named++;
    if (first?.cell === failure.cell && first.name === failure.name) tally.right++;
    else
      tally.misses.push(
        `${told}: ${failure.name ?? '?'} in ${failure.cell}; foreseen ${predicted.map((each) => `${each.name} in ${each.cell}`).join(', ') || 'nothing'}`,
      );
    return;
  }
  if (failure) return;
  tally.quiet++;
  if (predicted.length === 0) return;
  tally.alarms++;
  tally.misses.push(`${told}: runs; foreseen ${predicted.map((each) => `${each.name} in ${each.cell}`).join(', ')}`);
}
