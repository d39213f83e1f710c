// Where a place in a cell stands in the file itself: its lines and columns, and the piece of text that holds its line.

import { layoutOf, type CellLayout } from '../notebook/layout.ts';
import { normalized } from '../notebook/lines.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { percentCells } from '../notebook/percent.ts';
import { lineStartsOf, positionAt, type Place, type Span } from '../text/span.ts';
import { starsIn } from './shown.ts';

/** A position in a file, as people and SARIF count: line and UTF-16 column from 1. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
}

export interface FilePlace {
  readonly start: FilePosition;
  /** Exclusive. */
  readonly end: FilePosition;
  /** The JSON string of the file in which the place's line begins; in a percent file the line itself. */
  readonly piece: Span;
  /** Which line of that string it is, from 0: a source may be one string with many lines. */
  readonly nth: number;
  /** The parts of that line that hold secrets: nobody shows them. */
  readonly stars?: readonly Span[];
}

/** Offsets in the file of each character of a cell's source: where it begins, where it ends, and the piece that it is in. */
interface Characters {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The piece that begins the source line of a character. */
  pieceOf(offset: number): { readonly piece: Span; readonly nth: number };
}

/** Gives the places of one notebook; `text` is the text that it was read from. */
export function locatorOf(notebook: Notebook, text: string): (at: Place) => FilePlace {
  const file = notebook.format === 'percent' ? normalized(text) : text;
  const lines = lineStartsOf(file);
  const charactersOf = notebook.format === 'percent' ? percentCharacters(file) : jsonCharacters(file);
  const known = new Map<number, Characters>();
  return ({ cell, span }) => {
    const characters = known.get(cell) ?? charactersOf(cell);
    known.set(cell, characters);
    const from = characters.starts[span.start] ?? characters.starts.at(-1) ?? 0;
    const to = span.end > span.start ? (characters.ends[span.end - 1] ?? from) : from;
    const piece = characters.pieceOf(span.start);
    const stars = starsIn(notebook, sourceLine(text, notebook.format, piece));
    return {
      start: positionIn(lines, from),
      end: positionIn(lines, Math.max(from, to)),
      ...piece,
      ...(stars.length > 0 ? { stars } : {}),
    };
  };
}

/** The source line of a place, read again from the file's text, with stars in place of secrets. */
export function sourceLine(text: string, format: Notebook['format'], place: Pick<FilePlace, 'piece' | 'nth' | 'stars'>): string {
  const line = plainLine(text, format, place);
  return (place.stars ?? []).reduce((shown, { start, end }) => shown.slice(0, start) + '*'.repeat(end - start) + shown.slice(end), line);
}

function plainLine(text: string, format: Notebook['format'], { piece, nth }: Pick<FilePlace, 'piece' | 'nth'>): string {
  if (format === 'percent') return normalized(text).slice(piece.start, piece.end);
  const string: unknown = piece.end > piece.start ? JSON.parse(text.slice(piece.start, piece.end)) : '';
  return normalized(String(string)).split('\n')[nth] ?? '';
}

function positionIn(lines: readonly number[], offset: number): FilePosition {
  const { line, character } = positionAt(lines, offset);
  return { line: line + 1, column: character + 1 };
}

function percentCharacters(file: string): (cell: number) => Characters {
  const cells = percentCells(file);
  return (cell) => {
    const { start, end } = cells[cell]?.body ?? { start: 0, end: 0 };
    const starts = Array.from({ length: end - start + 1 }, (_, at) => start + at);
    const pieceOf = (offset: number): { piece: Span; nth: number } => {
      const first = file.lastIndexOf('\n', start + offset - 1) + 1;
      const last = file.indexOf('\n', start + offset);
      return { piece: { start: first, end: last === -1 ? file.length : last }, nth: 0 };
    };
    return { starts, ends: starts.map((each) => each + 1), pieceOf };
  };
}

function jsonCharacters(file: string): (cell: number) => Characters {
  const layouts = layoutOf(file).flatMap((each) => each.cells);
  return (cell) => charactersIn(file, layouts[cell]?.strings ?? []);
}

/** Reads JSON strings as `nbformat.ts` joins them: `\r\n` and `\r` are one line end, also where two strings share it. */
function charactersIn(file: string, strings: CellLayout['strings']): Characters {
  const [starts, ends]: [number[], number[]] = [[], []];
  /** Lines by the offset in the source at which they begin. */
  const lines: { readonly at: number; readonly piece: Span; readonly nth: number }[] = [];
  let returned = false;
  let opens = true;
  for (const piece of strings) {
    let nth = 0;
    for (let at = piece.start + 1; at < piece.end - 1;) {
      const { code, length } = characterAt(file, at);
      const isSecondHalf = code === 10 && returned;
      returned = code === 13;
      if (!isSecondHalf) {
        if (opens) lines.push({ at: starts.length, piece, nth });
        starts.push(at);
        ends.push(at + length);
        opens = code === 10 || code === 13;
        if (opens) nth += 1;
      } else if (ends.length > 0) ends[ends.length - 1] = at + length;
      at += length;
    }
  }
  const last = strings.at(-1) ?? { start: 0, end: 0 };
  starts.push(Math.max(last.start, last.end - 1));
  if (opens) lines.push({ at: starts.length - 1, piece: { start: last.end, end: last.end }, nth: 0 });
  return { starts, ends, pieceOf: (offset) => lines.findLast((each) => each.at <= offset) ?? { piece: last, nth: 0 } };
}

/** The character behind an escape, and how much of the file it takes. */
function characterAt(file: string, at: number): { readonly code: number; readonly length: number } {
  if (file[at] !== '\\') return { code: file.charCodeAt(at), length: 1 };
  const letter = file[at + 1];
  if (letter === 'u') return { code: Number.parseInt(file.slice(at + 2, at + 6), 16), length: 6 };
  return { code: letter === 'n' ? 10 : letter === 'r' ? 13 : 0, length: 2 };
}
