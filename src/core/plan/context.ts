// What planning asks of the model again and again, prepared once.

import { classFact, functionFact, methodFact } from '../knowledge/index.ts';
import type { ExprNode, StmtNode } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import type { Event, EventOf, Flow, Possible, Step } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';

export type Call = EventOf<'call'>;

export interface Context {
  readonly model: Model;
  readonly steps: readonly Step[];
  /** By step index. */
  readonly flows: readonly (Flow | undefined)[];
  /** Events of a step, in order. */
  eventsOf(step: number): readonly Event[];
  /** Calls of library functions and methods that a step makes. */
  callsOf(step: number): readonly Call[];
  moduleOf(cell: number): Module;
  /** The statement of a step, where it is one. */
  statementOf(step: number): StmtNode | undefined;
  sourceOf(step: number, node: ExprNode | StmtNode): string;
  /** How often each notebook variable is bound, by any step. */
  readonly bindings: ReadonlyMap<string, number>;
  /** Every name the notebook uses or binds anywhere. */
  readonly names: ReadonlySet<string>;
}

export function contextOf(model: Model): Context {
  const flows: (Flow | undefined)[] = [];
  for (const flow of model.document.flows) flows[flow.step.index] = flow;
  const events = new Map<number, Event[]>();
  const names = new Set<string>();
  const bindings = new Map<string, number>();
  for (const event of model.document.events) {
    const known = events.get(event.step);
    if (known) known.push(event);
    else events.set(event.step, [event]);
    if (event.kind === 'bind') bindings.set(event.name, (bindings.get(event.name) ?? 0) + 1);
  }
  for (const module of model.modules) for (const [word] of module.source.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) names.add(word);
  const modules = new Map(model.modules.map((each) => [each.cell, each]));
  const moduleOf = (cell: number): Module => {
    const module = modules.get(cell);
    if (!module) throw new Error(`cell ${cell} is no code cell`);
    return module;
  };
  return {
    model,
    steps: model.steps,
    flows,
    eventsOf: (step) => events.get(step) ?? [],
    callsOf: (step) => (events.get(step) ?? []).filter((each): each is Call => each.kind === 'call' && each.callee !== undefined),
    moduleOf,
    statementOf: (step) => {
      const item = model.steps[step]?.item;
      return item?.kind === 'statement' ? item.node : undefined;
    },
    sourceOf: (step, node) => {
      const module = moduleOf(model.steps[step]?.cell ?? 0);
      const { start, end } = module.spanOf(node);
      return module.source.slice(start, end);
    },
    bindings,
    names,
  };
}

const LEARNS = new Set(['estimator', 'transformer', 'search']);

/** The fitting of a model: `model.fit(X, y)` and its like. */
export function isFit(call: Call): boolean {
  const role = call.receiver && classFact(call.receiver.type)?.role;
  if (role === undefined || !LEARNS.has(role))
    return /\.(fit|fit_transform|fit_predict|partial_fit)$/.test(call.callee ?? '') && call.receiver !== undefined;
  return /\.(fit|fit_transform|fit_predict|partial_fit)$/.test(call.callee ?? '');
}

export function isMetric(call: Call): boolean {
  return directionOf(call) !== undefined;
}

/** Which way a metric is better; undefined for a call that computes none. */
export function directionOf(call: Call): 'higher' | 'lower' | 'unknown' | undefined {
  const { callee, receiver } = call;
  if (callee === undefined) return undefined;
  // Scorers are made so that greater is better.
  if (/^sklearn\.model_selection\.cross_val_score$/.test(callee)) return 'higher';
  const method = callee.slice(callee.lastIndexOf('.') + 1);
  const fact = receiver ? methodFact(receiver.type, method) : functionFact(callee);
  if (fact?.metric) return fact.metric;
  // What `grid.best_estimator_` is nobody knows, but it scores.
  return receiver && method === 'score' && (receiver.type === 'unknown' || classFact(receiver.type)?.role !== undefined)
    ? 'higher'
    : undefined;
}

/** The class a value surely has, for ports and annotations. */
export function typeOf(value: Possible | undefined): string {
  return value?.things.length === 1 ? (value.things[0]?.type ?? 'unknown') : 'unknown';
}
