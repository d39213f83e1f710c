// What IPython does to a cell before anything else: takes away common indentation and prompts; positions stay known.

import { lineStartsOf } from '../text/span.ts';
import type { Sheet } from './columns.ts';

/** The cell as it stands. */
export function plainSheet(source: string, starts: readonly number[]): Sheet {
  return { text: source, starts, origins: starts };
}

/** The cell without the indentation of its first line, without `>>> ` and `In [1]: ` prompts, without BOM and leading form feeds. */
export function preparedSheet(source: string, starts: readonly number[]): Sheet {
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const firstLine = lines[first] ?? '';
  const indent = /^\uFEFF?([ \t]*)/.exec(firstLine)?.[1] ?? '';
  const prompt = promptOf(firstLine.slice(firstLine.startsWith('\uFEFF') ? 1 : 0));
  const cut = lines.map((line, at) => cutOf(line, at === first ? 0 : 1, indent, prompt));
  if (cut.every((length) => length === 0)) return plainSheet(source, starts);
  const text = lines.map((line, at) => line.slice(cut[at])).join('\n');
  return { text, starts: lineStartsOf(text), origins: starts.map((start, at) => start + (cut[at] ?? 0)) };
}

function promptOf(line: string): RegExp | undefined {
  if (/^\s*>>>(?: |$)/.test(line)) return /^\s*(?:>>>|\.\.\.)(?: |$)/;
  return /^\s*In \[\d+\]: /.test(line) ? /^\s*(?:In \[\d+\]: |\s*\.{3,}: ?)/ : undefined;
}

/** How many characters of a line IPython or Python would not see. */
function cutOf(line: string, at: number, indent: string, prompt: RegExp | undefined): number {
  const mark = at === 0 && line.startsWith('\uFEFF') ? 1 : 0;
  const rest = line.slice(mark);
  const prompted = prompt === undefined ? 0 : (prompt.exec(rest)?.[0].length ?? 0);
  if (prompted > 0) return mark + prompted;
  const cut = mark + (indent !== '' && rest.startsWith(indent) ? indent.length : 0);
  return cut + (/^[ \t]*\f[ \t\f]*/.exec(line.slice(cut))?.[0].replace(/[^\f]*$/, '').length ?? 0);
}
