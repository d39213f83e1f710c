// Calls: to functions, classes and instances of the notebook, to libraries, and to what nothing is known of.

import { canonical, functionFact, methodFact } from '../knowledge/index.ts';
import { FORM_METHODS } from '../knowledge/methods.ts';
import type { Expression, ExprNode } from '../python/ast.ts';
import { allArguments, type Arguments } from './arguments.ts';
import { attributeOf, needMember, unlessSure } from './attributes.ts';
import { callContainer, holding, isContainer } from './containers.ts';
import { evaluate } from './expressions.ts';
import { instantiate, interpret, mayCall } from './functions.ts';
import { elementsOf, reach, type HeapObject } from './heap.ts';
import { elementOf } from './iteration.ts';
import { noteChoice } from './judging.ts';
import type { Machine } from './machine.ts';
import { noteSeed } from './randomness.ts';
import { noteOutdated } from './requirements.ts';
import { callSpecial } from './specials.ts';
import { forgetAll, isNamespace } from './targets.ts';
import { callLibrary } from './transfer.ts';
import { constantValue, joinAll, openValueOf, stringOf, UNKNOWN, valueOf, type Value } from './values.ts';

export function evaluateCall(m: Machine, node: Expression<'Call'>): Value {
  if (node.func.nodeType !== 'Attribute') {
    const callee = evaluate(m, node.func);
    const form = callee.things.length === 1 && functionFact(callee.things[0]?.qualified ?? '')?.form === true && node.args.every(isPath);
    return call(
      m,
      callee,
      asking(m, form, () => evaluateArguments(m, node)),
      node,
    );
  }
  const { value, attr } = node.func;
  const base = asking(m, FORM_METHODS.has(attr) && isPath(value), () => evaluate(m, value));
  if (stringOf(base) !== undefined) return callString(m, stringOf(base) ?? '', node.func.attr, evaluateArguments(m, node), node);
  const methods = unlessSure(m, base, () => base.things.map((thing) => ({ thing, own: ownCallable(m, thing, node.func, node) })));
  const args = evaluateArguments(m, node);
  if (base.things.length === 0) return callUnknown(m, undefined, UNKNOWN, args, node);
  const name = node.func.attr;
  const results = unlessSure(m, base, () =>
    alternatives(m, methods, ({ thing, own }) => (own ? call(m, own, args, node) : callMethod(m, thing, name, args, node))),
  );
  return base.open ? { ...results, open: true } : results;
}

/** Evaluates what is asked for its form only, where that is so. */
function asking<Result>(m: Machine, form: boolean, evaluation: () => Result): Result {
  if (!form) return evaluation();
  m.forms++;
  try {
    return evaluation();
  } finally {
    m.forms--;
  }
}

/** `name.attribute.attribute`. */
function isPath(node: ExprNode): boolean {
  return node.nodeType === 'Name' || (node.nodeType === 'Attribute' && isPath(node.value));
}

/** A callable that the object itself or its notebook class holds under the attribute's name. */
function ownCallable(m: Machine, thing: HeapObject, func: ExprNode, node: ExprNode): Value | undefined {
  if (func.nodeType !== 'Attribute') return undefined;
  const kind = thing.code?.kind;
  if (kind === 'instance' || kind === 'class' || kind === 'super' || (thing.type !== 'library' && thing.slots.get(func.attr)))
    return attributeOf(m, valueOf(thing), func.attr, node);
  return undefined;
}

export function callMethod(m: Machine, thing: HeapObject, name: string, args: Arguments, node: ExprNode): Value {
  noteOutdated(m, `${thing.type === 'library' ? thing.qualified : thing.type}.${name}`, node.nodeType === 'Call' ? node.func : node);
  if (thing.type === 'library') return callQualified(m, canonical(`${thing.qualified}.${name}`), undefined, args, node);
  m.readObject(thing, methodFact(thing.type, name)?.form ?? (thing.type === 'unknown' && FORM_METHODS.has(name)));
  needMember(m, thing, name, node);
  if (isContainer(thing)) return callContainer(m, thing, name, args, node);
  return callQualified(m, `${thing.type}.${name}`, thing, args, node);
}

function callQualified(m: Machine, qualified: string, receiver: HeapObject | undefined, args: Arguments, node: ExprNode): Value {
  noteChoice(m, qualified, receiver, args, node);
  for (const name of args.named.keys()) noteOutdated(m, `${qualified}(${name}=)`, node);
  return callSpecial(m, qualified, receiver, args, node) ?? callLibrary(m, qualified, receiver, args, node);
}

function evaluateArguments(m: Machine, node: Expression<'Call'>): Arguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  let starred = false;
  // Positional arguments are evaluated before keywords, except that `*x` may stand behind a keyword.
  for (const each of node.args) {
    if (each.nodeType !== 'Starred') {
      positional.push(evaluate(m, each));
      continue;
    }
    const value = evaluate(m, each.value);
    const spread = spreadOf(value);
    if (!spread) starred = true;
    positional.push(...(spread ?? [elementOf(m, value, each)]));
  }
  for (const each of node.keywords) {
    const value = evaluate(m, each.value);
    if (each.arg !== undefined) named.set(each.arg, value);
    else {
      starred = true;
      for (const [key, held] of keysOf(value)) named.set(key, held);
    }
  }
  // Whoever is given the notebook's variables may run code on them, as `timeit("model.fit(X)", globals=globals())` does.
  if (positional.some(isNamespace) || [...named.values()].some(isNamespace)) forgetAll(m);
  return starred ? { positional, named, starred } : { positional, named };
}

