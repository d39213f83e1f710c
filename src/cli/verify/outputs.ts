// Compares metrics with the numbers that the notebook's saved outputs show.

import type { Notebook } from '../../core/notebook/notebook.ts';

export interface ShownMetric {
  readonly name: string;
  /** Counted from 1. */
  readonly cell: number;
  readonly value: number;
  /** The number as the saved output shows it; undefined where none of its numbers is this value, rounded. */
  readonly shown: string | undefined;
}

/** Whether each metric's number stands in the outputs of its cell, rounded as it is shown there; as it is, or as a percentage. */
export function shownIn(
  notebook: Notebook,
  metrics: readonly { readonly name: string; readonly cell: number; readonly value: number }[],
): readonly ShownMetric[] {
  const numbers = new Map<number, readonly string[]>();
  return metrics.map((metric) => {
    const known = numbers.get(metric.cell) ?? numbersOf(notebook, metric.cell - 1);
    numbers.set(metric.cell, known);
    return { ...metric, shown: known.find((each) => isRounded(metric.value, each)) };
  });
}

function numbersOf(notebook: Notebook, index: number): readonly string[] {
  const cell = notebook.cells.find((each) => each.index === index);
  const text = (cell?.outputs ?? []).map((each) => each.text).join('\n');
  return [...text.matchAll(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g)].map(([number]) => number);
}

/** `0.8571` shows 0.857142..., `85.71` shows it as a percentage; whole numbers show only themselves. */
export function isRounded(value: number, text: string): boolean {
  const decimals = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  const shown = Number(text);
  const exponent = Number(/[eE]([-+]?\d+)/.exec(text)?.[1] ?? 0);
  return [value, value * 100].some((each, at) => {
    if (decimals === 0) return at === 0 && each === shown;
    return Math.abs(each - shown) <= 0.500001 * 10 ** (exponent - decimals);
  });
}
