// New JSON text for a cell or its source, in the style that the file has already.

import { type CellLayout, type CellsLayout, skipSpace } from './layout.ts';
import type { Notebook } from './notebook.ts';

/** How a file is written. */
export interface CellStyle {
  /** A line break and the indentation of a depth, e.g. `\n  ` for the cells array's elements; empty in compact files. */
  readonly lineBreak: (depth: number) => string;
  /** What stands behind a key, `": "` or `":"`. */
  readonly colon: string;
  /** True where the file writes all that is not ASCII as `\u00e9`. */
  readonly escapes: boolean;
}

/** The style of a file, from its first cell. */
export function styleOf(text: string, arrays: readonly CellsLayout[], notebook: Notebook): CellStyle {
  const first = arrays[0]?.cells[0];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const isPretty = text.slice(0, first?.span.start ?? text.length).includes('\n');
  const inner = first === undefined ? '  ' : indentAt(text, skipSpace(text, first.span.start + 1));
  // A cell's keys stand three deep (five in nbformat 3's worksheets).
  const unit = first === undefined ? ' ' : inner.slice(0, Math.max(1, Math.round(inner.length / (notebook.nbformat === 3 ? 5 : 3))));
  const base = first === undefined ? 0 : Math.max(0, Math.round(inner.length / Math.max(1, unit.length)) - 3);
  const escapes = !/[\u0080-\uffff]/.test(text) && /\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-f])/i.test(text);
  return {
    lineBreak: (depth) => (isPretty ? eol + unit.repeat(base + depth) : ''),
    colon: isPretty || /"cell_type": /.test(text) ? ': ' : ':',
    escapes,
  };
}

function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** The JSON of a source; lines that stay keep the very bytes that they had. */
export function sourceText(text: string, layout: CellLayout, source: string, style: CellStyle): string {
  const written = new Map(
    layout.strings.map((span) => {
      const raw = text.slice(span.start, span.end);
      return [String(JSON.parse(raw)), raw];
    }),
  );
  const usesReturns = [...written.keys()].some((line) => line.includes('\r\n'));
  const encode = (line: string): string => {
    const own = usesReturns ? line.replaceAll('\n', '\r\n') : line;
    return written.get(own) ?? encoded(own, style);
  };
  if (!layout.isList) return encode(source);
  const lines = linesOf(source);
  if (lines.length === 0 || layout.source === undefined) return '[]';
  const { start, end } = layout.source;
  const [first, second] = layout.strings;
  const last = layout.strings.at(-1);
  const opening = first === undefined ? style.lineBreak(4) : text.slice(start + 1, first.start);
  const between =
    first !== undefined && second !== undefined
      ? text.slice(first.end, second.start)
      : `,${opening === '' && style.colon === ': ' ? ' ' : opening}`;
  const closing = last === undefined ? style.lineBreak(3) : text.slice(last.end, end - 1);
  return `[${opening}${lines.map(encode).join(between)}${closing}]`;
}

/** Lines with their line ends, as nbformat writes them. */
function linesOf(source: string): readonly string[] {
  return source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function encoded(text: string, style: CellStyle): string {
  const json = JSON.stringify(text);
  return style.escapes ? json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
}

/** A new code cell; its id, where the format has ids, comes from its content and is added to `taken`. */
export function cellText(source: string, notebook: Notebook, style: CellStyle, taken: Set<string | undefined>): string {
  const isOld = notebook.nbformat === 3;
  const hasIds = notebook.nbformat === 4 && notebook.nbformatMinor >= 5;
  const lines = linesOf(source).map((line) => encoded(line, style));
  const list = lines.length === 0 ? '[]' : `[${style.lineBreak(4)}${lines.join(`,${style.lineBreak(4)}`)}${style.lineBreak(3)}]`;
  const id = hasIds ? freshId(source, taken) : '';
  const fields: readonly (readonly [string, string])[] = isOld
    ? [
        ['cell_type', '"code"'],
        ['collapsed', 'false'],
        ['input', list],
        ['language', '"python"'],
        ['metadata', '{}'],
        ['outputs', '[]'],
      ]
    : [
        ['cell_type', '"code"'],
        ['execution_count', 'null'],
        ...(hasIds ? [['id', JSON.stringify(id)] as const] : []),
        ['metadata', '{}'],
        ['outputs', '[]'],
        ['source', list],
      ];
  const inner = style.lineBreak(3);
  return `{${inner}${fields.map(([key, value]) => `"${key}"${style.colon}${value}`).join(`,${inner}`)}${style.lineBreak(2)}}`;
}

/** Eight hexadecimal digits of the source, moved on until no cell has them. */
function freshId(source: string, taken: Set<string | undefined>): string {
  for (let salt = 0; ; salt += 1) {
    const id = hash(`${salt}:${source}`).toString(16).padStart(8, '0');
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}
