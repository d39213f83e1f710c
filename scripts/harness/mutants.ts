// Mutants of notebooks, and how predictions are judged against what really happened.

import { array, nullable, number, object, optional, string, tuple, type infer as Infer } from 'zod/mini';

import { modelOf } from '../../src/cli/analyse.ts';
import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import type { Notebook } from '../../src/core/notebook/notebook.ts';
import { failingPlace } from '../../src/core/rules/needs.ts';
import type { EventOf } from '../../src/core/semantics/events.ts';
import type { Ports } from '../../src/core/semantics/ports.ts';

const shown = array(tuple([number(), string()]));

const record = object({
  notebook: string(),
  mutant: nullable(object({ kind: string(), cell: number(), to: nullable(number()), at: number(), source: nullable(string()) })),
  status: string(),
  failure: optional(nullable(object({ cell: number(), error: string(), name: nullable(string()), message: string() }))),
  shown: optional(shown),
});

type Told = Infer<typeof record>;

/** A mutant that ran to its end or to its first error. */
export interface Ran {
  readonly notebook: string;
  readonly mutant: NonNullable<Told['mutant']>;
  readonly failure: NonNullable<Told['failure']> | null;
  /** Cells that show something else than in the notebook as it was, of those that show the same whenever that runs. */
  readonly differ: readonly number[];
}

/** The mutants that gave a verdict; timeouts and notebooks that do not run as they are give none. */
export function recordsOf(text: string): readonly Ran[] {
  const steady = new Map<string, ReadonlyMap<number, string>>();
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"notebook"'))
    .flatMap((line) => {
      const { notebook, mutant, status, failure, shown: cells } = record.parse(JSON.parse(line));
      if (!mutant) steady.set(notebook, new Map(cells));
      if (!mutant || status !== 'ran' || failure === undefined) return [];
      const before = steady.get(notebook);
      const differ = (cells ?? []).filter(([cell, digest]) => before?.has(cell) === true && before.get(cell) !== digest);
      return [{ notebook, mutant, failure, differ: [...new Set(differ.map(([cell]) => cell))] }];
    });
}

export interface Mutation {
  readonly notebook: Notebook;
  /** For each cell of the mutant its index in the notebook as it was. */
  readonly order: readonly number[];
}

/** The notebook with its one change; `to` counts code cells of what is left. */
export function mutated(notebook: Notebook, { kind, cell: changed, to, source }: Ran['mutant']): Mutation {
  const code = notebook.cells.filter((each) => each.kind === 'code').map((each) => each.index);
  const order = kind === 'delete' || kind === 'move' ? code.filter((each) => each !== changed) : [...code];
  if (kind === 'move' && to !== null) order.splice(to, 0, changed);
  if (kind === 'twice') order.splice(order.indexOf(changed), 0, changed);
  const cells = order.map((from, index) => {
    const cell = notebook.cells[from];
    if (!cell) throw new Error(`${notebook.path}: no cell ${from}`);
    return { ...cell, index, executionCount: null, source: source !== null && from === changed ? source : cell.source };
  });
  return { notebook: { ...notebook, cells }, order };
}

/**
 * Rules that speak of the mutant and not of the notebook as it was, where cells keep the counts of one run from top to bottom of the
 * notebook as it was: what a person sees who has changed it and not run it again. With `live`, what an editor has seen counts too.
 */
export function explained(original: Notebook, ran: Ran, ports: Ports, live: boolean): readonly string[] {
  const { notebook, order } = mutated(original, ran.mutant);
  const code = original.cells.filter((each) => each.kind === 'code').map((each) => each.index);
  const countOf = (index: number): number | null => {
    const cell = order[index];
    if (cell === undefined) return null;
    // The cell that was run again carries the last count of all.
    return ran.mutant.kind === 'twice' && cell === ran.mutant.cell ? code.length + 1 : code.indexOf(cell) + 1;
  };
  // A cell that is run again stands in the notebook once.
  const kept = notebook.cells.filter((each) => ran.mutant.kind !== 'twice' || order.indexOf(order[each.index] ?? -1) === each.index);
  const cells = kept.map((each, index) => ({ ...each, index, executionCount: countOf(each.index) }));
  const seen = new Map(
    cells.map((each, at) => [
      at,
      { source: original.cells[order[kept[at]?.index ?? 0] ?? 0]?.source ?? '', count: each.executionCount ?? 0 },
    ]),
  );
  const whole = { ...notebook, cells };
  const facts: Ports = live ? { ...ports, live: { ran: seen, gone: [] } } : ports;
  const before = new Set(findingsOf(counted(original, code), ports));
  return [
    ...new Set(
      findingsOf(whole, facts)
        .filter((each) => !before.has(each))
        .map((each) => each.split(' ')[0] ?? each),
    ),
  ];
}

