// From the parser's lines and UTF-8 columns to UTF-16 offsets in the cell's source, and back.

import type { Span } from '../text/span.ts';
import type { Located } from './ast.ts';
import { childrenOf, isNode } from './walk.ts';

/** The text that was parsed, and where the column 0 of each of its lines stands in the source of the cell. */
export interface Sheet {
  readonly text: string;
  /** Offsets at which the lines of `text` begin. */
  readonly starts: readonly number[];
  /** The same lines in the source; differs from `starts` where leading indentation or prompts were taken away. */
  readonly origins: readonly number[];
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) length += bytesOf(text, at);
  return length;
}

/** UTF-8 bytes of one UTF-16 unit; the two halves of a pair count 2 each. */
function bytesOf(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return 1;
  if (unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) return 2;
  return 3;
}

/** The line of a text offset, 0-based. */
export function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where an offset of the parsed text stands in the source. */
export function toSource(sheet: Sheet, offset: number): number {
  if (sheet.origins === sheet.starts) return offset;
  const line = lineOf(sheet.starts, offset);
  return (sheet.origins[line] ?? 0) + offset - (sheet.starts[line] ?? 0);
}

/** The offset in the parsed text of a 1-based line and a UTF-8 column; positions outside are drawn inside. */
export function textOffset(sheet: Sheet, line: number, column: number): number {
  const index = Math.min(Math.max(line, 1), sheet.starts.length) - 1;
  const start = sheet.starts[index] ?? 0;
  const end = (sheet.starts[index + 1] ?? sheet.text.length + 1) - 1;
  let at = start;
  for (let bytes = 0; bytes < column && at < end; at += 1) bytes += bytesOf(sheet.text, at);
  return at;
}

/** The offsets of nodes in the source of the cell, found when asked for. */
export function spansOf(sheet: Sheet): (node: Located) => Span {
  // 1: columns are offsets on this line, 2: they must be counted.
  const kinds = new Uint8Array(sheet.starts.length);
  const isPlain = (index: number): boolean => {
    let kind = kinds[index] ?? 2;
    if (kind === 0) {
      kind = isAscii(sheet.text, sheet.starts[index] ?? 0, sheet.starts[index + 1] ?? sheet.text.length) ? 1 : 2;
      kinds[index] = kind;
    }
    return kind === 1;
  };
  const offsetAt = (line: number, column: number): number => {
    const index = line - 1;
    if (index < 0 || index >= kinds.length) return toSource(sheet, textOffset(sheet, line, column));
    const start = sheet.starts[index] ?? 0;
    const end = (sheet.starts[index + 1] ?? sheet.text.length + 1) - 1;
    const at = isPlain(index) ? Math.min(start + column, end) : textOffset(sheet, line, column);
    return (sheet.origins[index] ?? 0) + at - start;
  };
  const spanOf = (node: Located): Span => {
    if (node.lineno === undefined) return unionOf(childrenOf(node), spanOf);
    const column = node.col_offset ?? 0;
    const end = offsetAt(node.end_lineno ?? node.lineno, node.end_col_offset ?? column);
    const decorator = firstDecorator(node);
    if (decorator?.lineno === undefined) return ordered(offsetAt(node.lineno, column), end);
    const text = textOffset(sheet, decorator.lineno, decorator.col_offset ?? 0);
    return ordered(toSource(sheet, Math.max(0, sheet.text.lastIndexOf('@', text - 1))), end);
  };
  return spanOf;
}

function ordered(start: number, end: number): Span {
  return { start, end: Math.max(start, end) };
}

function isAscii(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

function firstDecorator(node: Located): Located | undefined {
  if (node.nodeType !== 'FunctionDef' && node.nodeType !== 'AsyncFunctionDef' && node.nodeType !== 'ClassDef') return undefined;
  const list: unknown = 'decorator_list' in node ? node.decorator_list : undefined;
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isNode(first) ? first : undefined;
}

/** Nodes such as `arguments` have no place of their own: they reach from their first child to their last. */
function unionOf(children: readonly Located[], spanOf: (node: Located) => Span): Span {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const child of children) {
    const span = spanOf(child);
    if (span.end === 0 && span.start === 0) continue;
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return start <= end ? { start, end } : { start: 0, end: 0 };
}
