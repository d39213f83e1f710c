// From places in cells to positions in the file's own text, and back: for those who have the file open as text.

import type { Place, Position, Range } from '../text/span.ts';
import { lineStartsOf, rangeOf } from '../text/span.ts';
import { type CellLayout, layoutOf } from './layout.ts';
import type { Notebook } from './notebook.ts';

export interface CellOffset {
  readonly cell: number;
  readonly offset: number;
}

/** Positions are LSP's: 0-based lines and UTF-16 characters of the file. */
export interface Physical {
  /** Undefined for a place in a cell that the file does not have. */
  rangeOf(place: Place): Range | undefined;
  /** Undefined for a position outside the sources of the cells. */
  placeAt(position: Position): CellOffset | undefined;
}

/** `notebook` must have been read from `text`. */
export function physicalOf(text: string, notebook: Notebook): Physical {
  return notebook.format === 'percent' ? physicalOfPercent(notebook) : physicalOfIpynb(text, notebook);
}

/** In a percent file a source line is a line of the file. */
function physicalOfPercent({ cells }: Notebook): Physical {
  const inFile = (fileLines: readonly number[], { line, character }: Position): Position => ({
    line: (fileLines[line] ?? 1) - 1,
    character,
  });
  return {
    rangeOf: ({ cell: index, span }) => {
      const cell = cells[index];
      if (!cell) return undefined;
      const { start, end } = rangeOf(lineStartsOf(cell.source), span);
      return { start: inFile(cell.fileLines, start), end: inFile(cell.fileLines, end) };
    },
    placeAt: ({ line, character }) => {
      const cell = cells.find((each) => each.kind === 'code' && each.fileLines.includes(line + 1));
      if (!cell) return undefined;
      const starts = lineStartsOf(cell.source);
      const at = cell.fileLines.indexOf(line + 1);
      const end = (starts[at + 1] ?? cell.source.length + 1) - 1;
      return { cell: cell.index, offset: Math.min((starts[at] ?? 0) + character, end) };
    },
  };
}

/** In an .ipynb file a source line is a JSON string, in which one character may stand as several. */
function physicalOfIpynb(text: string, { cells }: Notebook): Physical {
  const layouts = layoutOf(text).flatMap((each) => each.cells);
  const lineStarts = lineStartsOf(text);
  const known = new Map<number, readonly number[]>();
  const offsetsOf = (cell: number): readonly number[] => {
    const layout = layouts[cell];
    const offsets = known.get(cell) ?? (layout ? rawOffsets(text, layout) : []);
    known.set(cell, offsets);
    return offsets;
  };
  return {
    rangeOf: ({ cell, span }) => {
      const offsets = offsetsOf(cell);
      const start = offsets[Math.min(span.start, offsets.length - 1)];
      if (start === undefined) return undefined;
      // The end of a span at a line's end stays in that line's string.
      const last = span.end > span.start ? offsets[Math.min(span.end - 1, offsets.length - 1)] : undefined;
      const next = offsets[Math.min(span.end, offsets.length - 1)] ?? start;
      const end = last === undefined ? start : Math.min(next, last + lengthAt(text, last));
      return rangeOf(lineStarts, { start, end });
    },
    placeAt: (position) => {
      const raw = (lineStarts[position.line] ?? text.length) + position.character;
      const cell = layouts.findIndex((each) => each.source && each.source.start <= raw && raw <= each.source.end);
      if (cell === -1 || cells[cell]?.kind !== 'code') return undefined;
      const offset = offsetsOf(cell).findLastIndex((each) => each <= raw);
      return offset === -1 ? undefined : { cell, offset };
    },
  };
}

/** Where each character of a cell's source, and its end, stands in the file. `\r\n` in a source is one line end. */
function rawOffsets(text: string, { strings }: CellLayout): readonly number[] {
  const offsets: number[] = [];
  let end = strings[0] === undefined ? undefined : strings[0].start + 1;
  let afterReturn = false;
  for (const { start, end: stop } of strings) {
    for (let at = start + 1; at < stop - 1; at += lengthAt(text, at)) {
      const isReturn = text.startsWith('\\r', at);
      const follows = afterReturn && text.startsWith('\\n', at);
      if (!follows) offsets.push(at);
      afterReturn = isReturn;
    }
    end = stop - 1;
  }
  return end === undefined ? offsets : [...offsets, end];
}

/** How much text one UTF-16 unit takes inside a JSON string: `\n` two, `\u00e9` six. */
function lengthAt(text: string, at: number): number {
  if (text[at] !== '\\') return 1;
  return text[at + 1] === 'u' ? 6 : 2;
}
