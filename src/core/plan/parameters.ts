// Lifting: literals of estimators, splitters and data sets, constants bound once, and paths move into the config.

import { classFact } from '../knowledge/index.ts';
import type { ExprNode, StmtNode } from '../python/ast.ts';
import { childrenOf } from '../semantics/scopes.ts';
import { secretsOf } from '../semantics/secrets.ts';
import { overlap, type Span } from '../text/span.ts';
import { type Call, type Context } from './context.ts';
import type { DataFile, Parameter, ParameterValue } from './plan.ts';

/** Arguments that say nothing of an experiment. */
const NOT_LIFTED = new Set([
  'verbose',
  'n_jobs',
  'axis',
  'as_frame',
  'return_X_y',
  'inplace',
  'copy',
  'columns',
  'copy_X',
  'index',
  'sparse',
  'sparse_output',
  'figsize',
]);
/** Names that a config field may not have: they are attributes of every pydantic model, or Python's own words. */
const TAKEN = new Set(
  (
    'copy json dict schema fields construct validate parse_obj model_config model_fields and as assert async await break class continue def del elif else except ' +
    'false finally for from global if import in is lambda none nonlocal not or pass raise return true try while with yield runtime'
  ).split(' '),
);

/** Variables whose dictionaries hold what a person may want to vary. */
const SETTINGS = /param|grid|config|hyper|settings|options|kwargs/i;
const MOST_KEYS = 20;
const MOST_VALUES = 60;

const PATH_KEYWORDS = new Set(['filepath_or_buffer', 'path_or_buf', 'path', 'io', 'file', 'fname', 'filename']);
/** Expressions that give a path without doing anything else. */
const COMPUTED = new Set(['Name', 'BinOp', 'JoinedStr', 'Call', 'Attribute']);

/** A literal that is lifted: the parameter, and the text that is replaced. */
export interface Lifted {
  readonly step: number;
  readonly span: Span;
  readonly parameter: Parameter;
  readonly file?: DataFile;
}

export class Lifting {
  readonly lifted: Lifted[] = [];
  readonly #keys = new Set<string>();
  readonly #owners = new Map<string, number>();
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Lifts what can be of one kept step at top level. */
  lift(step: number, statement: { readonly constants: ReadonlySet<number>; readonly variable: string | undefined }): void {
    if (statement.constants.has(step)) return this.#constant(step);
    this.#dictionary(step);
    for (const event of this.#context.eventsOf(step)) {
      const own = event.depth === 0 && event.at.cell === this.#context.steps[step]?.cell;
      if (event.kind === 'read' && event.path !== undefined)
        this.#path(step, event.path, own ? this.#pathArgument(step, event.node, event.path) : this.#literal(step, event.path));
      // What a branch may skip would be a key that perhaps nothing reads.
      if (!own || !event.certain) continue;
      if (event.kind === 'call') this.#call(step, event, statement.variable);
    }
  }

