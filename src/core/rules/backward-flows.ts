// What flowed against the document's order in the session that the execution counts tell of.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
import { cellOfStep } from './needs.ts';

/** Names that one cell read from a cell below it. */
export interface Backward {
  readonly cell: number;
  readonly provider: number;
  readonly names: string[];
  readonly first: EventOf<'use'>;
  readonly at: EventOf<'use'>['at'];
}

/** For each pair of cells the names that flowed up, where running from top to bottom would give something else. */
export const backwardFlows = remembered((model: Model): readonly Backward[] => {
  const pairs = new Map<string, Backward>();
  const inDocument = providersByPlace(model);
  const imports = importsByStep(model);
  for (const event of model.session?.events ?? []) {
    if (event.kind !== 'use' || event.providers.length === 0) continue;
    const cell = cellOfStep(model, event.step);
    if (!event.providers.every((each) => cellOfStep(model, each.step) > cell)) continue;
    const [provider] = event.providers;
    const above = inDocument.get(placeKey(event));
    if (!provider || above === provider.step) continue;
    // The same import twice brings the same thing, whichever ran first.
    const imported = imports.get(`${provider.step} ${event.name}`);
    if (imported !== undefined && imported === imports.get(`${above} ${event.name}`)) continue;
    const from = cellOfStep(model, provider.step);
    const known = pairs.get(`${cell} ${from}`);
    if (!known) pairs.set(`${cell} ${from}`, { cell, provider: from, names: [event.name], first: event, at: provider.at });
    else if (!known.names.includes(event.name)) known.names.push(event.name);
  }
  return [...pairs.values()];
});

function providersByPlace(model: Model): ReadonlyMap<string, number | undefined> {
  const known = new Map<string, number | undefined>();
  for (const event of model.document.events) if (event.kind === 'use') known.set(placeKey(event), event.providers[0]?.step);
  return known;
}

/** What an import bound to a name, e.g. `12 SVC` to `sklearn.svm.SVC`. */
function importsByStep(model: Model): ReadonlyMap<string, string | undefined> {
  const known = new Map<string, string | undefined>();
  for (const event of model.document.events)
    if (event.kind === 'bind' && event.how === 'import') known.set(`${event.step} ${event.name}`, event.value.things[0]?.qualified);
  return known;
}

function placeKey(event: EventOf<'use'>): string {
  return `${event.step} ${event.at.cell} ${event.at.span.start} ${event.name}`;
}
