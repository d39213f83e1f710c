// The story of a name as text for people.

import type { Model } from '../semantics/model.ts';
import { storyOf, type Chapter } from '../semantics/story.ts';
import { shownSource } from './shown.ts';

/** One line of a story: which cell, what happens there, and the code. */
export interface StoryLine {
  /** E.g. `cell 3 [7]`. */
  readonly cell: string;
  /** E.g. `made: pandas.DataFrame`, `changed: age`, `read, from cell 2`. */
  readonly text: string;
  /** The first line of the code at the place. */
  readonly code: string;
  /** It happens in the cell that was asked for. */
  readonly here: boolean;
}

export function storyLines(model: Model, name: string, order: 'document' | 'session', cell?: number): readonly StoryLine[] {
  const run = order === 'session' ? model.session : model.document;
  return (run ? storyOf(model, name, run) : []).map((chapter) => ({
    cell: cellText(model, chapter.cell),
    text: textOf(model, chapter),
    code: codeOf(model, chapter),
    here: chapter.cell === cell,
  }));
}

function cellText(model: Model, cell: number): string {
  const count = model.notebook.cells[cell]?.executionCount ?? null;
  return `cell ${cell + 1}${count === null ? '' : ` [${count}]`}`;
}

function textOf(model: Model, { kind, what, certain, from, cell }: Chapter): string {
  const perhaps = certain ? '' : ', perhaps';
  if (kind === 'read') {
    const others = from.filter((each) => each !== cell).map((each) => cellText(model, each));
    return others.length === 0 ? `read${perhaps}` : `read, from ${others.join(' or ')}${perhaps}`;
  }
  if (kind === 'missing') return 'missing here';
  return `${kind}${what === '' ? '' : `: ${what}`}${perhaps}`;
}

function codeOf(model: Model, { at }: Chapter): string {
  const source = shownSource(model.notebook, at.cell);
  const start = source.lastIndexOf('\n', at.span.start - 1) + 1;
  const end = source.indexOf('\n', start);
  const line = source.slice(start, end === -1 ? source.length : end).trim();
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
