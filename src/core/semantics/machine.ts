// The state of one abstract run: frames, heap, who wrote what last, and the trace of events.

import type { ASTNode, ExprNode } from '../python/ast.ts';
import type { Magic, Module } from '../python/module.ts';
import type { Place } from '../text/span.ts';
import type { BindHow, Event, Flow, Generator, GeneratorState, Location, Possible, Provider, Step } from './events.ts';
import { Clues } from './clues.ts';
import { ANY_ATTRIBUTE, Heap, reach, sharedBy, type HeapObject, type Making } from './heap.ts';
import { Journal, Tracked, type Outcome } from './journal.ts';
import { EMPTY_SCOPE, makeNames, type Binding, type Frame } from './scopes.ts';
import type { Disorder } from './ordering.ts';
import {
  joinContents,
  joinSchemas,
  joinWords,
  mapContents,
  OPEN_SCHEMA,
  UNKNOWN_CONTENT,
  UNKNOWN_ROWS,
  type Answer,
  type Content,
  type Rows,
  type Schema,
} from './states.ts';
import type { TableSample } from './ports.ts';
import { UNKNOWN, valueOf, type Value } from './values.ts';

/** How a stretch of code ended. `maybe` says that some way through it left early. */
export type Completion = 'normal' | 'maybe' | 'return' | 'break' | 'continue' | 'raise';

/** Thrown inside a `try` that catches it, by a failure that is certain there. */
export class Unwind extends Error {}

/** Evaluations one step may cost before its calls are cut short. */
const STEP_BUDGET = 40_000;

/** What is known of a random generator. */
export interface RandomState {
  readonly state: GeneratorState;
  readonly seeds: readonly Provider[];
}

export class Machine {
  readonly journal = new Journal();
  readonly heap = new Heap(this.journal);
  readonly events: Event[] = [];
  readonly flows: Flow[] = [];
  readonly globals: Frame;
  /** Steps that may have written a location last. */
  readonly writers = new Tracked<Location, readonly number[]>(this.journal, joinWriters);
  readonly generators = new Tracked<string | number, RandomState>(this.journal, joinRandom);
  readonly flags = new Tracked<'namesOpen' | 'filesOpen' | 'folderChanged', boolean>(this.journal, (a, b) => a || b);
  /** States of objects, by id; an object without an entry is in a state that is not known. */
  readonly schemas = new Tracked<number, Schema>(this.journal, joinSchemas);
  readonly contents = new Tracked<number, Content>(this.journal, joinContents);
  readonly fitted = new Tracked<number, Answer>(this.journal, joinWords<Answer>('unknown'));
  readonly rows = new Tracked<number, Rows>(this.journal, joinWords<Rows>(UNKNOWN_ROWS));
  /** Tables and arrays that surely have one column. */
  readonly narrow = new Tracked<number, boolean>(this.journal, (a, b) => a === true && b === true);
  /** Objects whose elements stand in an order that nobody promises. */
  readonly disorders = new Tracked<number, Disorder | undefined>(this.journal, (a, b) => (a && b ? a : undefined));
  /** What leaks between train and test are told by. */
  readonly clues = new Clues();
  readonly library = new Map<string, HeapObject>();
  /** How often each function was interpreted in this step. */
  readonly interpretations = new Map<ASTNode, number>();
  /** Functions of the notebook being interpreted, outermost first, with the place of the call. */
  readonly calls: { readonly node: ASTNode; readonly at: Place }[] = [];

  frame: Frame;
  module: Module;
  step: Step;
  /** Above 0 under a branch: what happens there may not happen. */
  uncertain = 0;
  loops = 0;
  /** For each `try` in progress that catches a NameError, how uncertain it was when it was entered. */
  readonly guards: number[] = [];
  /** Above 0 where objects are only asked for their form, e.g. on the way to `len(model.classes_)`. */
  forms = 0;
  /** Above 0 in the body of a `try` with handlers: what fails there may be meant to. */
  shielded = 0;
  /** Objects with this id or a larger one were made in the branch in progress. */
  #branchStart = 0;
  /** False after a failure that ends the run. */
  reached = true;
  budget = STEP_BUDGET;
  /** The frame of the `%timeit` that runs. */
  timed: { readonly magic: Magic; readonly frame: Frame } | undefined;
  /** What the last top-level expression statement gave. */
  shown: Value = UNKNOWN;

  #reads = new Map<Location, { readonly providers: number[]; form: boolean }>();
  #writes = new Map<Location, boolean>();
  #bound = new Map<string, Possible>();
  #unbound = new Set<string>();

  /** The header and first rows of a data file, where a front lets them be read. */
  readonly sample: (path: string) => TableSample | undefined;

  constructor(first: { readonly module: Module; readonly step: Step }, sample: (path: string) => TableSample | undefined) {
    this.sample = sample;
    this.module = first.module;
    this.step = first.step;
    this.globals = {
      kind: 'notebook',
      names: makeNames(this.journal),
      scope: EMPTY_SCOPE,
      parent: undefined,
      module: first.module,
      results: [],
      method: undefined,
    };
    this.frame = this.globals;
  }

