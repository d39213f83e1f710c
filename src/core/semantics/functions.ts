// Functions and classes of the notebook: made where they are defined, interpreted where they are called.

import type { ExprNode, Statement } from '../python/ast.ts';
import { NO_PLACE_CALLS, type Arguments } from './arguments.ts';
import { call } from './calls.ts';
import { evaluate, inFrame } from './expressions.ts';
import { fromClass, type Code, type FunctionNode, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { bindIn } from './names.ts';
import { makeNames, scopeOf, type Frame } from './scopes.ts';
import { executeBlock } from './statements.ts';
import { closedSchema } from './states.ts';
import { joinAll, NONE, UNKNOWN, valueOf, type Value } from './values.ts';

const DEEPEST_CALL = 10;
const MOST_INTERPRETATIONS = 40;

type FunctionCode = Extract<Code, { kind: 'function' }>;

export function makeFunction(m: Machine, node: FunctionNode): Value {
  const defaults = new Map<string, Value>();
  const { args } = node;
  const positional = [...args.posonlyargs, ...args.args];
  args.defaults.forEach((each, at) => {
    const parameter = positional[positional.length - args.defaults.length + at];
    const value = evaluate(m, each);
    if (parameter) defaults.set(parameter.arg, value);
  });
  args.kw_defaults.forEach((each, at) => {
    const parameter = args.kwonlyargs[at];
    if (each && parameter) defaults.set(parameter.arg, evaluate(m, each));
  });
  if (node.nodeType !== 'Lambda') annotations(m, node);
  const code: Code = { kind: 'function', node, module: m.module, frame: m.frame, defaults };
  return valueOf(m.make({ type: 'builtins.function', code }, node));
}

/** Annotations are evaluated when the function is defined (not in a notebook that imports them from __future__). */
function annotations(m: Machine, node: Statement<'FunctionDef'> | Statement<'AsyncFunctionDef'>): void {
  if (m.globals.names.get('annotations')?.value.things[0]?.qualified === '__future__.annotations' || node.type_params.length > 0) return;
  const { args } = node;
  const all = [
    ...args.posonlyargs,
    ...args.args,
    ...(args.vararg ? [args.vararg] : []),
    ...args.kwonlyargs,
    ...(args.kwarg ? [args.kwarg] : []),
  ];
  for (const each of all) if (each.annotation) evaluate(m, each.annotation);
  if (node.returns) evaluate(m, node.returns);
}

/** Interprets a call of a notebook function; gives what it returns. */
export function interpret(m: Machine, callee: HeapObject, code: FunctionCode, args: Arguments, node: ExprNode): Value {
  const scope = scopeOf(code.node);
  const count = m.interpretations.get(code.node) ?? 0;
  if (
    m.calls.length >= DEEPEST_CALL ||
    count >= MOST_INTERPRETATIONS ||
    m.budget <= 0 ||
    m.calls.filter((each) => each.node === code.node).length > 1
  )
    return cutShort(m, code, args, node);
  m.interpretations.set(code.node, count + 1);
  m.readObject(callee);
  const frame: Frame = {
    kind: 'function',
    names: makeNames(m.journal),
    scope,
    parent: code.frame,
    module: code.module,
    results: [],
    method: methodOf(callee, args),
  };
  bindParameters(m, frame, code, args, node);
  const run = (): Value => runBody(m, frame, code, node);
  if (scope.yields || code.node.nodeType === 'AsyncFunctionDef') return suspended(m, frame, run, scope.yields, node);
  return run();
}

function suspended(m: Machine, frame: Frame, run: () => Value, yields: boolean, node: ExprNode): Value {
  const generator: HeapObject = m.make(
    {
      type: yields ? 'builtins.generator' : 'builtins.coroutine',
      code: {
        kind: 'suspended',
        run: () => {
          const returned = run();
          if (yields && frame.results.length > 0) generator.slots.set('[]', joinAll(frame.results));
          return yields ? valueOf(generator) : returned;
        },
      },
    },
    node,
  );
  return valueOf(generator);
}

function methodOf(callee: HeapObject, args: Arguments): Frame['method'] {
  const owner = callee.slots.get('__class_of_method__')?.things[0];
  return owner ? { instance: args.positional[0]?.things[0], owner } : undefined;
}

function runBody(m: Machine, frame: Frame, code: FunctionCode, node: ExprNode): Value {
  const { loops } = m;
  m.calls.push({ node: code.node, at: m.placeOf(node) });
  const uncertain = m.uncertain;
  try {
    return inFrame(m, frame, () => {
      if (code.node.nodeType === 'Lambda') return evaluate(m, code.node.body);
      const completion = executeBlock(m, code.node.body);
      if (scopeOf(code.node).yields) return UNKNOWN;
      const results = completion === 'return' || completion === 'raise' ? frame.results : [...frame.results, NONE];
      return results.length > 0 ? joinAll(results) : NONE;
    });
  } finally {
    m.calls.pop();
    m.uncertain = uncertain;
    m.loops = loops;
  }
}

/** A call that is not followed: its arguments and what it names may change, and what it gives is unknown. */
function cutShort(m: Machine, code: FunctionCode, args: Arguments, node: ExprNode): Value {
  const scope = scopeOf(code.node);
  m.mutateDeep([...args.positional, ...args.named.values()]);
  for (const name of scope.free) {
    const binding = m.globals.names.get(name);
    if (!binding) continue;
    m.read(`name:${name}`);
    m.mutateDeep([binding.value]);
    if (scope.globals.has(name)) m.maybe(() => m.bindGlobal(name, UNKNOWN, m.placeOf(node), 'call'));
  }
  m.emit({ kind: 'havoc', ...m.happening(m.placeOf(node)), reason: 'budget', scope: 'object', detail: 'a call was not followed' });
  return UNKNOWN;
}

function bindParameters(m: Machine, frame: Frame, code: FunctionCode, args: Arguments, node: ExprNode): void {
  const { args: declared } = code.node;
  const positional = [...declared.posonlyargs, ...declared.args];
  const named = new Map(args.named);
  const put = (name: string, value: Value): void => bindIn(m, frame, name, value, node, 'assign');
  positional.forEach((parameter, at) => {
    const given = args.positional[at] ?? named.get(parameter.arg) ?? code.defaults.get(parameter.arg);
    named.delete(parameter.arg);
    put(parameter.arg, args.starred && args.positional[at] === undefined ? UNKNOWN : (given ?? UNKNOWN));
  });
  for (const parameter of declared.kwonlyargs) {
    put(parameter.arg, named.get(parameter.arg) ?? code.defaults.get(parameter.arg) ?? UNKNOWN);
    named.delete(parameter.arg);
  }
  if (declared.vararg) put(declared.vararg.arg, collected(m, 'builtins.tuple', args.positional.slice(positional.length), node));
  if (declared.kwarg) put(declared.kwarg.arg, collected(m, 'builtins.dict', [...named.values()], node));
}

function collected(m: Machine, type: string, values: readonly Value[], node: ExprNode): Value {
  const object = m.make({ type }, node);
  if (values.length > 0) object.slots.set('[]', joinAll(values));
  return { things: [object], open: values.length === 0 };
}

/** Runs a class body and gives the class. */
export function makeClass(m: Machine, node: Statement<'ClassDef'>): Value {
  const bases = node.bases.map((each) => evaluate(m, each));
  const metaclasses = node.keywords.map((each) => evaluate(m, each.value));
  const cls = m.heap.make({ type: 'builtins.type', code: { kind: 'class', node, bases } }, m.placeOf(node), m.step.index);
  m.write(cls.location, true);
  const frame: Frame = {
    kind: 'class',
    names: makeNames(m.journal),
    scope: scopeOf(node),
    parent: m.frame,
    module: m.module,
    results: [],
    method: undefined,
  };
  const completion = inFrame(m, frame, () => executeBlock(m, node.body));
  for (const [name, binding] of frame.names.entries()) {
    cls.slots.set(name, binding.value);
    for (const thing of functionsIn(binding.value)) thing.slots.set('__class_of_method__', valueOf(cls));
  }
  // A metaclass makes of a class what it likes; one whose body raises is yet to be written.
  if (completion !== 'normal' || metaclasses.some((each) => each.things[0]?.qualified !== 'abc.ABCMeta')) m.forget(cls);
  return valueOf(cls);
}

function functionsIn(value: Value): HeapObject[] {
  return value.things.flatMap((thing) => {
    if (thing.code?.kind === 'function') return [thing];
    if (thing.code?.kind === 'property' || thing.code?.kind === 'classmethod' || thing.code?.kind === 'static')
      return functionsIn(thing.code.wrapped);
    return [];
  });
}

/** Makes an instance of a notebook class and runs its `__init__`. */
export function instantiate(m: Machine, cls: HeapObject, args: Arguments, node: ExprNode): Value {
  const name = cls.code?.kind === 'class' ? cls.code.node.name : 'object';
  const instance = m.make({ type: name, code: { kind: 'instance', of: cls } }, node);
  m.readObject(cls);
  m.schemas.set(instance.id, closedSchema([], false));
  // What `__new__` gives may be anything.
  if (fromClass(cls, '__new__')) m.forget(instance);
  const init = fromClass(cls, '__init__');
  if (init) call(m, { things: init.things, open: false }, { ...args, positional: [valueOf(instance), ...args.positional] }, node);
  else for (const [key, value] of args.named) instance.slots.set(key, value);
  if (!init && args.positional.length > 0) instance.slots.set('[]', joinAll(args.positional));
  return valueOf(instance);
}

/** Functions of the notebook that a value gives to code we do not see: they may be called, with anything. */
export function mayCall(m: Machine, value: Value, node: ExprNode, certain = false): void {
  for (const thing of value.things) {
    const run = (): void => void call(m, valueOf(thing), NO_PLACE_CALLS, node);
    if (thing.code?.kind === 'function' || thing.code?.kind === 'method' || thing.code?.kind === 'passes') {
      if (certain && value.things.length === 1 && !value.open) run();
      else m.maybe(run);
    } else if (thing.code?.kind === 'suspended') m.maybe(() => consumeIt(thing));
    else if (thing.code?.kind === 'instance') m.maybe(() => callMethods(m, thing, node));
  }
}

function consumeIt(thing: HeapObject): void {
  if (thing.code?.kind === 'suspended') thing.code.run();
}

/** Methods of an instance that a library is given, e.g. a transformer in a Pipeline: each once a step. */
function callMethods(m: Machine, instance: HeapObject, node: ExprNode, depth = 0): void {
  if (instance.code?.kind !== 'instance' || depth > 4) return;
  const cls = instance.code.of;
  for (const [, value] of cls.slots.entries())
    for (const thing of value.things) {
      if (thing.code?.kind !== 'function' || m.interpretations.has(thing.code.node)) continue;
      m.maybe(() => interpretMethod(m, instance, thing, node));
    }
}

function interpretMethod(m: Machine, instance: HeapObject, thing: HeapObject, node: ExprNode): void {
  if (thing.code?.kind === 'function')
    interpret(m, thing, thing.code, { positional: [valueOf(instance)], named: new Map(), starred: true }, node);
}

/** Applies decorators, last first. */
export function decorate(m: Machine, made: Value, decorators: readonly ExprNode[]): Value {
  const evaluated = decorators.map((each) => ({ node: each, value: evaluate(m, each) }));
  return evaluated.reduceRight((value, each) => applyDecorator(m, value, each.value, each.node), made);
}

const WRAPPERS: Readonly<Record<string, 'property' | 'static' | 'classmethod'>> = {
  'builtins.property': 'property',
  'functools.cached_property': 'property',
  'builtins.staticmethod': 'static',
  'builtins.classmethod': 'classmethod',
};

function applyDecorator(m: Machine, value: Value, decorator: Value, node: ExprNode): Value {
  const [thing] = decorator.things;
  const wrapper = thing?.qualified !== undefined && Object.hasOwn(WRAPPERS, thing.qualified) ? WRAPPERS[thing.qualified] : undefined;
  if (wrapper) return valueOf(m.make({ type: 'builtins.object', code: { kind: wrapper, wrapped: value } }, node));
  const ours = decorator.things.filter((each) => each.code && each.code.kind !== 'library');
  if (ours.length > 0) return call(m, { things: ours, open: decorator.open }, { positional: [value], named: new Map() }, node);
  if (thing?.qualified?.startsWith('ipywidgets.')) mayCall(m, value, node);
  for (const each of value.things) forgetDecorated(m, each);
  return { ...value, open: true };
}

/** `@dataclass` gives a class what it likes; `@patch` of fastcore adds a function to the class of its first parameter. */
function forgetDecorated(m: Machine, thing: HeapObject): void {
  if (thing.code?.kind === 'class') m.forget(thing);
  const [first] = thing.code?.kind === 'function' ? thing.code.node.args.args : [];
  for (const cls of first?.annotation ? evaluate(m, first.annotation).things : []) if (cls.code?.kind === 'class') m.forget(cls);
}
