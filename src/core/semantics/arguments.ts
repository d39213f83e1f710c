// The arguments of a call, evaluated, and the values of its parameters.

import type { ArgumentFact } from '../knowledge/table.ts';
import type { Value } from './values.ts';

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** `*args` or `**kwargs` stand in the call: what is not given may be given. */
  readonly starred?: boolean;
}

/** Arguments of a call that we do not see: anything may be given. */
export const NO_PLACE_CALLS: Arguments = { positional: [], named: new Map(), starred: true };

/** What a parameter is given; undefined where it is left to its default. */
export function argumentOf(args: Arguments, fact: ArgumentFact): Value | undefined {
  for (const name of [fact.name, ...(fact.also ?? [])]) {
    const named = args.named.get(name);
    if (named) return named;
  }
  return fact.position === undefined ? undefined : args.positional[fact.position];
}

export function allArguments(args: Arguments): readonly Value[] {
  return args.named.size === 0 ? args.positional : [...args.positional, ...args.named.values()];
}
