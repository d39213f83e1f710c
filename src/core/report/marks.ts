// What is to be said of single cells beside the findings: stale, and why; a name that only the kernel still has.

import { failingNames, failingPlace } from '../rules/needs.ts';
import { kernelNameOf } from '../semantics/kernel.ts';
import type { Model } from '../semantics/model.ts';
import { staleCells, type Staleness } from '../semantics/staleness.ts';

/** One mark of a cell; the dependency picture colours by it too. */
export interface Mark {
  readonly kind: 'stale' | 'kernel-only';
  readonly text: string;
  readonly tooltip: string;
}

/** The marks of all cells of a notebook, by index. */
export function marksOf(model: Model): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  const add = (cell: number, mark: Mark): void => {
    const known = marks.get(cell);
    if (known) known.push(mark);
    else marks.set(cell, [mark]);
  };
  for (const each of staleCells(model)) add(each.cell, staleMark(each));
  for (const [name, [need]] of failingNames(model)) {
    const kept = need && kernelNameOf(model, name);
    if (!kept) continue;
    const where = kept.cell === undefined ? 'a cell that was deleted' : `cell ${kept.cell + 1}, which was edited since`;
    add(failingPlace(need).cell, {
      kind: 'kernel-only',
      text: `${name} lives only in the kernel`,
      tooltip: `The kernel still has ${name} from ${where} (executed as [${kept.count}]). After a restart this cell fails.`,
    });
  }
  return marks;
}

function staleMark(stale: Staleness): Mark {
  if (stale.kind === 'edited')
    return {
      kind: 'stale',
      text: 'Edited since it ran',
      tooltip: 'The output below belongs to the former text of this cell. Click to run it again.',
    };
  const { names, provider } = stale.input;
  const what = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''} from cell ${provider + 1}`;
  return stale.kind === 'input'
    ? {
        kind: 'stale',
        text: `Inputs changed: ${what}`,
        tooltip: `Cell ${provider + 1} ran again after this cell. Click to run this cell again.`,
      }
    : { kind: 'stale', text: `Depends on a stale cell: ${what}`, tooltip: `Run cell ${provider + 1} again, then this one.` };
}
