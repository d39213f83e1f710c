// Finds the expressions of a statement that are metrics.

import type { ASTNode, Expression, ExprNode, StmtNode } from '../python/ast.ts';
import { childrenOf } from '../semantics/scopes.ts';
import type { Span } from '../text/span.ts';
import { directionOf, isMetric, type Call, type Context } from './context.ts';
import { labelBefore } from './labels.ts';
import type { Metric } from './plan.ts';
import { isA, isComprehension } from './syntax.ts';

/** A metric expression in a statement. */
export interface Scored {
  readonly node: ExprNode;
  readonly span: Span;
  /** What it is called where nothing else names it. */
  readonly callee: string;
  readonly direction: Metric['direction'];
  /** What a call needs beside to give numbers, e.g. `output_dict=True`. */
  readonly keyword?: string;
}

/** Attributes of fitted models that are scores. */
const SCORES: Readonly<Record<string, Metric['direction']>> = {
  best_score_: 'higher',
  oob_score_: 'higher',
  inertia_: 'lower',
  rsquared: 'higher',
  rsquared_adj: 'higher',
  prsquared: 'higher',
  aic: 'lower',
  bic: 'lower',
  llf: 'higher',
};

/** Functions whose result is no single number, but numbers all the same. */
const TABLES: Readonly<Record<string, string>> = {
  'sklearn.metrics.classification_report': 'output_dict=True',
  'sklearn.metrics.confusion_matrix': '',
};

/** The metrics that a statement computes at top level. `after` are the steps that a trained model flows into. */
export function scoresOf(context: Context, step: number, statement: StmtNode, after: ReadonlySet<number>): readonly Scored[] {
  const cell = context.steps[step]?.cell ?? 0;
  const module = context.moduleOf(cell);
  const found: Scored[] = [];
  const add = (each: Scored): void => {
    if (!found.some((other) => other.span.start === each.span.start && other.span.end === each.span.end)) found.push(each);
  };
  for (const call of context.callsOf(step)) {
    if (call.depth > 0 || call.at.cell !== cell) continue;
    const table = Object.hasOwn(TABLES, call.callee ?? '') ? TABLES[call.callee ?? ''] : undefined;
    if (isMetric(call)) add({ node: call.node, span: call.at.span, callee: shortName(call), direction: directionOf(call) ?? 'unknown' });
    else if (table !== undefined && !(call.node.nodeType === 'Call' && call.node.keywords.some((each) => each.arg === 'output_dict')))
      add({
        node: call.node,
        span: call.at.span,
        callee: shortName(call),
        direction: 'unknown',
        ...(table === '' ? {} : { keyword: table }),
      });
  }
  visit(statement, (node) => {
    const score = scoreOf(node) ?? (after.has(step) ? shareOfEqual(node) : undefined);
    if (score) add({ ...score, span: module.spanOf(score.node) });
    return score === undefined;
  });
  if (after.has(step)) for (const each of labelled(context, step, statement, found)) add(each);
  return outsideComprehensions(context, step, statement, found).sort((a, b) => a.span.start - b.span.start);
}

/** In a comprehension or lambda a metric has names of its own; a list of metrics is recorded as a whole. */
function outsideComprehensions(context: Context, step: number, statement: StmtNode, found: readonly Scored[]): Scored[] {
  const module = context.moduleOf(context.steps[step]?.cell ?? 0);
  const scopes: { readonly node: ASTNode; readonly span: Span }[] = [];
  visit(statement, (node) => {
    if (!isComprehension(node)) return true;
    scopes.push({ node, span: module.spanOf(node) });
    return false;
  });
  const within = (each: Scored, span: Span): boolean => span.start <= each.span.start && each.span.end <= span.end;
  const lists = scopes.flatMap(({ node, span }): Scored[] => {
    const inside = found.filter((each) => within(each, span));
    const [first] = inside;
    return first && isA(node, 'ListComp') && isScalarShape(node.elt, inside) ? [{ ...first, node, span }] : [];
  });
  return [...found.filter((each) => !scopes.some(({ span }) => within(each, span))), ...lists];
}

