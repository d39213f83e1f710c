// Evaluates expressions in Python's evaluation order.

import type { Expression, ExprNode } from '../python/ast.ts';
import { attributeOf } from './attributes.ts';
import { call, evaluateCall } from './calls.ts';
import { consume, elementOf } from './iteration.ts';
import { makeFunction } from './functions.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { bindIn, load } from './names.ts';
import { makeNames, scopeOf, type Comprehending, type Frame } from './scopes.ts';
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
function used(m: Machine, value: Value): void {
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
  if (plain && values.length <= 16) values.forEach((value, at) => object.slots.set(`[${at}]`, value));
  if (plain) object.slots.set('length', constantValue(values.length));
  if (values.length > 0) object.slots.set('[]', joinAll(values));
  return valueOf(object);
}

function dictionary(m: Machine, node: Expression<'Dict'>): Value {
  const object = m.make({ type: 'builtins.dict' }, node);
  const values: Value[] = [];
  node.values.forEach((each, at) => {
    const key = node.keys[at];
    const keyValue = key ? evaluate(m, key) : undefined;
    const value = evaluate(m, each);
    const name = stringOf(keyValue);
    if (key && name !== undefined) object.slots.set(`[${name}]`, value);
    values.push(key ? value : elementOf(m, value, each));
  });
  if (values.length > 0) object.slots.set('[]', joinAll(values));
  else object.slots.set('length', constantValue(0));
  return valueOf(object);
}

/** Result classes of arithmetic that keep what the left or right operand is. */
const ARITHMETIC = new Set(['pandas.DataFrame', 'pandas.Series', 'numpy.ndarray']);

function binary(m: Machine, node: Expression<'BinOp'>): Value {
  const left = evaluate(m, node.left);
  const right = evaluate(m, node.right);
  used(m, left);
  used(m, right);
  const [a, b] = [stringOf(left), stringOf(right)];
  if (node.op.nodeType === 'Add' && a !== undefined && b !== undefined) return constantValue(a + b);
  if (node.op.nodeType === 'Div' && b !== undefined && left.things[0]?.type.startsWith('pathlib.')) {
    const base = stringOf(left.things[0].slots.get('path'));
    return pathValue(m, node, base === undefined ? undefined : `${base}/${b}`);
  }
  const kept = [...left.things, ...right.things].find((each) => ARITHMETIC.has(each.type));
  if (kept) return m.fresh(kept.type, node);
  const parts = [...left.things, ...right.things].filter((each) => each.type === 'builtins.list' || each.type === 'builtins.tuple');
  const result = m.make({ type: parts[0]?.type ?? 'builtins.object' }, node);
  const elements = parts.map((each) => each.slots.get('[]')).filter((each) => each !== undefined);
  if (elements.length > 0) result.slots.set('[]', joinAll(elements));
  return valueOf(result);
}

/** A pathlib path with the text it surely has. */
export function pathValue(m: Machine, node: ExprNode, path: string | undefined): Value {
  const object = m.make({ type: 'pathlib.Path' }, node);
  if (path !== undefined) object.slots.set('path', constantValue(path));
  return valueOf(object);
}

function unary(m: Machine, node: Expression<'UnaryOp'>): Value {
  const value = evaluate(m, node.operand);
  used(m, value);
  const truth = truthOf(value);
  if (node.op.nodeType === 'Not') return truth === undefined ? m.fresh('builtins.bool', node) : constantValue(!truth);
  if (node.op.nodeType === 'USub' && typeof value.constant?.value === 'number') return constantValue(-value.constant.value);
  return m.fresh(value.things[0]?.type ?? 'builtins.object', node);
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

function comparison(m: Machine, node: Expression<'Compare'>): Value {
  const left = evaluate(m, node.left);
  used(m, left);
  const rights = node.comparators.map((each) => {
    const value = evaluate(m, each);
    m.readDeep([value]);
    return value;
  });
  const [right] = rights;
  const [op] = node.ops;
  if (rights.length === 1 && left.constant && right?.constant && !left.open && !right.open) {
    const same = left.constant.value === right.constant.value;
    if (op?.nodeType === 'Eq' || op?.nodeType === 'Is') return constantValue(same);
    if (op?.nodeType === 'NotEq' || op?.nodeType === 'IsNot') return constantValue(!same);
  }
  const arrays = [left, ...rights].flatMap((each) => each.things).find((each) => ARITHMETIC.has(each.type));
  return m.fresh(arrays?.type ?? 'builtins.bool', node);
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

function subscript(m: Machine, node: Expression<'Subscript'>): Value {
  const base = evaluate(m, node.value);
  const key = evaluate(m, node.slice);
  m.readDeep([key]);
  if (base.things.length === 0) return UNKNOWN;
  return joinAll(base.things.map((each) => item(m, each, key, node)));
}

/** Containers that hand out the very objects they hold. */
const CONTAINERS = new Set([
  'builtins.list',
  'builtins.tuple',
  'builtins.dict',
  'builtins.set',
  'collections.OrderedDict',
  'collections.defaultdict',
]);

function item(m: Machine, object: HeapObject, key: Value, node: Expression<'Subscript'>): Value {
  m.readObject(object);
  const method = object.code?.kind === 'instance' ? attributeOf(m, valueOf(object), '__getitem__', node) : undefined;
  if (method && method.things.some((each) => each.code?.kind === 'method'))
    return call(m, method, { positional: [key], named: new Map() }, node);
  if (object.type === 'library') return valueOf(object);
  if (CONTAINERS.has(object.type)) {
    const name = key.constant && !key.open ? String(key.constant.value) : undefined;
    const known = name === undefined ? undefined : object.slots.get(`[${name}]`);
    if (node.slice.nodeType === 'Slice') return valueOf(object);
    return known ?? object.slots.get('[]') ?? UNKNOWN;
  }
  return itemOfLibraryObject(m, object, key, node);
}

function itemOfLibraryObject(m: Machine, object: HeapObject, key: Value, node: Expression<'Subscript'>): Value {
  const list = key.things.some((each) => each.type === 'builtins.list');
  if (object.type === 'pandas.DataFrame') {
    if (stringOf(key) !== undefined) return m.fresh('pandas.Series', node, [object]);
    if (list || key.things.some((each) => each.type === 'pandas.Series')) return m.fresh('pandas.DataFrame', node);
    return m.fresh('pandas.DataFrame', node, [object]);
  }
  if (object.type === 'pandas.Series') return m.fresh('pandas.Series', node, list ? [] : [object]);
  if (object.type === 'numpy.ndarray') return m.fresh('numpy.ndarray', node, list ? [] : [object]);
  if (object.type === 'pandas.GroupBy') return m.fresh('pandas.GroupBy', node, [object]);
  return {
    things: [m.make({ type: object.type.endsWith('Indexer') ? 'pandas.Selection' : 'unknown', shares: [object] }, node)],
    open: true,
  };
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
