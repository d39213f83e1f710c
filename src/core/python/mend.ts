// Valid Python that the parser does not take, rewritten so that every byte column stays.

import type { Located } from './ast.ts';
import { scanString } from './lines.ts';
import { descendantsOf } from './walk.ts';

export interface Mend {
  readonly text: string;
  /** Puts back into the tree what the rewriting changed. */
  readonly restore: (body: readonly Located[]) => void;
}

/** The text with the parser's gaps mended; undefined where there is nothing to mend. */
export function mended(source: string): Mend | undefined {
  const astral = astralNames(source);
  const text = matchSubjects(exceptLists(joinedCases(astral.text.replace(/(?<=^|\n)[ \t]*\f[ \t]*(?=\n|$)/g, blanks))));
  if (text === source) return undefined;
  return { text, restore: (body) => renameAll(body, astral.names) };
}

function blanks(text: string): string {
  return ' '.repeat(text.length);
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

function renameAll(body: readonly Located[], names: ReadonlyMap<string, string>): void {
  if (names.size === 0) return;
  for (const statement of body) {
    for (const node of descendantsOf(statement)) {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value === 'string' && names.has(value) && key !== 'value') Object.assign(node, { [key]: names.get(value) });
      }
    }
  }
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

/** `match x, y:` as `match x| y:`: the same names are read. */
function matchSubjects(text: string): string {
  return text.replace(/(?<=^|\n)([ \t]*match[ \t]+)([^\n]*)(?=\n)/g, (_, head: string, rest: string) => {
    const colon = rest.search(/:[ \t]*(?:#[^'"]*)?$/);
    if (colon === -1) return head + rest;
    return head + commasToBars(rest.slice(0, colon)).replace(/\|(?=[ \t]*$)/, ' ') + rest.slice(colon);
  });
}

/** Commas outside brackets and strings. */
function commasToBars(text: string): string {
  let depth = 0;
  return text.replace(/"[^"]*"|'[^']*'|[([{)\]},]/g, (part) => {
    if (part === ',') return depth === 0 ? '|' : ',';
    if (part.length === 1) depth += '([{'.includes(part) ? 1 : -1;
    return part;
  });
}

/** PEP 758: `except A, B:`; Python 2's `except A, error:` stays the error that it is. */
function exceptLists(text: string): string {
  return text.replace(/(?<=^|\n)([ \t]*except\b\*?[ \t]+)([A-Z_][\w.]*(?:[ \t]*,[ \t]*[\w.]*[A-Z][\w.]*)+)(?=[ \t]*:)/g, (_, head: string, names: string) =>
    head + names.replaceAll(',', '|'),
  );
}

/** `case "a" "b":` keeps its first string; the bytes of the others become blanks. */
function joinedCases(text: string): string {
  return text.replace(/(?<=^|\n)([ \t]*case\b[^\n]*?)((["'])[^"'\\\n]*\3)((?:[ \t]+(["'])[\x20-\x7e]*?\5)+)(?=[^\n]*:)/g, (_, head: string, first: string, __, rest: string) =>
    head + first + blanks(rest),
  );
}
