// Random generators as state of the run: who seeds them, who draws from them, and which draws no seed reaches.

import { classFact } from '../knowledge/index.ts';
import type { ArgumentFact, CallFact, ClassFact, Condition, DrawFact } from '../knowledge/table.ts';
import type { ExprNode } from '../python/ast.ts';
import { allArguments, argumentOf, type Arguments } from './arguments.ts';
import { isNarrow, onlyThing } from './contents.ts';
import type { Generator } from './events.ts';
import { reach, type HeapObject } from './heap.ts';
import type { Machine, RandomState } from './machine.ts';
import { UNKNOWN, valueOf, type Value } from './values.ts';

const LABELS: Readonly<Record<string, string>> = {
  numpy: "NumPy's global generator",
  random: "Python's global generator",
  torch: "PyTorch's global generator",
  tensorflow: "TensorFlow's global generator",
  polars: 'the generator of polars',
  jax: 'a key of JAX',
  fresh: 'a generator that the system seeds',
};

function globalGenerator(id: string): Generator {
  return { id, label: LABELS[id] ?? id };
}

type Truth = 'yes' | 'no' | 'unknown';
type Lookup = (name: string) => Value | undefined;

/** Whether a draw happens under the given arguments. */
function happens(fact: DrawFact, lookup: Lookup): Truth {
  if (fact.given !== undefined && lookup(fact.given) === undefined) return 'no';
  const unless = (fact.unless ?? []).map((each) => holds(each, fact, lookup));
  if (unless.includes('yes')) return 'no';
  const when = fact.when?.map((each) => holds(each, fact, lookup)) ?? ['yes'];
  if (when.includes('yes')) return unless.includes('unknown') ? 'unknown' : 'yes';
  return when.includes('unknown') ? 'unknown' : 'no';
}

function holds(condition: Condition, fact: DrawFact, lookup: Lookup): Truth {
  let result: Truth = 'yes';
  for (const [name, accepted] of Object.entries(condition)) {
    const given = lookup(name);
    const value = given ? given.constant?.value : fact.defaults?.[name];
    // The number of a loop is another in each round.
    if (given && accepted.length === 1 && onlyThing(given)?.slots.get('several')) return 'no';
    if (given && (given.open || !given.constant)) result = 'unknown';
    else if (value === undefined || typeof value === 'bigint' || !accepted.includes(value)) return 'no';
  }
  return result;
}

/** What a seed argument says: which generator is drawn from, and what is known of it. */
function seeding(
  m: Machine,
  value: Value | undefined,
  starred: boolean,
): { readonly kind: 'none' | 'fixed' | 'unknown' } | { readonly kind: 'object'; readonly object: HeapObject } {
  if (!value) return { kind: starred ? 'unknown' : 'none' };
  if (value.constant && !value.open) return { kind: value.constant.value === null ? 'none' : 'fixed' };
  const [thing] = value.things;
  if (thing?.type === 'library') return thing.qualified?.startsWith('numpy.random') ? { kind: 'none' } : { kind: 'unknown' };
  if (thing && value.things.length === 1 && m.generators.get(thing.id)) return { kind: 'object', object: thing };
  return { kind: 'unknown' };
}

/** The draw of one call, or of making a generator. */
export function drawCall(
  m: Machine,
  callee: string,
  receiver: HeapObject | undefined,
  fact: CallFact,
  args: Arguments,
  node: ExprNode,
  makesGenerator = false,
): void {
  const { draws, drawsToo } = fact;
  if (drawsToo) drawCall(m, callee, receiver, { draws: drawsToo }, args, node);
  if (!draws) {
    if (makesGenerator && receiver) m.generators.set(receiver.id, { state: 'unknown', seeds: [] });
    return;
  }
  const seed = draws.seed ? seeding(m, argumentOf(args, draws.seed), args.starred === true) : { kind: 'none' as const };
  if (makesGenerator && receiver) {
    const state = seed.kind === 'fixed' ? 'seeded' : seed.kind === 'none' ? 'unseeded' : 'unknown';
    return m.generators.set(receiver.id, { state, seeds: [] });
  }
  const truth = happens(draws, (name) => args.named.get(name) ?? positionalNamed(draws, args, name));
  if (truth === 'no') return noteIdle(m, callee, draws, seed.kind, node);
  drawn(m, { draws, seed, truth, callee, node, receiver, made: undefined });
}

/** A seed that is given on purpose and has nothing to seed; defaults that are seeds are none. */
function noteIdle(m: Machine, callee: string, draws: DrawFact, kind: string, node: ExprNode): void {
  if (kind !== 'fixed' || !draws.seed || draws.shown || draws.given) return;
  if (!Object.hasOwn(draws.defaults ?? {}, 'shuffle') || Object.hasOwn(draws.defaults ?? {}, 'noise')) return;
  m.emit({ kind: 'idle', ...m.happening(m.placeOf(node)), callee, parameter: draws.seed.name });
}

