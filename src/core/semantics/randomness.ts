// Random generators as state of the run: who seeds them, who draws from them, and which draws no seed reaches.

import { classFact } from '../knowledge/index.ts';
import type { CallFact, ClassFact, Condition, DrawFact } from '../knowledge/table.ts';
import type { ExprNode } from '../python/ast.ts';
import { allArguments, argumentOf, type Arguments } from './arguments.ts';
import { onlyThing } from './contents.ts';
import type { Generator } from './events.ts';
import type { HeapObject } from './heap.ts';
import type { Machine, RandomState } from './machine.ts';
import type { Value } from './values.ts';

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

export type Truth = 'yes' | 'no' | 'unknown';
export type Lookup = (name: string) => Value | undefined;

/** Whether a draw happens under the given arguments. */
export function happens(fact: DrawFact, lookup: Lookup): Truth {
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
export function seeding(
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
export function noteIdle(m: Machine, callee: string, draws: DrawFact, kind: string, node: ExprNode): void {
  if (kind !== 'fixed' || !draws.seed || draws.shown || draws.given) return;
  if (!Object.hasOwn(draws.defaults ?? {}, 'shuffle') || Object.hasOwn(draws.defaults ?? {}, 'noise')) return;
  m.emit({ kind: 'idle', ...m.happening(m.placeOf(node)), callee, parameter: draws.seed.name });
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

export function drawn(m: Machine, { draws, seed, truth, callee, node, receiver, made, workers }: Drawn): void {
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
