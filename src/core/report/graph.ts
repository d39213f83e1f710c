// The cells of a notebook and what flows between them, as `nbship graph` and the editor's dependency view draw them. Plain JSON.

import type { Cell } from '../notebook/notebook.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { inputsOf } from '../semantics/inputs.ts';
import type { Model } from '../semantics/model.ts';
import { marksOf } from './marks.ts';
import { withoutSecrets } from '../semantics/secrets.ts';
import { shownSource } from './shown.ts';

export interface GraphCell {
  /** 0-based among all cells. */
  readonly cell: number;
  /** The nearest heading above, if any. */
  readonly heading: string | undefined;
  /** The first line of its code that says something. */
  readonly label: string;
  readonly count: number | null;
  readonly stale: boolean;
  /** It was run before a cell above it from which it reads, or read from below. */
  readonly outOfOrder: boolean;
  readonly worst: Severity | undefined;
  /** Messages of its marks and findings. */
  readonly notes: readonly string[];
}

export interface GraphArrow {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

export interface Graph {
  readonly title: string;
  readonly cells: readonly GraphCell[];
  readonly arrows: readonly GraphArrow[];
}

export function graphOf(model: Model, findings: readonly Finding[]): Graph {
  const marks = marksOf(model);
  const arrows = inputsOf(model).map(({ provider, cell, names }) => ({ from: provider, to: cell, names }));
  const cells = model.modules.flatMap(({ cell: index }): GraphCell[] => {
    const cell = model.notebook.cells[index];
    if (!cell || cell.source.trim() === '') return [];
    const own = findings.filter((each) => each.at.cell === index);
    const marked = marks.get(index) ?? [];
    return [
      {
        cell: index,
        heading: withoutSecrets(model.notebook, headingAbove(model.notebook.cells, index) ?? '') || undefined,
        label: labelOf(shownSource(model.notebook, index)),
        count: cell.executionCount,
        stale: marked.some((each) => each.kind === 'stale'),
        outOfOrder: own.some((each) => each.rule === 'out-of-order-execution' || each.rule === 'use-before-definition'),
        worst: worstOf(own),
        notes: [...marked.map((each) => each.text), ...own.map((each) => each.message)],
      },
    ];
  });
  return { title: model.notebook.path, cells, arrows };
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information'];

function worstOf(findings: readonly Finding[]): Severity | undefined {
  return ORDER.find((severity) => findings.some((each) => each.severity === severity));
}

/** E.g. `df = pd.read_csv("data.csv")`; a comment only where there is nothing else. */
function labelOf(source: string): string {
  const lines = source.split('\n').map((each) => each.trim());
  const code = lines.find((each) => each !== '' && !each.startsWith('#') && !/^(import|from)\s/.test(each));
  return code ?? lines.find((each) => each !== '') ?? '';
}

function headingAbove(cells: readonly Cell[], index: number): string | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const cell = cells[at];
    // What looks like a heading inside a fenced block is somebody's comment.
    const text = cell?.kind === 'markdown' ? cell.source.replaceAll(/^(```|~~~)[\s\S]*?(^\1|$(?![\s\S]))/gm, '') : '';
    const found = text.split('\n').findLast((line) => /^#{1,6}\s/.test(line));
    if (found !== undefined)
      return found
        .replace(/^#+\s*/, '')
        .replaceAll(/[*_`]/g, '')
        .trim();
  }
  return undefined;
}
