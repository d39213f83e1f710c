// Which cell feeds which, and through which names: what the dependency picture draws and staleness follows.

import type { Possible, Run } from './events.ts';
import type { Model } from './model.ts';
import { remembered } from './remembered.ts';

/** A cell reads what another cell, or itself in a loop, made. Cells are indices among all cells of the notebook. */
export interface Input {
  readonly cell: number;
  readonly provider: number;
  /** Notebook variables through which it flows, in the order of reading. */
  readonly names: readonly string[];
  /** The step that reads first. */
  readonly step: number;
  /** The step that wrote what is read first. */
  readonly from: number;
}

/**
 * What flows between different cells in one run, the document's unless another is given, by reading cell and then by provider.
 * Imports are no flow: running one again makes nothing anew. A content that no variable holds is not listed.
 */
export function inputsOf(model: Model, run: Run = model.document): readonly Input[] {
  return inputsByRun(model)(run);
}

const inputsByRun = remembered((model: Model) => remembered((run: Run) => inputsIn(model, run)));

function inputsIn(model: Model, run: Run): readonly Input[] {
  const imported = importedNames(run);
  const names = namesOfObjects(run);
  const found = new Map<string, { cell: number; provider: number; names: Set<string>; step: number; from: number }>();
  for (const { step, reads } of run.flows) {
    for (const { location, providers } of reads) {
      const name = nameOf(location, names);
      if (name === undefined) continue;
      for (const from of providers) {
        const provider = model.steps[from]?.cell;
        if (provider === undefined || provider === step.cell || imported.has(`${from} ${name}`)) continue;
        const key = `${step.cell} ${provider}`;
        const known = found.get(key);
        if (known) known.names.add(name);
        else found.set(key, { cell: step.cell, provider, names: new Set([name]), step: step.index, from });
      }
    }
  }
  return [...found.values()]
    .map((each) => ({ ...each, names: [...each.names] }))
    .sort((a, b) => a.cell - b.cell || a.provider - b.provider);
}

/** E.g. `0 pd` for `import pandas as pd` in step 0. */
function importedNames(run: Run): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of run.events) if (each.kind === 'bind' && each.how === 'import') names.add(`${each.step} ${each.name}`);
  return names;
}

function namesOfObjects(run: Run): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const add = (name: string, value: Possible): void => {
    for (const thing of value.things) if (!names.has(thing.id)) names.set(thing.id, name);
  };
  for (const { bound } of run.flows) for (const [name, value] of bound) add(name, value);
  return names;
}

function nameOf(location: string, names: ReadonlyMap<number, string>): string | undefined {
  if (location.startsWith('name:')) return location.slice('name:'.length);
  return location.startsWith('object:') ? names.get(Number(location.slice('object:'.length))) : undefined;
}
