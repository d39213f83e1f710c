// What trains a model: the fit of an estimator, a function that gives a fitted one, the step of an optimiser.

import { classFact } from '../knowledge/index.ts';
import type { EventOf, Thing } from '../semantics/events.ts';
import { isFit, type Context } from './context.ts';
import { definitionOf } from './functions.ts';

/** One training: what it does in words, and the objects that are fitted by it. */
export interface Training {
  readonly reason: string;
  readonly fitted: readonly Pick<Thing, 'id' | 'type'>[];
  /** A model that predicts, rather than a transformer that prepares. */
  readonly model: boolean;
}

/** Functions that give a trained model. */
const TRAINS = /^(xgboost|lightgbm|catboost)\.train$/;
/** An optimiser changes the parameters of the modules that it was made for. */
const STEPS = /^torch\.optim\.\w+\.step$/;

const known = new WeakMap<Context, Map<number, readonly Training[]>>();

/** What a step trains, itself or in the functions that it calls; found out once, since slice, stages, models and metrics all ask. */
export function trainingsOf(context: Context, step: number): readonly Training[] {
  const steps = known.get(context) ?? new Map<number, readonly Training[]>();
  known.set(context, steps);
  const found = steps.get(step) ?? findTrainings(context, step);
  steps.set(step, found);
  return found;
}

function findTrainings(context: Context, step: number): readonly Training[] {
  const found: Training[] = [];
  for (const call of context.eventsOf(step)) {
    if (call.kind !== 'call') continue;
    if (call.callee === undefined) {
      if (isUnknownFit(call)) found.push({ reason: 'fits a model', fitted: call.receiver ? [call.receiver] : [], model: true });
      continue;
    }
    const short = (call.receiver?.type ?? call.callee).split('.').at(-1) ?? 'a model';
    if (isFit(call) && call.receiver) {
      const results = call.result.things.filter((each) => classFact(each.type)?.role === 'results');
      found.push({
        reason: `fits ${short}`,
        fitted: results.length > 0 ? results : [call.receiver],
        model: !isTransformer(call.receiver.type),
      });
    } else if (TRAINS.test(call.callee)) found.push({ reason: `trains with ${call.callee}`, fitted: call.result.things, model: true });
    else if (STEPS.test(call.callee)) found.push({ reason: `trains with ${short}`, fitted: modulesChanged(context, step), model: true });
  }
  return found;
}

/** `model.fit(X, y)` where nothing is known of the model. */
function isUnknownFit({ node }: EventOf<'call'>): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && FITS.has(node.func.attr);
}

const FITS = new Set(['fit', 'partial_fit', 'fit_generator', 'fit_one_cycle', 'fine_tune']);

function isTransformer(type: string): boolean {
  return classFact(type)?.role === 'transformer';
}

/** Modules that notebook variables hold and that a step may change. */
function modulesChanged(context: Context, step: number): readonly Thing[] {
  const written = new Set(context.flows[step]?.writes.map((each) => each.location));
  const held = context.flows.flatMap((flow) => (flow && flow.step.index <= step ? [...flow.bound.values()] : []));
  const things = held.flatMap((each) => (each.things.length === 1 ? each.things : []));
  return [...new Map(things.map((each) => [each.id, each])).values()].filter(
    (each) => written.has(`object:${each.id}`) && isModule(context, each.type),
  );
}

/** A class of `torch.nn` that has weights or holds modules, or a class of the notebook derived from `Module`. */
export function isModule(context: Context, type: string, depth = 0): boolean {
  if (type.startsWith('torch.nn.')) return classFact(type)?.role === 'estimator' || classFact(type)?.construct?.draws !== undefined;
  if (type.includes('.') || depth > 5) return false;
  for (const step of context.steps) {
    const node = definitionOf(context, step.index);
    if (node?.nodeType !== 'ClassDef' || node.name !== type) continue;
    const bases = node.bases.map((each) => context.sourceOf(step.index, each));
    if (bases.some((each) => /(^|\.)(\w*Module)$/.test(each) || isModule(context, each, depth + 1))) return true;
  }
  return false;
}

/** Steps that a fitted model may flow into, its own training among them. */
export function afterTraining(context: Context): ReadonlySet<number> {
  const after = new Set<number>();
  for (const flow of context.flows) {
    if (!flow) continue;
    const { index } = flow.step;
    const trains = trainingsOf(context, index).some((each) => each.model);
    const reads = flow.reads.filter((each) => /^(name|object):/.test(each.location));
    if (trains || reads.some((each) => each.providers.some((provider) => after.has(provider)))) after.add(index);
  }
  return after;
}
