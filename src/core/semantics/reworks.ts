// Statements that make a variable anew from what it was before, so that running them twice gives something else than running them once.

import type { ASTNode, ExprNode, StmtNode } from '../python/ast.ts';
import type { Place } from '../text/span.ts';
import type { Flow, Thing } from './events.ts';
import type { Model } from './model.ts';
import { childrenOf } from './scopes.ts';

/** A variable of another cell that a cell changes from its own last value. */
export interface Rework {
  readonly cell: number;
  readonly step: number;
  readonly name: string;
  /** What a second run does: goes on from the first, or fails because the first took something away. */
  readonly effect: 'again' | 'fails' | 'grows';
  readonly at: Place;
  /** The step whose value it starts from. */
  readonly from: number;
  /** It is an assignment `name = expression`, whose result could have a name of its own. */
  readonly plain: boolean;
}

/** Reworks at the top level of cells, in document order; only where what is done is known to matter when it is done twice. */
export function reworksOf(model: Model): readonly Rework[] {
  const found: Rework[] = [];
  for (const flow of model.document.flows) {
    const { step } = flow;
    if (step.item.kind !== 'statement' || !flow.reached) continue;
    const seen = reworkOf(step.item.node, (name) => typeOf(model, flow, name));
    if (!seen) continue;
    const providers = flow.reads.find((each) => each.location === `name:${seen.name}`)?.providers ?? [];
    const [from] = providers;
    // What this cell has made anew before starts afresh at each run.
    if (from === undefined || providers.some((each) => model.steps[each]?.cell === step.cell)) continue;
    found.push({ cell: step.cell, step: step.index, name: seen.name, effect: seen.effect, at: step.at, from, plain: seen.plain });
  }
  return found;
}

function typeOf(model: Model, flow: Flow, name: string): string | undefined {
  const providers = flow.reads.find((each) => each.location === `name:${name}`)?.providers ?? [];
  const [only] = providers;
  const value = only === undefined ? undefined : model.document.flows.find((each) => each.step.index === only)?.bound.get(name);
  const things: readonly Thing[] = value?.things ?? [];
  return things.length === 1 ? things[0]?.type : typeof value?.constant?.value;
}

interface Seen {
  readonly name: string;
  readonly effect: Rework['effect'];
  readonly plain: boolean;
}

type TypeOf = (name: string) => string | undefined;

