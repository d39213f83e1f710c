// A cell's source becomes its module: statements, magics, and what is neither.

import { lineStartsOf } from '../text/span.ts';
import type { StmtNode } from './ast.ts';
import { type Sheet, spansOf } from './columns.ts';
import { parsePython } from './grammar.ts';
import { lineEnd } from './lines.ts';
import { wrappingMagics } from './magic-names.ts';
import { cellMagicAt, isWholeCellCommand } from './magics.ts';
import { type Mark, markOf, marksByPlace, maskMagics, standInOf, unmaskSuites, unmaskValue } from './mask.ts';
import type { Item, Magic, Module, SyntaxProblem } from './module.ts';
import { plainSheet, preparedSheet } from './prepare.ts';
import { parseMended } from './piece.ts';
import { type Recovered, recover } from './recover.ts';

/**
 * Parses one cell as IPython would: a cell that is Python as it stands is taken so, else magics are recognised,
 * and what is still not Python is given up statement by statement. Never throws.
 */
export function parseModule(cell: { readonly index: number; readonly source: string }): Module {
  const { source } = cell;
  const lineStarts = lineStartsOf(source);
  const plain = plainSheet(source, lineStarts);
  const isTried = !/^\s*(?:%%|#)/.test(source) && !isWholeCellCommand(source);
  if (isTried) {
    const parsed = parsePython(source);
    if (parsed.ok) return moduleOf(cell, lineStarts, plain, { items: parsed.body.map(statementItem), marks: [], cellMagics: [] });
  }
  const sheet = preparedSheet(source, lineStarts);
  return moduleOf(cell, lineStarts, sheet, readSheet(sheet, isTried && sheet.text === source));
}

interface Reading {
  readonly items: readonly Item[];
  readonly marks: readonly Mark[];
  readonly cellMagics: readonly Mark[];
}

function moduleOf(
  cell: { readonly index: number; readonly source: string },
  lineStarts: readonly number[],
  sheet: Sheet,
  reading: Reading,
): Module {
  const marks = [...reading.cellMagics, ...reading.marks];
  const broken = reading.items.flatMap((item) => (item.kind === 'broken' ? [item.problem] : []));
  return {
    cell: cell.index,
    source: cell.source,
    lineStarts,
    items: reading.items,
    magics: marks.map((mark) => mark.magic),
    problems: [...new Set([...broken, ...marks.flatMap((mark) => (mark.problem ? [mark.problem] : []))])].sort(byPlace),
    cellMagic: reading.cellMagics[0]?.magic,
    spanOf: spansOf(sheet),
  };
}

function byPlace(a: SyntaxProblem, b: SyntaxProblem): number {
  return a.span.start - b.span.start;
}

function statementItem(node: StmtNode): Item {
  return { kind: 'statement', node };
}

/** Reads cell magics from the top down, then the Python that is left; `isNoPython` where the text as it stands is known to be none. */
function readSheet(sheet: Sheet, isNoPython: boolean): Reading {
  const cellMagics: Mark[] = [];
  const items: Item[] = [];
  let from = 0;
  for (let found = cellMagicAt(sheet.text, 0); found !== undefined; found = cellMagicAt(sheet.text, from)) {
    const runs = found.code !== undefined || wrappingMagics.has(found.name);
    const mark = markOf(sheet, found);
    const magic: Magic = { ...mark.magic, runsPython: runs };
    cellMagics.push({ ...mark, magic });
    items.push(...markItems({ ...mark, magic }));
    from = Math.min(lineEnd(sheet.text, found.span.end, sheet.text.length) + 1, sheet.text.length);
    if (!runs) return { items, marks: [], cellMagics };
    if (from >= sheet.text.length) break;
  }
  const rest = readPython(sheet, from, cellMagics[0]?.magic, isNoPython && from === 0);
  return { items: [...items, ...rest.items], marks: rest.marks, cellMagics };
}

function readPython(sheet: Sheet, from: number, cellMagic: Magic | undefined, isNoPython: boolean): Reading {
  const head = sheet.text.slice(0, from).replace(/[^\n]/g, ' ');
  const asItStands = isNoPython ? undefined : parsePython(head + sheet.text.slice(from));
  if (asItStands?.ok === true && !isWholeCellCommand(sheet.text)) {
    return { items: itemsOf(asItStands.body, new Map(), cellMagic), marks: [], cellMagics: [] };
  }
  const masked = maskMagics(sheet, from);
  const marks = marksByPlace(masked.marks);
  const parsed = parseMended(head + masked.text.slice(from));
  const recovered: readonly Recovered[] = parsed.ok ? [{ kind: 'statements', body: parsed.body }] : recover(sheet, masked.text, from);
  const items = recovered.flatMap((part): readonly Item[] => (part.kind === 'broken' ? [part] : itemsOf(part.body, marks, cellMagic)));
  return { items, marks: masked.marks, cellMagics: [] };
}

/** The items of parsed statements, with the stand-ins of magics replaced by what they stand for. */
function itemsOf(body: readonly StmtNode[], marks: ReadonlyMap<string, Mark>, cellMagic: Magic | undefined): readonly Item[] {
  return body.flatMap((node): readonly Item[] => {
    const mark = marks.size > 0 ? standInOf(node, marks) : undefined;
    if (mark !== undefined) return markItems(mark);
    const magic = marks.size > 0 ? unmaskValue(node, marks)?.magic : undefined;
    if (marks.size > 0) unmaskSuites(node, marks);
    const carried = magic ?? cellMagic;
    return [carried === undefined ? { kind: 'statement', node } : { kind: 'statement', node, magic: carried }];
  });
}

/** What stands for a magic at top level: the statements behind it, or itself. */
function markItems(mark: Mark): readonly Item[] {
  const items: Item[] = mark.code.map((node) => ({ kind: 'statement', node, magic: mark.magic }));
  if (mark.problem !== undefined) items.push({ kind: 'broken', problem: mark.problem });
  return items.length > 0 ? items : [{ kind: 'magic', magic: mark.magic }];
}