  #constant(step: number): void {
    const node = this.#context.statementOf(step);
    if (node?.nodeType !== 'Assign' || node.targets[0]?.nodeType !== 'Name') return;
    this.#add(step, node.value, 'parameters', node.targets[0].id);
  }

  /** `params = {"max_depth": 3, ...}`: each value that is a literal, under the dictionary's name. */
  #dictionary(step: number): void {
    const node = this.#context.statementOf(step);
    const [target] = node?.nodeType === 'Assign' ? node.targets : [];
    if (node?.nodeType !== 'Assign' || node.targets.length !== 1 || target?.nodeType !== 'Name' || node.value.nodeType !== 'Dict') return;
    const { keys, values } = node.value;
    if (!SETTINGS.test(target.id) || keys.length > MOST_KEYS) return;
    keys.forEach((key, at) => {
      const value = values[at];
      const name: unknown = key?.nodeType === 'Constant' ? key.value : undefined;
      if (value && typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name) && !NOT_LIFTED.has(name))
        this.#add(step, value, snake(target.id), name);
    });
  }

  #call(step: number, call: Call, variable: string | undefined): void {
    const { node, callee } = call;
    if (node.nodeType !== 'Call' || callee === undefined || !isTuned(call)) return;
    const section = snake(variable ?? this.#pipelineStep(step, node) ?? callee.slice(callee.lastIndexOf('.') + 1));
    for (const each of node.keywords)
      if (each.arg !== undefined && !NOT_LIFTED.has(each.arg)) this.#add(step, each.value, section, each.arg);
    const names = classFact(callee)?.parameters ?? [];
    node.args.forEach((each, at) => {
      const name = names[at];
      if (name !== undefined && !NOT_LIFTED.has(name)) this.#add(step, each, section, name);
    });
  }

  /** The name of the pipeline step that an estimator is: `("scale", StandardScaler())`. */
  #pipelineStep(step: number, node: ExprNode): string | undefined {
    const module = this.#context.moduleOf(this.#context.steps[step]?.cell ?? 0);
    const before = module.source.slice(0, module.spanOf(node).start);
    return /\(\s*['"](\w+)['"]\s*,\s*$/.exec(before)?.[1];
  }

  #path(step: number, path: string, argument: ExprNode | undefined): void {
    // What the notebook itself wrote before stays where it writes it.
    if (
      !argument ||
      /^[a-z]+:\/\//i.test(path) ||
      this.#context.model.document.events.some((each) => each.kind === 'write' && each.path === path)
    )
      return;
    const base = path.split(/[\\/]/).at(-1) ?? path;
    const known = this.lifted.find((each) => each.file?.path === path);
    const key = known?.parameter.key ?? this.#free('data', `${base.replace(/\.[^.]*$/, '')}_path`);
    const target = known?.file?.target ?? this.#freeTarget(base);
    const span = this.#spanOf(step, argument);
    const parameter: Parameter = {
      key,
      source: JSON.stringify(target),
      value: target,
      type: 'str',
      cell: this.#context.steps[step]?.cell ?? 0,
      span,
    };
    this.lifted.push({ step, span, parameter, file: { path, target, parameter: key } });
  }

  /** The literal that is the path; else the argument that computes it (`folder + "x.csv"`), unless a loop gives it several values. */
  #pathArgument(step: number, node: ExprNode, path: string): ExprNode | undefined {
    if (node.nodeType !== 'Call') return undefined;
    const given = [...node.args, ...node.keywords.map((each) => each.value)];
    const literal = given.find((each) => each.nodeType === 'Constant' && each.value === path);
    if (literal) return literal;
    const statement = this.#context.statementOf(step);
    const computed = node.args[0] ?? node.keywords.find((each) => each.arg !== undefined && PATH_KEYWORDS.has(each.arg))?.value;
    if (!computed || !COMPUTED.has(computed.nodeType) || !statement || isRepeated(statement, node)) return undefined;
    const paths = new Set(this.#context.eventsOf(step).flatMap((each) => (each.kind === 'read' && each.node === node ? [each.path] : [])));
    return paths.size === 1 ? computed : undefined;
  }

  /** The literal of a path that a function called here reads: `load("x.csv")`. */
  #literal(step: number, path: string): ExprNode | undefined {
    const statement = this.#context.statementOf(step);
    const visit = (at: ReturnType<typeof childrenOf>[number]): ExprNode | undefined => {
      if (at.nodeType === 'FunctionDef' || at.nodeType === 'ClassDef' || at.nodeType === 'JoinedStr') return undefined;
      for (const each of isCall(at) ? [...at.args, ...at.keywords.map((one) => one.value)] : [])
        if (each.nodeType === 'Constant' && each.value === path) return each;
      for (const each of childrenOf(at)) {
        const found = visit(each);
        if (found) return found;
      }
      return undefined;
    };
    return statement && visit(statement);
  }

  #freeTarget(base: string): string {
    const taken = new Set(this.lifted.map((each) => each.file?.target));
    let target = `data/raw/${base}`;
    for (let at = 2; taken.has(target); at++) target = `data/raw/${at}-${base}`;
    return target;
  }

  #add(step: number, node: ExprNode, section: string, name: string): void {
    const value = literalValue(node) ?? (section === 'parameters' || SETTINGS.test(section) ? listValue(node) : undefined);
    if (value === undefined || value === '' || isSecret(this.#context, step, node)) return;
    const span = this.#spanOf(step, node);
    if (this.lifted.some((each) => each.step === step && each.span.start === span.start)) return;
    const cell = this.#context.steps[step]?.cell ?? 0;
    const source = this.#context.moduleOf(cell).source.slice(span.start, span.end);
    this.lifted.push({
      step,
      span,
      parameter: {
        key: this.#free(section, name, section === 'parameters' ? undefined : step),
        source,
        value,
        type: typeOfValue(value, source),
        cell,
        span,
      },
    });
  }

  /** Every statement has a section of its own, so that the parameters of two models that share a variable stay apart. */
  #free(section: string, name: string, step?: number): string {
    const field = fieldName(name);
    const head = fieldName(section);
    for (let at = 1; ; at++) {
      const own = at === 1 ? head : `${head}_${at}`;
      const key = `${own}.${field}`;
      if (this.#keys.has(key) || (this.#owners.get(own) ?? step) !== step) continue;
      if (step !== undefined) this.#owners.set(own, step);
      this.#keys.add(key);
      return key;
    }
  }

  #spanOf(step: number, node: ExprNode): Span {
    return this.#context.moduleOf(this.#context.steps[step]?.cell ?? 0).spanOf(node);
  }
}

