// Moves Python source to the right without touching the inside of strings.

const PREFIX = /^(?:[rRbBuUfFtT]{0,2})('''|"""|'|")/;

/** Puts `prefix` before every line that is not empty and does not begin inside a string. */
export function indented(source: string, prefix: string): string {
  const inside = linesInsideStrings(source);
  return source
    .split('\n')
    .map((line, at) => (inside.has(at) || line.trim() === '' ? line : prefix + line))
    .join('\n');
}

/** 0-based lines that begin inside a string, e.g. all but the first of a triple-quoted one. */
export function linesInsideStrings(source: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 0;
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    if (char === '\n') line++;
    if (char === '#') {
      const end = source.indexOf('\n', at);
      at = end === -1 ? source.length : end;
      continue;
    }
    const quote = char === '"' || char === "'" || /[a-zA-Z]/.test(char ?? '') ? openingAt(source, at) : undefined;
    if (!quote) {
      at = /[\p{L}\p{N}_]/u.test(char ?? '') ? wordEnd(source, at) : at + 1;
      continue;
    }
    const end = stringEnd(source, quote);
    for (const each of source.slice(at, end)) if (each === '\n') lines.add(++line);
    at = end;
  }
  return lines;
}

interface Opening {
  readonly quote: string;
  /** Where the text of the string begins. */
  readonly from: number;
  readonly formatted: boolean;
}

function openingAt(source: string, at: number): Opening | undefined {
  const found = PREFIX.exec(source.slice(at, at + 6));
  return found?.[1] === undefined ? undefined : { quote: found[1], from: at + found[0].length, formatted: /[fFtT]/.test(found[0]) };
}

function wordEnd(source: string, at: number): number {
  const word = /^[\p{L}\p{N}_]+/u.exec(source.slice(at, at + 200));
  return at + (word?.[0].length ?? 1);
}

function stringEnd(source: string, { quote, from, formatted }: Opening): number {
  let at = from;
  while (at < source.length) {
    if (source[at] === '\\') at += 2;
    else if (source.startsWith(quote, at)) return at + quote.length;
    else if (formatted && source[at] === '{') at = source[at + 1] === '{' ? at + 2 : fieldEnd(source, at, quote);
    else at++;
  }
  return source.length;
}

/** Past the `}` of a replacement field; a nested string of another quote, or since 3.12 of the same, belongs to it. */
function fieldEnd(source: string, open: number, quote: string): number {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    const char = source[at];
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
    else if (char === '\n' && quote.length === 1) return at;
    else if (char === '"' || char === "'") {
      const nested = openingAt(source, at);
      if (!nested) continue;
      const end = source.indexOf(nested.quote, nested.from);
      // No end on this line: the quote closes the outer string, whose field was none.
      if (end === -1 || (quote.length === 1 && source.slice(at, end).includes('\n'))) return at;
      at = end + nested.quote.length - 1;
    }
  }
  return source.length;
}
