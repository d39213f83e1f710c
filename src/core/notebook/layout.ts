// Where the cells and their sources stand in the text of an .ipynb file, without parsing what is not asked for.

import type { Span } from '../text/span.ts';

/** One cell object in the text; all spans are of the file's text. */
export interface CellLayout {
  readonly span: Span;
  /** The value of `source` (`input` for code in nbformat 3). */
  readonly source: Span | undefined;
  /** The JSON strings of the source, with their quotes; one where the source is a single string. */
  readonly strings: readonly Span[];
  /** The 1-based line of each of `strings`. */
  readonly lines: readonly number[];
  readonly isList: boolean;
}

/** One `cells` array; nbformat 3 has one for each worksheet. */
export interface CellsLayout {
  readonly span: Span;
  readonly cells: readonly CellLayout[];
}

const quote = 34;
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const comma = 44;

/** The layout of text that is known to be valid JSON; outputs are passed over at the speed of a search. */
export function layoutOf(text: string): readonly CellsLayout[] {
  const lineAt = lineCounter(text);
  const found: CellsLayout[] = [];
  const cells = (at: number): number => {
    const layout = readCells(text, at, lineAt);
    if (layout === undefined) return skipValue(text, at);
    found.push(layout);
    return layout.span.end;
  };
  eachMember(text, skipSpace(text, text.startsWith('\uFEFF') ? 1 : 0), (key, at) => {
    if (key === 'cells') return cells(at);
    if (key !== 'worksheets' || text.charCodeAt(at) !== openBracket) return skipValue(text, at);
    return eachElement(text, at, (sheet) =>
      eachMember(text, sheet, (inner, value) => (inner === 'cells' ? cells(value) : skipValue(text, value))),
    );
  });
  return found;
}

/** Gives 1-based lines of offsets, quickly where they are asked for in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  let last = 0;
  return (offset) => {
    if (offset < last) {
      line = 1;
      next = text.indexOf('\n');
    }
    last = offset;
    while (next !== -1 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}

function readCells(text: string, at: number, lineAt: (offset: number) => number): CellsLayout | undefined {
  if (text.charCodeAt(at) !== openBracket) return undefined;
  const cells: CellLayout[] = [];
  const end = eachElement(text, at, (cellAt) => {
    const cell = readCell(text, cellAt, lineAt);
    cells.push(cell);
    return cell.span.end;
  });
  return { span: { start: at, end }, cells };
}

function readCell(text: string, at: number, lineAt: (offset: number) => number): CellLayout {
  let source: Span | undefined;
  const end = eachMember(text, at, (key, valueAt) => {
    const valueEnd = skipValue(text, valueAt);
    if (key === 'source' || (key === 'input' && source === undefined)) source = { start: valueAt, end: valueEnd };
    return valueEnd;
  });
  const strings: Span[] = [];
  const isList = source !== undefined && text.charCodeAt(source.start) === openBracket;
  if (source !== undefined && isList) {
    eachElement(text, source.start, (start) => {
      const stop = skipValue(text, start);
      strings.push({ start, end: stop });
      return stop;
    });
  } else if (source !== undefined) strings.push(source);
  return { span: { start: at, end }, source, strings, lines: strings.map((each) => lineAt(each.start)), isList };
}

/** The values of the execution counts in a cell: its own, and those of its results; `prompt_number` in nbformat 3. */
export function countsOf(text: string, cell: CellLayout): readonly Span[] {
  const found: Span[] = [];
  const member = (key: string, at: number): number => {
    const end = skipValue(text, at);
    if (key === 'execution_count' || key === 'prompt_number') found.push({ start: at, end });
    else if (key === 'outputs' && text.charCodeAt(at) === openBracket) eachElement(text, at, (output) => eachMember(text, output, member));
    return end;
  };
  eachMember(text, cell.span.start, member);
  return found;
}

/** Calls back with each key and the offset of its value; the callback gives the value's end. Gives the object's end. */
function eachMember(text: string, at: number, visit: (key: string, value: number) => number): number {
  if (text.charCodeAt(at) !== openBrace) return skipValue(text, at);
  let next = skipSpace(text, at + 1);
  while (text.charCodeAt(next) === quote) {
    const keyEnd = skipString(text, next);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    next = skipSpace(text, visit(text.slice(next + 1, keyEnd - 1), value));
    if (text.charCodeAt(next) === comma) next = skipSpace(text, next + 1);
  }
  return next + 1;
}

/** Calls back with the offset of each element; the callback gives its end. Gives the array's end. */
function eachElement(text: string, at: number, visit: (element: number) => number): number {
  let next = skipSpace(text, at + 1);
  while (next < text.length && text.charCodeAt(next) !== closeBracket) {
    next = skipSpace(text, visit(next));
    if (text.charCodeAt(next) === comma) next = skipSpace(text, next + 1);
  }
  return next + 1;
}

/** The next offset that holds no JSON white space. */
export function skipSpace(text: string, at: number): number {
  let next = at;
  for (let code = text.charCodeAt(next); code === 32 || code === 10 || code === 13 || code === 9; code = text.charCodeAt(next)) next += 1;
  return next;
}

/** The end of the string whose quote opens at `at`. */
export function skipString(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end !== -1) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function skipValue(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === quote) return skipString(text, at);
  if (code === openBrace || code === openBracket) return skipContainer(text, at);
  let end = at + 1;
  while (end < text.length && !isDelimiter(text.charCodeAt(end))) end += 1;
  return end;
}

function isDelimiter(code: number): boolean {
  return code === comma || code === closeBracket || code === closeBrace || code <= 32;
}

function skipContainer(text: string, at: number): number {
  let depth = 0;
  let next = at;
  while (next < text.length) {
    const code = text.charCodeAt(next);
    if (code === quote) {
      next = skipString(text, next);
      continue;
    }
    next += 1;
    if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return next;
    }
  }
  return text.length;
}
