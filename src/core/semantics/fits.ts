// What fitting, splitting and iterating draw: of estimators and what they hold, of splitters, of loaders of batches.

import { classFact } from '../knowledge/index.ts';
import type { ArgumentFact, CallFact, DrawFact } from '../knowledge/table.ts';
import type { ExprNode } from '../python/ast.ts';
import { argumentOf, type Arguments } from './arguments.ts';
import { isNarrow, onlyThing } from './contents.ts';
import { reach, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { drawn, happens, noteIdle, seeding, type Lookup, type Truth } from './randomness.ts';
import { UNKNOWN, valueOf, type Value } from './values.ts';

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
  if (seed.kind === 'object') m.change(seed.object.location, true);
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

/** A splitter that does not shuffle. */
export function noteIdleSplitter(m: Machine, splitter: HeapObject, node: ExprNode): void {
  const fact = classFact(splitter.type);
  if (fact?.role !== 'splitter' || !fact.fitting?.seed) return;
  const lookup: Lookup = (name) => splitter.slots.get(`=${name}`);
  if (happens(fact.fitting, lookup) !== 'no') return;
  noteIdle(m, splitter.type, fact.fitting, seeding(m, lookup(fact.fitting.seed.name), false).kind, node);
}
