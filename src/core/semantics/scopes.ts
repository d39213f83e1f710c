// Names and where they live: frames of the notebook, functions, classes and comprehensions, and which names are local to each.

import type { ASTNode, Expression, Statement, StmtNode } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import type { Place } from '../text/span.ts';
import type { Provider } from './events.ts';
import type { FunctionNode, HeapObject } from './heap.ts';
import { Tracked, type Journal } from './journal.ts';
import { remembered } from './remembered.ts';
import { joinValues, UNKNOWN, type Value } from './values.ts';

/** What a name is bound to, and how surely. */
export interface Binding {
  readonly state: 'bound' | 'maybe' | 'unbound';
  readonly value: Value;
  readonly providers: readonly Provider[];
  /** Where `del` unbound it. */
  readonly deleted: Place | undefined;
}

export interface Frame {
  readonly kind: 'notebook' | 'function' | 'class' | 'comprehension';
  readonly names: Tracked<string, Binding>;
  readonly scope: Scope;
  readonly parent: Frame | undefined;
  readonly module: Module;
  /** What `return` and `yield` gave so far. */
  readonly results: Value[];
  /** The class in whose body a method was defined, and its instance, for `super()`. */
  readonly method: { readonly instance: HeapObject | undefined; readonly owner: HeapObject | undefined } | undefined;
}

/** What a function, class or comprehension says of its names, read once from its syntax. */
export interface Scope {
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  readonly yields: boolean;
  /** Names read in it or in what it encloses that it does not bind; also names it calls `global`. */
  readonly free: ReadonlySet<string>;
}

export const EMPTY_SCOPE: Scope = { locals: new Set(), globals: new Set(), nonlocals: new Set(), yields: false, free: new Set() };

export function makeNames(journal: Journal): Tracked<string, Binding> {
  return new Tracked<string, Binding>(journal, joinBindings);
}

function joinBindings(a: Binding | undefined, b: Binding | undefined): Binding | undefined {
  if (a === b) return a;
  const state = a?.state === b?.state ? (a?.state ?? 'unbound') : 'maybe';
  const providers = joinProviders(a?.providers ?? [], b?.providers ?? []);
  const values = [a, b].filter((each) => each !== undefined && each.state !== 'unbound').map((each) => each?.value ?? UNKNOWN);
  const [first, second] = values;
  return {
    state,
    value: first && second ? joinValues(first, second) : (first ?? UNKNOWN),
    providers,
    deleted: a?.deleted ?? b?.deleted,
  };
}

/** More places that may have bound a name are not kept: a thousand branches would each copy a thousand places. */
const MOST_PROVIDERS = 64;

function joinProviders(a: readonly Provider[], b: readonly Provider[]): readonly Provider[] {
  if (a === b || b.length === 0 || a.length >= MOST_PROVIDERS) return a;
  if (a.length === 0) return b;
  const joined = [...a];
  for (const each of b) {
    if (joined.length >= MOST_PROVIDERS) break;
    if (!a.some((known) => known.step === each.step && known.at.span.start === each.at.span.start)) joined.push(each);
  }
  return joined;
}

type ScopeNode = FunctionNode | Statement<'ClassDef'> | Comprehending;
export type Comprehending = Expression<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>;

const scopes = new WeakMap<ScopeNode, Scope>();

/** The scope of a function, lambda, class or comprehension; kept, because functions are interpreted many times. */
export function scopeOf(node: ScopeNode): Scope {
  const known = scopes.get(node);
  if (known) return known;
  const collected = new Collector();
  collected.enter(node);
  const scope = collected.finish();
  scopes.set(node, scope);
  return scope;
}

/** The names that statements bind when they run in one scope, e.g. the body of a loop; kept, because loops are run many times. */
export const boundNames = remembered((statements: readonly StmtNode[]): ReadonlySet<string> => {
  const collected = new Collector();
  for (const each of statements) collected.visit(each);
  return collected.finish().locals;
});

class Collector {
  readonly #bound = new Set<string>();
  readonly #read = new Set<string>();
  readonly #globals = new Set<string>();
  readonly #nonlocals = new Set<string>();
  #yields = false;

