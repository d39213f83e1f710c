// Logical lines: where statements begin and end, told from brackets, strings, comments and backslashes alone.

/** One logical line; blank lines and comment lines are none. */
export interface LogicalLine {
  /** Start of its first physical line. */
  readonly start: number;
  /** Its first character that is not blank. */
  readonly first: number;
  /** Its end, at a line break or the end of the text. */
  readonly end: number;
  /** False where a bracket or a string in it is never closed. */
  readonly whole: boolean;
  /** True where `magicEnd` said so. */
  readonly magic: boolean;
}

/** Says that the line whose first character stands at `first` is no Python, and where it ends. */
export type MagicEnd = (first: number) => number | undefined;

/** All logical lines from an offset that begins a physical line. */
export function logicalLines(text: string, from: number, to: number, magicEnd: MagicEnd): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let at = from;
  while (at < to) {
    const start = at;
    const first = skipBlanks(text, at, to);
    const char = text[first];
    if (first >= to || char === '\n' || char === '#' || char === '\r') {
      at = lineEnd(text, first, to) + 1;
      continue;
    }
    const end = magicEnd(first);
    const scanned = end === undefined ? scanStatement(text, first, to) : { end: Math.min(end, to), whole: true };
    lines.push({ start, first, end: scanned.end, whole: scanned.whole, magic: end !== undefined });
    at = scanned.end + 1;
  }
  return lines;
}

/** The next `\n` at or after an offset, or the end. */
export function lineEnd(text: string, at: number, to: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 || end > to ? to : end;
}

/** The first offset that holds neither a space nor a tab nor a form feed. */
export function skipBlanks(text: string, at: number, to: number): number {
  let next = at;
  while (next < to && (text[next] === ' ' || text[next] === '\t' || text[next] === '\f')) next += 1;
  return next;
}

function scanStatement(text: string, from: number, to: number): { end: number; whole: boolean } {
  let depth = 0;
  let whole = true;
  let at = from;
  while (at < to) {
    const char = text[at];
    if (char === '\n') {
      if (depth === 0) return { end: at, whole };
      at += 1;
    } else if (char === '#') at = lineEnd(text, at, to);
    else if (char === '"' || char === "'") {
      const string = scanString(text, at, to);
      whole &&= string.closed;
      at = string.end;
    } else if (char === '\\') at += text.startsWith('\r\n', at + 1) ? 3 : 2;
    else {
      if (char === '(' || char === '[' || char === '{') depth += 1;
      else if ((char === ')' || char === ']' || char === '}') && depth > 0) depth -= 1;
      at += 1;
    }
  }
  return { end: to, whole: whole && depth === 0 };
}

/** The end of the string that opens at `at`; an unclosed short string ends with its line. */
export function scanString(text: string, at: number, to: number): { end: number; closed: boolean } {
  const quote = text[at] ?? '"';
  const triple = text.startsWith(quote.repeat(3), at);
  const close = triple ? quote.repeat(3) : quote;
  let next = at + close.length;
  while (next < to) {
    if (text[next] === '\\') next += 2;
    else if (text.startsWith(close, next)) return { end: next + close.length, closed: true };
    else if (!triple && text[next] === '\n') return { end: next, closed: false };
    else next += 1;
  }
  return { end: to, closed: false };
}
