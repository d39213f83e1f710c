// Metrics: where a score is computed, printed or shown, under which name it is recorded, and how the statement changes for it.

import type { ExprNode, StmtNode } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import { childrenOf } from '../semantics/scopes.ts';
import type { Span } from '../text/span.ts';
import { directionOf, isMetric, type Call, type Context } from './context.ts';
import { labelBefore } from './labels.ts';
import { snake } from './parameters.ts';
import type { Metric, SourceEdit } from './plan.ts';

/** What recording does to one statement. */
export interface Recording {
  readonly edits: readonly SourceEdit[];
  readonly after: readonly string[];
  readonly metrics: readonly Metric[];
}

/** A metric expression in a statement. */
interface Scored {
  readonly node: ExprNode;
  readonly span: Span;
  readonly callee: string;
  readonly direction: Metric['direction'];
}

export class Metrics {
  readonly #context: Context;
  readonly #tracker: string;
  readonly #used = new Set<string>();
  readonly #variables: Set<string>;

  constructor(context: Context, tracker: string) {
    this.#context = context;
    this.#tracker = tracker;
    this.#variables = new Set(context.names);
  }

  /** How a kept step's metrics are recorded; undefined where it computes none at top level. */
  record(step: number): Recording | undefined {
    const statement = this.#context.statementOf(step);
    if (!statement) return undefined;
    const scored = this.#scoredIn(step, statement);
    if (scored.length === 0) return undefined;
    if (statement.nodeType === 'Assign') return this.#assigned(step, statement, scored);
    if (statement.nodeType === 'Expr') return this.#shown(step, statement, scored);
    if (statement.nodeType === 'For') return this.#looped(step, statement, scored);
    return undefined;
  }

