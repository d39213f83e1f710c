// Calls whose meaning is about the language or the run itself, not about a library: print, exec, globals, super, open, partial, ...

import { classFact } from '../knowledge/index.ts';
import type { ExprNode } from '../python/ast.ts';
import { allArguments, argumentOf, type Arguments } from './arguments.ts';
import { attributeOf } from './attributes.ts';
import { call } from './calls.ts';
import { holding } from './containers.ts';
import { onlyThing } from './contents.ts';
import { isFitted } from './estimators.ts';
import { pathValue } from './operators.ts';
import { disorderOf, inheritOrder, keepTexts, noteOrder } from './ordering.ts';
import { mayCall } from './functions.ts';
import type { HeapObject } from './heap.ts';
import { consume, elementOf } from './iteration.ts';
import type { Machine } from './machine.ts';
import { forgetAll, openNames } from './targets.ts';
import { constantValue, joinAll, NONE, stringOf, UNKNOWN, valueOf, type Value } from './values.ts';

type Special = (m: Machine, args: Arguments, node: ExprNode, receiver: HeapObject | undefined) => Value | undefined;

/** The result of a special call, or undefined where the libraries' tables should say. */
export function callSpecial(
  m: Machine,
  qualified: string,
  receiver: HeapObject | undefined,
  args: Arguments,
  node: ExprNode,
): Value | undefined {
  const special = Object.hasOwn(SPECIALS, qualified) ? SPECIALS[qualified] : undefined;
  return special?.(m, args, node, receiver);
}

function show(how: 'print' | 'display'): Special {
  return (m, args, node) => {
    for (const each of allArguments(args)) consumeAll(m, each, node);
    m.change('output', false);
    const value = args.positional.length === 1 ? (args.positional[0] ?? NONE) : NONE;
    for (const each of args.positional) if (disorderOf(m, each)?.by === 'hash') noteOrder(m, each, node);
    m.emit({ kind: 'display', ...m.happening(m.placeOf(node)), node, how, value });
    return NONE;
  };
}

function consumeAll(m: Machine, value: Value, node: ExprNode): void {
  if (value.things.some((each) => each.code?.kind === 'suspended')) consume(m, value, node);
  m.readDeep([value]);
}

/** A new container with the elements of the first argument. */
function collect(type: string): Special {
  return (m, args, node) => {
    const [first] = args.positional;
    if (!first) {
      const made = m.make({ type }, node);
      if (args.named.size === 0 && !args.starred) made.slots.set('length', constantValue(0));
      else made.slots.set('[]', joinAll(allArguments(args)));
      for (const [key, value] of args.named) made.slots.set(`[${key}]`, value);
      return valueOf(made);
    }
    const made = holding(m, type, elementOf(m, first, node), node);
    if (type === 'builtins.set') keepTexts(m, first, made);
    else inheritOrder(m, first, made);
    const [source] = first.things;
    if (first.things.length === 1 && source && made.things[0])
      for (const [slot, value] of source.slots.entries()) if (slot.startsWith('[')) made.things[0].slots.set(slot, value);
    return made;
  };
}

const namespace: Special = (m, _args, node) => {
  if (m.frame.kind !== 'notebook' && node.nodeType === 'Call' && node.func.nodeType === 'Name' && node.func.id !== 'globals')
    return undefined;
  return m.fresh('builtins.namespace', node);
};

