// Valid Python that the parser does not take, rewritten so that every byte column stays.

import type { Located } from './ast.ts';
import { scanString } from './lines.ts';
import { renameAll } from './normalize.ts';

export interface Mend {
  readonly text: string;
  /** Puts back into the tree what the rewriting changed. */
  readonly restore: (body: readonly Located[]) => void;
}

/** The text with the parser's gaps mended; undefined where there is nothing to mend. */
export function mended(source: string): Mend | undefined {
  const astral = astralNames(source);
  let { text } = astral;
  for (const mend of [formFeeds, fields, deletions, asyncClauses, joinedCases, exceptLists, openSequences]) text = mend(text);
  if (text === source) return undefined;
  return {
    text,
    restore: (body) => {
      if (astral.names.size > 0) renameAll(body, (name) => astral.names.get(name) ?? name);
    },
  };
}

function formFeeds(text: string): string {
  return text.replace(/(?<=^|\n)[ \t]*\f[ \t]*(?=\n|$)/g, blanks);
}

/** `del x,` loses its last comma. */
function deletions(text: string): string {
  return text.replace(/((?:^|\n|;)[ \t]*del[ \t][^\n;#]*?),(?=[ \t]*(?:\n|;|#|$))/g, '$1 ');
}

/** `{x async for x in y}` becomes a plain comprehension: it binds and reads the same names. */
function asyncClauses(text: string): string {
  return text.replace(/\basync(?=[ \t]+for\b[^\n:]*[}\]),\n])/g, (word, at: number) => (isInBraces(text, at) ? blanks(word) : word));
}

function isInBraces(text: string, at: number): boolean {
  let depth = 0;
  for (let back = at - 1; back >= 0 && at - back < 2000; back -= 1) {
    if (text[back] === '}') depth += 1;
    else if (text[back] === '{' && depth === 0) return true;
    else if (text[back] === '{') depth -= 1;
  }
  return false;
}

/** Inside the fields of f-strings: comments go, and `{x!r  }` becomes `{x  !r}`. */
function fields(text: string): string {
  return text.replace(/\b(?:[fFtT][rR]?|[rR][fFtT])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')/g, (literal) =>
    literal.replace(/(![rsa])([ \t]+)(?=[:}])/g, '$2$1').replace(/#(?<=\{[^{}:]*\s#|\{#)[^\n}]*(?=\n)/g, blanks),
  );
}

function blanks(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Names with letters outside the BMP: each such letter becomes two letters of two bytes, and the tree gets back what Python would see. */
function astralNames(source: string): { text: string; names: ReadonlyMap<string, string> } {
  const names = new Map<string, string>();
  if (!/[\ud800-\udbff]/.test(source)) return { text: source, names };
  let text = '';
  let from = 0;
  for (const part of codeParts(source)) {
    const code = source.slice(part.start, part.end).replace(/[\p{L}\p{N}_]*[\u{10000}-\u{10ffff}][\p{L}\p{N}_]*/gu, (name) => {
      const stand = name.replace(/[\u{10000}-\u{10ffff}]/gu, standIn);
      names.set(stand, name.normalize('NFKC'));
      return stand;
    });
    text += source.slice(from, part.start) + code;
    from = part.end;
  }
  return { text: text + source.slice(from), names };
}

function standIn(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0) - 0x10000;
  return String.fromCharCode(0x100 + ((code >> 7) & 0x7f), 0x100 + (code & 0x7f));
}

/** The stretches of a text that are neither string nor comment. */
function* codeParts(text: string): Generator<{ start: number; end: number }> {
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char !== '"' && char !== "'" && char !== '#') {
      at += 1;
      continue;
    }
    yield { start, end: at };
    const end = text.indexOf('\n', at);
    at = char === '#' ? (end === -1 ? text.length : end) : scanString(text, at, text.length).end;
    start = at;
  }
  yield { start, end: text.length };
}

/** `match x, y:` as `match(x, y):`, `case a, *b if a:` as `case(a, *b)if a:`. */
function openSequences(text: string): string {
  return text.replace(/(?<=^|\n)([ \t]*(?:match|case))[ \t]([^\n]*)/g, (line, head: string, rest: string) => {
    const { comma, guard, colon } = landmarksOf(rest);
    if (comma === -1 || colon === -1 || !/[ \t]|^$/.test(rest.slice(colon + 1, colon + 2))) return line;
    if (guard > 0 && head.endsWith('case')) return `${head}(${rest.slice(0, guard - 1)})${rest.slice(guard)}`;
    return `${head}(${rest.slice(0, colon)}):${rest.slice(colon + 2)}`;
  });
}

/** The first comma, ` if ` and colon outside brackets and strings; -1 where there is none. */
function landmarksOf(text: string): { comma: number; guard: number; colon: number } {
  const found = { comma: -1, guard: -1, colon: -1 };
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"' || char === "'") at = scanString(text, at, text.length).end - 1;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === '#') break;
    else if (depth > 0) continue;
    else if (char === ',' && found.guard === -1 && found.comma === -1) found.comma = at;
    else if (found.guard === -1 && /^[ \t)]if\b/.test(text.slice(at - 1, at + 3))) found.guard = at;
    else if (char === ':' && text[at + 1] !== '=') return { ...found, colon: at };
  }
  return found;
}

/** PEP 758: `except A, B:`; Python 2's `except A, error:` stays the error that it is. */
function exceptLists(text: string): string {
  return text.replace(
    /(?<=^|\n)([ \t]*except\b\*?[ \t]+)([A-Z_][\w.]*(?:[ \t]*,[ \t]*[\w.]*[A-Z][\w.]*)+)(?=[ \t]*:)/g,
    (_, head: string, names: string) => head + names.replaceAll(',', '|'),
  );
}

/** `case "a" "b":` keeps its first string; the bytes of the others become blanks. */
function joinedCases(text: string): string {
  return text.replace(
    /(?<=^|\n)([ \t]*case\b[^\n]*?)((["'])[^"'\\\n]*\3)((?:\s+(["'])[\x20-\x7e]*?\5)+)(?=[^\n]*:)/g,
    (_, head: string, first: string, __, rest: string) => head + first + blanks(rest),
  );
}
