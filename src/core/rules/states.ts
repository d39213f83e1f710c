// What the rules about the state of objects share: requirements that surely are not met, and what people call the object.

import type { Slot } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { callChain, type Need } from './needs.ts';
import type { Related } from './rule.ts';
import { textAt } from './places.ts';

/** Requirements of the given slots that surely fail when the notebook is run from top to bottom, in the order of the run. */
export function failingStates(model: Model, slots: ReadonlySet<Slot>): readonly Need[] {
  return model.document.events.filter(
    (each): each is Need => each.kind === 'need' && each.met === 'no' && each.certain && slots.has(each.slot),
  );
}

/** The same requirement of the same object, once, with how often it is not met. */
export function grouped(needs: readonly Need[], key: (need: Need) => string): readonly (readonly [Need, number])[] {
  const groups = new Map<string, [Need, number]>();
  for (const need of needs) {
    const known = groups.get(key(need));
    if (known) known[1]++;
    else groups.set(key(need), [need, 1]);
  }
  return [...groups.values()];
}

/** The variable that holds an object when a step begins, e.g. `df`: one that the step itself names, where several do. */
export function variableOf(model: Model, object: number | undefined, step: number): string | undefined {
  const found = new Set<string>();
  for (const { bound, step: each } of model.document.flows) {
    if (each.index > step) break;
    for (const [name, value] of bound) if (value.things.some((thing) => thing.id === object)) found.add(name);
  }
  const names = [...found];
  const at = model.steps[step]?.at;
  const text = at ? textAt(model, at) : '';
  return names.find((each) => new RegExp(`\\b${each}\\b`).test(text)) ?? names.at(-1);
}

/** Every object that a variable is at some time. */
export function objectsOf(model: Model, name: string): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const { bound } of model.document.flows) for (const thing of bound.get(name)?.things ?? []) ids.add(thing.id);
  return ids;
}

/** For a requirement inside a function: the calls on the way, and where it stands. */
export function wayTo(need: Need): readonly Related[] {
  return callChain(need).map((each, at, all) => (at === all.length - 1 ? { ...each, message: 'here' } : each));
}
