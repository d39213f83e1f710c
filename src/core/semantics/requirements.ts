// Requirements on the state of objects: an event where one surely is not met.

import { removalOf } from '../knowledge/removals.ts';
import type { ASTNode } from '../python/ast.ts';
import type { Provider, Slot } from './events.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';

export interface Unmet {
  readonly slot: Exclude<Slot, 'name'>;
  readonly name: string;
  readonly object: HeapObject;
  readonly detail?: string;
  /** Where what is missing was taken out, or what does not fit was made. */
  readonly providers?: readonly Provider[];
  /** It goes on, with a wrong result. */
  readonly goesOn?: boolean;
}

/** Records a requirement that is not met, where it surely is reached; under a branch or in a `try` nothing is said. */
export function unmet(m: Machine, { slot, name, object, detail, providers, goesOn }: Unmet, node: ASTNode): void {
  if (!m.certain || m.shielded > 0) return;
  m.emit({
    kind: 'need',
    ...m.happening(m.placeOf(node)),
    slot,
    name,
    met: 'no',
    cause: 'other',
    object: object.id,
    ...(detail === undefined ? {} : { detail }),
    providers: providers ?? [],
    calls: m.calls.map((each) => each.at),
  });
  if (goesOn !== true) m.reached = false;
}

/** Notes a name that later versions of its library do not have; what stands in a `try` is prepared for that. */
export function noteOutdated(m: Machine, qualified: string, node: ASTNode): void {
  const removal = m.shielded > 0 ? undefined : removalOf(qualified);
  if (removal) m.emit({ kind: 'outdated', ...m.happening(m.placeOf(node)), removal, exact: removal.name === qualified });
}