function visit(node: ASTNode, see: (node: ASTNode) => boolean): void {
  if (['FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'Lambda'].includes(node.nodeType) || !see(node)) return;
  for (const child of childrenOf(node)) visit(child, see);
}

/** `results.aic`, `mixture.aic(X)`, `search.best_score_`. */
function scoreOf(node: ASTNode): Omit<Scored, 'span'> | undefined {
  const attribute = isA(node, 'Call') ? node.func : node;
  if (!isA(attribute, 'Attribute') || attribute.ctx.nodeType !== 'Load' || !Object.hasOwn(SCORES, attribute.attr)) return undefined;
  if (!isA(node, 'Call') && !isA(node, 'Attribute')) return undefined;
  return {
    node,
    callee: attributeName(attribute),
    direction: (Object.hasOwn(SCORES, attribute.attr) ? SCORES[attribute.attr] : undefined) ?? 'unknown',
  };
}

/** `best_score_` of a search is called so; others by the variable too: `results.aic`. */
function attributeName(node: Expression<'Attribute'>): string {
  if (node.attr === 'best_score_') return 'best_score';
  return node.value.nodeType === 'Name' ? `${node.value.id}.${node.attr.replace(/_$/, '')}` : node.attr.replace(/_$/, '');
}

/** `(predicted == truth).mean()`, `np.mean(predicted == truth)`, with conversions in between. */
function shareOfEqual(node: ASTNode): Omit<Scored, 'span'> | undefined {
  if (!isA(node, 'Call') || !isA(node.func, 'Attribute') || node.func.attr !== 'mean') return undefined;
  const equal = isEquality(node.func.value) || (node.args[0] !== undefined && isEquality(node.args[0]));
  return equal ? { node, callee: 'accuracy', direction: 'higher' } : undefined;
}

function isEquality(node: ExprNode): boolean {
  if (isA(node, 'Compare')) return node.ops.length === 1 && node.ops[0]?.nodeType === 'Eq' && node.comparators[0]?.nodeType !== 'Constant';
  return (
    isA(node, 'Call') &&
    isA(node.func, 'Attribute') &&
    ['float', 'double', 'astype'].includes(node.func.attr) &&
    isEquality(node.func.value)
  );
}

const WORDS = new Set(
  (
    'accuracy acc auc rmse mse mae mape msle rmsle loss f1 fbeta precision recall r2 rsquared score error perplexity silhouette logloss ' +
    'kappa mcc iou dice bleu rouge sensitivity specificity'
  ).split(' '),
);

/** Whether a variable or a label reads like a metric: `test_acc`, `RMSE`, `f1_score`. */
export function readsLikeMetric(name: string): boolean {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => WORDS.has(word));
}

/** `print("MAE:", np.abs(p - y).mean())`: what stands behind a label that reads like a metric. */
function* labelled(context: Context, step: number, statement: StmtNode, found: readonly Scored[]): Iterable<Scored> {
  if (statement.nodeType !== 'Expr') return;
  const call = statement.value;
  if (!isA(call, 'Call') || !isA(call.func, 'Name') || call.func.id !== 'print') return;
  const module = context.moduleOf(context.steps[step]?.cell ?? 0);
  const whole = module.spanOf(statement);
  for (const each of call.args) {
    const computed = ['Call', 'BinOp', 'Subscript'].includes(each.nodeType);
    const span = module.spanOf(each);
    if (!computed || found.some((other) => span.start <= other.span.start && other.span.end <= span.end) || holdsText(each)) continue;
    const label = labelBefore(module.source.slice(whole.start, span.start));
    if (label !== undefined && readsLikeMetric(label)) yield { node: each, span, callee: label, direction: 'unknown' };
  }
}

function holdsText(node: ExprNode): boolean {
  let text = false;
  visit(node, (each) => {
    text ||=
      isA(each, 'JoinedStr') ||
      (isA(each, 'Constant') && typeof each.value === 'string') ||
      (isA(each, 'Attribute') && each.attr === 'format');
    return !text;
  });
  return text;
}

function shortName(call: Call): string {
  const name = call.callee?.split('.').at(-1) ?? 'metric';
  const { node } = call;
  if (name !== 'score' || !isA(node, 'Call') || !isA(node.func, 'Attribute') || !isA(node.func.value, 'Name')) return name;
  return `${node.func.value.id}.score`;
}

/** Ways in which several numbers or one become a number. */
const REDUCES = new Set(['sqrt', 'mean', 'std', 'max', 'min', 'round', 'abs', 'item', 'log', 'float']);

/** A metric's value, or arithmetic, `round`, `float`, `np.sqrt`, `.mean()`, `.item()` over some: a number or an array of scores. */
export function isScalarShape(node: ExprNode, scored: readonly Scored[]): boolean {
  if (scored.some((each) => each.node === node)) return true;
  if (isA(node, 'BinOp'))
    return [node.left, node.right].every((each) => isNumber(each) || isA(each, 'Name') || isScalarShape(each, scored));
  if (isA(node, 'UnaryOp')) return isScalarShape(node.operand, scored);
  if (!isA(node, 'Call')) return false;
  const [first] = node.args;
  if (isA(node.func, 'Name'))
    return ['round', 'float', 'abs', 'sqrt'].includes(node.func.id) && first !== undefined && isScalarShape(first, scored);
  if (!isA(node.func, 'Attribute') || !REDUCES.has(node.func.attr)) return false;
  return isScalarShape(node.func.value, scored) || (first !== undefined && isScalarShape(first, scored));
}

function isNumber(node: ExprNode): boolean {
  return isA(node, 'Constant') && typeof node.value === 'number';
}
