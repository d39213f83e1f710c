// What is noted of objects so that leaks between train and test can be told: which column, statistic, part or score they are.

import type { Place } from '../text/span.ts';
import type { HeapObject } from './heap.ts';
import type { Origin, Schema } from './states.ts';

/** A number or table that is calculated over rows. */
export interface Statistic {
  readonly of: HeapObject;
  readonly how: 'moment' | 'correlation' | 'groups';
  /** E.g. `mean`, `corr`. */
  readonly name: string;
  /** The column whose mean is taken by group, or that the others are correlated with. */
  readonly column: string | undefined;
}

/** One half of rows that are divided by hand: its complement makes them a split. */
export interface Half {
  readonly side: 'head' | 'tail';
  readonly object: HeapObject;
}

/**
 * Kept by the ids of objects. It holds from an object's making on and is only ever forgotten, never joined: a branch may lose some of
 * it, which makes rules silent.
 */
export class Clues {
  /** Columns that a series or array is calculated from, row by row. */
  readonly origins = new Map<number, Origin>();
  readonly statistics = new Map<number, Statistic>();
  /** Which selection of which object it is, e.g. `12[age]`; two with the same hold the same data. */
  readonly selections = new Map<number, string>();
  /** Halves by what is divided and where, e.g. `12 :800`. */
  readonly halves = new Map<string, Half>();
  /** Rows drawn from a frame by `sample`, with the frame's id. */
  readonly samples = new Map<number, number>();
  /** Numbers that say how well a model does, with the ids of the results of the calls that gave them. */
  readonly scores = new Map<number, readonly number[]>();
  /** The columns that an array was made of. */
  readonly features = new Map<number, Schema>();
  /** Truths that come of comparing a target with predictions. */
  readonly hits = new Map<number, readonly HeapObject[]>();
  /** What was grouped. */
  readonly groups = new Map<number, HeapObject>();

  /** Its content was changed. */
  forget(id: number): void {
    this.origins.delete(id);
    this.statistics.delete(id);
    this.features.delete(id);
  }
}

/** Nothing but a constant takes part: the same for all rows. */
export const OF_NOTHING: Origin = { columns: new Set(), at: undefined };

/** What is calculated from all of these, at a place. */
export function joinedOrigin(origins: readonly (Origin | undefined)[], at: Place): Origin | undefined {
  const columns = new Set<string>();
  for (const each of origins) {
    if (!each) return undefined;
    for (const name of each.columns) columns.add(name);
  }
  return columns.size > 0 ? { columns, at } : OF_NOTHING;
}
