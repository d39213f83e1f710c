// Gives one binding of a variable a name of its own, and all that reads it.

import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import type { Place } from '../text/span.ts';
import type { Bind } from './needs.ts';

/**
 * Edits that rename what one statement binds, and every use that surely reads it. Undefined where some use may read another binding
 * as well, where the name is read by a computed name (`eval`, `globals()`), or where it is not written out at the place.
 */
export function renameBinding(model: Model, bind: Bind, to: string): readonly Edit[] | undefined {
  if (model.document.events.some((each) => each.kind === 'havoc' && each.scope === 'names')) return undefined;
  const places = new Map<string, Place>([[keyOf(bind.at), bind.at]]);
  const others = new Set<string>();
  for (const event of model.document.events) {
    if (event.kind !== 'use' || event.name !== bind.name) continue;
    const ours = event.providers.filter((each) => each.step === bind.step && keyOf(each.at) === keyOf(bind.at));
    if (ours.length === 0) others.add(keyOf(event.at));
    else if (ours.length < event.providers.length) return undefined;
    else places.set(keyOf(event.at), event.at);
  }
  // Another binding that starts from this one, such as `x += 1` or `del x`, or a place that reads both in turn.
  if ([...places.keys()].some((each) => others.has(each))) return undefined;
  if (model.document.events.some((each) => isTouching(each, bind, places))) return undefined;
  const edits = [...places.values()].map((at): Edit => ({ kind: 'replaceText', at, text: to }));
  const written = [...places.values()].every(
    ({ cell, span }) => model.notebook.cells[cell]?.source.slice(span.start, span.end) === bind.name,
  );
  return written ? edits : undefined;
}

function keyOf({ cell, span }: Place): string {
  return `${cell} ${span.start}`;
}

/** An unbinding, or an augmented assignment at a place that would be renamed: the statement would bind the old name again. */
function isTouching(event: Model['document']['events'][number], bind: Bind, places: ReadonlyMap<string, Place>): boolean {
  if (event.kind === 'unbind') return event.name === bind.name && event.step > bind.step;
  if (event.kind !== 'bind' || event.name !== bind.name || keyOf(event.at) === keyOf(bind.at)) return false;
  return event.how === 'augment' && (places.has(keyOf(event.at)) || event.step > bind.step);
}

/** `images_2` for `images`, or the next number that is free. */
export function freeName(model: Model, name: string): string {
  const taken = new Set<string>(BUILTIN_NAMES);
  for (const event of model.document.events)
    if (event.kind === 'bind' || event.kind === 'use' || event.kind === 'need') taken.add(event.name);
  const base = name.replace(/_\d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}