  // --- steps

  begin(step: Step, module: Module): void {
    this.step = step;
    this.module = module;
    this.frame = this.globals;
    this.journal.settle();
    this.uncertain = 0;
    this.loops = 0;
    this.guards.length = 0;
    this.shielded = 0;
    this.#branchStart = 0;
    this.budget = STEP_BUDGET;
    this.interpretations.clear();
    this.calls.length = 0;
    this.#reads = new Map();
    this.#writes = new Map();
    this.#bound = new Map();
    this.#unbound = new Set();
  }

  finish(reached: boolean): void {
    for (const name of this.#bound.keys()) this.#bound.set(name, this.globals.names.get(name)?.value ?? UNKNOWN);
    this.flows.push({
      step: this.step,
      reads: Array.from(this.#reads, ([location, { providers, form }]) => {
        const read = { location, providers: providers.length > 1 ? providers.sort((a, b) => a - b) : providers };
        return form ? { ...read, form } : read;
      }),
      writes: Array.from(this.#writes, ([location, certain]) => ({ location, certain })),
      bound: this.#bound,
      unbound: [...this.#unbound],
      reached,
    });
  }

  // --- places and events

  get certain(): boolean {
    return this.uncertain === 0;
  }

  placeOf(node: ASTNode): Place {
    return { cell: this.module.cell, span: this.module.spanOf(node) };
  }

  /** Fields that every event has. */
  happening(at: Place): { at: Place; step: number; certain: boolean; depth: number } {
    return { at, step: this.step.index, certain: this.certain, depth: this.calls.length };
  }

  emit(event: Event): void {
    this.events.push(event);
  }

  // --- locations

  /** `form`: only what shape it has, e.g. how many rows and which columns. */
  read(location: Location, form = false): void {
    if (this.#writes.get(location) === true) return;
    let read = this.#reads.get(location);
    if (!read) this.#reads.set(location, (read = { providers: [], form }));
    else if (!form) read.form = false;
    const { providers } = read;
    for (const writer of this.writers.get(location) ?? [])
      if (writer !== this.step.index && !providers.includes(writer)) providers.push(writer);
  }

  /** Writes a location whole (`certain`), or perhaps, or in part: then what was there counts on. */
  write(location: Location, whole: boolean): void {
    const certain = whole && this.certain;
    this.#writes.set(location, certain || this.#writes.get(location) === true);
    if (certain) return this.writers.set(location, [this.step.index]);
    const before = this.writers.get(location) ?? [];
    if (before.at(-1) !== this.step.index)
      this.writers.set(location, [...before.filter((each) => each !== this.step.index), this.step.index]);
  }

  /**
   * Reads a location and changes part of it. Whoever reads it later needs this step, and this step needs those before it:
   * a chain, so that a thousand changes of one object do not make a million links.
   */
  change(location: Location, surely: boolean): void {
    this.read(location);
    const certain = surely && this.certain;
    this.#writes.set(location, certain || this.#writes.get(location) === true);
    this.writers.set(location, [this.step.index]);
  }

  readObject(object: HeapObject, onlyForm = false): void {
    const form = onlyForm || this.forms > 0;
    this.read(object.location, form);
    if (object.shares.length === 0) return;
    const contents = form ? undefined : sharedBy(object, true);
    for (const shared of sharedBy(object)) this.read(shared.location, contents?.has(shared) !== true);
  }

  /** Reads all that can be reached from the values, as a call that is given them may. */
  readDeep(values: Iterable<Value>, form = false): void {
    for (const object of reach(values, true)) {
      this.read(object.location, form);
      if (object.form) for (const shared of sharedBy(object)) this.read(shared.location, true);
    }
  }

  /** Changes an object in place: it keeps the rest of its content, and those whose content it shares may change too. */
  mutate(object: HeapObject, at: Place, slot?: string): void {
    this.#change(object, true);
    this.emit({ kind: 'mutate', ...this.happening(at), object: object.id, slot });
    this.forget(object);
    for (const shared of sharedBy(object)) {
      this.#change(shared, false);
      this.#forgetContent(shared);
    }
  }

  /** Nothing is known any more of the state an object is in. */
  forget(object: HeapObject): void {
    const { id } = object;
    if (object.code?.kind === 'class') object.slots.set(ANY_ATTRIBUTE, UNKNOWN);
    if (this.schemas.get(id)) this.schemas.set(id, OPEN_SCHEMA);
    if (this.contents.get(id)) this.contents.set(id, UNKNOWN_CONTENT);
    if (this.fitted.get(id)) this.fitted.set(id, 'unknown');
    if (this.rows.get(id)) this.rows.set(id, UNKNOWN_ROWS);
    if (this.narrow.get(id)) this.narrow.set(id, false);
    this.clues.forget(id);
  }

  /** A view of it was changed: it has the columns and rows that it had, with other values. */
  #forgetContent({ id }: HeapObject): void {
    const schema = this.schemas.get(id);
    if (schema)
      this.schemas.set(
        id,
        mapContents(schema, () => UNKNOWN_CONTENT),
      );
    if (this.contents.get(id)) this.contents.set(id, UNKNOWN_CONTENT);
  }

  /** Sets a state; under a branch, what was not known before is not known after it. */
  learn<State>(states: Tracked<number, State>, { id }: HeapObject, state: State, unknown: State): void {
    const known = this.certain || id >= this.#branchStart || states.get(id) !== undefined;
    states.set(id, known ? state : unknown);
  }

  /** Perhaps changes anything that can be reached from the values. */
  mutateDeep(values: Iterable<Value>): void {
    for (const object of reach(values)) {
      this.#change(object, false);
      this.forget(object);
    }
  }

  #change(object: HeapObject, surely: boolean): void {
    if (object.type === 'library') return;
    this.change(object.location, surely);
    if (object.slots.get('length')) object.slots.set('length', UNKNOWN);
  }

  make(making: Making, node: ASTNode): HeapObject {
    const at = this.placeOf(node);
    const object = this.heap.make(making, at, this.step.index);
    this.write(object.location, true);
    return object;
  }

  fresh(type: string, node: ASTNode, shares: readonly HeapObject[] = []): Value {
    return valueOf(this.make({ type, shares }, node));
  }

  // --- names of the notebook

  bindGlobal(name: string, value: Value, at: Place, how: BindHow): void {
    const provider: Provider = { step: this.step.index, at, certain: this.certain };
    this.globals.names.set(name, { state: 'bound', value, providers: [provider], deleted: undefined });
    this.write(`name:${name}`, true);
    this.#bound.set(name, value);
    this.#unbound.delete(name);
    this.emit({ kind: 'bind', ...this.happening(at), name, how, value });
  }

  unbindGlobal(name: string, at: Place): void {
    const binding: Binding = { state: 'unbound', value: UNKNOWN, providers: [], deleted: at };
    this.globals.names.set(name, binding);
    this.write(`name:${name}`, true);
    this.#unbound.add(name);
    this.emit({ kind: 'unbind', ...this.happening(at), name });
  }

  useGlobal(name: string, binding: Binding, at: Place): void {
    this.read(`name:${name}`);
    this.emit({ kind: 'use', ...this.happening(at), name, providers: binding.providers });
  }

  // --- branches

  /** Runs what may not happen; its changes join with nothing having happened. */
  maybe(run: () => void): void {
    this.branches([run, () => undefined]);
  }

  /** Runs each way from the same state and joins those that did not end in `raise`. */
  branches(ways: readonly (() => Completion | void)[]): Completion {
    const outcomes: Outcome[] = [];
    const completions: Completion[] = [];
    this.uncertain++;
    const start = this.#branchStart;
    this.#branchStart = this.heap.next;
    for (const way of ways) {
      const mark = this.journal.mark();
      const completion = way() ?? 'normal';
      const outcome = this.journal.cut(mark);
      if (completion !== 'raise') {
        outcomes.push(outcome);
        completions.push(completion);
      }
    }
    this.uncertain--;
    this.#branchStart = start;
    if (outcomes.length === 0) return 'raise';
    this.journal.join(outcomes);
    const [first] = completions;
    if (first && completions.every((each) => each === first)) return first;
    return 'maybe';
  }

  /** Spends one evaluation; false when the step has used up what it may. */
  spend(): boolean {
    return --this.budget > 0;
  }

  /** Sets something outside the notebook's variables. */
  setEnvironment(by: string, value: string | undefined, at: Place): void {
    this.write('environment', false);
    if (by === 'os.chdir' || by === '%cd') this.flags.set('folderChanged', true);
    this.emit({ kind: 'environment', ...this.happening(at), by, value });
  }

  // --- randomness

  draw(
    draw: {
      readonly generator: Generator;
      readonly callee: string;
      readonly node: ExprNode;
      readonly parameter: string | undefined;
      readonly made: Place | undefined;
      readonly estimator?: boolean;
      readonly shown?: boolean;
      readonly remedy?: string;
      readonly workers?: boolean;
    },
    known?: RandomState,
  ): void {
    const random = known ?? this.generators.get(draw.generator.id) ?? { state: 'unseeded', seeds: [] };
    const location = typeof draw.generator.id === 'number' ? `object:${draw.generator.id}` : `generator:${draw.generator.id}`;
    this.change(location, true);
    this.emit({ kind: 'draw', ...this.happening(this.placeOf(draw.node)), ...draw, state: random.state, seeds: random.seeds });
  }
}

function joinWriters(a: readonly number[] | undefined, b: readonly number[] | undefined): readonly number[] | undefined {
  if (!a || !b || a === b) return a ?? b;
  return [...new Set([...a, ...b])];
}

function joinRandom(a: RandomState | undefined, b: RandomState | undefined): RandomState | undefined {
  if (a === b) return a;
  const state = (a?.state ?? 'unseeded') === (b?.state ?? 'unseeded') ? (a?.state ?? 'unseeded') : 'unknown';
  return { state, seeds: [...(a?.seeds ?? []), ...(b?.seeds ?? [])] };
}
