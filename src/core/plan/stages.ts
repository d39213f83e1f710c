// Cuts the kept statements into stages by what they do, and names the stages.

import { classFact } from '../knowledge/index.ts';
import type { Cell } from '../notebook/notebook.ts';
import { isFit, isMetric, type Context } from './context.ts';
import { draws } from './figures.ts';
import { trainingsOf } from './training.ts';
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
  if (trains(context, step)) return 'model';
  if (draws(context, step) && !calls.some(isMetric)) return 'figures';
  if (calls.some(isMetric) || context.sourceOf(step, context.statementOf(step) ?? NEVER).includes('.best_score_')) return 'evaluate';
  if (calls.some(isFit)) return 'features';
  if (context.eventsOf(step).some((each) => each.kind === 'read') || calls.some((each) => LOADS.test(each.callee ?? ''))) return 'data';
  if (fitted && calls.some((each) => /\.(predict|predict_proba|decision_function)$/.test(each.callee ?? ''))) return 'evaluate';
  if (calls.some((each) => isModel(each.callee))) return 'model';
  return fitted ? 'evaluate' : 'features';
}

/** Whether a step trains a model, and not only a transformer. */
function trains(context: Context, step: number): boolean {
  return trainingsOf(context, step).some((each) => each.model);
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
    if (kind === 'model') fitted ||= trains(context, step);
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
  return steps.filter((step) => trains(context, step)).length;
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
  /** What the last model stage trained; what follows measures it. */
  #trained: string | undefined;

  constructor(context: Context) {
    this.#context = context;
    this.#taken = new Set(context.names);
  }

  /** By the heading, else by what it is about; where that name is taken with the kind's own word behind it, at last with a number. */
  nameOf(group: Group, title: string | undefined): string {
    const heading = title === undefined ? undefined : headingWords(title);
    const verb = this.#isSplit(group) ? 'split' : VERBS[group.kind];
    const starts = heading !== undefined && VERB_WORDS.has(heading.split('_')[0] ?? '');
    const subject = this.#subject(group);
    if (group.kind === 'model') this.#trained = subject;
    const bases = [...(heading === undefined ? [] : [starts ? heading : `${verb}_${heading}`]), `${verb}_${subject}`].map(short);
    const [first = verb] = bases;
    const candidates = [...bases, `${first}_${WORDS[group.kind]}`];
    let name = candidates.find((each) => !this.#taken.has(each));
    for (let at = 2; name === undefined; at++) if (!this.#taken.has(`${first}_${at}`)) name = `${first}_${at}`;
    this.#taken.add(name);
    return name;
  }

  #isSplit(group: Group): boolean {
    const splits = (step: number): boolean =>
      this.#context.callsOf(step).some((each) => each.callee?.endsWith('.train_test_split') === true);
    return group.kind === 'data' && group.steps.some(splits) && !group.steps.some((step) => this.#loaded(step) !== undefined);
  }

  /** What is trained, measured, loaded or made. */
  #subject(group: Group): string {
    if (group.kind === 'model') return this.#model(group) ?? 'model';
    if (group.kind === 'evaluate') return this.#trained ?? 'model';
    if (group.kind === 'data') return group.steps.map((step) => this.#loaded(step)).find((each) => each !== undefined) ?? 'data';
    if (group.kind === 'figures') return 'figures';
    const bound = group.steps.flatMap((step) => [...(this.#context.flows[step]?.bound.keys() ?? [])]).map(snake);
    const made = bound.filter((each) => each.length > 2 && each.length < 24 && !/^(x|y)_|^(df|data|tmp|temp)\d*$/.test(each));
    return made[0] ?? 'features';
  }

  /** The class that is fitted. */
  #model(group: Group): string | undefined {
    const fitted = group.steps.flatMap((step) =>
      trainingsOf(this.#context, step)
        .filter((each) => each.model)
        .flatMap((each) => each.fitted),
    );
    const type = fitted[0]?.type.split('.').at(-1);
    return type === undefined || type === 'unknown' ? undefined : snake(type).replace(/(?<=\w)_(classifier|regressor|cv)$/, '');
  }

  /** The data set that is loaded: `load_iris()`, `pd.read_csv("houses.csv")`. */
  #loaded(step: number): string | undefined {
    const loader = this.#context.callsOf(step).map((each) => /\.(?:load|fetch|make)_(\w+)$/.exec(each.callee ?? '')?.[1]);
    const known = loader.find((each) => each !== undefined && each !== 'dataset' && each !== 'model');
    if (known !== undefined) return snake(known);
    const read = this.#context.eventsOf(step).find((each) => each.kind === 'read');
    if (read?.kind !== 'read' || read.path === undefined) return undefined;
    const stem = snake(
      read.path
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? '',
    ).replace(/^_+|_+$/g, '');
    return /^[a-z][a-z0-9_]{1,24}$/.test(stem) ? stem : undefined;
  }
}

/** At most four words. */
function short(name: string): string {
  return name
    .split('_')
    .filter((each) => each !== '')
    .slice(0, 4)
    .join('_');
}

const WORDS: Readonly<Record<StageKind, string>> = {
  data: 'data',
  features: 'features',
  model: 'model',
  evaluate: 'metrics',
  figures: 'figures',
};

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
