// Splits a cell that does not parse into stretches that each stand alone, so that a broken one costs only itself.

import type { StmtNode } from './ast.ts';
import type { Sheet } from './columns.ts';
import { lineEnd, logicalLines } from './lines.ts';
import type { SyntaxProblem } from './module.ts';
import { parsePiece } from './piece.ts';
import { problemOf } from './problems.ts';

export type Recovered =
  | { readonly kind: 'statements'; readonly body: readonly StmtNode[] }
  | { readonly kind: 'broken'; readonly problem: SyntaxProblem };

interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
  /** End of its first logical line, where more follow. */
  readonly firstEnd: number;
}

/** So many stretches are tried in full before unclosed ones are cut without a look. */
const patience = 50;

/** Parses what can be parsed of the masked text of a sheet, in order. */
export function recover(sheet: Sheet, masked: string, from: number): readonly Recovered[] {
  const found: Recovered[] = [];
  const view: Sheet = { ...sheet, text: masked };
  let at = from;
  while (at < masked.length) {
    const chunks = chunksOf(masked, at);
    at = masked.length;
    for (const chunk of chunks) {
      const again = recoverChunk(view, sheet, chunk, found);
      if (again === undefined) continue;
      at = again;
      break;
    }
  }
  return found;
}

/** Parses one chunk; gives the offset to split again from where it had swallowed what follows. */
function recoverChunk(view: Sheet, sheet: Sheet, chunk: Chunk, found: Recovered[]): number | undefined {
  const cut = chunk.whole ? chunk.firstEnd : nextStatement(view.text, chunk.start);
  // What never closes can hardly be sound; it is parsed whole all the same (our reading of strings is a rough one), but not without end.
  const end = chunk.whole || found.length < patience ? chunk.end : cut;
  const parsed = parsePiece(view.text, view.starts, chunk.start, end);
  if (parsed.ok && end < chunk.end) {
    found.push({ kind: 'statements', body: parsed.body });
    return end + 1;
  }
  if (parsed.ok) {
    found.push({ kind: 'statements', body: parsed.body });
    return undefined;
  }
  const first = cut < end ? parsePiece(view.text, view.starts, chunk.start, cut) : parsed;
  if (first.ok) {
    found.push({ kind: 'statements', body: first.body });
    return breakOff(view, sheet, cut, chunk, found);
  }
  const stop = chunk.whole ? chunk.end : cut;
  const stretch = { start: chunk.start, end: trimmed(view.text, chunk.start, stop) };
  found.push({ kind: 'broken', problem: problemOf(sheet, chunk.whole ? parsed : first, stretch) });
  return stop < chunk.end ? stop + 1 : undefined;
}

/** What follows a sound first line: split again where it was swallowed, else broken (an unexpected indent). */
function breakOff(view: Sheet, sheet: Sheet, cut: number, chunk: Chunk, found: Recovered[]): number | undefined {
  if (!chunk.whole) return cut + 1;
  const start = firstInk(view.text, cut, chunk.end);
  const rest = parsePiece(view.text, view.starts, start, chunk.end);
  const failure = rest.ok ? { ok: false as const, message: 'unexpected indent', line: 1, column: 0 } : rest;
  found.push({ kind: 'broken', problem: problemOf(sheet, failure, { start, end: trimmed(view.text, start, chunk.end) }) });
  return undefined;
}

function firstInk(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function trimmed(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

/** The end of the line before the next one that begins at column 0 like a statement. */
function nextStatement(text: string, from: number): number {
  for (let end = lineEnd(text, from, text.length); end < text.length; end = lineEnd(text, end + 1, text.length)) {
    if (/[^\s#)\]},.:]/.test(text[end + 1] ?? ' ')) return end;
  }
  return text.length;
}

const continuations = /^(?:else|elif|except|finally)\b/;

/** Top-level statements with their decorators and clauses, by indentation. */
function chunksOf(text: string, from: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let open: Chunk | undefined;
  let decorated = false;
  for (const line of logicalLines(text, from, text.length, () => undefined)) {
    const word = text.slice(line.first, line.first + 8);
    const joins = open !== undefined && (line.first > line.start || decorated || continuations.test(word));
    if (open !== undefined && joins) open = { ...open, end: line.end, whole: open.whole && line.whole };
    else {
      if (open !== undefined) chunks.push(open);
      open = { start: line.first, end: line.end, whole: line.whole, firstEnd: line.end };
    }
    decorated = text[line.first] === '@' && line.first === line.start;
  }
  if (open !== undefined) chunks.push(open);
  return chunks;
}
