// Applies what is known of a library to a call: what it needs, changes, draws, reads, writes and gives.

import { classFact, functionFact, methodFact, tableFor } from '../knowledge/index.ts';
import { FORM_METHODS, PURE_METHODS, WRITING_METHODS } from '../knowledge/methods.ts';
import type { ArgumentFact, CallFact, ClassFact } from '../knowledge/table.ts';
import type { ExprNode } from '../python/ast.ts';
import type { Applied } from './applied.ts';
import { allArguments, argumentOf, type Arguments } from './arguments.ts';
import { callUnknown } from './calls.ts';
import { noteEchoes, noteOrigin } from './echoes.ts';
import { mayCall } from './functions.ts';
import type { HeapObject } from './heap.ts';
import { consume } from './iteration.ts';
import type { Machine } from './machine.ts';
import { drawFits, noteIdleSplitter } from './fits.ts';
import { drawCall, noteSeed, seedGenerator } from './randomness.ts';
import { listed, noteGivenOrder } from './ordering.ts';
import { pathOf, touchFile } from './specials.ts';
import { splitsArguments } from './estimators.ts';
import { foresee, settle, settleConstructed } from './knowing.ts';
import { factsOf, handOn, inheritScores } from './judging.ts';
import { noteStatistics } from './lessons.ts';
import { noteSampled } from './parts.ts';
import { joinAll, NONE, openValueOf, stringOf, truthOf, UNKNOWN, valueOf, type Value } from './values.ts';

/** A call of a library's function, class or method by its qualified name, e.g. `pandas.DataFrame.head`. */
export function callLibrary(m: Machine, qualified: string, receiver: HeapObject | undefined, args: Arguments, node: ExprNode): Value {
  const method = qualified.slice(qualified.lastIndexOf('.') + 1);
  const cls = receiver ? undefined : classFact(qualified);
  if (cls) return construct(m, qualified, cls, args, node);
  const fact = receiver ? methodFact(receiver.type, method) : functionFact(qualified);
  if (!fact) noteSeed(m, method, args, node);
  const others = fact ? 'pure' : othersOf(receiver, qualified, method);
  if (others === 'unknown') return callUnknown(m, receiver ?? libraryObject(m, qualified), UNKNOWN, args, node);
  const form = receiver?.type === 'unknown' && FORM_METHODS.has(method);
  return apply(m, { qualified, method, receiver, args, node, fact: form ? { form } : (fact ?? DEFAULTS[others]) });
}

function libraryObject(m: Machine, qualified: string): HeapObject | undefined {
  return m.library.get(qualified);
}

const DEFAULTS: Readonly<Record<'pure' | 'figure' | 'file', CallFact>> = {
  pure: {},
  figure: { shows: 'figure' },
  file: { writes: { name: 'path', position: 0 } },
};

/** What holds for a call that has no fact of its own. */
function othersOf(receiver: HeapObject | undefined, qualified: string, method: string): 'pure' | 'figure' | 'file' | 'unknown' {
  if (!receiver) return tableFor(rootOf(qualified))?.others ?? 'unknown';
  if (receiver.type === 'unknown' && WRITING_METHODS.has(method)) return 'file';
  if (receiver.type === 'unknown' || receiver.code?.kind === 'instance') return PURE_METHODS.has(method) ? 'pure' : 'unknown';
  const table = tableFor(rootOf(receiver.type));
  if (!table) return PURE_METHODS.has(method) ? 'pure' : 'unknown';
  if (/^(fit|partial_fit|set_|add_|update|append|insert|load_|train|step|zero_|backward|compile|push|write)/.test(method)) return 'unknown';
  return table.others;
}

function rootOf(qualified: string): string {
  return qualified.slice(0, Math.max(qualified.indexOf('.'), 0)) || qualified;
}

