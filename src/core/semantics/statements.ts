// Executes statements; a block ends early by return, break, continue or raise.

import type { Statement, StmtNode } from '../python/ast.ts';
import { attributeOf } from './attributes.ts';
import { tryStatement } from './branches.ts';
import { call } from './calls.ts';
import { onlyThing } from './contents.ts';
import { evaluate, isEmpty } from './expressions.ts';
import { decorate, makeClass, makeFunction } from './functions.ts';
import { importFrom, importModules } from './imports.ts';
import { elementsOf } from './heap.ts';
import { elementOf } from './iteration.ts';
import type { Completion, Machine } from './machine.ts';
import { bind } from './names.ts';
import { watchOrder } from './ordering.ts';
import { boundNames } from './scopes.ts';
import { assignTo, deleteTarget, matchPattern } from './targets.ts';
import { joinAll, NONE, truthOf, UNKNOWN, valueOf, type Value } from './values.ts';

/** Runs statements in order; after one that may have left early the rest may not happen. */
export function executeBlock(m: Machine, statements: readonly StmtNode[]): Completion {
  const before = m.uncertain;
  let completion: Completion = 'normal';
  for (const each of statements) {
    const ended = execute(m, each);
    if (ended === 'maybe') {
      if (completion === 'normal') m.uncertain++;
      completion = 'maybe';
    } else if (ended !== 'normal') {
      completion = completion === 'maybe' ? 'maybe' : ended;
      break;
    }
  }
  m.uncertain = before;
  return completion;
}

export function execute(m: Machine, node: StmtNode): Completion {
  if (!m.spend()) return skip(m, node);
  switch (node.nodeType) {
    case 'Expr':
      m.shown = evaluate(m, node.value);
      return 'normal';
    case 'Assign': {
      const value = evaluate(m, node.value);
      for (const target of node.targets) assignTo(m, target, value, 'assign');
      return 'normal';
    }
    case 'AugAssign':
      return augmented(m, node);
    case 'AnnAssign': {
      const value = node.value ? evaluate(m, node.value) : undefined;
      if (m.frame.kind !== 'function') evaluate(m, node.annotation);
      if (value) assignTo(m, node.target, value, 'assign');
      return 'normal';
    }
    case 'If':
      return conditional(m, node);
    case 'For':
    case 'AsyncFor':
      return forLoop(m, node);
    case 'While':
      return whileLoop(m, node);
    case 'Try':
    case 'TryStar':
      return tryStatement(m, node);
    case 'With':
    case 'AsyncWith':
      return withStatement(m, node);
    case 'Match':
      return matchStatement(m, node);
    case 'Return':
      m.frame.results.push(node.value ? evaluate(m, node.value) : NONE);
      return 'return';
    case 'Raise':
      if (node.exc) evaluate(m, node.exc);
      if (node.cause) evaluate(m, node.cause);
      return 'raise';
    case 'Assert':
      evaluate(m, node.test);
      if (node.msg) m.maybe(() => void (node.msg && evaluate(m, node.msg)));
      return 'normal';
    case 'Delete':
      for (const target of node.targets) deleteTarget(m, target);
      return 'normal';
    default:
      return define(m, node);
  }
}

type Defining = Exclude<
  StmtNode,
  Statement<
    | 'Expr'
    | 'Assign'
    | 'AugAssign'
    | 'AnnAssign'
    | 'If'
    | 'For'
    | 'AsyncFor'
    | 'While'
    | 'Try'
    | 'TryStar'
    | 'With'
    | 'AsyncWith'
    | 'Match'
    | 'Return'
    | 'Raise'
    | 'Assert'
    | 'Delete'
  >
>;

function define(m: Machine, node: Defining): Completion {
  switch (node.nodeType) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      bind(m, node.name, decorate(m, makeFunction(m, node), node.decorator_list), node, 'def');
      return 'normal';
    case 'ClassDef':
      bind(m, node.name, decorate(m, makeClass(m, node), node.decorator_list), node, 'class');
      return 'normal';
    case 'Import':
      importModules(m, node);
      return 'normal';
    case 'ImportFrom':
      importFrom(m, node);
      return 'normal';
    case 'TypeAlias':
      if (node.name.nodeType === 'Name') bind(m, node.name.id, UNKNOWN, node, 'assign');
      return 'normal';
    case 'Break':
      return 'break';
    case 'Continue':
      return 'continue';
    case 'Global':
    case 'Nonlocal':
    case 'Pass':
    case 'Comment':
      return 'normal';
  }
}

