// What the numbers of unseeded draws reach: which steps give other values at each run, and which draws are why.

import type { EventOf, Flow, Location, Run } from './events.ts';

/** Something that is another at each run: a draw without a seed, or the order of a set of texts. */
export type Source = EventOf<'draw' | 'unordered'>;

/** The sources that reach each step, by its index; steps that give the same at each run are not in it. */
export type Variation = ReadonlyMap<number, ReadonlySet<Source>>;

const computed = new WeakMap<Run, Variation>();

/**
 * Follows the sources of one run through names, objects and files. A step that asks only for the form of what varies, e.g. its
 * shape, gives the same each time; so does one that only uses settings, or the figure of another cell.
 */
export function variationOf(run: Run): Variation {
  let known = computed.get(run);
  if (!known) computed.set(run, (known = follow(run)));
  return known;
}

function follow(run: Run): Variation {
  const varies = new Map<number, ReadonlySet<Source>>();
  const own = new Map<number, Set<Source>>();
  for (const event of run.events) {
    if (!isSource(event)) continue;
    const sources = own.get(event.step);
    if (sources) sources.add(event);
    else own.set(event.step, new Set([event]));
  }
  if (own.size === 0) return varies;
  const state = new Contents(run, varies);
  for (const flow of run.flows) {
    const sources = merged([own.get(flow.step.index), ...state.reaching(flow)]);
    if (sources.size > 0) varies.set(flow.step.index, sources);
    state.written(flow);
  }
  return varies;
}

function isSource(event: Run['events'][number]): event is Source {
  return event.kind === 'draw' ? event.state === 'unseeded' : event.kind === 'unordered' && event.by === 'hash';
}

/** Who wrote what each location holds now. */
class Contents {
  readonly #writers = new Map<Location, readonly number[]>();
  readonly #varies: Variation;
  readonly #flows = new Map<number, Flow>();

  constructor(run: Run, varies: Variation) {
    this.#varies = varies;
    for (const flow of run.flows) this.#flows.set(flow.step.index, flow);
  }

  *reaching(flow: Flow): Generator<ReadonlySet<Source> | undefined> {
    const forms = new Set<Location>();
    for (const { location, form } of flow.reads) if (form) forms.add(location);
    for (const { location, providers, form } of flow.reads) {
      if (form || !carries(location)) continue;
      for (const from of providers) {
        const provider = this.#flows.get(from);
        if (!provider || (location === 'figure' && provider.step.cell !== flow.step.cell)) continue;
        if (!location.startsWith('name:')) yield this.#varies.get(from);
        else yield* this.#throughName(location.slice('name:'.length), provider, forms);
      }
    }
  }

  /** What a name holds are mostly objects; a number or text is the name's own. */
  *#throughName(name: string, provider: Flow, forms: ReadonlySet<Location>): Generator<ReadonlySet<Source> | undefined> {
    const objects = provider.bound.get(name)?.things.map((each) => `object:${each.id}`) ?? [];
    if (objects.some((each) => forms.has(each))) return;
    if (objects.length === 0) yield this.#varies.get(provider.step.index);
    for (const each of objects) for (const writer of this.#writers.get(each) ?? []) yield this.#varies.get(writer);
  }

  written({ step, writes }: Flow): void {
    for (const { location, certain } of writes)
      this.#writers.set(location, certain ? [step.index] : [...(this.#writers.get(location) ?? []), step.index]);
  }
}

/** Settings, what was printed before, and seeded generators hand nothing on. */
function carries(location: Location): boolean {
  return !/^(output$|environment$|settings:|generator:)/.test(location);
}

function merged(sets: readonly (ReadonlySet<Source> | undefined)[]): ReadonlySet<Source> {
  const present = [...new Set(sets)].filter((each) => each !== undefined && each.size > 0);
  const [only] = present;
  if (present.length <= 1) return only ?? NONE;
  return new Set(present.flatMap((each) => [...(each ?? [])]));
}

const NONE: ReadonlySet<Source> = new Set();
