// Evaluates expressions in Python's evaluation order.

import type { Expression, ExprNode } from '../python/ast.ts';
import { attributeOf } from './attributes.ts';
import { evaluateCall } from './calls.ts';
import { consume, elementOf } from './iteration.ts';
import { makeFunction } from './functions.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { bindIn, load } from './names.ts';
import { binary, comparison, unary } from './operators.ts';
import { inheritOrder } from './ordering.ts';
import { makeNames, scopeOf, type Comprehending, type Frame } from './scopes.ts';
import { closedSchema, UNKNOWN_CONTENT } from './states.ts';
import { subscript } from './subscripts.ts';
import { assignTo } from './targets.ts';
import { constantValue, joinAll, joinValues, NONE, stringOf, truthOf, UNKNOWN, valueOf, type Value } from './values.ts';

export function evaluate(m: Machine, node: ExprNode): Value {
  if (!m.spend()) return UNKNOWN;
  switch (node.nodeType) {
    case 'Constant':
      return constant(node);
    case 'Name':
      return load(m, node.id, node);
    case 'Attribute':
      return attributeOf(m, evaluate(m, node.value), node.attr, node);
    case 'Subscript':
      return subscript(m, node);
    case 'Call':
      return evaluateCall(m, node);
    case 'List':
    case 'Tuple':
    case 'Set':
      return sequence(m, node);
    case 'Dict':
      return dictionary(m, node);
    case 'BinOp':
      return binary(m, node);
    case 'UnaryOp':
      return unary(m, node);
    case 'BoolOp':
      return boolean(m, node);
    case 'Compare':
      return comparison(m, node);
    case 'IfExp':
      return conditional(m, node);
    case 'Lambda':
      return makeFunction(m, node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return comprehension(m, node);
    case 'JoinedStr':
    case 'TemplateStr':
      return joined(m, node);
    case 'FormattedValue':
    case 'Interpolation':
      return formatted(m, node);
    case 'NamedExpr': {
      const value = evaluate(m, node.value);
      if (node.target.nodeType === 'Name') bindWalrus(m, node.target, value);
      return value;
    }
    case 'Starred':
      return elementOf(m, evaluate(m, node.value), node);
    case 'Slice':
      for (const part of [node.lower, node.upper, node.step]) if (part) used(m, evaluate(m, part));
      return UNKNOWN;
    case 'Await':
      return consume(m, evaluate(m, node.value), node);
    case 'Yield':
      m.frame.results.push(node.value ? evaluate(m, node.value) : NONE);
      return UNKNOWN;
    case 'YieldFrom':
      m.frame.results.push(elementOf(m, evaluate(m, node.value), node));
      return UNKNOWN;
  }
}

/** Evaluates an expression of which only the content counts, e.g. an operand. */
export function used(m: Machine, value: Value): void {
  for (const thing of value.things) m.readObject(thing);
}

function constant(node: Expression<'Constant'>): Value {
  const value: unknown = node.value;
  if (value === '...' && node.quote_style === undefined) return UNKNOWN;
  if (value === undefined || value === null) return NONE;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return constantValue(value);
  return UNKNOWN;
}

function sequence(m: Machine, node: Expression<'List' | 'Tuple' | 'Set'>): Value {
  const object = m.make({ type: `builtins.${node.nodeType.toLowerCase()}` }, node);
  const values = node.elts.map((each) => evaluate(m, each));
  const plain = node.elts.every((each) => each.nodeType !== 'Starred');
  if (plain && values.length <= 64) values.forEach((value, at) => object.slots.set(`[${at}]`, value));
  if (plain) object.slots.set('length', constantValue(values.length));
  if (values.length > 0) object.slots.set('[]', joinAll(values));
  return valueOf(object);
}

function dictionary(m: Machine, node: Expression<'Dict'>): Value {
  const object = m.make({ type: 'builtins.dict' }, node);
  const values: Value[] = [];
  const keys: string[] = [];
  node.values.forEach((each, at) => {
    const key = node.keys[at];
    const keyValue = key ? evaluate(m, key) : undefined;
    const value = evaluate(m, each);
    const name = stringOf(keyValue);
    if (key && name !== undefined) {
      object.slots.set(`[${name}]`, value);
      keys.push(name);
    }
    values.push(key ? value : elementOf(m, value, each));
  });
  if (values.length > 0) object.slots.set('[]', joinAll(values));
  else object.slots.set('length', constantValue(0));
  if (keys.length === node.keys.length)
    m.schemas.set(
      object.id,
      closedSchema(
        keys.map((each) => [each, UNKNOWN_CONTENT]),
        false,
      ),
    );
  return valueOf(object);
}

function boolean(m: Machine, node: Expression<'BoolOp'>): Value {
  const [first, ...rest] = node.values;
  if (!first) return UNKNOWN;
  let value = evaluate(m, first);
  used(m, value);
  const truth = m.loops === 0 ? truthOf(value) : undefined;
  const stops = node.op.nodeType === 'And' ? truth === false : truth === true;
  if (stops) return value;
  const goOn = (): void => {
    for (const each of rest) {
      const next = evaluate(m, each);
      used(m, next);
      value = joinValues(value, next);
    }
  };
  if (truth === undefined) m.maybe(goOn);
  else goOn();
  return value;
}

function conditional(m: Machine, node: Expression<'IfExp'>): Value {
  const test = evaluate(m, node.test);
  used(m, test);
  const truth = m.loops === 0 ? truthOf(test) : undefined;
  if (truth !== undefined) return evaluate(m, truth ? node.body : node.orelse);
  const values: Value[] = [];
  m.branches([() => void values.push(evaluate(m, node.body)), () => void values.push(evaluate(m, node.orelse))]);
  return joinAll(values);
}

function joined(m: Machine, node: Expression<'JoinedStr' | 'TemplateStr'>): Value {
  let text: string | undefined = '';
  for (const each of node.values) {
    const value = evaluate(m, each);
    const part = stringOf(value);
    text = text !== undefined && part !== undefined ? text + part : undefined;
  }
  return text === undefined ? m.fresh('builtins.str', node) : constantValue(text);
}

function formatted(m: Machine, node: Expression<'FormattedValue' | 'Interpolation'>): Value {
  const value = evaluate(m, node.value);
  m.readDeep([value]);
  if (node.format_spec) evaluate(m, node.format_spec);
  return node.format_spec || node.conversion > 0 ? UNKNOWN : stringOf(value) === undefined ? UNKNOWN : value;
}

function bindWalrus(m: Machine, target: Expression<'Name'>, value: Value): void {
  let frame: Frame = m.frame;
  while (frame.kind === 'comprehension' && frame.parent) frame = frame.parent;
  if (frame.kind !== 'notebook' && frame.scope.globals.has(target.id)) frame = m.globals;
  bindIn(m, frame, target.id, value, target, 'walrus');
}

/** Comprehensions run where they stand; generator expressions when they are consumed, but for their first iterable. */
function comprehension(m: Machine, node: Comprehending): Value {
  const [first] = node.generators;
  if (!first) return UNKNOWN;
  const iterable = evaluate(m, first.iter);
  const frame: Frame = {
    kind: 'comprehension',
    names: makeNames(m.journal),
    scope: scopeOf(node),
    parent: m.frame,
    module: m.module,
    results: [],
    method: undefined,
  };
  const result = m.make({ type: 'builtins.object' }, node);
  const run = (): Value => inFrame(m, frame, () => runComprehension(m, node, iterable, result));
  if (node.nodeType === 'GeneratorExp') return valueOf(m.make({ type: 'builtins.generator', code: { kind: 'suspended', run } }, node));
  return run();
}

function runComprehension(m: Machine, node: Comprehending, iterable: Value, result: HeapObject): Value {
  const types = {
    ListComp: 'builtins.list',
    SetComp: 'builtins.set',
    DictComp: 'builtins.dict',
    GeneratorExp: 'builtins.generator',
  } as const;
  const made = m.make({ type: types[node.nodeType] }, node);
  m.loops++;
  const loop = (at: number): void => {
    const generator = node.generators[at];
    if (!generator) {
      if (node.nodeType === 'DictComp') evaluate(m, node.key);
      const element = evaluate(m, node.nodeType === 'DictComp' ? node.value : node.elt);
      made.slots.set('[]', element);
      result.slots.set('[]', element);
      return;
    }
    const values = at === 0 ? iterable : evaluate(m, generator.iter);
    const element = elementOf(m, values, generator.iter);
    if (isEmpty(values)) return;
    assignTo(m, generator.target, element, 'for');
    for (const test of generator.ifs) used(m, evaluate(m, test));
    if (generator.ifs.length > 0) m.maybe(() => loop(at + 1));
    else loop(at + 1);
  };
  loop(0);
  m.loops--;
  if (node.nodeType !== 'SetComp') inheritOrder(m, iterable, valueOf(made));
  return valueOf(made);
}

/** Surely without elements, e.g. `[]`, `{}`, `range(0)`. */
export function isEmpty(value: Value): boolean {
  if (value.constant) return value.constant.value === '';
  const only = value.things.length === 1 && !value.open ? value.things[0] : undefined;
  return only?.slots.get('length')?.constant?.value === 0 && only.slots.get('[]') === undefined;
}

/** Runs something with another frame and its module as the current ones. */
export function inFrame<Result>(m: Machine, frame: Frame, run: () => Result): Result {
  const [before, module] = [m.frame, m.module];
  m.frame = frame;
  m.module = frame.module;
  try {
    return run();
  } finally {
    m.frame = before;
    m.module = module;
  }
}