function apply(m: Machine, applied: Applied): Value {
  const { qualified, receiver, args, node, fact } = applied;
  readAll(m, applied);
  const makes = typeof fact.returns === 'string' && classFact(fact.returns)?.role === 'generator';
  if (!makes) drawCall(m, qualified, receiver, fact, args, node);
  drawFits(m, applied);
  const learned = foresee(m, applied);
  change(m, applied);
  if (fact.seeds) seedGenerator(m, fact.seeds, qualified, receiver, args, node);
  if (fact.reads) touchFile(m, 'read', pathOf(argumentOf(args, fact.reads)), node);
  if (fact.writes && namesFile(args, fact.writes)) touchFile(m, 'write', writtenPath(args, fact), node);
  if (fact.shows) m.change(fact.shows, false);
  const text = args.positional.map(stringOf).find((each) => each !== undefined) ?? stringOf(args.named.get('path'));
  if (fact.sets === 'values') m.write(`settings:${rootOf(qualified)}`, false);
  if (fact.sets === 'values') m.emit({ kind: 'environment', ...m.happening(m.placeOf(node)), by: qualified, value: text });
  if (fact.sets === 'environment') m.setEnvironment(qualified, text ?? pathOf(args.positional[0]), m.placeOf(node));
  noteGivenOrder(m, qualified, allArguments(args), node);
  const result = resultOf(m, applied);
  if (fact.unordered) listed(m, qualified, result, node);
  settle(m, applied, learned, result);
  noteClues(m, applied, result);
  if (makes) for (const each of result.things) drawCall(m, qualified, each, fact, args, node, true);
  const call = { kind: 'call', ...m.happening(m.placeOf(node)), how: 'modelled', callee: qualified, node, receiver, result } as const;
  m.emit({ ...call, ...factsOf(m, applied, result) });
  return result;
}

/** What leaks between train and test are told by. */
function noteClues(m: Machine, applied: Applied, result: Value): void {
  noteStatistics(m, applied, result);
  noteSampled(m, applied, result);
  noteOrigin(m, applied, result);
  noteEchoes(m, applied);
  handOn(m, applied.qualified, applied.args, result);
}

/** `np.save('a', x)` writes `a.npy`. */
function writtenPath(args: Arguments, { writes, writesWith }: CallFact): string | undefined {
  const path = writes && pathOf(argumentOf(args, writes));
  if (path === undefined || writesWith === undefined || path.endsWith(writesWith)) return path;
  // The ending of an archive is that of its format.
  return writesWith === '.' ? undefined : path + writesWith;
}

/** `df.to_csv()` and `out_file=None` give text back and write nothing. */
function namesFile(args: Arguments, fact: ArgumentFact): boolean {
  const given = argumentOf(args, fact);
  if (!given) return args.starred === true || fact.name === '';
  return given.open || given.constant?.value !== null;
}

function readAll(m: Machine, { qualified, receiver, args, node, fact }: Applied): void {
  m.read(`settings:${rootOf(qualified)}`);
  if (receiver) m.readDeep([valueOf(receiver)], fact.form);
  for (const each of allArguments(args)) {
    if (each.things.some((thing) => thing.code?.kind === 'suspended')) consume(m, each, node);
    m.readDeep([each], fact.form);
  }
  const surely = new Set((fact.calls ?? []).map((each) => (typeof each === 'number' ? args.positional[each] : args.named.get(each))));
  for (const each of allArguments(args)) mayCall(m, each, node, surely.has(each));
  for (const each of surely) if (each) drawGiven(m, each, args, node);
}

/** A library's function that a call surely makes use of, e.g. `grid.map(sns.pointplot, ...)`: it draws as where it is called on data. */
function drawGiven(m: Machine, callee: Value, args: Arguments, node: ExprNode): void {
  const [thing] = callee.things;
  const fact = thing?.type === 'library' && thing.qualified !== undefined ? functionFact(thing.qualified) : undefined;
  const named = new Map([['data', UNKNOWN], ...args.named]);
  if (fact?.draws && thing?.qualified !== undefined) drawCall(m, thing.qualified, undefined, fact, { positional: [], named }, node);
}

