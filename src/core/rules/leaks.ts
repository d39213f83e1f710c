// What the rules about leaks between train and test share: what learns from rows, what splits them, and what reaches where.

import { classFact } from '../knowledge/index.ts';
import type { Event, EventOf, Given, Trait } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
import { spreadOf, type Spread } from '../semantics/spread.ts';
import { cellName, cellOfStep } from './needs.ts';
import { lastPart } from './words.ts';

export type Call = EventOf<'call'>;
export type Lesson = EventOf<'lesson'>;
/** Something that learns from all rows it is given. */
export type Source = Call | Lesson;
/** Rows are divided: by a library's call, or by hand. */
export type Split = Call | EventOf<'part'>;

export function hasTrait({ traits }: Call, trait: Trait): boolean {
  return traits?.includes(trait) === true;
}

export const certainCalls = remembered(({ document }: Model): readonly Call[] =>
  document.events.filter((each): each is Call => each.kind === 'call' && each.certain),
);

/** Splits and cross-validations that surely happen, in order. */
export const splitsOf = remembered(({ document }: Model): readonly Split[] =>
  document.events.filter((each): each is Split => each.certain && (each.kind === 'part' || (each.kind === 'call' && isSplit(each)))),
);

export function isSplit(event: Event): boolean {
  if (event.kind === 'part') return true;
  if (event.kind !== 'call') return false;
  return dividesOnce(event) || dividesAgain(event) || hasTrait(event, 'validates');
}

/** Into two parts, one to train and one to test with. */
export function dividesOnce(split: Split): boolean {
  return split.kind === 'part' || /^(sklearn\.model_selection\.train_test_split|numpy\.(array_)?split)$/.test(split.callee ?? '');
}

/** Into folds, each of which is tested on once. */
function dividesAgain(split: Call): boolean {
  const { callee = '', receiver } = split;
  if (/^sklearn\.model_selection\.cross_val(_score|idate|_predict)$/.test(callee)) return true;
  const role = receiver && classFact(receiver.type)?.role;
  return (role === 'search' && callee.endsWith('.fit')) || (role === 'splitter' && callee.endsWith('.split'));
}

/** E.g. `cross_val_score`, `GridSearchCV`, `KFold`; empty for a split into two. */
export function scorerOf(split: Split): string {
  if (split.kind === 'part' || dividesOnce(split)) return '';
  return split.receiver ? lastPart(split.receiver.type) : lastPart(split.callee ?? '');
}

/** A model is trained. */
export function isTraining({ callee, receiver, how, fits, node }: Call): boolean {
  if (how === 'interpreted') return node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && node.func.attr === 'fit';
  if (callee?.endsWith('.fit') !== true || !receiver) return false;
  const role = classFact(receiver.type)?.role;
  return (
    role === 'estimator' || role === 'search' || how === 'unknown' || fits?.some((each) => classFact(each)?.role === 'estimator') === true
  );
}

/** Follows all that learns, and what is split, through the notebook. */
export function reachOf<Followed extends Source | Split>(model: Model, followed: readonly Followed[]): Spread<Followed> {
  const own = new Map<number, Set<Followed>>();
  for (const each of followed) own.set(each.step, (own.get(each.step) ?? new Set()).add(each));
  return spreadOf(model.document, own);
}

/** What is taught by one part of a split knows that part only. */
export function knowsPartOnly(source: Source, reached: Spread<Source | Split>): boolean {
  if (source.kind === 'call' && source.given?.some((each) => each.name !== 'y' && each.rows.includes('/')) === true) return true;
  return [...(reached.get(source.step) ?? [])].some((each) => each.step < source.step && isSplit(each));
}

export interface Leak {
  readonly source: Source;
  readonly split: Split;
}

/** The first split of rows by which a source was taught, where a model is trained behind it. */
export function leakOf(model: Model, source: Source, splits: readonly Split[], reached: Spread<Source | Split>): Leak | undefined {
  const split = splits.find((each) => leaksInto(model, source, each, reached));
  return split && { source, split };
}

