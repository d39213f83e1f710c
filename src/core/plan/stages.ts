// Cuts the kept statements into stages by what they do, and names the stages.

import { classFact } from '../knowledge/index.ts';
import type { Cell } from '../notebook/notebook.ts';
import { isFit, isMetric, type Context } from './context.ts';
import { snake } from './parameters.ts';
import type { StageKind } from './plan.ts';

/** A run of kept steps that become one function. */
export interface Group {
  readonly kind: StageKind;
  readonly steps: readonly number[];
}

/** What a step mostly does: fit > load or split > metric or predict > the rest. */
function kindOf(context: Context, step: number, fitted: boolean): StageKind {
  const calls = context.callsOf(step);
  if (calls.some((each) => isFit(each) && isModel(each.receiver?.type))) return 'model';
  if (calls.some(isMetric) || context.sourceOf(step, context.statementOf(step) ?? NEVER).includes('.best_score_')) return 'evaluate';
  if (calls.some(isFit)) return 'features';
  if (context.eventsOf(step).some((each) => each.kind === 'read') || calls.some((each) => LOADS.test(each.callee ?? ''))) return 'data';
  if (fitted && calls.some((each) => /\.(predict|predict_proba|decision_function)$/.test(each.callee ?? ''))) return 'evaluate';
  if (calls.some((each) => isModel(each.callee))) return 'model';
  return fitted ? 'evaluate' : 'features';
}

const NEVER = { nodeType: 'Pass', lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 } as const;
const LOADS = /(^|\.)(load_\w+|fetch_\w+|make_\w+|train_test_split|read_\w+)$/;

function isModel(type: string | undefined): boolean {
  const role = type === undefined ? undefined : classFact(type)?.role;
  return role === 'estimator' || role === 'search';
}

/** Stages in program order. `together` are pairs of steps between which no cut may fall. */
export function groupSteps(context: Context, steps: readonly number[], together: readonly (readonly [number, number])[]): readonly Group[] {
  const runs: { kind: StageKind; steps: number[] }[] = [];
  let fitted = false;
  for (const step of steps) {
    const kind = kindOf(context, step, fitted);
    if (kind === 'model') fitted ||= context.callsOf(step).some(isFit);
    const last = runs.at(-1);
    const joined = last && (last.kind === kind || together.some(([from, to]) => from <= (last.steps.at(-1) ?? -1) && step <= to));
    if (joined) {
      last.steps.push(step);
      if (kind === 'model') last.kind = kind;
    } else runs.push({ kind, steps: [step] });
  }
  return mergeSmall(context, runs);
}

/** Statements that make up a function of their own; fewer are joined to a neighbour. */
const SMALL = 2;

function mergeSmall(context: Context, runs: readonly { kind: StageKind; steps: number[] }[]): readonly Group[] {
  const merged: { kind: StageKind; steps: number[] }[] = [];
  const several = runs.filter((each) => each.kind === 'model' && fits(context, each.steps) > 0).length > 1;
  for (const run of runs) {
    const last = merged.at(-1);
    const small = run.steps.length <= SMALL && run.kind !== 'data';
    const lastSmall = last !== undefined && last.steps.length <= SMALL;
    // Of several models each is measured where it is fitted; one model has its own evaluation.
    if (several && last?.kind === 'model' && run.kind === 'evaluate' && small) last.steps.push(...run.steps);
    else if (last && small && run.kind === 'features' && last.kind !== 'evaluate') last.steps.push(...run.steps);
    else if (last && lastSmall && last.kind === 'features' && (run.kind === 'data' || run.kind === 'model')) {
      last.kind = run.kind;
      last.steps.push(...run.steps);
    } else if (last && small && run.kind === last.kind && fits(context, last.steps) + fits(context, run.steps) <= 1)
      last.steps.push(...run.steps);
    else merged.push({ kind: run.kind, steps: [...run.steps] });
  }
  return merged;
}

function fits(context: Context, steps: readonly number[]): number {
  return steps.filter((step) => context.callsOf(step).some((each) => isFit(each) && isModel(each.receiver?.type))).length;
}

const VERBS: Readonly<Record<StageKind, string>> = {
  data: 'load',
  features: 'prepare',
  model: 'train',
  evaluate: 'evaluate',
  figures: 'draw',
};

/** Gives each stage a name that nothing else has: a verb, and what it is about. */
export class StageNames {
  readonly #taken: Set<string>;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
    this.#taken = new Set(context.names);
  }

  nameOf(group: Group, title: string | undefined): string {
    const heading = title === undefined ? undefined : headingWords(title);
    const subject = heading ?? this.#subject(group);
    const verb = VERBS[group.kind];
    const starts = heading !== undefined && VERB_WORDS.has(heading.split('_')[0] ?? '');
    const base = (starts ? subject : `${verb}_${subject}`).split('_').slice(0, 4).join('_').replace(/_+$/, '');
    let name = base;
    for (let at = 2; this.#taken.has(name); at++) name = `${base}_${at}`;
    this.#taken.add(name);
    return name;
  }

  /** The class that is fitted, or the kind's own word. */
  #subject(group: Group): string {
    const model = group.steps.flatMap((step) => this.#context.callsOf(step)).find((each) => isFit(each) && isModel(each.receiver?.type));
    const type = model?.receiver?.type.split('.').at(-1);
    if (group.kind === 'model' && type !== undefined) return snake(type).replace(/_(classifier|regressor|cv)$/, '');
    return { data: 'data', features: 'features', model: 'model', evaluate: 'model', figures: 'figures' }[group.kind];
  }
}

const VERB_WORDS = new Set(
  'load read import split prepare clean encode scale train fit build evaluate score test predict compare tune select create make engineer drop fill handle compute'.split(
    ' ',
  ),
);

function headingWords(title: string): string | undefined {
  const words = snake(title.replace(/\(.*?\)|[`*_#]/g, ' '))
    .split('_')
    .filter((each) => each !== '' && !/^\d+$/.test(each) && !STOP.has(each));
  const ascii = words.filter((each) => /^[a-z][a-z0-9]*$/.test(each));
  return ascii.length > 0 && ascii.length <= 4 && ascii.length === words.length ? ascii.join('_') : undefined;
}

const STOP = new Set('the a an of to in on and or for with by our its we let us now step part section using how'.split(' '));

/** The heading above a cell, by cell index; the notebook's own title (its first, if alone at its level) is none. */
export function headingsOf(cells: readonly Cell[]): ReadonlyMap<number, string> {
  const headings: { cell: number; level: number; text: string }[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'markdown') continue;
    for (const match of cell.source.matchAll(/^(#{1,6})[ \t]+(.+?)[ \t#]*$/gm))
      headings.push({ cell: cell.index, level: match[1]?.length ?? 1, text: match[2] ?? '' });
  }
  const [first] = headings;
  const titled = first && headings.filter((each) => each.level <= first.level).length === 1 ? headings.slice(1) : headings;
  const above = new Map<number, string>();
  for (const cell of cells) {
    const found = titled.findLast((each) => each.cell < cell.index);
    if (found) above.set(cell.index, found.text);
  }
  return above;
}
