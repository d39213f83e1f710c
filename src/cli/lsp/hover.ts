// The story of a variable, where the pointer rests on it.

import type { Hover, HoverParams } from 'vscode-languageserver/node';

import { nameAt, storyHover } from '../../core/report/hover.ts';
import { namesOf } from '../../core/semantics/story.ts';
import type { Analysis } from './analyses.ts';

export function hoverAt({ view, model }: Analysis, { textDocument, position }: HoverParams): Hover | undefined {
  const place = view.placeAt(textDocument.uri, position);
  const found = place && nameAt(view.notebook.cells[place.cell]?.source ?? '', place.offset);
  if (!place || !found || !namesOf(model.document).has(found.name)) return undefined;
  const story = storyHover(model, found.name, place.cell);
  const at = view.locate({ cell: place.cell, span: found });
  return story === undefined ? undefined : { contents: { kind: 'markdown', value: story }, ...(at ? { range: at.range } : {}) };
}