function change(m: Machine, { receiver, args, node, fact }: Applied): void {
  const at = m.placeOf(node);
  const changed = (fact.mutates ?? []).flatMap((each) =>
    each === 'self' ? (receiver ? [valueOf(receiver)] : []) : [args.positional[each] ?? NONE],
  );
  for (const value of changed) {
    const certain = value.things.length === 1;
    for (const thing of value.things) {
      if (thing.type === 'library') continue;
      if (certain) m.mutate(thing, at);
      else m.maybe(() => m.mutate(thing, at));
    }
  }
  if (!fact.mutatesWhen || !receiver) return;
  const given = argumentOf(args, fact.mutatesWhen);
  const truth = given ? truthOf(given) : args.starred ? undefined : false;
  if (truth === true) m.mutate(receiver, at);
  else if (truth === undefined) m.maybe(() => m.mutate(receiver, at));
}

function resultOf(m: Machine, { receiver, args, node, fact, qualified }: Applied): Value {
  if (fact.mutatesWhen && truthOf(argumentOf(args, fact.mutatesWhen) ?? NONE) === true) return NONE;
  const shares = (fact.shares ?? []).flatMap((each) =>
    each === 'self' ? (receiver ? [receiver] : []) : (args.positional[each]?.things ?? []),
  );
  const { returns } = fact;
  if (returns === 'self') return receiver ? valueOf(receiver) : UNKNOWN;
  if (returns === 'none') return NONE;
  if (splitsArguments(receiver, qualified)) return splitParts(m, args, node);
  if (typeof returns === 'string') {
    const result = m.fresh(returns, node, shares);
    if (fact.holds !== undefined) result.things[0]?.slots.set('[]', m.fresh(fact.holds, node));
    return result;
  }
  if (returns) {
    const tuple = m.make({ type: 'builtins.tuple' }, node);
    const parts = returns.map((each) => m.fresh(each, node));
    parts.forEach((each, at) => tuple.slots.set(`[${at}]`, each));
    tuple.slots.set('[]', joinAll(parts));
    return valueOf(tuple);
  }
  return openValueOf(m.make({ type: 'unknown', shares }, node));
}

/** Two parts of what each positional argument is, in turn: `X_train, X_test, y_train, y_test`. */
function splitParts(m: Machine, args: Arguments, node: ExprNode): Value {
  const list = m.make({ type: 'builtins.list' }, node);
  const parts = args.positional.flatMap((each) => [0, 1].map(() => m.fresh(partType(each), node)));
  parts.forEach((each, at) => list.slots.set(`[${at}]`, each));
  list.slots.set('[]', parts.length > 0 ? joinAll(parts) : UNKNOWN);
  return valueOf(list);
}

function partType(value: Value): string {
  const type = value.things[0]?.type;
  return type?.startsWith('pandas.') || type === 'numpy.ndarray' || type === 'builtins.list' ? type : 'unknown';
}

function construct(m: Machine, qualified: string, cls: ClassFact, args: Arguments, node: ExprNode): Value {
  const fact = cls.construct ?? {};
  const applied: Applied = { qualified, method: '', receiver: undefined, args, node, fact };
  readAll(m, applied);
  noteGivenOrder(m, qualified, allArguments(args), node);
  change(m, applied);
  const shares = (fact.shares ?? []).flatMap((each) => (each === 'self' ? [] : (args.positional[each]?.things ?? [])));
  const type = typeof fact.returns === 'string' && fact.returns.includes('.') ? fact.returns : qualified;
  const instance = m.make({ type, shares }, node);
  cls.parameters?.forEach((name, at) => {
    const value = argumentOf(args, { name, position: at });
    if (value) instance.slots.set(`=${name}`, value);
  });
  for (const [name, value] of args.named) instance.slots.set(`=${name}`, value);
  if (args.positional.length > 0 && !cls.parameters) instance.slots.set('[]', joinAll(args.positional));
  if (fact.reads) touchFile(m, 'read', pathOf(argumentOf(args, fact.reads)), node);
  drawCall(m, qualified, instance, fact, args, node, cls.role === 'generator');
  settleConstructed(m, applied, cls, instance);
  if (qualified.startsWith('pandas.')) inheritScores(m, args.positional, instance);
  noteIdleSplitter(m, instance, node);
  const result = valueOf(instance);
  m.emit({ kind: 'call', ...m.happening(m.placeOf(node)), how: 'modelled', callee: qualified, node, receiver: undefined, result });
  return result;
}
