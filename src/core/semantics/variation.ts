// What the numbers of unseeded draws reach: which steps give other values at each run, and which draws are why.

import type { EventOf, Run } from './events.ts';
import { spreadOf, type Spread } from './spread.ts';

/** Something that is another at each run: a draw without a seed, or the order of a set of texts. */
export type Source = EventOf<'draw' | 'unordered'>;

/** The sources that reach each step, by its index; steps that give the same at each run are not in it. */
export type Variation = Spread<Source>;

const computed = new WeakMap<Run, Variation>();

/** Follows the sources of one run through names, objects and files. */
export function variationOf(run: Run): Variation {
  let known = computed.get(run);
  if (!known) computed.set(run, (known = follow(run)));
  return known;
}

function follow(run: Run): Variation {
  const own = new Map<number, Set<Source>>();
  for (const event of run.events) {
    if (!isSource(event)) continue;
    const sources = own.get(event.step);
    if (sources) sources.add(event);
    else own.set(event.step, new Set([event]));
  }
  return spreadOf(run, own);
}

function isSource(event: Run['events'][number]): event is Source {
  return event.kind === 'draw' ? event.state === 'unseeded' : event.kind === 'unordered' && event.by === 'hash';
}
