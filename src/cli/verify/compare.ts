// Compares what the notebook and the pipeline computed: bit for bit first, then within a tolerance.

import type { Apart, Keep, Leaf, Side } from './run.ts';

/**
 * `equal`: bit for bit. `close`: within the tolerance. `unsteady`: the notebook itself gives another value each time.
 * `missing`: one side does not have it.
 */
export type Verdict = 'equal' | 'close' | 'different' | 'unsteady' | 'missing';

export interface ComparedValue {
  /** A stage, `metrics` or `predictions`. */
  readonly group: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** The first part that differs. */
  readonly first?: Difference;
}

export interface Difference {
  /** Inside the value, e.g. `["age"]` or `.coef_`. */
  readonly path: string;
  readonly notebook: string;
  readonly pipeline: string;
  /** Largest differences, where both are numbers. */
  readonly abs?: number;
  readonly rel?: number;
  /** Index of the first number that differs. */
  readonly at?: readonly number[];
}

export interface Tolerance {
  readonly rel: number;
}

/** A value of one side: its leaves, or nothing. */
type Values = ReadonlyMap<string, readonly Leaf[]>;

const SEPARATOR = '\0';

/** By `group\0name`, the metrics among them in the order in which they were recorded. */
export function valuesOf(side: Side, metrics: readonly string[]): Values {
  const values = new Map<string, readonly Leaf[]>();
  for (const [group, named] of Object.entries(side.values))
    for (const [name, leaves] of Object.entries(named)) values.set(`${group}${SEPARATOR}${name}`, leaves);
  for (const name of metrics) {
    const recorded = side.metrics.filter(([given]) => given === name || isRound(name, given));
    if (recorded.length > 0)
      values.set(
        `metrics${SEPARATOR}${name}`,
        recorded.map(([, digest, shown], at) => [at === 0 ? '' : `(${at + 1})`, digest, String(shown)]),
      );
  }
  return values;
}

/** `accuracy.forest` is a round of `accuracy.*`. */
function isRound(name: string, given: string): boolean {
  return name.endsWith('.*') && given.startsWith(name.slice(0, -1));
}

/** More differing leaves of one value are not looked at one by one. */
const MOST = 500;

/** The leaves that differ: what is kept in a second run to see how far apart they are. */
export function differing(notebook: Values, pipeline: Values): Keep {
  return [...keysOf(notebook, pipeline)].flatMap((key) => {
    const [group = '', name = ''] = key.split(SEPARATOR);
    return differencesOf(notebook.get(key), pipeline.get(key))
      .slice(0, MOST)
      .map((each) => [group, name, each.path] as const);
  });
}

function keysOf(notebook: Values, pipeline: Values): ReadonlySet<string> {
  return new Set([...pipeline.keys(), ...notebook.keys()]);
}

function differencesOf(one: readonly Leaf[] | undefined, two: readonly Leaf[] | undefined): readonly Difference[] {
  if (!one || !two) return one === two ? [] : [{ path: '', notebook: one ? 'a value' : 'nothing', pipeline: two ? 'a value' : 'nothing' }];
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(one.length, two.length); at++) {
    const [left, right] = [one[at], two[at]];
    if (left?.[0] === right?.[0] && left?.[1] === right?.[1]) continue;
    const path = left?.[0] ?? right?.[0] ?? '';
    found.push({
      path,
      notebook: left?.[0] === path ? left[2] : 'nothing',
      pipeline: right?.[0] === path ? right[2] : 'nothing',
    });
    // From here on the two are not of one shape.
    if (left?.[0] !== right?.[0]) break;
  }
  return found;
}

export interface Comparing {
  readonly notebook: Values;
  readonly pipeline: Values;
  /** A second run of the notebook, where something differed. */
  readonly again?: Values;
  readonly apart?: Apart;
  readonly tolerance: Tolerance;
}

/** Every value of the pipeline beside the notebook's, in the pipeline's order. */
export function compareValues(comparing: Comparing): readonly ComparedValue[] {
  const { notebook, pipeline, tolerance } = comparing;
  return [...keysOf(notebook, pipeline)].map((key): ComparedValue => {
    const [group = '', name = ''] = key.split(SEPARATOR);
    const found = differencesOf(notebook.get(key), pipeline.get(key)).map((each) => ({ ...each, ...distanceOf(comparing, key, each) }));
    const [first] = found;
    if (!first) return { group, name, verdict: 'equal' };
    const close = found.length <= MOST && found.every((each) => each.rel !== undefined && each.rel <= tolerance.rel);
    return { group, name, verdict: verdictOf(comparing, key, close), first };
  });
}

/** How far apart two leaves are; metrics are numbers as they stand. */
function distanceOf({ apart }: Comparing, key: string, difference: Difference): Partial<Difference> {
  if (!key.startsWith(`metrics${SEPARATOR}`)) return apart?.[[key, difference.path].join(SEPARATOR)] ?? {};
  const [one, two] = [Number(difference.notebook), Number(difference.pipeline)];
  if (!Number.isFinite(one) || !Number.isFinite(two)) return {};
  const abs = Math.abs(one - two);
  return { abs, rel: abs === 0 ? 0 : abs / Math.max(Math.abs(one), Math.abs(two)) };
}

function verdictOf({ notebook, pipeline, again }: Comparing, key: string, close: boolean): Verdict {
  if (!notebook.has(key) || !pipeline.has(key)) return 'missing';
  if (again && differencesOf(notebook.get(key), again.get(key)).length > 0) return 'unsteady';
  return close ? 'close' : 'different';
}
