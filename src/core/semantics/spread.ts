// Follows something through a run: which steps it reaches by names, objects, functions and files.

import type { Flow, Location, Run } from './events.ts';

/** What reaches each step, by its index; steps that nothing reaches are not in it. */
export type Spread<Source> = ReadonlyMap<number, ReadonlySet<Source>>;

/**
 * Follows sources from the steps they stand in. A step that asks only for the form of what they reach, e.g. its shape, is not
 * reached; nor is one that only uses settings, or the figure of another cell.
 */
export function spreadOf<Source>(run: Run, own: Spread<Source>): Spread<Source> {
  const reached = new Map<number, ReadonlySet<Source>>();
  if (own.size === 0) return reached;
  const state = new Contents(run, reached);
  for (const flow of run.flows) {
    // Before the first source there is nothing that could reach a step.
    const sources = merged([own.get(flow.step.index), ...(reached.size > 0 ? state.reaching(flow) : [])]);
    if (sources.size > 0) reached.set(flow.step.index, sources);
    state.written(flow);
  }
  return reached;
}

/** Who wrote what each location holds now. */
class Contents<Source> {
  readonly #writers = new Map<Location, readonly number[]>();
  readonly #reached: Spread<Source>;
  readonly #flows = new Map<number, Flow>();

  constructor(run: Run, reached: Spread<Source>) {
    this.#reached = reached;
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
        if (!location.startsWith('name:')) yield this.#reached.get(from);
        else yield* this.#throughName(location.slice('name:'.length), provider, forms);
      }
    }
  }

  /** What a name holds are mostly objects; a number or text is the name's own. */
  *#throughName(name: string, provider: Flow, forms: ReadonlySet<Location>): Generator<ReadonlySet<Source> | undefined> {
    const objects = provider.bound.get(name)?.things.map((each) => `object:${each.id}`) ?? [];
    if (objects.some((each) => forms.has(each))) return;
    if (objects.length === 0) yield this.#reached.get(provider.step.index);
    for (const each of objects) for (const writer of this.#writers.get(each) ?? []) yield this.#reached.get(writer);
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

function merged<Source>(sets: readonly (ReadonlySet<Source> | undefined)[]): ReadonlySet<Source> {
  const present = [...new Set(sets)].filter((each) => each !== undefined && each.size > 0);
  const [only] = present;
  if (present.length <= 1) return only ?? new Set();
  return new Set(present.flatMap((each) => [...(each ?? [])]));
}
