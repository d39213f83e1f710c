// Parses a stretch of a longer text so that its nodes stand where the stretch stands.

import type { StmtNode } from './ast.ts';
import { lineOf, utf8Length } from './columns.ts';
import { parsePython, type Parsed } from './grammar.ts';
import { mended } from './mend.ts';
import { descendantsOf } from './walk.ts';

/** Parses `text.slice(start, end)`, which must not begin with blanks; lines and columns are those of the whole text. */
export function parsePiece(text: string, starts: readonly number[], start: number, end: number): Parsed {
  const line = lineOf(starts, start);
  const column = utf8Length(text.slice(starts[line] ?? 0, start));
  const piece = text.slice(start, end);
  const parsed = parseMended(piece);
  if (!parsed.ok) return { ...parsed, line: parsed.line + line, column: parsed.column + (parsed.line === 1 ? column : 0) };
  if (line > 0 || column > 0) for (const statement of parsed.body) shift(statement, line, column);
  return parsed;
}

/** Parses a text, a second time with the parser's known gaps mended; an error is that of the text as it stands. */
export function parseMended(text: string): Parsed {
  const parsed = parsePython(text);
  if (parsed.ok) return parsed;
  const mend = mended(text);
  if (mend === undefined) return parsed;
  const second = parsePython(mend.text);
  if (!second.ok) return parsed;
  mend.restore(second.body);
  return second;
}

function shift(statement: StmtNode, lines: number, column: number): void {
  for (const node of descendantsOf(statement)) {
    if (node.lineno === undefined) continue;
    if (node.lineno === 1 && node.col_offset !== undefined) node.col_offset += column;
    if (node.end_lineno === 1 && node.end_col_offset !== undefined) node.end_col_offset += column;
    node.lineno += lines;
    if (node.end_lineno !== undefined) node.end_lineno += lines;
  }
}
