// The undo log of the abstract run: every change to its state is recorded, so that a branch can be run, cut off, and joined with others.

/** A map that records its changes; `join` says what a key is after branches that left it different. */
interface Joinable {
  valueOf_(key: unknown): unknown;
  restore(key: unknown, before: unknown): void;
  joinInto(key: unknown, values: readonly unknown[]): void;
}

interface Change {
  readonly map: Joinable;
  readonly key: unknown;
  readonly before: unknown;
}

/** What a branch changed: the value it left behind, by map and key. */
export type Outcome = ReadonlyMap<Joinable, ReadonlyMap<unknown, unknown>>;

export class Journal {
  readonly #changes: Change[] = [];
  /** Branches in progress. One that is left by a throw counts on until the next step: then more is recorded than is asked for. */
  #open = 0;

  /** Forgets what no branch can take back: between steps none is in progress. */
  settle(): void {
    this.#changes.length = 0;
    this.#open = 0;
  }

  mark(): number {
    this.#open += 1;
    return this.#changes.length;
  }

  record(map: Joinable, key: unknown, before: unknown): void {
    if (this.#open > 0) this.#changes.push({ map, key, before });
  }

  /** Takes back all changes since the mark, and returns what they had led to. */
  cut(mark: number): Outcome {
    this.#open -= 1;
    const outcome = new Map<Joinable, Map<unknown, unknown>>();
    for (let at = mark; at < this.#changes.length; at++) {
      const change = this.#changes[at];
      if (!change) break;
      let keys = outcome.get(change.map);
      if (!keys) outcome.set(change.map, (keys = new Map()));
      if (!keys.has(change.key)) keys.set(change.key, change.map.valueOf_(change.key));
    }
    for (let at = this.#changes.length - 1; at >= mark; at--) {
      const change = this.#changes[at];
      change?.map.restore(change.key, change.before);
    }
    this.#changes.length = mark;
    return outcome;
  }

  /** Goes on from where the given branches left off; a branch that did not touch a key left it as it is now. */
  join(outcomes: readonly Outcome[]): void {
    const touched = new Map<Joinable, Set<unknown>>();
    for (const outcome of outcomes)
      for (const [map, keys] of outcome) {
        let all = touched.get(map);
        if (!all) touched.set(map, (all = new Set()));
        for (const key of keys.keys()) all.add(key);
      }
    for (const [map, keys] of touched)
      for (const key of keys) {
        const now = map.valueOf_(key);
        map.joinInto(
          key,
          outcomes.map((outcome) => {
            const changed = outcome.get(map);
            return changed?.has(key) ? changed.get(key) : now;
          }),
        );
      }
  }
}

const NOTHING: ReadonlyMap<never, never> = new Map<never, never>();

/** A map whose changes go through the journal; an absent key is `undefined`. */
export class Tracked<Key, Value> implements Joinable {
  /** Made when something is first put in: most objects of a run never hold anything. */
  #map: Map<Key, Value> | undefined;
  readonly #journal: Journal;
  readonly #join: (a: Value | undefined, b: Value | undefined) => Value | undefined;

  constructor(journal: Journal, join: (a: Value | undefined, b: Value | undefined) => Value | undefined) {
    this.#journal = journal;
    this.#join = join;
  }

  get(key: Key): Value | undefined {
    return this.#map?.get(key);
  }

  set(key: Key, value: Value): void {
    this.#map ??= new Map();
    this.#journal.record(this, key, this.#map.get(key));
    this.#map.set(key, value);
  }

  get size(): number {
    return this.#map?.size ?? 0;
  }

  entries(): IterableIterator<[Key, Value]> {
    return (this.#map ?? NOTHING).entries();
  }

  values(): IterableIterator<Value> {
    return (this.#map ?? NOTHING).values();
  }

  valueOf_(key: Key): Value | undefined {
    return this.#map?.get(key);
  }

  restore(key: Key, before: Value | undefined): void {
    if (before === undefined) this.#map?.delete(key);
    else (this.#map ??= new Map()).set(key, before);
  }

  joinInto(key: Key, values: readonly (Value | undefined)[]): void {
    let joined = values[0];
    for (let at = 1; at < values.length; at++) joined = this.#join(joined, values[at]);
    if (joined === this.get(key)) return;
    this.#journal.record(this, key, this.get(key));
    this.restore(key, joined);
  }
}