function counted(notebook: Notebook, code: readonly number[]): Notebook {
  const cells = code.flatMap((from, index) => {
    const cell = notebook.cells[from];
    return cell ? [{ ...cell, index, executionCount: index + 1 }] : [];
  });
  return { ...notebook, cells };
}

const EVERY = resolveSettings({ select: ['all'], ignore: ['unpinned-import'] });

function findingsOf(notebook: Notebook, ports: Ports): readonly string[] {
  return lint(modelOf(notebook, ports), EVERY).map((each) => `${each.rule} ${String(each.data['name'] ?? '')} ${each.key}`);
}

export interface Foreseen {
  readonly cell: number;
  readonly name: string;
  readonly slot: EventOf<'need'>['slot'];
}

/** What nbship says fails, in the order of the run, each name once; cells are those of the notebook as it was. */
export function foreseen(notebook: Notebook, order: readonly number[], ports: Ports = {}): readonly Foreseen[] {
  const told = new Set<string>();
  return modelOf(notebook, ports).document.events.flatMap((each) => {
    if (each.kind !== 'need' || each.met !== 'no' || !each.certain || told.has(`${each.slot} ${each.name}`)) return [];
    told.add(`${each.slot} ${each.name}`);
    return [{ cell: order[failingPlace(each).cell] ?? -1, name: each.name, slot: each.slot }];
  });
}

export interface Tally {
  /** NameErrors whose (cell, name) was reported, and those where it was the first report. */
  named: number;
  right: number;
  failures: number;
  /** Reports of names on mutants that do not fail with a NameError. */
  alarms: number;
  quiet: number;
  /** Failures of other kinds, and those foreseen in the right cell. */
  others: number;
  othersRight: number;
  /** Any report on mutants that run to their end. */
  running: number;
  otherAlarms: number;
  /** Of those that run: they show something else than the notebook did. */
  different: number;
  readonly misses: string[];
}

export function emptyTally(): Tally {
  const numbers = {
    right: 0,
    named: 0,
    failures: 0,
    alarms: 0,
    quiet: 0,
    others: 0,
    othersRight: 0,
    running: 0,
    otherAlarms: 0,
    different: 0,
  };
  return { ...numbers, misses: [] };
}

const isName = (error: string): boolean => error === 'NameError' || error === 'UnboundLocalError';

/** Counts one mutant. A mutant that fails otherwise before a name is reached says nothing of later names, so it is no alarm. */
export function comparison(tally: Tally, ran: Ran, predicted: readonly Foreseen[]): void {
  const { failure, mutant } = ran;
  const told = `${ran.notebook} ${mutant.kind} of cell ${mutant.cell}${mutant.to === null ? '' : ` to ${mutant.to}`}`;
  const said = predicted.map((each) => `${each.slot} ${each.name} in ${each.cell}`).join(', ') || 'nothing';
  if (failure && isName(failure.error)) {
    tally.failures++;
    const [first] = predicted.filter((each) => each.slot !== 'rows');
    if (predicted.some((each) => each.slot === 'name' && each.cell === failure.cell && each.name === failure.name)) tally.named++;
    if (first?.cell === failure.cell && first.name === failure.name) tally.right++;
    else tally.misses.push(`${told}: ${failure.name ?? '?'} in ${failure.cell}; foreseen ${said}`);
    return;
  }
  if (failure) {
    tally.others++;
    if (predicted.some((each) => each.slot !== 'name' && each.cell === failure.cell)) tally.othersRight++;
    else tally.misses.push(`${told}: ${failure.error} in ${failure.cell} (${failure.message.slice(0, 90)}); foreseen ${said}`);
    return;
  }
  tally.quiet++;
  tally.running++;
  if (ran.differ.length > 0) tally.different++;
  if (predicted.some((each) => each.slot === 'name')) tally.alarms++;
  // Rows that do not belong together may fail nowhere.
  if (!predicted.some((each) => each.slot !== 'rows')) return;
  tally.otherAlarms++;
  tally.misses.push(`${told}: runs; foreseen ${said}`);
}
