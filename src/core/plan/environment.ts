// Environment variables that a notebook sets at top level: libraries read them when they are imported.

import type { Context } from './context.ts';

/** `os.environ["KERAS_BACKEND"] = "torch"` and `os.environ.setdefault("OMP_NUM_THREADS", "1")`, with literals only. */
const SETS = /^os\.environ(\[\s*(['"])\w+\2\s*\]\s*=\s*(['"])[^'"\n]*\3|\.setdefault\(\s*(['"])\w+\4\s*,\s*(['"])[^'"\n]*\5\s*\))$/;

/** The steps that set one. */
export function environmentSteps(context: Context): ReadonlySet<number> {
  const found = new Set<number>();
  for (const step of context.steps) {
    const statement = context.statementOf(step.index);
    if (statement && SETS.test(context.sourceOf(step.index, statement))) found.add(step.index);
  }
  return found;
}
