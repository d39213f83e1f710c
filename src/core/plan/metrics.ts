// Metrics: under which name a score is recorded, and how its statement changes for it.

import type { ExprNode, Statement, StmtNode } from '../python/ast.ts';
import type { Span } from '../text/span.ts';
import type { Context } from './context.ts';
import { labelBefore } from './labels.ts';
import { snake } from './parameters.ts';
import type { Metric } from './plan.ts';
import { isScalarShape, readsLikeMetric, scoresOf, type Scored } from './scores.ts';
import { afterTraining, trainingsOf } from './training.ts';

/** An edit whose text takes parts of the source along, so that other edits inside them hold. */
export interface RecordingEdit {
  readonly span: Span;
  readonly parts: readonly (string | Span)[];
}

/** What recording does to one statement. */
export interface Recording {
  readonly edits: readonly RecordingEdit[];
  /** Lines put after it. */
  readonly after: readonly string[];
  readonly metrics: readonly Metric[];
}

/** What tells the rounds of a loop apart: a step number, or a part of the name. */
interface Round {
  readonly variable: string;
  readonly as: 'step' | 'name';
}

interface Drafts {
  readonly step: number;
  readonly scored: readonly Scored[];
  readonly edits: RecordingEdit[];
  readonly after: string[];
  readonly metrics: Metric[];
}

export class Metrics {
  readonly #context: Context;
  readonly #tracker: string;
  readonly #used = new Set<string>();
  readonly #variables: Set<string>;
  readonly #after: ReadonlySet<number>;

  constructor(context: Context, tracker: string) {
    this.#context = context;
    this.#tracker = tracker;
    this.#variables = new Set(context.names);
    this.#after = afterTraining(context);
  }

  /** How a kept step's metrics are recorded; undefined where it computes none at top level. */
  record(step: number): Recording | undefined {
    const statement = this.#context.statementOf(step);
    if (!statement) return undefined;
    const scored = scoresOf(this.#context, step, statement, this.#after);
    const drafts: Drafts = { step, scored, edits: [], after: [], metrics: [] };
    if (statement.nodeType === 'Assign') this.#assigned(drafts, statement, undefined, true);
    else if (statement.nodeType === 'Expr') this.#shown(drafts, statement, undefined);
    else if (statement.nodeType === 'For') this.#block(drafts, statement.body, this.#roundOf(step, statement));
    else if (statement.nodeType === 'If' || statement.nodeType === 'With' || statement.nodeType === 'Try')
      this.#block(drafts, statement.body, undefined);
    return drafts.metrics.length > 0 ? drafts : undefined;
  }

  /** The statements of a body, and of branches in it; loops inside a loop have no name for their rounds. */
  #block(drafts: Drafts, body: readonly StmtNode[], round: Round | 'none' | undefined): void {
    if (round === 'none') return;
    for (const each of body) {
      if (each.nodeType === 'Assign') this.#assigned(drafts, each, round, false);
      else if (each.nodeType === 'Expr') this.#shown(drafts, each, round);
      else if (each.nodeType === 'If' || each.nodeType === 'With' || each.nodeType === 'Try') this.#block(drafts, each.body, round);
      else if (each.nodeType === 'For' && round === undefined) this.#block(drafts, each.body, this.#roundOf(drafts.step, each));
    }
  }