function isCall(node: { readonly nodeType: string }): node is Extract<ExprNode, { nodeType: 'Call' }> {
  return node.nodeType === 'Call';
}

const REPEATS = new Set(['For', 'AsyncFor', 'While', 'ListComp', 'SetComp', 'DictComp', 'GeneratorExp', 'Lambda']);

/** Whether a node of a statement may be evaluated several times. */
function isRepeated(statement: StmtNode, node: ExprNode): boolean {
  const visit = (at: ReturnType<typeof childrenOf>[number], repeated: boolean): boolean =>
    at === node ? repeated : childrenOf(at).some((each) => visit(each, repeated || REPEATS.has(at.nodeType)));
  return visit(statement, false);
}

/** Calls whose literals are choices of the experiment. */
function isTuned(call: Call): boolean {
  const callee = call.callee ?? '';
  if (call.receiver) return false;
  const role = classFact(callee)?.role;
  if (role === 'estimator' || role === 'transformer' || role === 'splitter' || role === 'search') return true;
  return /^sklearn\.(model_selection\.(train_test_split|cross_val_score|cross_validate|cross_val_predict)|datasets\.make_\w+)$/.test(
    callee,
  );
}

/** The value of a number, string or boolean literal, negative numbers too; nothing for None and what is computed. */
export function literalValue(node: ExprNode): ParameterValue | undefined {
  if (node.nodeType === 'UnaryOp' && node.op.nodeType === 'USub') {
    const value = literalValue(node.operand);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.nodeType !== 'Constant') return undefined;
  const value: unknown = node.value;
  if (typeof value === 'string')
    return node.quote_style !== undefined && /^[bB]|^[rR][bB]/.test(node.quote_style)
      ? undefined
      : node.quote_style === undefined
        ? undefined
        : value;
  if (typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The values of a list literal of numbers, strings or booleans, none of another kind beside. */
function listValue(node: ExprNode): readonly ParameterValue[] | undefined {
  if (node.nodeType !== 'List' || node.elts.length === 0 || node.elts.length > MOST_VALUES) return undefined;
  const values = node.elts.map(literalValue).filter((each) => each !== undefined);
  const kinds = new Set(values.map((each) => typeof each));
  return values.length === node.elts.length && kinds.size === 1 ? values : undefined;
}

/** Whether nothing changes the list that a variable holds. */
function isUnchanged(context: Context, step: number, name: string): boolean {
  const things = context.flows[step]?.bound.get(name)?.things ?? [];
  return (
    things.length === 1 &&
    !context.flows.some(
      (flow) => flow && flow.step.index !== step && flow.writes.some((each) => each.location === `object:${things[0]?.id ?? ''}`),
    )
  );
}

function typeOfValue(value: ParameterValue, source: string): Parameter['type'] {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'number') return /^-?\s*(\d[\d_]*|0[xob][\da-f_]+)$/i.test(source) ? 'int' : 'float';
  return 'list';
}

function fieldName(name: string): string {
  const clean =
    snake(name)
      .replace(/^(\d)/, 'value_$1')
      .replace(/^_+|_+$/g, '') || 'value';
  return TAKEN.has(clean.toLowerCase()) || clean.startsWith('model_') ? `${clean}_value` : clean;
}

/** `RandomForestClassifier` and `random forest` become `random_forest_classifier` and `random_forest`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
}

/** Steps that bind one name once, at top level, to a number, string or boolean; `i = 0` that is counted up is none. */
export function constantSteps(context: Context, kept: ReadonlyMap<number, string>): ReadonlySet<number> {
  const constants = new Set<number>();
  for (const step of kept.keys()) {
    const node = context.statementOf(step);
    if (node?.nodeType !== 'Assign' || node.targets.length !== 1 || context.steps[step]?.item.kind !== 'statement') continue;
    const [target] = node.targets;
    if (target?.nodeType !== 'Name' || context.bindings.get(target.id) !== 1 || target.id.length === 1) continue;
    const value = literalValue(node.value) ?? (isUnchanged(context, step, target.id) ? listValue(node.value) : undefined);
    if (value !== undefined && value !== '' && !isSecret(context, step, node.value)) constants.add(step);
  }
  return constants;
}

/** A parameter is written into the config and recorded with every run: no place for a key or a password. */
function isSecret(context: Context, step: number, node: ExprNode): boolean {
  const cell = context.steps[step]?.cell ?? 0;
  const span = context.moduleOf(cell).spanOf(node);
  return secretsOf(context.model.notebook).some((each) => each.cell === cell && each.span && overlap(each.span, span));
}