/** A statement that the budget does not reach: what it binds is unknown. */
function skip(m: Machine, node: StmtNode): Completion {
  for (const name of boundNames([node])) bind(m, name, UNKNOWN, node, 'assign');
  return 'normal';
}

/** Classes whose `+=` makes a new object; all others may change in place, for every alias. */
const IMMUTABLE = new Set(['builtins.int', 'builtins.float', 'builtins.str', 'builtins.bool', 'builtins.tuple']);

function augmented(m: Machine, node: Statement<'AugAssign'>): Completion {
  const { target } = node;
  const before = target.nodeType === 'Name' ? evaluate(m, { ...target, ctx: { nodeType: 'Load' } }) : evaluate(m, target);
  const operand = evaluate(m, node.value);
  m.readDeep([before, operand]);
  const mutable = before.things.filter((thing) => !IMMUTABLE.has(thing.type) && thing.type !== 'library');
  const at = m.placeOf(node);
  for (const thing of mutable) {
    if (mutable.length === 1 && !before.open) m.mutate(thing, at);
    else m.maybe(() => m.mutate(thing, at));
    const held = thing.slots.get('[]');
    const added = operand.things.map((each) => each.slots.get('[]')).filter((each) => each !== undefined);
    if (added.length > 0) thing.slots.set('[]', joinAll(held ? [held, ...added] : added));
  }
  const result: Value =
    mutable.length > 0 ? { things: mutable, open: before.open } : m.fresh(before.things[0]?.type ?? 'builtins.object', node);
  assignTo(m, target, result, 'augment');
  return 'normal';
}

function conditional(m: Machine, node: Statement<'If'>): Completion {
  const test = evaluate(m, node.test);
  m.readDeep([test]);
  const truth = node.test.nodeType === 'Constant' || m.loops === 0 ? truthOf(test) : undefined;
  if (truth !== undefined) return executeBlock(m, truth ? node.body : node.orelse);
  return m.branches([() => executeBlock(m, node.body), () => executeBlock(m, node.orelse)]);
}

function forLoop(m: Machine, node: Statement<'For' | 'AsyncFor'>): Completion {
  const iterable = evaluate(m, node.iter);
  if (isEmpty(iterable)) return executeBlock(m, node.orelse);
  const rounds = unrolled(m, iterable);
  if (rounds) return each(m, node, rounds);
  const element = elementOf(m, iterable, node.iter);
  return watchOrder(m, iterable, node.iter, () => loop(m, node, () => assignTo(m, node.target, element, 'for')));
}

/** As many rounds of a loop over a list are followed one by one. */
const MOST_ROUNDS = 12;

/** The elements of a list or tuple that are all known, so that what a loop does to each is known: names of columns, some frames. */
function unrolled(m: Machine, iterable: Value): readonly Value[] | undefined {
  const thing = onlyThing(iterable);
  if (m.loops > 0 || (thing?.type !== 'builtins.list' && thing?.type !== 'builtins.tuple')) return undefined;
  const elements = elementsOf(thing);
  if (!elements || elements.length < 2 || elements.length > MOST_ROUNDS) return undefined;
  const known = elements.every((one) => !one.open && (one.constant !== undefined || one.things.length === 1));
  return known ? elements : undefined;
}

function each(m: Machine, node: Statement<'For' | 'AsyncFor'>, elements: readonly Value[]): Completion {
  const before = m.uncertain;
  let completion: Completion = 'normal';
  for (const element of elements) {
    assignTo(m, node.target, element, 'for');
    const ended = executeBlock(m, node.body);
    if (ended === 'maybe' && completion === 'normal') {
      completion = 'maybe';
      m.uncertain++;
    } else if (ended === 'break' || ended === 'return' || ended === 'raise') {
      m.uncertain = before;
      return ended === 'break' ? 'normal' : completion === 'maybe' ? 'maybe' : ended;
    }
  }
  m.uncertain = before;
  if (completion === 'normal') return executeBlock(m, node.orelse);
  m.branches([() => executeBlock(m, node.orelse), () => undefined]);
  return returns(node.body) ? 'maybe' : 'normal';
}

function whileLoop(m: Machine, node: Statement<'While'>): Completion {
  const test = evaluate(m, node.test);
  m.readDeep([test]);
  if (m.loops === 0 && truthOf(test) === false) return executeBlock(m, node.orelse);
  return loop(m, node, () => undefined);
}

