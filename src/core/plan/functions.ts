// Functions and classes of the notebook: those that move to functions.py, and those that stay in place inside their stage.

import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { ASTNode, Statement } from '../python/ast.ts';
import { childrenOf, scopeOf } from '../semantics/scopes.ts';
import { callsTo, signatureEdit, type Mention } from './captures.ts';
import type { Context } from './context.ts';
import type { ImportLines } from './imports.ts';
import type { SourceEdit } from './plan.ts';
import { collectNames } from './syntax.ts';

export type Definition = Statement<'FunctionDef' | 'AsyncFunctionDef' | 'ClassDef'>;

/** What moves to functions.py, and what that changes elsewhere. */
export interface Moved {
  /** Steps of definitions that move. */
  readonly functions: ReadonlySet<number>;
  /** Steps of constants that move with them: classes, default values and decorators read them. */
  readonly constants: ReadonlySet<number>;
  /** Notebook variables become keyword-only parameters, given at each call; edits by step, of definitions and of calls. */
  readonly edits: ReadonlyMap<number, readonly SourceEdit[]>;
}

export function definitionOf(context: Context, step: number): Definition | undefined {
  const node = context.statementOf(step);
  return node?.nodeType === 'FunctionDef' || node?.nodeType === 'AsyncFunctionDef' || node?.nodeType === 'ClassDef' ? node : undefined;
}

/** Names that a definition reads from outside itself: in its body, decorators, defaults, annotations and bases. */
export function namesNeeded(node: Definition): ReadonlySet<string> {
  const names = new Set([...scopeOf(node).free, ...namesAtDefinition(node)]);
  names.delete(node.name);
  return names;
}

/** Names that are read when the definition itself runs. */
function namesAtDefinition(node: Definition): ReadonlySet<string> {
  const names = new Set<string>();
  const outer: ASTNode[] = [...node.decorator_list];
  if (node.nodeType === 'ClassDef') outer.push(...node.bases, ...node.keywords.map((each) => each.value));
  else {
    outer.push(...node.args.defaults, ...node.args.kw_defaults.filter((each) => each !== null));
    if (node.returns) outer.push(node.returns);
    for (const each of [...node.args.posonlyargs, ...node.args.args, ...node.args.kwonlyargs])
      if (each.annotation) outer.push(each.annotation);
  }
  for (const each of outer) collectNames(each, names);
  return names;
}

interface Candidate {
  readonly step: number;
  readonly node: Definition;
  /** Where kept code says its name. */
  readonly mentions: readonly Mention[];
  /** Notebook variables that it takes as parameters, its own and those of what it calls. */
  captured: ReadonlySet<string>;
}

/** The kept definitions that can live in a module: what they need of the notebook is imported, defined there too, or given to them. */
export function movedOf(context: Context, kept: ReadonlyMap<number, string>, imports: ImportLines, literals: ReadonlySet<number>): Moved {
  const mover = new Mover(context, imports, literals);
  const candidates = mover.candidates(kept);
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, candidate] of candidates) {
      const captured = mover.capturedBy(candidate, candidates);
      if (captured === undefined) {
        candidates.delete(name);
        changed = true;
      } else if (captured.size > candidate.captured.size) {
        candidate.captured = captured;
        changed = true;
      }
    }
  }
  return mover.moved(candidates);
}

type Candidates = Map<string, Candidate>;

class Mover {
  readonly #context: Context;
  readonly #imports: ImportLines;
  readonly #bound: Context['bindings'];
  readonly #constants = new Map<string, number>();

  constructor(context: Context, imports: ImportLines, literals: ReadonlySet<number>) {
    this.#context = context;
    this.#imports = imports;
    this.#bound = context.bindings;
    for (const step of literals) for (const name of context.flows[step]?.bound.keys() ?? []) this.#constants.set(name, step);
  }