  /** `accuracy = accuracy_score(y, p)`, `scores = cross_val_score(...)`, `loss, acc = model.evaluate(...)`. */
  #assigned(drafts: Drafts, statement: Statement<'Assign'>, round: Round | undefined, whole: boolean): void {
    const { step, scored } = drafts;
    const inside = scored.filter((each) => within(this.#spanOf(step, statement.value), each.span));
    const [target] = statement.targets;
    if (statement.targets.length !== 1 || !target || inside.some((each) => each.keyword !== undefined)) return;
    const [first] = inside;
    const names: string[] = [];
    if (
      target.nodeType === 'Name' &&
      ((first && isScalarShape(statement.value, inside)) || this.#isNamed(step, target.id, statement.value))
    )
      names.push(target.id);
    if (target.nodeType === 'Tuple' && statement.value.nodeType === 'Call')
      for (const each of target.elts) if (each.nodeType === 'Name' && this.#isNamed(step, each.id, statement.value)) names.push(each.id);
    if (names.length === 0) return;
    const lines = names.map((name) => {
      const told = this.#unique(name);
      const direction = first && inside.length === 1 ? first.direction : 'unknown';
      // Of several names only the statement as a whole tells the values.
      const expression = names.length === 1 && target.nodeType === 'Name' ? statement.value : undefined;
      drafts.metrics.push(this.#metric(step, told, expression, direction, round));
      return this.#line(told, name, round);
    });
    if (whole) drafts.after.push(...lines);
    else this.#insert(drafts, statement, lines);
  }

  /** A value whose variable reads like a metric, and that is computed from a trained model down to a number. */
  #isNamed(step: number, name: string, value: ExprNode): boolean {
    if (!this.#after.has(step) || !readsLikeMetric(name) || !isReduced(value)) return false;
    const types = (this.#context.flows[step]?.bound.get(name)?.things ?? []).map((each) => each.type);
    return types.every((each) => NUMBERS.has(each));
  }

  /** Printed or shown: each value gets a line of its own in place of the statement, evaluated once. */
  #shown(drafts: Drafts, statement: Statement<'Expr'>, round: Round | undefined): void {
    const { step } = drafts;
    const whole = this.#spanOf(step, statement);
    const inside = drafts.scored.filter((each) => within(whole, each.span));
    const outer = inside.filter((each) => !inside.some((other) => other !== each && within(other.span, each.span)));
    if (outer.length === 0 || this.#isAppended(drafts, statement, outer, round)) return;
    const { source } = this.#context.moduleOf(this.#cell(step));
    const shown = shownArguments(statement.value);
    if (shown === undefined) return;
    const widened = outer.map((each) => this.#wholeOf(step, shown, each, inside));
    const lines: (readonly (string | Span)[])[] = [];
    const variables: string[] = [];
    for (const each of widened) {
      const label = labelBefore(source.slice(whole.start, each.span.start));
      const name = this.#unique(label ?? each.callee);
      const variable = this.#variable(snake(name));
      variables.push(variable);
      lines.push([`${variable} = `, ...valueOf(each)], [this.#line(name, variable, round)]);
      drafts.metrics.push(this.#metric(step, name, each.node, each.direction, round, each.keyword));
    }
    const indent = indentOf(source, whole.start);
    const joined = lines.flatMap((each, at) => (at === 0 ? each : [`\n${indent}`, ...each]));
    if (!this.#drawsBeside(step, widened)) {
      drafts.edits.push({ span: whole, parts: joined });
      return;
    }
    // What else it draws moves a generator on, so the statement stays, with the values in place of the expressions.
    drafts.edits.push({ span: { start: whole.start, end: whole.start }, parts: [...joined, `\n${indent}`] });
    widened.forEach((each, at) => {
      if (!insideFormatted(source, each.span, whole)) drafts.edits.push({ span: each.span, parts: [variables[at] ?? ''] });
    });
  }

  /** `scores.append(accuracy_score(y, p))` in a loop: what was appended is recorded. */
  #isAppended(drafts: Drafts, statement: Statement<'Expr'>, outer: readonly Scored[], round: Round | undefined): boolean {
    const { value } = statement;
    if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute' || value.func.value.nodeType !== 'Name') return false;
    const [given] = value.args;
    const [first] = outer;
    if (value.func.attr !== 'append' || !given || !first) return false;
    if (!isScalarShape(given, outer) || first.keyword !== undefined) return true;
    const list = value.func.value.id;
    const name = this.#unique(list);
    drafts.metrics.push(this.#metric(drafts.step, name, given, first.direction, round));
    this.#insert(drafts, statement, [this.#line(name, `${list}[-1]`, round)]);
    return true;
  }

  /** Lines behind a statement of a body, at its depth; not where other code follows on its line. */
  #insert(drafts: Drafts, statement: StmtNode, lines: readonly string[]): void {
    const { source } = this.#context.moduleOf(this.#cell(drafts.step));
    const { start, end } = this.#spanOf(drafts.step, statement);
    const room = /^[ \t]*(#[^\n]*)?(\n|$)/.test(source.slice(end)) && /(^|\n)[ \t]*$/.test(source.slice(0, start));
    if (!room) {
      drafts.metrics.splice(drafts.metrics.length - lines.length, lines.length);
      return;
    }
    const indent = indentOf(source, start);
    const lineEnd = source.indexOf('\n', end);
    const at = lineEnd === -1 ? source.length : lineEnd;
    drafts.edits.push({ span: { start: at, end: at }, parts: lines.map((each) => `\n${indent}${each}`) });
  }

  #drawsBeside(step: number, outer: readonly Scored[]): boolean {
    return this.#context
      .eventsOf(step)
      .some((event) => event.kind === 'draw' && !outer.some((each) => event.depth > 0 || within(each.span, event.at.span)));
  }

  /** The whole of what is shown, where it is arithmetic over a metric: `np.sqrt(mean_squared_error(y, p))`, `round(score * 100, 2)`. */
  #wholeOf(step: number, shown: readonly ExprNode[], metric: Scored, scored: readonly Scored[]): Scored {
    for (const node of shown) {
      const span = this.#spanOf(step, node);
      if (!within(span, metric.span) || metric.keyword !== undefined) continue;
      const inside = scored.filter((each) => within(span, each.span));
      if (inside.length === 1 && isScalarShape(node, inside)) return { ...metric, node, span };
    }
    return metric;
  }

  /** Epochs are steps; names, numbers and keys are parts of the metric's name; of anything else nothing can be made. */
  #roundOf(step: number, loop: Statement<'For'>): Round | 'none' {
    const target = loop.target.nodeType === 'Tuple' ? loop.target.elts[0] : loop.target;
    if (target?.nodeType !== 'Name') return 'none';
    const variable = target.id;
    const iterated = this.#context.sourceOf(step, loop.iter);
    const counts = /^(range|enumerate|tqdm|trange)\(/.test(iterated);
    const trains = trainingsOf(this.#context, step).some((each) => each.reason.startsWith('trains'));
    if (counts && (EPOCHS.test(variable) || trains)) return { variable, as: 'step' };
    const types = this.#context
      .eventsOf(step)
      .flatMap((each) =>
        each.kind === 'bind' && each.name === variable && each.how === 'for' ? each.value.things.map((one) => one.type) : [],
      );
    const plain = types.length > 0 && types.every((each) => PLAIN.has(each));
    return plain || counts || /\.(items|keys|columns)\b/.test(iterated) || NAMES.test(variable) ? { variable, as: 'name' } : 'none';
  }

  #line(name: string, value: string, round: Round | undefined): string {
    const { variable, as } = round ?? {};
    const told =
      as === 'name' ? `f${JSON.stringify(`${name.replaceAll('{', '').replaceAll('}', '')}.{${variable ?? ''}}`)}` : JSON.stringify(name);
    return `${this.#tracker}.metric(${told}, ${value}${as === 'step' ? `, step=${variable ?? ''}` : ''})`;
  }

  #metric(
    step: number,
    name: string,
    node: ExprNode | undefined,
    direction: Metric['direction'],
    round: Round | undefined,
    keyword?: string,
  ): Metric {
    const found = this.#context.steps[step];
    return {
      name: round?.as === 'name' ? `${name}.*` : name,
      cell: found?.cell ?? 0,
      at: found?.at.span.start ?? 0,
      expression: node ? this.#context.sourceOf(step, node) : undefined,
      ...(keyword === undefined ? {} : { keyword }),
      direction,
    };
  }

  #cell(step: number): number {
    return this.#context.steps[step]?.cell ?? 0;
  }

  #spanOf(step: number, node: ExprNode | StmtNode): Span {
    return this.#context.moduleOf(this.#cell(step)).spanOf(node);
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
    const clean = base.replace(/^(\d)/, 'metric_$1').replace(/[^\w]/g, '_').replace(/_+$/, '') || 'metric';
    let name = `${clean}_value`;
    for (let at = 2; this.#variables.has(name); at++) name = `${clean}_value_${at}`;
    this.#variables.add(name);
    return name;
  }
}

const EPOCHS = /^(epochs?|ep|step|iteration|it|t)$/i;
const NAMES = /name|label|key|col|feature|title|kind|method|^[knc]$|alpha|depth|degree/i;
const PLAIN = new Set(['builtins.str', 'builtins.int', 'builtins.float', 'builtins.bool']);
const NUMBERS = new Set(['unknown', 'builtins.float', 'builtins.int', 'builtins.object', 'torch.Tensor', 'numpy.float64']);

/** Calls that give one number of many, or whose author says so. */
function isReduced(value: ExprNode): boolean {
  if (value.nodeType === 'BinOp') return value.op.nodeType === 'Div' || isReduced(value.left);
  if (value.nodeType !== 'Call') return false;
  if (value.func.nodeType === 'Name')
    return /^[a-z_]/.test(value.func.id) && !['list', 'dict', 'tuple', 'set', 'sorted', 'zip', 'map'].includes(value.func.id);
  return (
    value.func.nodeType === 'Attribute' &&
    ['mean', 'item', 'sum', 'std', 'evaluate', 'max', 'min', 'sqrt', 'median'].includes(value.func.attr)
  );
}

/** The source of a value, with the keyword that makes it numbers. */
function valueOf({ span, keyword }: Scored): readonly (string | Span)[] {
  return keyword === undefined ? [span] : [{ start: span.start, end: span.end - 1 }, `, ${keyword})`];
}

function within(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function indentOf(source: string, start: number): string {
  return /[ \t]*$/.exec(source.slice(0, start))?.[0] ?? '';
}

/** What `print` and `display` are given, or the expression itself; nothing where a method is called for its effect. */
function shownArguments(value: ExprNode): readonly ExprNode[] | undefined {
  if (value.nodeType === 'Call' && value.func.nodeType === 'Name' && ['print', 'display'].includes(value.func.id)) return value.args;
  if (
    value.nodeType === 'Call' &&
    value.func.nodeType === 'Attribute' &&
    ['append', 'extend', 'add', 'update', 'insert'].includes(value.func.attr)
  )
    return undefined;
  return [value];
}

/** In a replacement field of an f-string, where nothing may be edited. */
function insideFormatted(source: string, span: Span, statement: Span): boolean {
  return /[fF][rR]?(['"])(?:(?!\1).)*\{[^{}]*$/s.test(source.slice(statement.start, span.start));
}