  #scoredIn(step: number, statement: StmtNode): readonly Scored[] {
    const cell = this.#context.steps[step]?.cell ?? 0;
    const module = this.#context.moduleOf(cell);
    const found: Scored[] = [];
    for (const call of this.#context.callsOf(step)) {
      if (
        call.depth > 0 ||
        call.at.cell !== cell ||
        !isMetric(call) ||
        found.some((each) => each.span.start === call.at.span.start && each.span.end === call.at.span.end)
      )
        continue;
      found.push({ node: call.node, span: call.at.span, callee: shortName(call), direction: directionOf(call) ?? 'unknown' });
    }
    for (const node of bestScores(statement)) found.push({ node, span: module.spanOf(node), callee: 'best_score', direction: 'higher' });
    return found.sort((a, b) => a.span.start - b.span.start);
  }

  /** `accuracy = accuracy_score(y, p)`, `scores = cross_val_score(...)`, also through arithmetic and `round`. */
  #assigned(step: number, statement: Extract<StmtNode, { nodeType: 'Assign' }>, scored: readonly Scored[]): Recording | undefined {
    const [target] = statement.targets;
    const [first] = scored;
    if (statement.targets.length !== 1 || target?.nodeType !== 'Name' || !first || !isScalarShape(statement.value, scored))
      return undefined;
    const name = this.#unique(target.id);
    return {
      edits: [],
      after: [this.#line(name, target.id)],
      metrics: [this.#metric(step, name, statement.value, scored.length === 1 ? first.direction : 'unknown')],
    };
  }

  /** Printed or shown: each value gets a line of its own in place of the statement, evaluated once. */
  #shown(step: number, statement: Extract<StmtNode, { nodeType: 'Expr' }>, scored: readonly Scored[]): Recording {
    const cell = this.#cell(step);
    const module = this.#context.moduleOf(cell);
    const outer = scored.filter(
      (each) => !scored.some((other) => other !== each && other.span.start <= each.span.start && each.span.end <= other.span.end),
    );
    const widened = outer.map((each) => wholeOf(module, shownArguments(statement.value), each, scored));
    const lines: string[] = [];
    const metrics: Metric[] = [];
    for (const each of widened) {
      const source = module.source.slice(each.span.start, each.span.end);
      const label = labelBefore(module.source.slice(module.spanOf(statement).start, each.span.start));
      const name = this.#unique(label ?? each.callee);
      const variable = this.#variable(snake(name));
      lines.push(`${variable} = ${insideString(module.source, each.span) ? source : dedented(source)}`, this.#line(name, variable));
      metrics.push(this.#metric(step, name, each.node, each.direction));
    }
    const whole = module.spanOf(statement);
    if (!this.#drawsBeside(step, widened)) return { edits: [{ span: whole, text: lines.join('\n') }], after: [], metrics };
    // What else it draws moves a generator on, so the statement stays, with the values in place of the expressions.
    const values = widened.flatMap((each, at) =>
      insideFormatted(module.source, each.span, whole) ? [] : [{ span: each.span, text: (lines[2 * at] ?? '').split(' = ')[0] ?? '' }],
    );
    return { edits: [{ span: { start: whole.start, end: whole.start }, text: `${lines.join('\n')}\n` }, ...values], after: [], metrics };
  }

  #drawsBeside(step: number, outer: readonly Scored[]): boolean {
    return this.#context
      .eventsOf(step)
      .some((event) => event.kind === 'draw' && !outer.some((each) => event.depth > 0 || within(each.span, event.at.span)));
  }

  /** In a loop: recorded under the loop's key right after the assignment, where the loop has a plain key. */
  #looped(step: number, statement: Extract<StmtNode, { nodeType: 'For' }>, scored: readonly Scored[]): Recording | undefined {
    const key = loopKey(statement.target);
    if (key === undefined) return undefined;
    const cell = this.#cell(step);
    const module = this.#context.moduleOf(cell);
    const edits: SourceEdit[] = [];
    const metrics: Metric[] = [];
    for (const each of statement.body) {
      const [target] = each.nodeType === 'Assign' ? each.targets : [];
      if (each.nodeType !== 'Assign' || target?.nodeType !== 'Name' || each.targets.length !== 1) continue;
      const inside = scored.filter((one) => within(module.spanOf(each.value), one.span));
      const [first] = inside;
      if (!first || !isScalarShape(each.value, inside)) continue;
      const name = this.#unique(target.id);
      const { start, end } = module.spanOf(each);
      const indent = /[ \t]*$/.exec(module.source.slice(0, start))?.[0] ?? '    ';
      // Behind a semicolon or on the loop's own line there is no room for another line.
      if (!/^[ \t]*(#[^\n]*)?(\n|$)/.test(module.source.slice(end)) || !/\n[ \t]*$/.test(module.source.slice(0, start))) continue;
      const lineEnd = module.source.indexOf('\n', end);
      const at = lineEnd === -1 ? module.source.length : lineEnd;
      edits.push({ span: { start: at, end: at }, text: `\n${indent}${this.#tracker}.metric(f"${name}.{${key}}", ${target.id})` });
      metrics.push(this.#metric(step, `${name}.*`, each.value, first.direction));
    }
    return edits.length > 0 ? { edits, after: [], metrics } : undefined;
  }

  #line(name: string, variable: string): string {
    return `${this.#tracker}.metric(${JSON.stringify(name)}, ${variable})`;
  }

  #metric(step: number, name: string, node: ExprNode, direction: Metric['direction']): Metric {
    const found = this.#context.steps[step];
    return { name, cell: found?.cell ?? 0, at: found?.at.span.start ?? 0, expression: this.#context.sourceOf(step, node), direction };
  }

  #cell(step: number): number {
    return this.#context.steps[step]?.cell ?? 0;
  }

  #unique(label: string): string {
    const base =
      label
        .replace(/[^\w. /-]+/g, ' ')
        .trim()
        .slice(0, 60) || 'metric';
    let name = base;
    for (let at = 2; this.#used.has(name); at++) name = `${base}_${at}`;
    this.#used.add(name);
    return name;
  }

  #variable(base: string): string {
    const clean = base.replace(/^(\d)/, 'metric_$1').replace(/[^\w]/g, '_') || 'metric';
    let name = `${clean}_value`;
    for (let at = 2; this.#variables.has(name); at++) name = `${clean}_value_${at}`;
    this.#variables.add(name);
    return name;
  }
}

function within(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function shortName(call: Call): string {
  const name = call.callee?.split('.').at(-1) ?? 'metric';
  if (
    name !== 'score' ||
    call.node.nodeType !== 'Call' ||
    call.node.func.nodeType !== 'Attribute' ||
    call.node.func.value.nodeType !== 'Name'
  )
    return name;
  return `${call.node.func.value.id}.score`;
}

/** A metric's value, or arithmetic, `round`, `float`, `abs`, `np.sqrt` and `.mean()` over some: a number or an array of scores. */
function isScalarShape(node: ExprNode, scored: readonly Scored[]): boolean {
  if (scored.some((each) => each.node === node)) return true;
  switch (node.nodeType) {
    case 'BinOp':
      return [node.left, node.right].every(
        (each) =>
          (each.nodeType === 'Constant' && typeof each.value === 'number') || isScalarShape(each, scored) || each.nodeType === 'Name',
      );
    case 'UnaryOp':
      return isScalarShape(node.operand, scored);
    case 'Call': {
      const [first] = node.args;
      if (node.func.nodeType === 'Name')
        return ['round', 'float', 'abs'].includes(node.func.id) && first !== undefined && isScalarShape(first, scored);
      if (node.func.nodeType !== 'Attribute') return false;
      if (['mean', 'std', 'max', 'min', 'round'].includes(node.func.attr) && node.args.length === 0)
        return isScalarShape(node.func.value, scored);
      return ['sqrt', 'mean', 'std', 'round', 'abs'].includes(node.func.attr) && first !== undefined && isScalarShape(first, scored);
    }
    default:
      return false;
  }
}

function bestScores(statement: StmtNode): readonly ExprNode[] {
  const found: ExprNode[] = [];
  const visit = (node: ReturnType<typeof childrenOf>[number]): void => {
    if (isAttribute(node) && node.attr === 'best_score_') found.push(node);
    else for (const child of childrenOf(node)) visit(child);
  };
  visit(statement);
  return found;
}

function isAttribute(node: { readonly nodeType: string }): node is Extract<ExprNode, { nodeType: 'Attribute' }> {
  return node.nodeType === 'Attribute';
}

function loopKey(target: ExprNode): string | undefined {
  if (target.nodeType === 'Name') return target.id;
  const [first] = target.nodeType === 'Tuple' ? target.elts : [];
  return first?.nodeType === 'Name' ? first.id : undefined;
}

/** What `print` and `display` are given, or the expression itself. */
function shownArguments(value: ExprNode): readonly ExprNode[] {
  return value.nodeType === 'Call' && value.func.nodeType === 'Name' && ['print', 'display'].includes(value.func.id) ? value.args : [value];
}

/** The whole of what is shown, where it is arithmetic over a metric: `np.sqrt(mean_squared_error(y, p))`, `round(score * 100, 2)`. */
function wholeOf(module: Module, shown: readonly ExprNode[], metric: Scored, scored: readonly Scored[]): Scored {
  for (const node of shown) {
    const span = module.spanOf(node);
    if (!within(span, metric.span)) continue;
    const inside = scored.filter((each) => within(span, each.span));
    if (inside.length === 1 && isScalarShape(node, inside)) return { ...metric, node, span };
  }
  return metric;
}

/** In a replacement field of an f-string, where nothing may be edited. */
function insideFormatted(source: string, span: Span, statement: Span): boolean {
  return /[fF][rR]?(['"])(?:(?!\1).)*\{[^{}]*$/s.test(source.slice(statement.start, span.start));
}

/** Inside an f-string a call's source may span no lines, so it is taken as it is. */
function insideString(source: string, span: Span): boolean {
  return !source.slice(span.start, span.end).includes('\n');
}

/** A call over several lines goes into parentheses by itself: its own. */
function dedented(source: string): string {
  return source;
}