  candidates(kept: ReadonlyMap<number, string>): Candidates {
    const found: Candidates = new Map();
    for (const step of kept.keys()) {
      const node = definitionOf(this.#context, step);
      if (node && this.#bound.get(node.name) === 1 && scopeOf(node).globals.size === 0)
        found.set(node.name, { step, node, mentions: callsTo(this.#context, kept.keys(), node.name), captured: new Set() });
    }
    return found;
  }

  /** The notebook variables that a definition must be given; undefined where it has to stay in place. */
  capturedBy(candidate: Candidate, candidates: Candidates): ReadonlySet<string> | undefined {
    const { node, mentions } = candidate;
    const captured = new Set<string>();
    for (const name of namesNeeded(node)) {
      if (this.#isOutside(name)) continue;
      const other = candidates.get(name);
      if (other) {
        for (const each of other.captured) captured.add(each);
        continue;
      }
      if (!this.#bound.has(name) || this.#imports.lastOf(name)) return undefined;
      // Read when the definition runs, by methods, behind a decorator that may remember what it was given, or where the
      // function is a value: only a constant can be had there.
      const early =
        node.nodeType === 'ClassDef' ||
        node.decorator_list.length > 0 ||
        namesAtDefinition(node).has(name) ||
        mentions.some((each) => each.call === undefined);
      if (early && !this.#constants.has(name)) return undefined;
      if (!early) captured.add(name);
    }
    if (captured.size === 0) return captured;
    return this.#canTake(candidate, captured, candidates) ? captured : undefined;
  }

  /** Builtins and imports that are never rebound. */
  #isOutside(name: string): boolean {
    return this.#imports.isSteady(name, this.#bound.get(name) ?? 0) || (BUILTIN_NAMES.has(name) && !this.#bound.has(name));
  }

  /** Whether each place that calls a function can give it the variables, as they are when it is called. */
  #canTake({ step, node, mentions }: Candidate, captured: ReadonlySet<string>, candidates: Candidates): boolean {
    if (node.nodeType === 'ClassDef') return false;
    const lazy = scopeOf(node).yields || holdsFunction(node);
    const stays = [...captured].every((name) => this.#bound.get(name) === 1);
    if (lazy && !stays) return false;
    const steps = new Map([...candidates.values()].map((each) => [each.step, each.node]));
    return mentions.every((each) => {
      if (each.call === undefined || each.formatted) return false;
      if ([...captured].some((name) => each.hidden.has(name))) return false;
      const inside = steps.get(each.step);
      // Called by another function: that one is given the variables too; a class has nobody to give them.
      if (inside) return inside.nodeType !== 'ClassDef';
      return definitionOf(this.#context, each.step) === undefined && each.step > step && this.#areBound(captured, each.step);
    });
  }

  #areBound(names: ReadonlySet<string>, step: number): boolean {
    return [...names].every((name) =>
      this.#context.flows.some(
        (flow) => flow && flow.step.index < step && flow.writes.some((each) => each.location === `name:${name}` && each.certain),
      ),
    );
  }

  moved(candidates: Candidates): Moved {
    const edits = new Map<number, SourceEdit[]>();
    const add = (step: number, edit: SourceEdit): void => void edits.set(step, [...(edits.get(step) ?? []), edit]);
    const constants = new Set<number>();
    for (const { step, node, mentions, captured } of candidates.values()) {
      for (const name of namesNeeded(node)) {
        const constant = this.#constants.get(name);
        if (constant !== undefined && !captured.has(name)) constants.add(constant);
      }
      if (captured.size === 0 || node.nodeType === 'ClassDef') continue;
      const names = [...captured].sort((a, b) => this.#firstBound(a) - this.#firstBound(b));
      add(step, signatureEdit(this.#context, step, node, names));
      for (const each of mentions) if (each.call) add(each.step, each.call(names));
    }
    return { functions: new Set([...candidates.values()].map((each) => each.step)), constants, edits };
  }

  #firstBound(name: string): number {
    return this.#context.flows.findIndex((each) => each?.bound.has(name) === true);
  }
}

/** An inner function, lambda or generator may be called later than the function that made it. */
function holdsFunction(node: ASTNode): boolean {
  return childrenOf(node).some(
    (each) => ['FunctionDef', 'AsyncFunctionDef', 'Lambda', 'GeneratorExp', 'ClassDef'].includes(each.nodeType) || holdsFunction(each),
  );
}