const execute: Special = (m, args, node) => {
  m.readDeep(allArguments(args));
  const code = stringOf(args.positional[0]);
  if (code !== undefined && /^[\s\w.+\-*/()[\]'",]*$/.test(code) && !/=/.test(code)) {
    if (code.includes('(')) forgetAll(m);
    return UNKNOWN;
  }
  openNames(m, 'exec', 'code in a string is run', m.placeOf(node));
  return UNKNOWN;
};

const superCall: Special = (m, args, node) => {
  let { frame } = m;
  while (frame.kind === 'comprehension' && frame.parent) frame = frame.parent;
  const instance = args.positional[1]?.things[0] ?? frame.method?.instance;
  const owner = args.positional[0]?.things[0] ?? frame.method?.owner;
  if (!instance || !owner) return UNKNOWN;
  return valueOf(m.make({ type: 'builtins.super', code: { kind: 'super', instance, after: owner } }, node));
};

const getAttribute: Special = (m, args, node) => {
  const [base, name, fallback] = args.positional;
  const text = stringOf(name);
  if (!base || text === undefined) return undefined;
  const found = attributeOf(m, base, text, node);
  return fallback ? joinAll([found, fallback]) : found;
};

const setAttribute: Special = (m, args, node) => {
  const [base, name, value] = args.positional;
  for (const thing of base?.things ?? []) {
    m.mutate(thing, m.placeOf(node));
    const text = stringOf(name);
    if (text !== undefined && value) thing.slots.set(text, value);
  }
  return NONE;
};

const mapping: Special = (m, args, node) => {
  const [callee, ...iterables] = args.positional;
  const elements = iterables.map((each) => elementOf(m, each, node));
  // It is lazy in Python; nearly always it is consumed where it stands.
  const result = callee ? call(m, callee, { positional: elements, named: new Map() }, node) : UNKNOWN;
  const made = holding(m, 'builtins.list', result, node);
  inheritOrder(m, iterables[0], made);
  return made;
};

const filtering: Special = (m, args, node) => {
  const [callee, iterable] = args.positional;
  const element = iterable ? elementOf(m, iterable, node) : UNKNOWN;
  if (callee && callee.things.length > 0) call(m, callee, { positional: [element], named: new Map() }, node);
  const made = holding(m, 'builtins.list', element, node);
  inheritOrder(m, iterable, made);
  return made;
};

const zipping: Special = (m, args, node) => {
  const parts = args.positional.map((each) => elementOf(m, each, node));
  for (const each of args.positional) noteOrder(m, each, node);
  return holding(m, 'builtins.list', tupleOf(m, parts, node), node);
};

const enumerating: Special = (m, args, node) => {
  const [first] = args.positional;
  const element = first ? elementOf(m, first, node) : UNKNOWN;
  noteOrder(m, first, node);
  return holding(m, 'builtins.list', tupleOf(m, [m.fresh('builtins.int', node), element], node), node);
};

function tupleOf(m: Machine, parts: readonly Value[], node: ExprNode): Value {
  const made = m.make({ type: 'builtins.tuple' }, node);
  parts.forEach((each, at) => made.slots.set(`[${at}]`, each));
  if (parts.length > 0) made.slots.set('[]', joinAll(parts));
  return valueOf(made);
}

/** Builtins that iterate over an argument, call its `key`, and give an element or something new. */
/** `result` is `element`, `list`, or the class of something new. */
function reducing(result: string): Special {
  return (m, args, node) => {
    const elements = args.positional.map((each) => elementOf(m, each, node));
    const key = args.named.get('key');
    if (key) call(m, key, { positional: elements.slice(0, 1), named: new Map() }, node);
    if (result === 'element') return joinAll([...elements, ...args.positional.slice(1)]);
    if (result === 'list') return holding(m, 'builtins.list', elements[0], node);
    return m.fresh(result, node);
  };
}

const range: Special = (m, args, node) => {
  const made = m.make({ type: 'builtins.range' }, node);
  if (args.positional.length === 1 && args.positional[0]?.constant?.value === 0) made.slots.set('length', constantValue(0));
  else made.slots.set('[]', numberOf(m, args, node));
  return valueOf(made);
};

/** One of several numbers, where the range surely has more than one. */
function numberOf(m: Machine, args: Arguments, node: ExprNode): Value {
  const number = m.fresh('builtins.int', node);
  const [first, second] = args.positional.map((each) => each.constant?.value);
  const [from, to] = args.positional.length === 1 ? [0, first] : [first, second];
  if (typeof from === 'number' && typeof to === 'number' && args.positional.length < 3 && to - from > 1)
    number.things[0]?.slots.set('several', constantValue(true));
  return number;
}

const openFile: Special = (m, args, node) => {
  const path = pathOf(argumentOf(args, { name: 'file', position: 0 }));
  const mode = argumentOf(args, { name: 'mode', position: 1 });
  const text = mode ? stringOf(mode) : 'r';
  const writes = text === undefined || /[wax+]/.test(text);
  if (text === undefined || !/[wx]/.test(text)) touchFile(m, 'read', path, node);
  if (writes) touchFile(m, 'write', path, node);
  return m.fresh(text === undefined || text.includes('b') ? 'builtins.binaryfile' : 'builtins.file', node);
};

/** The path that a value surely is. */
export function pathOf(value: Value | undefined): string | undefined {
  return stringOf(value) ?? stringOf(value?.things[0]?.slots.get('path'));
}

/** A file is read or written; a path that is not known may be any. */
export function touchFile(m: Machine, kind: 'read' | 'write', path: string | undefined, node: ExprNode): void {
  m.read('environment');
  const location = `file:${path ?? '*'}`;
  if (kind === 'read') {
    m.read(location);
    m.read('file:*');
  } else {
    m.change(location, false);
  }
  m.emit({ kind, ...m.happening(m.placeOf(node)), path, node });
}

const partial: Special = (m, args, node) => {
  const [callee] = args.positional;
  if (!callee) return UNKNOWN;
  return valueOf(m.make({ type: 'functools.partial', code: { kind: 'passes', to: [callee] }, shares: [] }, node));
};

const joinPath: Special = (_m, args) => {
  const parts = args.positional.map(pathOf);
  return parts.every((each) => each !== undefined) ? constantValue(parts.join('/')) : undefined;
};

const path: Special = (m, args, node) => {
  const parts = args.positional.map(pathOf);
  return pathValue(m, node, parts.every((each) => each !== undefined) ? parts.join('/') || '.' : undefined);
};

const interact: Special = (m, args, node) => {
  for (const each of allArguments(args)) mayCall(m, each, node);
  return UNKNOWN;
};

const text: Special = (m, args, node) => {
  m.readDeep(allArguments(args));
  const value = args.positional[0]?.constant?.value;
  return typeof value === 'string' || typeof value === 'number' ? constantValue(String(value)) : m.fresh('builtins.str', node);
};

/** An estimator with the same parameters that is not fitted. */
const cloning: Special = (m, args, node) => {
  const source = onlyThing(args.positional[0]);
  if (!source || !isFitted(classFact(source.type))) return undefined;
  const made = m.make({ type: source.type }, node);
  for (const [slot, value] of source.slots.entries()) if (slot.startsWith('=')) made.slots.set(slot, value);
  m.fitted.set(made.id, 'no');
  return valueOf(made);
};

const typeOf: Special = (_m, args) => {
  const [thing] = args.positional[0]?.things ?? [];
  return args.positional.length === 1 && thing?.code?.kind === 'instance' ? valueOf(thing.code.of) : undefined;
};

const SPECIALS: Readonly<Record<string, Special>> = {
  'builtins.print': show('print'),
  'builtins.display': show('display'),
  'IPython.display.display': show('display'),
  'IPython.core.display.display': show('display'),
  'builtins.globals': namespace,
  'builtins.locals': namespace,
  'builtins.vars': (m, args, node, receiver) => {
    if (args.positional.length === 0) return namespace(m, args, node, receiver);
    for (const each of args.positional[0]?.things ?? []) m.forget(each);
    return undefined;
  },
  'sklearn.base.clone': cloning,
  'builtins.exec': execute,
  'builtins.eval': (m, args, node) => {
    m.readDeep(allArguments(args));
    return execute(m, args, node, undefined);
  },
  'builtins.super': superCall,
  'builtins.getattr': getAttribute,
  'builtins.setattr': setAttribute,
  'builtins.object.__setattr__': setAttribute,
  'builtins.map': mapping,
  'builtins.filter': filtering,
  'builtins.zip': zipping,
  'builtins.enumerate': enumerating,
  'builtins.range': range,
  'builtins.list': collect('builtins.list'),
  'builtins.tuple': collect('builtins.tuple'),
  'builtins.set': collect('builtins.set'),
  'builtins.dict': collect('builtins.dict'),
  'builtins.sorted': reducing('list'),
  'builtins.reversed': reducing('list'),
  'builtins.iter': (m, args, node) => args.positional[0] ?? m.fresh('builtins.object', node),
  'builtins.next': reducing('element'),
  'builtins.min': reducing('element'),
  'builtins.max': reducing('element'),
  'builtins.sum': reducing('builtins.object'),
  'builtins.any': reducing('builtins.bool'),
  'builtins.all': reducing('builtins.bool'),
  'builtins.open': openFile,
  'io.open': openFile,
  'builtins.str': text,
  'builtins.type': typeOf,
  'functools.partial': partial,
  'os.path.join': joinPath,
  'pathlib.Path': path,
  'pathlib.PurePath': path,
  'ipywidgets.interact': interact,
  'ipywidgets.interactive': interact,
  'tqdm.tqdm': (_m, args) => args.positional[0],
  'tqdm.notebook.tqdm': (_m, args) => args.positional[0],
  'tqdm.auto.tqdm': (_m, args) => args.positional[0],
  'copy.copy': (m, args, node) =>
    args.positional[0] ? m.fresh(args.positional[0].things[0]?.type ?? 'unknown', node, args.positional[0].things) : UNKNOWN,
};