/** What was learnt flows into what is split; or the same data are split beside it, and a model is trained on both. */
function leaksInto(model: Model, source: Source, split: Split, reached: Spread<Source | Split>): boolean {
  const reaches = (step: number): boolean => reached.get(step)?.has(source) === true;
  if (split === source) return false;
  const flows = split.step > source.step ? reaches(split.step) : split.step === source.step && isGivenResult(model, source, split);
  if (flows) return !(split.kind === 'call' && fitsTransformer(split)) && trainsBehind(model, split, reached);
  if (!dividesOnce(split) || !sameData(source, split)) return false;
  const later = Math.max(split.step, source.step);
  return model.document.events.some((each) => each.kind === 'call' && each.step > later && isTraining(each) && reaches(each.step));
}

/** Inside one step, e.g. the call of a function that does both. */
function isGivenResult(model: Model, source: Source, split: Split): boolean {
  if (source.kind !== 'call') return false;
  const { events } = model.document;
  const made = source.result.things.map((each) => each.id);
  return events.indexOf(source) < events.indexOf(split) && split.given?.some((each) => made.includes(each.id)) === true;
}

function sameData(source: Source, split: Split): boolean {
  const taught = source.kind === 'lesson' ? [source.data] : (source.given ?? []).map((each) => each.id);
  return split.given?.some((each) => taught.includes(each.id)) === true;
}

function fitsTransformer({ receiver }: Call): boolean {
  return receiver !== undefined && classFact(receiver.type)?.role === 'transformer';
}

/** A split that no model is trained behind is for something else. */
function trainsBehind(model: Model, split: Split, reached: Spread<Source | Split>): boolean {
  if (split.kind === 'call' && split.receiver === undefined && !dividesOnce(split)) return true;
  const reaches = (step: number): boolean => !dividesOnce(split) || reached.get(step)?.has(split) === true;
  return model.document.events.some((each) => each.kind === 'call' && each.step >= split.step && isTraining(each) && reaches(each.step));
}

/** The columns that models are trained to predict, where they are known. */
export function targetsOf(model: Model): ReadonlySet<string> {
  const found = new Set<string>();
  for (const each of certainCalls(model))
    for (const { name, from } of each.given ?? []) if (name === 'y') from?.forEach((one) => found.add(one));
  return found;
}

/** E.g. "cell 3", or "a line" where that is the same cell. */
export function placeOf(model: Model, event: Event, from: Event): string {
  const place = cellName(model, cellOfStep(model, event.step));
  return place === cellName(model, from.at.cell) ? 'a line' : place;
}

/** The features that a call is given. */
export function featuresOf({ given }: Call): Given | undefined {
  return given?.find((each) => each.name === 'X');
}

/** Folds of rows that are named for training: there are others to test with, and the scores of the folds only serve to choose. */
export function servesToChoose(model: Model, split: Split): boolean {
  const rows = split.kind === 'call' && scorerOf(split) !== '' ? featuresOf(split) : undefined;
  return rows !== undefined && namesOf(model, rows.id).some((each) => /train/i.test(each));
}

/** Whether the names or the rows say that something is there to choose by, not to test with. */
export function isForChoosing(model: Model, { id, rows }: Given): boolean {
  const names = namesOf(model, id);
  if (names.some((each) => /val|dev|cv|calib|tun/i.test(each))) return true;
  // A part of a part, or a part that is split again.
  return rows.split('/').length !== 3 || rowsSplit(model).some((each) => each.startsWith(rows));
}

function rowsSplit(model: Model): readonly string[] {
  return splitsOf(model)
    .flatMap((each) => (each.given ?? []).map(({ rows }) => rows))
    .filter((each) => each.includes('/'));
}

/** The variables that hold an object at some time. */
export function namesOf(model: Model, id: number): readonly string[] {
  const found = new Set<string>();
  for (const { bound } of model.document.flows)
    for (const [name, { things }] of bound) if (things.some((each) => each.id === id)) found.add(name);
  return [...found];
}
