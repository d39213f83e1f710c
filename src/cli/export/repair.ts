// Repairs a copy of a notebook before it is exported: the order of its cells, and missing seeds.

import { resolveSettings, type Settings } from '../../core/config/settings.ts';
import { lint } from '../../core/lint/lint.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import { applyEdits } from '../../core/notebook/write.ts';
import { failuresOf } from '../../core/plan/refuse.ts';
import { contextOf } from '../../core/plan/context.ts';
import type { Finding } from '../../core/rules/rule.ts';
import { modelOf, readNotebook } from '../analyse.ts';

export interface Repair {
  /** Counted from 1, in the notebook as it was before this repair. */
  readonly cell: number;
  readonly rule: string;
  /** What was done, e.g. `Move cell 5 above cell 3`. */
  readonly title: string;
}

export interface Repaired {
  readonly text: string;
  readonly notebook: Notebook;
  readonly repairs: readonly Repair[];
}

/** Rules whose fixes put the cells into an order in which they run. */
const ORDER = ['use-before-definition', 'missing-state', 'out-of-order-execution'];
/** Rules whose fixes give random draws a seed. */
const SEEDS = ['unseeded-estimator', 'unseeded-random', 'seed-after-draw', 'nondeterministic-algorithm'];
const MOST = 50;

/**
 * Applies fixes one by one: order as long as the notebook does not run from top to bottom, then seeds. Ends where nothing is left
 * that has a fix, or where a fix leads back to a text that was there before.
 */
export function repaired(shownAs: string, text: string, notebook: Notebook): Repaired {
  const settings = resolveSettings({}, { select: [...ORDER, ...SEEDS] });
  let state: Repaired = { text, notebook, repairs: [] };
  const seen = new Set([text]);
  while (state.repairs.length < MOST) {
    const next = step(shownAs, state, settings, seen);
    if (!next) break;
    seen.add(next.text);
    state = next;
  }
  return state;
}

function step(shownAs: string, state: Repaired, settings: Settings, seen: ReadonlySet<string>): Repaired | undefined {
  const model = modelOf(state.notebook, {});
  const findings = lint(model, settings);
  const failing = failuresOf(contextOf(model)).length;
  for (const rule of failing > 0 ? [...ORDER, ...SEEDS] : SEEDS)
    for (const finding of findings) {
      // Cleared counts say nothing to an export.
      if (finding.rule !== rule || !finding.fix?.edits.some((each) => each.kind !== 'clearCount')) continue;
      const next = applied(shownAs, state, finding);
      if (!next || seen.has(next.text)) continue;
      // A move that makes more fail than before is none.
      if (failuresOf(contextOf(modelOf(next.notebook, {}))).length <= failing) return next;
    }
  return undefined;
}

function applied(shownAs: string, state: Repaired, finding: Finding): Repaired | undefined {
  const text = applyEdits(state.text, state.notebook, finding.fix?.edits ?? []);
  const result = readNotebook(shownAs, text);
  if (result.kind !== 'notebook') return undefined;
  const repair = { cell: finding.at.cell + 1, rule: finding.rule, title: finding.fix?.title ?? '' };
  return { text, notebook: result.notebook, repairs: [...state.repairs, repair] };
}
