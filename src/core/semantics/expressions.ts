// Evaluates expressions in Python's evaluation order.

import type { Expression, ExprNode } from '../python/ast.ts';
import { attributeOf, unlessSure } from './attributes.ts';
import { call, evaluateCall } from './calls.ts';
import { consume, elementOf } from './iteration.ts';
import { makeFunction } from './functions.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { bindIn, load } from './names.ts';
import { needColumns, readItem, readLoc } from './columns.ts';
import { contentOf, onlyThing } from './contents.ts';
import { keptRows } from './frames.ts';
import { makeNames, scopeOf, type Comprehending, type Frame } from './scopes.ts';
import { closedSchema, combined, NUMBERS, ofSomeRows, UNKNOWN_CONTENT, UNKNOWN_ROWS } from './states.ts';
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

/** Classes whose arithmetic gives one of the same class; the first of them that takes part decides. */
const ARITHMETIC = ['pandas.DataFrame', 'pandas.Series', 'numpy.ndarray'];

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
  const kept = calculated(m, [left, right], node);
  if (kept) return kept;
  const operands = [...left.things, ...right.things];
  const parts = operands.filter((each) => each.type === 'builtins.list' || each.type === 'builtins.tuple');
  const joins = node.op.nodeType === 'Add' ? parts.length === operands.length : node.op.nodeType === 'Mult';
  const type = joins ? parts[0]?.type : undefined;
  const result = m.make({ type: type ?? 'builtins.object' }, node);
  const elements = parts.map((each) => each.slots.get('[]')).filter((each) => each !== undefined);
  if (elements.length > 0) result.slots.set('[]', joinAll(elements));
  if (node.op.nodeType === 'Add') concatenated([left, right], result);
  return { things: [result], open: left.open || right.open };
}

/** `[a, b] + [c]`: every element is known where those of both are. */
function concatenated(operands: readonly Value[], result: HeapObject): void {
  const all: Value[] = [];
  for (const each of operands) {
    const thing = onlyThing(each);
    const length = thing?.slots.get('length')?.constant?.value;
    if (!thing || typeof length !== 'number' || length > 64) return;
    for (let at = 0; at < length; at++) all.push(thing.slots.get(`[${at}]`) ?? UNKNOWN);
  }
  all.forEach((value, at) => result.slots.set(`[${at}]`, value));
  result.slots.set('length', constantValue(all.length));
}

/** What a calculation with arrays, series or frames gives. */
function calculated(m: Machine, operands: readonly Value[], node: ExprNode): Value | undefined {
  const things = operands.flatMap((each) => each.things);
  const kept = ARITHMETIC.map((type) => things.find((each) => each.type === type)).find((each) => each !== undefined);
  if (!kept) return undefined;
  const result = m.make({ type: kept.type }, node);
  m.rows.set(result.id, keptRows(m, operands));
  m.contents.set(result.id, combined(operands.map((each) => contentOf(m, each))));
  return { things: [result], open: operands.some((each) => each.open) || !things.every((each) => ARITHMETIC.includes(each.type)) };
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
  const array = calculated(m, [value], node);
  if (array) return array;
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
  const arrays = node.ops.every((each) => !/^(In|NotIn|Is|IsNot)$/.test(each.nodeType))
    ? calculated(m, [left, ...rights], node)
    : undefined;
  const [made] = arrays?.things ?? [];
  if (made) m.contents.set(made.id, NUMBERS);
  return arrays ?? m.fresh('builtins.bool', node);
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
  return unlessSure(m, base, () => joinAll(base.things.map((each) => item(m, each, key, node))));
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
    if (object.type === 'builtins.dict' && stringOf(key) !== undefined) needColumns(m, object, [String(name)], node);
    const known = name === undefined ? undefined : object.slots.get(`[${name}]`);
    if (node.slice.nodeType === 'Slice') return valueOf(object);
    return known ?? object.slots.get('[]') ?? UNKNOWN;
  }
  return itemOfLibraryObject(m, object, key, node);
}

