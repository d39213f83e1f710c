// Splits that are written by hand: two slices that meet, a mask and its opposite, a sample and what is left, two sets of positions.

import type { Expression, ExprNode } from '../python/ast.ts';
import type { Applied } from './applied.ts';
import type { Half } from './clues.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { allRows } from './subscripts.ts';
import { UNKNOWN_ROWS } from './states.ts';
import type { Value } from './values.ts';

/** `base[rows]`: notes one half of a split, and the split where the other half is there. */
export function noteHalf(m: Machine, base: HeapObject, key: Value, made: HeapObject, node: Expression<'Subscript'>): void {
  const [frame] = base.shares;
  const data = base.type === 'pandas.Indexer' ? frame : base;
  if (!data || !/^(pandas\.(DataFrame|Series|Index)|numpy\.ndarray|sklearn\.transformed|builtins\.list|unknown)$/.test(data.type)) return;
  const rows = rowsAsked(node.slice);
  if (!rows || allRows(node.slice)) return;
  const half = positions(m, key) ?? halfOf(m, rows);
  if (half) meet(m, data, half.at, half.side, made);
}

function rowsAsked(slice: ExprNode): ExprNode | undefined {
  return slice.nodeType === 'Tuple' ? slice.elts[0] : slice;
}

interface Place {
  readonly side: Half['side'];
  /** Where the rows are divided, e.g. `:800`. */
  readonly at: string;
}

/** Which half an expression asks for: `:800` and `800:`, `mask` and `~mask`, `year < 2020` and `year >= 2020`. */
function halfOf(m: Machine, rows: ExprNode): Place | undefined {
  if (rows.nodeType === 'Slice') {
    if (rows.step || Boolean(rows.lower) === Boolean(rows.upper)) return undefined;
    const bound = rows.lower ?? rows.upper;
    return bound && { side: rows.upper ? 'head' : 'tail', at: `:${textOf(m, bound)}` };
  }
  if (rows.nodeType === 'UnaryOp' && rows.op.nodeType === 'Invert') return { side: 'tail', at: `~${textOf(m, rows.operand)}` };
  if (rows.nodeType === 'Name') return { side: 'head', at: `~${rows.id}` };
  const [op] = rows.nodeType === 'Compare' ? rows.ops : [];
  const [bound] = rows.nodeType === 'Compare' ? rows.comparators : [];
  if (rows.nodeType !== 'Compare' || !op || !bound || rows.ops.length > 1) return undefined;
  // Two columns that are compared divide the rows by what they are, not into rows to train and to test with.
  if (!/^(Lt|GtE|LtE|Gt)$/.test(op.nodeType) || !/^(Constant|Name|Call|UnaryOp)$/.test(bound.nodeType)) return undefined;
  const before = op.nodeType.startsWith('Lt');
  // `<` and `>=` are one pair, `<=` and `>` the other.
  const pair = op.nodeType === 'Lt' || op.nodeType === 'GtE' ? '<' : '<=';
  return { side: before ? 'head' : 'tail', at: `${textOf(m, rows.left)}${pair}${textOf(m, bound)}` };
}

/** Rows by positions or labels that are themselves one half of all, e.g. of a permutation. */
function positions(m: Machine, key: Value): Place | undefined {
  const [thing] = key.things;
  const found = thing && /(\d+)\/([01])$/.exec(m.rows.get(thing.id) ?? '');
  return found ? { side: found[2] === '0' ? 'head' : 'tail', at: `by ${found[1]}` } : undefined;
}

/** Rows that a notebook takes by `sample`, and what is left of the frame without them. */
export function noteSampled(m: Machine, { receiver, method, args }: Applied, result: Value): void {
  const [made] = result.things;
  if (!receiver || !made) return;
  if (method === 'sample' && !mayRepeat(args.named)) m.clues.samples.set(made.id, receiver.id);
  if (method !== 'drop' || m.clues.samples.size === 0) return;
  const [labels] = args.named.get('index')?.things ?? args.positional[0]?.things ?? [];
  const [sample] = labels?.qualified?.endsWith('.index') === true ? labels.shares : [];
  if (!sample || m.clues.samples.get(sample.id) !== receiver.id) return;
  meet(m, receiver, `sample ${sample.id}`, 'head', sample);
  meet(m, receiver, `sample ${sample.id}`, 'tail', made);
}

/** Whether `sample` may take a row more than once. */
export function mayRepeat(named: ReadonlyMap<string, Value>): boolean {
  const replace = named.get('replace');
  const fraction = named.get('frac')?.constant?.value;
  return replace?.constant?.value === true || (typeof fraction === 'number' && fraction > 1);
}

/** A half without its complement is only some rows; with it, the first of the two divides them. */
function meet(m: Machine, base: HeapObject, at: string, side: Half['side'], object: HeapObject): void {
  const key = `${base.id} ${at}`;
  const half: Half = { side, object };
  const other = m.clues.halves.get(key);
  if (!other || other.side === half.side) return void m.clues.halves.set(key, half);
  const known = m.rows.get(base.id) ?? UNKNOWN_ROWS;
  const whole = known === UNKNOWN_ROWS ? String(base.id) : known;
  if (known === UNKNOWN_ROWS) m.learn(m.rows, base, whole, UNKNOWN_ROWS);
  for (const each of [other, half]) m.rows.set(each.object.id, `${whole}/${other.object.id}/${each.side === 'head' ? 0 : 1}`);
  m.emit({ kind: 'part', ...m.happening(other.object.at), step: other.object.step, given: [{ id: base.id, name: '', rows: known }] });
}

function textOf(m: Machine, node: ExprNode): string {
  const { start, end } = m.module.spanOf(node);
  return m.module.source.slice(start, end);
}