/** A loop's body runs once or more; what it binds is no constant in it, because a later round may have bound it anew. */
function loop(m: Machine, node: Statement<'For' | 'AsyncFor' | 'While'>, start: () => void): Completion {
  widen(m, node.body);
  m.loops++;
  start();
  const completion = executeBlock(m, node.body);
  m.loops--;
  if (completion === 'raise' || completion === 'return') return m.uncertain > 0 ? completion : 'maybe';
  if (node.orelse.length === 0) return completion === 'maybe' && returns(node.body) ? 'maybe' : 'normal';
  return m.branches([() => executeBlock(m, node.orelse), () => undefined]);
}

/** Whether a `return` stands somewhere in a loop's body (functions inside it do not count). */
function returns(statements: readonly StmtNode[]): boolean {
  return statements.some((each) => {
    if (each.nodeType === 'Return') return true;
    if (each.nodeType === 'FunctionDef' || each.nodeType === 'AsyncFunctionDef' || each.nodeType === 'ClassDef') return false;
    return blocksOf(each).some(returns);
  });
}

function blocksOf(node: StmtNode): readonly (readonly StmtNode[])[] {
  const blocks: (readonly StmtNode[])[] = [];
  if ('body' in node) blocks.push(node.body);
  if ('orelse' in node) blocks.push(node.orelse);
  if ('finalbody' in node) blocks.push(node.finalbody, ...node.handlers.map((each) => each.body));
  if ('cases' in node) blocks.push(...node.cases.map((each) => each.body));
  return blocks;
}

function widen(m: Machine, body: readonly StmtNode[]): void {
  for (const name of boundNames(body)) {
    const { names } = m.frame.kind === 'notebook' || m.frame.scope.globals.has(name) ? m.globals : m.frame;
    const binding = names.get(name);
    if (binding?.value.constant) names.set(name, { ...binding, value: UNKNOWN });
  }
}

/** Context managers that swallow what their body raises. */
const SWALLOWING = new Set(['contextlib.suppress', 'pytest.raises', 'numpy.testing.assert_raises']);

function withStatement(m: Machine, node: Statement<'With' | 'AsyncWith'>): Completion {
  let swallows = false;
  for (const each of node.items) {
    const manager = evaluate(m, each.context_expr);
    const callee = each.context_expr.nodeType === 'Call' ? evaluateQuietly(m, each.context_expr.func) : undefined;
    if (callee !== undefined && SWALLOWING.has(callee)) swallows = true;
    const entered = enter(m, manager, node);
    if (each.optional_vars) assignTo(m, each.optional_vars, entered, 'with');
  }
  if (!swallows) return executeBlock(m, node.body);
  m.guards.push(-1);
  const completion = m.branches([() => executeBlock(m, node.body), () => undefined]);
  m.guards.pop();
  return completion;
}

/** The qualified name that a callee surely is, without recording its evaluation again. */
function evaluateQuietly(m: Machine, node: Statement<'Expr'>['value']): string | undefined {
  if (node.nodeType === 'Name') return m.globals.names.get(node.id)?.value.things[0]?.qualified;
  if (node.nodeType !== 'Attribute') return undefined;
  const base = evaluateQuietly(m, node.value);
  return base === undefined ? undefined : `${base}.${node.attr}`;
}

function enter(m: Machine, manager: Value, node: Statement<'With' | 'AsyncWith'>): Value {
  const [item] = node.items;
  const [thing] = manager.things;
  if (item && thing?.code?.kind === 'instance') {
    const method = attributeOf(m, valueOf(thing), '__enter__', item.context_expr);
    if (method.things.some((each) => each.code?.kind === 'method'))
      return call(m, method, { positional: [], named: new Map() }, item.context_expr);
  }
  if (item && thing?.code?.kind === 'suspended') return elementOf(m, manager, item.context_expr);
  return manager;
}

function matchStatement(m: Machine, node: Statement<'Match'>): Completion {
  const subject = evaluate(m, node.subject);
  m.readDeep([subject]);
  const ways = node.cases.map((each) => (): Completion => {
    matchPattern(m, each.pattern, subject);
    if (each.guard) evaluate(m, each.guard);
    return executeBlock(m, each.body);
  });
  const last = node.cases.at(-1);
  const all = last?.pattern.nodeType === 'MatchAs' && !last.pattern.pattern && !last.guard;
  return m.branches(all ? ways : [...ways, (): Completion => 'normal']);
}
