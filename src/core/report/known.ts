// Findings that are known already, from a baseline or from an earlier revision, and which of a notebook's findings they are.

import type { Identity } from './identity.ts';
import type { Reported } from './reported.ts';

/** A known finding; without cell and lines it may be in any cell of its notebook. */
export type Known = Pick<Identity, 'rule' | 'about' | 'cell'> & Partial<Pick<Identity, 'lines'>>;

export interface Compared {
  /** Findings that nothing known stands for. */
  readonly fresh: readonly Reported[];
  /** What is known and was not met. */
  readonly unmet: readonly Known[];
}

/** Each known finding stands for one: of the same cell before one of a similar cell, before one of any cell where that is all that is known. */
export function compare(found: readonly Reported[], known: readonly Known[]): Compared {
  let fresh = found;
  let unmet = known;
  for (const same of [isSameCell, isSimilarCell, isAnyCell]) [fresh, unmet] = matched(fresh, unmet, same);
  return { fresh, unmet };
}

function matched(
  found: readonly Reported[],
  known: readonly Known[],
  same: (one: Identity, other: Known) => boolean,
): [readonly Reported[], readonly Known[]] {
  const left = [...known];
  const fresh = found.filter(({ identity }) => {
    const at = left.findIndex((each) => each.rule === identity.rule && each.about === identity.about && same(identity, each));
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
  return [fresh, left];
}

function isSameCell(one: Identity, other: Known): boolean {
  return one.cell !== undefined && one.cell === other.cell;
}

/** Half of the lines are the same: the cell was edited, or moved into another notebook format and lost its id. */
function isSimilarCell(one: Identity, other: Known): boolean {
  if (other.lines === undefined) return false;
  const theirs = new Set(other.lines);
  const shared = one.lines.filter((each) => theirs.has(each)).length;
  return 4 * shared >= one.lines.length + other.lines.length;
}

function isAnyCell(_one: Identity, other: Known): boolean {
  return other.lines === undefined;
}
