// Arithmetic, comparisons and `not`: what they give of numbers, lists, arrays, series and frames.

import type { Expression, ExprNode } from '../python/ast.ts';
import { contentOf, onlyThing } from './contents.ts';
import { inheritOrigin } from './echoes.ts';
import { evaluate, used } from './expressions.ts';
import { keptRows } from './frames.ts';
import { elementsOf, fillWith, type HeapObject } from './heap.ts';
import { inheritScores, noteBetter, noteHits } from './judging.ts';
import { inheritStatistic, noteScaled } from './lessons.ts';
import type { Machine } from './machine.ts';
import { combined, NUMBERS } from './states.ts';
import { constantValue, joinAll, stringOf, truthOf, valueOf, type Value } from './values.ts';

/** Classes whose arithmetic gives one of the same class; the first of them that takes part decides. */
const ARITHMETIC = ['pandas.DataFrame', 'pandas.Series', 'numpy.ndarray'];

export function binary(m: Machine, node: Expression<'BinOp'>): Value {
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
  noteScaled(m, node.op.nodeType, left, right, node);
  if (kept) return kept;
  const operands = [...left.things, ...right.things];
  const parts = operands.filter((each) => each.type === 'builtins.list' || each.type === 'builtins.tuple');
  const joins = node.op.nodeType === 'Add' ? parts.length === operands.length : node.op.nodeType === 'Mult';
  const type = joins ? parts[0]?.type : undefined;
  const result = m.make({ type: type ?? 'builtins.object' }, node);
  const elements = parts.map((each) => each.slots.get('[]')).filter((each) => each !== undefined);
  if (elements.length > 0) result.slots.set('[]', joinAll(elements));
  if (node.op.nodeType === 'Add') concatenated([left, right], result);
  inheritStatistic(m, [left, right], result);
  inheritScores(m, [left, right], result);
  return { things: [result], open: left.open || right.open };
}

/** `[a, b] + [c]`: every element is known where those of both are. */
function concatenated(operands: readonly Value[], result: HeapObject): void {
  const all: Value[] = [];
  for (const each of operands) {
    const elements = elementsOf(onlyThing(each));
    if (!elements || elements.length > 64) return;
    all.push(...elements);
  }
  fillWith(result, all);
}

/** What a calculation with arrays, series or frames gives. */
function calculated(m: Machine, operands: readonly Value[], node: ExprNode): Value | undefined {
  if (!operands.some((operand) => operand.things.some((each) => ARITHMETIC.includes(each.type)))) return undefined;
  const things = operands.flatMap((each) => each.things);
  const kept = ARITHMETIC.map((type) => things.find((each) => each.type === type)).find((each) => each !== undefined);
  if (!kept) return undefined;
  const result = m.make({ type: kept.type }, node);
  m.rows.set(result.id, keptRows(m, operands));
  m.contents.set(result.id, combined(operands.map((each) => contentOf(m, each))));
  inheritOrigin(m, operands, result, node);
  inheritStatistic(m, operands, result);
  return { things: [result], open: operands.some((each) => each.open) || !things.every((each) => ARITHMETIC.includes(each.type)) };
}

/** A pathlib path with the text it surely has. */
export function pathValue(m: Machine, node: ExprNode, path: string | undefined): Value {
  const object = m.make({ type: 'pathlib.Path' }, node);
  if (path !== undefined) object.slots.set('path', constantValue(path));
  return valueOf(object);
}

export function unary(m: Machine, node: Expression<'UnaryOp'>): Value {
  const value = evaluate(m, node.operand);
  used(m, value);
  const truth = truthOf(value);
  if (node.op.nodeType === 'Not') return truth === undefined ? m.fresh('builtins.bool', node) : constantValue(!truth);
  const array = calculated(m, [value], node);
  if (array) return array;
  if (node.op.nodeType === 'USub' && typeof value.constant?.value === 'number') return constantValue(-value.constant.value);
  return m.fresh(value.things[0]?.type ?? 'builtins.object', node);
}

export function comparison(m: Machine, node: Expression<'Compare'>): Value {
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
  if (made && right) noteHits(m, left, right, made);
  if (right) noteBetter(m, node, left, right);
  return arrays ?? m.fresh('builtins.bool', node);
}
