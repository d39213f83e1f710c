// Where a seed is put into a call, and which seed: the notebook's own constant, or 42.

import type { Expression, ExprNode } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import type { Fix } from './rule.ts';

export type Draw = EventOf<'draw'>;

/** A call in a cell, as written. */
export interface WrittenCall {
  readonly node: Expression<'Call'>;
  readonly module: Module;
}

/** E.g. `SEED`, `random_state`, `rng_seed`; a plain `state` is more often one of a country. */
const SEED_NAME = /^(random_?(state|seed)|(\w+_)?seed)$/i;

/** The name that holds one whole number at a step, where it is called like a seed; else 42. */
export function seedAt(model: Model, step: number): string {
  const seeds = new Set<string>();
  for (const event of model.document.events) {
    if (event.step >= step) break;
    if (event.kind === 'unbind') seeds.delete(event.name);
    if (event.kind !== 'bind' || !SEED_NAME.test(event.name)) continue;
    const value = event.value.constant?.value;
    const whole = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
    if (whole && event.certain) seeds.add(event.name);
    else seeds.delete(event.name);
  }
  const [first] = seeds;
  return first ?? '42';
}

/** The call to change: where the estimator or generator is made, else the draw itself. */
export function callToSeed(model: Model, draw: Draw): WrittenCall | undefined {
  const isMade = draw.made !== undefined || typeof draw.generator.id === 'number';
  const call = isMade ? makerOf(model, draw) : draw;
  if (!call) return undefined;
  const { at, node } = call;
  const module = model.modules.find((each) => each.cell === at.cell);
  return module && node.nodeType === 'Call' ? { node, module } : undefined;
}

/** The call that made the object that draws. */
export function makerOf(model: Model, { made, generator }: Draw): EventOf<'call'> | undefined {
  return model.document.events.find(
    (each): each is EventOf<'call'> =>
      each.kind === 'call' &&
      (made
        ? each.at.cell === made.cell && each.at.span.start === made.span.start && each.at.span.end === made.span.end
        : each.result.things.some((thing) => thing.id === generator.id)),
  );
}

/** What is called, as written, e.g. `np.random.default_rng`. */
export function calleeText(call: WrittenCall): string {
  const { start, end } = call.module.spanOf(call.node.func);
  return call.module.source.slice(start, end);
}

/** Passes a seed by keyword; undefined where a seed is given, or where what is given cannot be seen. */
export function passByKeyword(call: WrittenCall, parameter: string, seed: string): Fix | undefined {
  const { keywords } = call.node;
  if (keywords.some((each) => each.arg === undefined)) return undefined;
  const given = keywords.find((each) => each.arg === parameter);
  if (given) return isNone(given.value) ? fix(call, call.module.spanOf(given.value), seed, `${parameter}=${seed}`) : undefined;
  const at = behindLastArgument(call);
  if (at === undefined) return undefined;
  const separator = call.node.args.length + keywords.length > 0 ? ', ' : '';
  return fix(call, { start: at, end: at }, `${separator}${parameter}=${seed}`, `${parameter}=${seed}`);
}

/** Gives a generator a seed as its only argument, e.g. `default_rng()` to `default_rng(42)`. */
export function passAlone(call: WrittenCall, seed: string): Fix | undefined {
  const { args, keywords } = call.node;
  const [first] = args;
  if (keywords.length > 0 || args.length > 1) return undefined;
  if (first) return isNone(first) ? fix(call, call.module.spanOf(first), seed, seed) : undefined;
  const at = behindLastArgument(call);
  return at === undefined ? undefined : fix(call, { start: at, end: at }, seed, seed);
}

/** Just behind the last argument and the parentheses around it, so that a trailing comma or comment stays behind it. */
function behindLastArgument({ node, module }: WrittenCall): number | undefined {
  const { end } = module.spanOf(node);
  if (module.source[end - 1] !== ')') return undefined;
  const last = [...node.args, ...node.keywords.map((each) => each.value)].map((each) => module.spanOf(each).end);
  if (last.length === 0) return end - 1;
  // `f(x for x in y)` takes no second argument without parentheses.
  if (node.args.some((each) => each.nodeType === 'GeneratorExp')) return undefined;
  const from = Math.max(...last);
  const gap = module.source.slice(from, end - 1).replaceAll(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  return from + gap.lastIndexOf(')') + 1;
}

function isNone(node: ExprNode): boolean {
  return node.nodeType === 'Constant' && node.value === null;
}

function fix(call: WrittenCall, span: { readonly start: number; readonly end: number }, text: string, passed: string): Fix {
  const edit: Edit = { kind: 'replaceText', at: { cell: call.module.cell, span }, text };
  return { title: `Pass ${passed}`, kind: 'suggested', edits: [edit] };
}