/** A splitter that does not shuffle. */
export function noteIdleSplitter(m: Machine, splitter: HeapObject, node: ExprNode): void {
  const fact = classFact(splitter.type);
  if (fact?.role !== 'splitter' || !fact.fitting?.seed) return;
  const lookup: Lookup = (name) => splitter.slots.get(`=${name}`);
  if (happens(fact.fitting, lookup) !== 'no') return;
  noteIdle(m, splitter.type, fact.fitting, seeding(m, lookup(fact.fitting.seed.name), false).kind, node);
}

function positionalNamed(draws: DrawFact, args: Arguments, name: string): Value | undefined {
  const position = draws.seed?.name === name ? draws.seed.position : undefined;
  return position === undefined ? undefined : args.positional[position];
}

interface Drawn {
  readonly draws: DrawFact;
  readonly seed: ReturnType<typeof seeding>;
  readonly truth: Truth;
  readonly callee: string;
  readonly node: ExprNode;
  readonly receiver: HeapObject | undefined;
  readonly made: HeapObject | undefined;
  /** Whether it happens in other processes. */
  readonly workers?: Truth;
}

function drawn(m: Machine, { draws, seed, truth, callee, node, receiver, made, workers }: Drawn): void {
  if (seed.kind === 'fixed') return;
  const event = {
    // PyTorch takes a generator there, and no number.
    parameter: draws.from === 'torch' ? undefined : draws.seed?.name,
    callee,
    node,
    made: made?.at,
    ...(made && ESTIMATORS.has(classFact(made.type)?.role) ? { estimator: true } : {}),
    ...(draws.shown ? { shown: true } : {}),
    ...(draws.remedy === undefined ? {} : { remedy: draws.remedy }),
  };
  const unsure: RandomState = { state: 'unknown', seeds: [] };
  if (seed.kind === 'object')
    return m.draw({ ...event, generator: { id: seed.object.id, label: 'a generator of the notebook' } }, m.generators.get(seed.object.id));
  if (draws.from === 'self') {
    if (!receiver) return;
    return m.draw(
      { ...event, generator: { id: receiver.id, label: 'a generator of the notebook' } },
      m.generators.get(receiver.id) ?? unsure,
    );
  }
  const generator = globalGenerator(draws.from);
  if (seed.kind === 'unknown' || truth === 'unknown') m.maybe(() => m.draw({ ...event, generator }, unsure));
  else if (workers === 'yes' && m.generators.get(generator.id)?.state === 'seeded')
    m.draw({ ...event, generator, workers: true }, { state: 'unseeded', seeds: [] });
  else if (workers === 'unknown') m.draw({ ...event, generator }, unsure);
  else m.draw({ ...event, generator });
}

const ESTIMATORS: ReadonlySet<ClassFact['role']> = new Set<ClassFact['role']>(['estimator', 'transformer', 'search', 'splitter']);

/** Whether estimators are fitted in other processes, by the number of jobs. */
function workersOf(jobs: Value | undefined, starred: boolean): Truth {
  if (!jobs) return starred ? 'unknown' : 'no';
  if (jobs.open || !jobs.constant) return 'unknown';
  return jobs.constant.value === null || jobs.constant.value === 1 ? 'no' : 'yes';
}

interface Fitting {
  readonly method: string;
  readonly receiver: HeapObject | undefined;
  readonly args: Arguments;
  readonly node: ExprNode;
  readonly fact: CallFact;
}

const FEATURES: ArgumentFact = { name: 'X', position: 0 };

/** What fitting draws: of the receiver, of what it holds (a Pipeline's steps), or of estimators given to be fitted. */
export function drawFits(m: Machine, { method, receiver, args, node, fact }: Fitting): void {
  if (receiver && !fact.trains && !/^(fit|partial_fit)/.test(method)) return splitterDraws(m, receiver, method, node);
  const given = (fact.fits ?? []).flatMap((each) => argumentOf(args, each) ?? []);
  const roots: readonly Value[] = receiver ? [valueOf(receiver)] : given;
  // One that governs what it holds hands out seeds of its own.
  const governs = receiver !== undefined && classFact(receiver.type)?.governs === true;
  const jobs = receiver ? receiver.slots.get('=n_jobs') : fact.workers && argumentOf(args, fact.workers);
  const workers = workersOf(jobs, receiver === undefined && args.starred === true);
  const tried = triedBy(receiver);
  for (const object of governs ? [receiver] : reach(roots)) {
    const known = classFact(object.type);
    const lookup: Lookup = (name) => (object !== receiver && tried(name) ? UNKNOWN : object.slots.get(`=${name}`));
    if (known?.movesOn) moveOn(m, known.movesOn, lookup);
    const fitting = known?.fitting;
    if (!fitting || (fitting.amongColumns && isNarrow(m, argumentOf(args, FEATURES)))) continue;
    const truth = happens(fitting, lookup);
    const seed: ArgumentFact | undefined = fitting.seed;
    const argument = seed ? seeding(m, lookup(seed.name), false) : { kind: 'none' as const };
    if (truth === 'no') continue;
    const elsewhere = object !== receiver && known.role !== 'splitter' ? workers : 'no';
    drawn(m, { draws: fitting, seed: argument, truth, callee: object.type, node, receiver: object, made: object, workers: elsewhere });
  }
}

