// The story of a variable as Markdown, for the place where a pointer rests on it.

import type { Model } from '../semantics/model.ts';
import { storyLines, type StoryLine } from './story.ts';

/** Longer stories are cut: a hover is looked at, not read. */
const MOST_LINES = 12;

/** Undefined for a name that is only imported and read: there is nothing to tell. */
export function storyHover(model: Model, name: string, cell: number): string | undefined {
  const document = storyLines(model, name, 'document', cell);
  if (document.length < 2 || document.every((each) => /^(made|read)/.test(each.text) && each.cell === document[0]?.cell)) return undefined;
  const session = storyLines(model, name, 'session', cell);
  const same = JSON.stringify(document) === JSON.stringify(session);
  const parts = [`nbship: \`${name}\` from top to bottom\n\n${listOf(document)}`];
  if (session.length > 0 && !same) parts.push(`as it was run\n\n${listOf(session)}`);
  return parts.join('\n\n');
}

function listOf(lines: readonly StoryLine[]): string {
  const shown = lines.slice(0, MOST_LINES).map(({ cell, text, here }) => {
    const what = text.replace(/: (.+)$/, ': `$1`');
    return here ? `- **${cell}** ${what}` : `- ${cell} ${what}`;
  });
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

/** The name of a variable at an offset of a cell's source, with its span; an attribute `df.name` is no variable. */
export function nameAt(
  source: string,
  offset: number,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  const start = offset - (/[\p{L}\p{N}_]*$/u.exec(source.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  const name = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(source.slice(start, start + 400))?.[0];
  if (name === undefined || /\.[ \t]*$/.test(source.slice(Math.max(0, start - 20), start))) return undefined;
  return { name, start, end: start + name.length };
}