/** What `*value` gives, where its elements are all known. */
function spreadOf(value: Value): readonly Value[] | undefined {
  return value.things.length === 1 ? elementsOf(value.things[0]) : undefined;
}

/** What `**value` gives, as far as its keys are known. */
function keysOf(value: Value): readonly (readonly [string, Value])[] {
  const entries = [...(value.things[0]?.slots.entries() ?? [])];
  return entries.filter(([slot]) => /^\[.+\]$/.test(slot)).map(([slot, held]) => [slot.slice(1, -1), held]);
}

/** Calls whatever a value may be. */
export function call(m: Machine, callee: Value, args: Arguments, node: ExprNode): Value {
  if (callee.things.length === 0) return callUnknown(m, undefined, callee, args, node);
  const result = alternatives(m, callee.things, (thing) => callThing(m, thing, args, node));
  return callee.open ? { ...result, open: true } : result;
}

/** One way surely; several ways perhaps. */
function alternatives<Each>(m: Machine, ways: readonly Each[], run: (each: Each) => Value): Value {
  const [only] = ways;
  if (ways.length === 1 && only !== undefined) return run(only);
  const results: Value[] = [];
  m.branches(ways.map((each) => () => void results.push(run(each))));
  return joinAll(results);
}

function callThing(m: Machine, thing: HeapObject, args: Arguments, node: ExprNode): Value {
  const { code } = thing;
  switch (code?.kind) {
    case 'function': {
      const result = interpret(m, thing, code, args, node);
      m.emit({ kind: 'call', ...m.happening(m.placeOf(node)), how: 'interpreted', callee: undefined, node, receiver: undefined, result });
      return result;
    }
    case 'method':
      return callThing(m, code.callee, { ...args, positional: [valueOf(code.receiver), ...args.positional] }, node);
    case 'class':
      return instantiate(m, thing, args, node);
    case 'instance':
      return callInstance(m, thing, args, node);
    case 'passes':
      return joinAll(code.to.map((each) => call(m, each, { ...args, starred: true, positional: [] }, node)));
    case 'static':
    case 'classmethod':
    case 'property':
      return call(m, code.wrapped, args, node);
    case 'library':
      if (thing.qualified !== undefined) return callQualified(m, thing.qualified, code.receiver, args, node);
      return callUnknown(m, thing, valueOf(thing), args, node);
    default:
      return callUnknown(m, thing, valueOf(thing), args, node);
  }
}

function callInstance(m: Machine, thing: HeapObject, args: Arguments, node: ExprNode): Value {
  for (const name of ['__call__', 'forward', 'call']) {
    const method = attributeOf(m, valueOf(thing), name, node);
    if (method.things.some((each) => each.code?.kind === 'method')) return call(m, method, args, node);
  }
  return callUnknown(m, thing, valueOf(thing), args, node);
}

/** A call nothing is known of: it may change the receiver and what it is given, call functions among them, and give any of them back. */
export function callUnknown(m: Machine, receiver: HeapObject | undefined, callee: Value, args: Arguments, node: ExprNode): Value {
  const name = node.nodeType === 'Call' ? node.func : undefined;
  // It may come by `from fastai.vision.all import *`.
  if (name?.nodeType === 'Name') noteSeed(m, name.id, args, node);
  const given = allArguments(args);
  const at = m.placeOf(node);
  const touched = receiver && receiver.type !== 'library' ? [valueOf(receiver), ...given] : given;
  m.readDeep([callee, ...given]);
  for (const each of given) mayCall(m, each, node);
  m.mutateDeep(touched);
  const shares = [...reach(touched)].filter((each) => each.type !== 'library').slice(0, 8);
  const object = m.make({ type: 'unknown', shares }, node);
  const result = openValueOf(object);
  m.emit({
    kind: 'call',
    ...m.happening(at),
    how: 'unknown',
    callee: receiver?.qualified ?? callee.things[0]?.qualified,
    node,
    receiver,
    result,
  });
  return result;
}

/** Methods of a string that is known: they change nothing; a few keep what is known. */
function callString(m: Machine, text: string, name: string, args: Arguments, node: ExprNode): Value {
  for (const each of allArguments(args)) {
    elementIfSuspended(m, each, node);
    m.readDeep([each]);
  }
  const [first, second] = args.positional.map(stringOf);
  if (name === 'lower') return constantValue(text.toLowerCase());
  if (name === 'replace' && first !== undefined && second !== undefined && first !== '')
    return constantValue(text.replaceAll(first, second));
  return name === 'split' ? holding(m, 'builtins.list', m.fresh('builtins.str', node), node) : m.fresh('builtins.str', node);
}

function elementIfSuspended(m: Machine, value: Value, node: ExprNode): void {
  if (value.things.some((each) => each.code?.kind === 'suspended')) elementOf(m, value, node);
}
