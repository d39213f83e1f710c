// Places in the text of one cell: offsets, lines, and the way from one to the other.

/** A half-open range of UTF-16 offsets in the source of one cell, e.g. `{start: 0, end: 5}`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two spans of one cell have a character in common. */
export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A position as in LSP: 0-based line, 0-based UTF-16 character. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A range as in LSP; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A span in one cell; `cell` is the 0-based index among all cells of the notebook. */
export interface Place {
  readonly cell: number;
  readonly span: Span;
}

/** Offsets at which the lines of a text begin; the first is always 0. Only `\n` ends a line. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The position of an offset, by binary search; offsets past the end give the last line. */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (lineStarts[low] ?? 0) };
}

/** The LSP range of a span. */
export function rangeOf(lineStarts: readonly number[], span: Span): Range {
  return { start: positionAt(lineStarts, span.start), end: positionAt(lineStarts, span.end) };
}
