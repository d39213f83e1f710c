// How a table of a standard library module is written.

import type { CallFact, ClassFact, LibraryTable } from './table.ts';

interface Facts {
  readonly functions?: Readonly<Record<string, CallFact>>;
  readonly classes?: Readonly<Record<string, ClassFact>>;
  readonly others?: LibraryTable['others'];
  readonly aliases?: Readonly<Record<string, string>>;
}

export function table(library: string, { functions = {}, classes = {}, others = 'pure', aliases }: Facts): () => LibraryTable {
  return () => ({
    library,
    version: '3.13',
    source: 'Python library reference',
    functions,
    classes,
    others,
    ...(aliases ? { aliases } : {}),
  });
}

/** Values that differ at each run, whatever is seeded. */
export const FRESH: CallFact = { draws: { from: 'fresh' } };

export const ENVIRONMENT: CallFact = { sets: 'environment' };

export const path = (name: string, position = 0): { readonly name: string; readonly position: number } => ({ name, position });
