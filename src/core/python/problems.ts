// Broken Python as a value: where, why, and which names it seems to bind.

import type { Span } from '../text/span.ts';
import { type Sheet, textOffset, toSource } from './columns.ts';
import type { Parsed } from './grammar.ts';
import type { SyntaxProblem } from './module.ts';

/** The problem of a stretch of a sheet that the parser refused. */
export function problemOf(sheet: Sheet, failure: Extract<Parsed, { ok: false }>, stretch: Span): SyntaxProblem {
  const at = Math.min(Math.max(textOffset(sheet, failure.line, failure.column), stretch.start), stretch.end);
  // An error at the end of the text is shown on its last character.
  const start = at === stretch.end && at > stretch.start ? at - 1 : at;
  const end = Math.min(start + 1, stretch.end);
  return {
    message: failure.message,
    at: { start: toSource(sheet, start), end: Math.max(toSource(sheet, start), toSource(sheet, end)) },
    span: { start: toSource(sheet, stretch.start), end: toSource(sheet, stretch.end) },
    binds: boundNames(sheet.text.slice(stretch.start, stretch.end)),
  };
}

/** Names that a text binds at its own level by the look of it; what stands inside a def or a class is its own affair. */
export function boundNames(text: string): readonly string[] {
  const names = new Set<string>();
  let hidden = Number.POSITIVE_INFINITY;
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    if (indent === -1 || indent > hidden) continue;
    hidden = Number.POSITIVE_INFINITY;
    const definition = /^\s*(?:async\s+)?(?:c?p?def|class)\s+([\p{L}_][\p{L}\w]*)/u.exec(line)?.[1];
    if (definition === undefined) for (const name of namesOfLine(line)) names.add(name);
    else {
      names.add(definition);
      hidden = indent;
    }
  }
  return [...names];
}

function namesOfLine(line: string): string[] {
  const imported = /^\s*(?:from\s+[\w.]+\s+)?import\s+\(?([^#]*)/.exec(line)?.[1];
  if (imported !== undefined) return imported.split(',').map(importedName).filter(isName);
  const found: string[] = [];
  const looped = /\bfor\s([^:=]{1,200}?)\sin\b/.exec(line)?.[1] ?? '';
  for (const targets of [assignedPart(line), looped]) {
    if (/^[\p{L}\w,\s()*]*$/u.test(targets)) found.push(...(targets.match(/[\p{L}_][\p{L}\w]*/gu) ?? []));
  }
  for (const match of line.matchAll(/\bas\s+([\p{L}_][\p{L}\w]*)|\b([\p{L}_][\p{L}\w]*)\s*:=/gu)) found.push(match[1] ?? match[2] ?? '');
  return found.filter(isName);
}

/** What stands before the first `=` that assigns, without operator and annotation. */
function assignedPart(line: string): string {
  const at = line.search(/(?<![=!<>:])=(?!=)/);
  if (at === -1) return '';
  return line
    .slice(0, at)
    .replace(/[-+*/%&|^@<>]+$/, '')
    .replace(/:[^()]*$/, '');
}

function importedName(text: string): string {
  const [path = '', alias] = text.trim().split(/\s+as\s+/);
  return (alias ?? path.split('.')[0] ?? '').replace(/[^\p{L}\w].*$/su, '');
}

const keywords = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass print raise return try while with yield True False None'.split(
    ' ',
  ),
);

function isName(text: string): boolean {
  return /^[\p{L}_]/u.test(text) && !keywords.has(text);
}