function itemOfLibraryObject(m: Machine, object: HeapObject, key: Value, node: Expression<'Subscript'>): Value {
  const list = key.things.some((each) => each.type === 'builtins.list');
  const result = itemValue(m, object, key, list, node);
  if (object.type === 'pandas.DataFrame' || object.type.startsWith('pandas.api.typing.')) readItem(m, object, key, result, node);
  const [made] = result.things;
  if (!made) return result;
  if (object.type === 'pandas.Indexer') readIndexer(m, object, key, made, node);
  if (object.type === 'pandas.Accessor') m.contents.set(made.id, m.contents.get(object.id) ?? UNKNOWN_CONTENT);
  if (object.type === 'numpy.ndarray' || object.type === 'pandas.Series') {
    const whole = allRows(node.slice);
    const content = m.contents.get(object.id) ?? UNKNOWN_CONTENT;
    m.contents.set(made.id, whole ? content : ofSomeRows(content));
    m.rows.set(made.id, whole ? (m.rows.get(object.id) ?? UNKNOWN_ROWS) : UNKNOWN_ROWS);
  }
  return result;
}

function itemValue(m: Machine, object: HeapObject, key: Value, list: boolean, node: Expression<'Subscript'>): Value {
  if (object.type === 'pandas.DataFrame') {
    if (stringOf(key) !== undefined) return m.fresh('pandas.Series', node, [object]);
    if (list || key.things.some((each) => each.type === 'pandas.Series')) return m.fresh('pandas.DataFrame', node);
    return { ...m.fresh('pandas.DataFrame', node, [object]), open: node.slice.nodeType !== 'Slice' };
  }
  if (object.type === 'pandas.Series') return { ...m.fresh('pandas.Series', node, list ? [] : [object]), open: true };
  if (object.type === 'numpy.ndarray') return { ...m.fresh('numpy.ndarray', node, list ? [] : [object]), open: !allRows(node.slice) };
  if (object.type === 'pandas.GroupBy') return m.fresh('pandas.GroupBy', node, [object]);
  if (object.type === 'pandas.Accessor') return m.fresh('pandas.Series', node);
  if (object.type === 'pandas.Indexer') return indexed(m, object, node);
  return { things: [m.make({ type: 'unknown', shares: [object] }, node)], open: true };
}

/** `frame.loc[...]`: a frame where rows and columns are chosen by lists, masks or slices; a series where one column is. */
function indexed(m: Machine, object: HeapObject, node: Expression<'Subscript'>): Value {
  const [frame] = object.shares;
  const parts = node.slice.nodeType === 'Tuple' ? node.slice.elts : [node.slice];
  const plural = (part: ExprNode | undefined): boolean =>
    part?.nodeType === 'Slice' || part?.nodeType === 'List' || part?.nodeType === 'Compare' || part?.nodeType === 'BinOp';
  if (frame?.type === 'pandas.DataFrame' && plural(parts[0])) {
    if (parts.length === 1 || plural(parts[1])) return m.fresh('pandas.DataFrame', node, [object]);
    if (parts[1]?.nodeType === 'Constant') return m.fresh('pandas.Series', node, [object]);
  }
  return { things: [m.make({ type: 'pandas.Selection', shares: [object] }, node)], open: true };
}

function readIndexer(m: Machine, object: HeapObject, key: Value, made: HeapObject, node: Expression<'Subscript'>): void {
  const [frame] = object.shares;
  if (frame?.type !== 'pandas.DataFrame') return;
  if (/\.(loc|at)$/.test(object.qualified ?? '')) return readLoc(m, frame, key, made, allRows(node.slice), node);
  if (allRows(node.slice)) m.rows.set(made.id, m.rows.get(frame.id) ?? UNKNOWN_ROWS);
}

/** `[:]`, `[:, 1]`: all rows are kept. */
export function allRows(slice: ExprNode): boolean {
  const rows = slice.nodeType === 'Tuple' ? slice.elts[0] : slice;
  return rows?.nodeType === 'Slice' && !rows.lower && !rows.upper && !rows.step;
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