/** Fitting that takes numbers its result does not depend on: no draw to report, but later draws of the generator are others without it. */
function moveOn(m: Machine, fact: DrawFact, lookup: Lookup): void {
  if (happens(fact, lookup) === 'no') return;
  const seed = fact.seed ? seeding(m, lookup(fact.seed.name), false) : { kind: 'none' as const };
  if (seed.kind === 'object') m.change(`object:${seed.object.id}`, true);
  else if (seed.kind !== 'fixed') m.change(`generator:${fact.from}`, seed.kind === 'none');
}

/** Parameters that a search sets itself: the keys of its grid, also those for a step of a pipeline, e.g. `clf__random_state`. */
function triedBy(search: HeapObject | undefined): (name: string) => boolean {
  const grid = onlyThing(search?.slots.get('=param_grid') ?? search?.slots.get('=param_distributions'));
  const keys = [...(grid?.slots.entries() ?? [])].flatMap(([slot]) => (/^\[.+\]$/.test(slot) ? [slot.slice(1, -1)] : []));
  return (name) => keys.some((key) => key === name || key.endsWith(`__${name}`));
}

/** A pass over a loader of batches. */
export function drawIterated(m: Machine, thing: HeapObject, node: ExprNode): void {
  const fact = classFact(thing.type)?.iterating;
  if (!fact) return;
  const lookup: Lookup = (name) => thing.slots.get(`=${name}`);
  const truth = happens(fact, lookup);
  const seed = fact.seed ? seeding(m, lookup(fact.seed.name), false) : { kind: 'none' as const };
  if (truth !== 'no') drawn(m, { draws: fact, seed, truth, callee: thing.type, node, receiver: thing, made: undefined });
}

/** A shuffled splitter draws when it splits. */
function splitterDraws(m: Machine, receiver: HeapObject, method: string, node: ExprNode): void {
  const fact = classFact(receiver.type);
  if (method !== 'split' || fact?.role !== 'splitter' || !fact.fitting) return;
  const lookup: Lookup = (name) => receiver.slots.get(`=${name}`);
  const truth = happens(fact.fitting, lookup);
  if (truth === 'no') return;
  const seed = fact.fitting.seed ? seeding(m, lookup(fact.fitting.seed.name), false) : { kind: 'none' as const };
  drawn(m, { draws: fact.fitting, seed, truth, callee: receiver.type, node, receiver, made: receiver });
}

export function seedGenerator(
  m: Machine,
  seeds: NonNullable<CallFact['seeds']>,
  by: string,
  receiver: HeapObject | undefined,
  args: Arguments,
  node: ExprNode,
): void {
  const value = argumentOf(args, seeds.argument);
  const id = seeds.generator === 'self' ? receiver?.id : seeds.generator;
  if (id === undefined) return;
  const constant = seeds.fixed === true || (value?.constant !== undefined && !value.open);
  const none = seeds.fixed ? false : !value ? !args.starred : constant && value.constant?.value === null;
  const at = m.placeOf(node);
  for (const each of [id, ...(seeds.also ?? [])]) {
    m.generators.set(each, { state: none ? 'unseeded' : 'seeded', seeds: [{ step: m.step.index, at, certain: m.certain }] });
    m.write(typeof each === 'number' ? `object:${each}` : `generator:${each}`, true);
  }
  m.emit({
    kind: 'seed',
    ...m.happening(at),
    by,
    generator: typeof id === 'number' ? { id, label: 'a generator of the notebook' } : globalGenerator(id),
    constant,
    looped: m.loops > 0,
  });
}

/** A call whose name speaks of a seed, of a library or function that we do not know, may seed everything. */
export function noteSeed(m: Machine, name: string, args: Arguments, node: ExprNode): void {
  if (!/(^|_)seed(_|$)|seed_everything|manual_seed|enable_full_determinism/i.test(name)) return;
  if (allArguments(args).length === 0) return;
  const at = m.placeOf(node);
  for (const id of ['numpy', 'random', 'torch', 'tensorflow']) {
    if (m.generators.get(id)?.state === 'seeded') continue;
    if (!/everything|^set_seed|determinism|set_random_seed|fix_|all/i.test(name)) continue;
    m.generators.set(id, { state: 'unknown', seeds: [{ step: m.step.index, at, certain: false }] });
    m.write(`generator:${id}`, false);
  }
}