function reworkOf(node: StmtNode, type: TypeOf): Seen | undefined {
  switch (node.nodeType) {
    case 'AugAssign':
      return node.target.nodeType === 'Name' && !/^Bit(Or|And)$/.test(node.op.nodeType)
        ? { name: node.target.id, effect: 'again', plain: false }
        : undefined;
    case 'Assign': {
      const [target] = node.targets;
      if (node.targets.length !== 1 || !target) return undefined;
      if (target.nodeType === 'Name') return assignment(target.id, node.value);
      return target.nodeType === 'Subscript' ? column(target, node.value) : undefined;
    }
    case 'Expr':
      return node.value.nodeType === 'Call' ? statementCall(node.value, type) : undefined;
    case 'Delete': {
      const [target] = node.targets;
      return target?.nodeType === 'Subscript' && target.value.nodeType === 'Name' && target.slice.nodeType === 'Constant'
        ? { name: target.value.id, effect: 'fails', plain: false }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Methods of a value whose result, taken as the value, differs when they are applied again. */
const AGAIN = new Set([
  'append',
  'shift',
  'diff',
  'cumsum',
  'cumprod',
  'pct_change',
  'explode',
  'transpose',
  'add',
  'sub',
  'mul',
  'div',
  'pow',
]);
/** Functions of modules that take it as their argument. */
const FUNCTIONS = new Set(
  'concat append concatenate vstack hstack get_dummies log log1p log10 log2 exp expm1 sqrt square diff cumsum'.split(' '),
);

function assignment(name: string, value: ExprNode): Seen | undefined {
  const again: Seen = { name, effect: 'again', plain: true };
  if (value.nodeType === 'BinOp') return calculates(value, (each) => isName(each, name)) ? again : undefined;
  if (value.nodeType === 'Subscript') return isName(value.value, name) && cuts(value.slice) ? again : undefined;
  if (value.nodeType === 'Attribute') return isName(value.value, name) && value.attr === 'T' ? again : undefined;
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute') return undefined;
  const { attr, value: receiver } = value.func;
  if (isName(receiver, name)) {
    if (attr === 'drop' && takesColumns(value)) return { ...again, effect: 'fails' };
    if (attr === 'set_index' && !has(value, 'append')) return { ...again, effect: 'fails' };
    return AGAIN.has(attr) ? again : undefined;
  }
  const [first] = value.args;
  // `pd.concat([train, more])`
  const given = first && (first.nodeType === 'List' || first.nodeType === 'Tuple') ? first.elts : first ? [first] : [];
  if (receiver.nodeType !== 'Name' || !FUNCTIONS.has(attr) || !given.some((each) => isName(each, name))) return undefined;
  // Encoded once, a frame has no text left; columns that are named are gone.
  if (attr === 'get_dummies') return has(value, 'columns') ? { ...again, effect: 'fails' } : undefined;
  return given.length > 1 || /^(append|log|exp|sqrt|square|diff|cumsum)/.test(attr) ? again : undefined;
}

/** `df["a"] = df["a"] * 2`: the same column on both sides. */
function column(target: Extract<ExprNode, { nodeType: 'Subscript' }>, value: ExprNode): Seen | undefined {
  if (target.value.nodeType !== 'Name' || target.slice.nodeType !== 'Constant') return undefined;
  const { id } = target.value;
  const key: unknown = target.slice.value;
  const same = (each: ExprNode): boolean =>
    each.nodeType === 'Subscript' && isName(each.value, id) && each.slice.nodeType === 'Constant' && each.slice.value === key;
  const again: Seen = { name: id, effect: 'again', plain: false };
  if (value.nodeType === 'BinOp') return calculates(value, same) ? again : undefined;
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute') return undefined;
  const { attr, value: receiver } = value.func;
  const [first] = value.args;
  // A second `map` of a dict finds none of its keys any more, and makes everything missing.
  if (same(receiver)) return AGAIN.has(attr) || (attr === 'map' && first?.nodeType === 'Dict') ? again : undefined;
  return FUNCTIONS.has(attr) && first !== undefined && same(first) ? again : undefined;
}

function statementCall(call: Extract<ExprNode, { nodeType: 'Call' }>, type: TypeOf): Seen | undefined {
  const { func } = call;
  if (func.nodeType !== 'Attribute' || func.value.nodeType !== 'Name') return undefined;
  const name = func.value.id;
  const kind = type(name);
  if (kind === 'builtins.list' && /^(append|extend|insert)$/.test(func.attr)) return { name, effect: 'grows', plain: false };
  if (kind !== 'pandas.DataFrame') return undefined;
  const inplace = call.keywords.some((each) => each.arg === 'inplace' && each.value.nodeType === 'Constant' && each.value.value === true);
  if (func.attr === 'drop' && inplace && takesColumns(call)) return { name, effect: 'fails', plain: false };
  if (func.attr === 'set_index' && inplace) return { name, effect: 'fails', plain: false };
  return func.attr === 'pop' || func.attr === 'insert' ? { name, effect: 'fails', plain: false } : undefined;
}

/** `x / 255`, `1 - x`, `(x - x.mean()) * 2`: the value itself takes part, not only something computed from it. */
function calculates(node: ExprNode, same: (each: ExprNode) => boolean): boolean {
  if (node.nodeType !== 'BinOp') return same(node);
  // `x % 2`, `x | y` and `x & y` give the same again.
  if (/^(Mod|BitOr|BitAnd)$/.test(node.op.nodeType)) return false;
  // `(x - x.mean()) / x.std()`, `x - min(x)`: what was shifted so stays where it is.
  const shifted = node.op.nodeType === 'Div' ? node.left : node;
  if (shifted.nodeType === 'BinOp' && shifted.op.nodeType === 'Sub' && usesCall(shifted.right)) return false;
  return calculates(node.left, same) || calculates(node.right, same);
}

function usesCall(node: ASTNode): boolean {
  return node.nodeType === 'Call' || childrenOf(node).some(usesCall);
}

/** `x[1:]`, `x[::2]`: each time less is left. `x[:n]` leaves the same when it is taken again. */
function cuts(slice: ExprNode): boolean {
  if (slice.nodeType !== 'Slice') return false;
  const { lower, upper, step } = slice;
  const first = lower?.nodeType === 'Constant' && lower.value === 0;
  return (Boolean(lower) && !first) || Boolean(step) || upper?.nodeType === 'UnaryOp';
}

function takesColumns(call: Extract<ExprNode, { nodeType: 'Call' }>): boolean {
  if (has(call, 'errors')) return false;
  const axis = call.keywords.find((each) => each.arg === 'axis')?.value ?? call.args[1];
  const columns = axis?.nodeType === 'Constant' && (axis.value === 1 || axis.value === 'columns');
  return has(call, 'columns') || columns;
}

function has(call: Extract<ExprNode, { nodeType: 'Call' }>, keyword: string): boolean {
  return call.keywords.some((each) => each.arg === keyword);
}

function isName(node: ExprNode, name: string): boolean {
  return node.nodeType === 'Name' && node.id === name;
}