  finish(): Scope {
    const locals = new Set([...this.#bound].filter((name) => !this.#globals.has(name) && !this.#nonlocals.has(name)));
    const free = new Set([...this.#read].filter((name) => !locals.has(name)));
    for (const name of this.#globals) free.add(name);
    return { locals, globals: this.#globals, nonlocals: this.#nonlocals, yields: this.#yields, free };
  }

  enter(node: ScopeNode): void {
    switch (node.nodeType) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.#parameters(node.args);
        for (const each of node.body) this.visit(each);
        return;
      case 'Lambda':
        this.#parameters(node.args);
        this.visit(node.body);
        return;
      case 'ClassDef':
        for (const each of node.body) this.visit(each);
        return;
      default:
        this.#comprehension(node);
    }
  }

  #comprehension(node: Comprehending): void {
    node.generators.forEach((each, at) => {
      this.visit(each.target);
      if (at > 0) this.visit(each.iter);
      each.ifs.forEach((test) => this.visit(test));
    });
    if (node.nodeType === 'DictComp') {
      this.visit(node.key);
      this.visit(node.value);
    } else this.visit(node.elt);
  }

  #parameters(args: Expression<'Lambda'>['args']): void {
    for (const each of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) this.#bound.add(each.arg);
    if (args.vararg) this.#bound.add(args.vararg.arg);
    if (args.kwarg) this.#bound.add(args.kwarg.arg);
  }

  /** A nested scope: its free names are read here, what is evaluated outside it is visited here. */
  #nested(node: ScopeNode): void {
    for (const name of scopeOf(node).free) this.#read.add(name);
    if (node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef' || node.nodeType === 'ClassDef') {
      this.#bound.add(node.name);
      node.decorator_list.forEach((each) => this.visit(each));
    }
    if (node.nodeType === 'ClassDef') {
      node.bases.forEach((each) => this.visit(each));
      node.keywords.forEach((each) => this.visit(each.value));
    } else if ('generators' in node) {
      const first = node.generators[0];
      if (first) this.visit(first.iter);
      for (const name of walrusNames(node)) this.#bound.add(name);
    } else {
      node.args.defaults.forEach((each) => this.visit(each));
      node.args.kw_defaults.forEach((each) => each && this.visit(each));
    }
  }

  visit(node: ASTNode): void {
    const kind = node.nodeType;
    if (isScopeNode(node)) return this.#nested(node);
    if (kind === 'Yield' || kind === 'YieldFrom') this.#yields = true;
    this.#note(node);
    for (const child of childrenOf(node)) this.visit(child);
  }

  #note(node: ASTNode): void {
    if (isNode(node, 'Name')) (node.ctx.nodeType === 'Load' ? this.#read : this.#bound).add(node.id);
    else if (isNode(node, 'Global')) node.names.forEach((name) => this.#globals.add(name));
    else if (isNode(node, 'Nonlocal')) node.names.forEach((name) => this.#nonlocals.add(name));
    else if (isNode(node, 'Import') || isNode(node, 'ImportFrom'))
      for (const each of node.names) this.#bound.add(each.asname ?? each.name.split('.')[0] ?? each.name);
    else if (node.nodeType === 'ExceptHandler' || node.nodeType === 'MatchAs' || node.nodeType === 'MatchStar') {
      if ('name' in node && typeof node.name === 'string') this.#bound.add(node.name);
    } else if (node.nodeType === 'MatchMapping' && 'rest' in node && typeof node.rest === 'string') this.#bound.add(node.rest);
  }
}

/** Names that `:=` inside a comprehension binds in the scope around it. */
function walrusNames(node: ASTNode): string[] {
  const names: string[] = [];
  for (const child of childrenOf(node)) {
    if (isNode(child, 'NamedExpr') && child.target.nodeType === 'Name') names.push(child.target.id);
    if (child.nodeType !== 'Lambda') names.push(...walrusNames(child));
  }
  return names;
}

type NodeOf<Kind extends string> = Extract<StmtNode | Expression, { nodeType: Kind }>;

function isNode<Kind extends (StmtNode | Expression)['nodeType']>(node: ASTNode, kind: Kind): node is NodeOf<Kind> {
  return node.nodeType === kind;
}

function isScopeNode(node: ASTNode): node is ScopeNode {
  switch (node.nodeType) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'Lambda':
    case 'ClassDef':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return true;
    default:
      return false;
  }
}

/** The child nodes of a node, in the order of its fields. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const children: ASTNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const each of value) if (isAstNode(each)) children.push(each);
    } else if (isAstNode(value)) children.push(value);
  }
  return children;
}

function isAstNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}
