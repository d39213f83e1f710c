// Puts Python of the same size in the place of IPython's lines, and IPython's meaning back into the tree.

import type { Located, StmtNode } from './ast.ts';
import { type Sheet, lineOf, toSource, utf8Length } from './columns.ts';
import { logicalLines } from './lines.ts';
import { type FoundMagic, magicAt } from './magics.ts';
import type { Magic, SyntaxProblem } from './module.ts';
import { parsePiece } from './piece.ts';
import { problemOf } from './problems.ts';
import { childrenOf, suitesOf } from './walk.ts';

/** A masked magic: where its stand-in is, what it is, the Python behind it. */
export interface Mark {
  readonly magic: Magic;
  /** 1-based. */
  readonly line: number;
  /** In UTF-8 bytes. */
  readonly column: number;
  /** Where the magic ends, 1-based and in bytes; its stand-in is one character long. */
  readonly end: { readonly line: number; readonly column: number };
  readonly assigned: boolean;
  readonly code: readonly StmtNode[];
  readonly problem: SyntaxProblem | undefined;
}

export interface Masked {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** The magic in the cell's own offsets, with the Python behind it parsed. */
export function markOf(sheet: Sheet, found: FoundMagic): Mark {
  const { start, end } = found.span;
  const line = lineOf(sheet.starts, start);
  const parsed = found.code && parsePiece(sheet.text, sheet.starts, found.code.start, found.code.end);
  const spanIn = (span: { readonly start: number; readonly end: number }) => ({
    start: toSource(sheet, span.start),
    end: toSource(sheet, span.end),
  });
  const magic: Magic = {
    kind: found.kind,
    name: found.name,
    argument: found.argument,
    span: spanIn({ start, end }),
    binds: found.binds,
    uses: found.uses.map(({ name, span }) => ({ name, span: spanIn(span) })),
    runsPython: parsed?.ok === true && parsed.body.length > 0,
  };
  const problem = parsed?.ok === false && found.code ? problemOf(sheet, parsed, found.code) : undefined;
  const code = parsed?.ok === true ? parsed.body : [];
  const last = lineOf(sheet.starts, end);
  const stop = { line: last + 1, column: utf8Length(sheet.text.slice(sheet.starts[last], end)) };
  const column = utf8Length(sheet.text.slice(sheet.starts[line], start));
  return { magic, line: line + 1, column, end: stop, assigned: found.assigned, code, problem };
}

/** Masks every line magic of a text, from an offset that begins a line. */
export function maskMagics(sheet: Sheet, from: number): Masked {
  const { text } = sheet;
  const marks: Mark[] = [];
  let masked = '';
  let done = 0;
  logicalLines(text, from, text.length, (first) => {
    const found = magicAt(text, first);
    if (found === undefined) return undefined;
    marks.push(markOf(sheet, found));
    masked += `${text.slice(done, found.span.start)}0${text.slice(found.span.start + 1, found.span.end).replace(/[^\n]/g, ' ')}`;
    done = found.span.end;
    const end = text.indexOf('\n', found.span.end);
    return end === -1 ? text.length : end;
  });
  return { text: masked + text.slice(done), marks };
}

/** Marks by the place of their stand-in, e.g. `3:4`. */
export function marksByPlace(marks: readonly Mark[]): ReadonlyMap<string, Mark> {
  return new Map(marks.map((mark) => [`${mark.line}:${mark.column}`, mark]));
}

/** A node that ends with a stand-in ends with the magic. */
function stretchEnd(node: Located, marks: ReadonlyMap<string, Mark>): void {
  const mark = marks.get(`${node.end_lineno}:${(node.end_col_offset ?? 0) - 1}`);
  if (mark !== undefined) Object.assign(node, { end_lineno: mark.end.line, end_col_offset: mark.end.column });
}

/** Takes the stand-ins of nested magics out of the suites of a statement and puts their code there. */
export function unmaskSuites(statement: StmtNode, marks: ReadonlyMap<string, Mark>): void {
  stretchEnd(statement, marks);
  for (const handler of childrenOf(statement)) if (handler.nodeType === 'ExceptHandler') stretchEnd(handler, marks);
  for (const suite of suitesOf(statement)) {
    const kept = suite.flatMap((each) => {
      const mark = standInOf(each, marks);
      if (mark !== undefined) return mark.code;
      unmaskValue(each, marks);
      unmaskSuites(each, marks);
      return [each];
    });
    if (kept.length !== suite.length || kept.some((each, at) => each !== suite[at])) suite.splice(0, suite.length, ...kept);
  }
}

/** The mark of a statement that is only a stand-in. */
export function standInOf(statement: StmtNode, marks: ReadonlyMap<string, Mark>): Mark | undefined {
  if (statement.nodeType !== 'Expr') return undefined;
  const mark = marks.get(`${statement.lineno}:${statement.col_offset}`);
  return mark?.assigned === false ? mark : undefined;
}

/** Gives an assignment from a magic its value: the Python behind `%time`, else the call that IPython makes of it. */
export function unmaskValue(statement: StmtNode, marks: ReadonlyMap<string, Mark>): Mark | undefined {
  if (statement.nodeType !== 'Assign') return undefined;
  const mark = marks.get(`${statement.value.lineno}:${statement.value.col_offset}`);
  if (mark === undefined || !mark.assigned) return undefined;
  stretchEnd(statement, marks);
  stretchEnd(statement.value, marks);
  const [first] = mark.code;
  const value = mark.code.length === 1 && first?.nodeType === 'Expr' ? first.value : callOf(statement.value, mark.magic);
  Object.assign(statement, { value });
  return mark;
}

/** `get_ipython().getoutput('ls')`, standing where the magic stands. */
function callOf(place: Located, magic: Magic): Located {
  const at = { lineno: place.lineno, col_offset: place.col_offset, end_lineno: place.end_lineno, end_col_offset: place.end_col_offset };
  const method = magic.kind === 'shell' ? 'getoutput' : 'run_line_magic';
  const words = magic.kind === 'shell' ? [magic.argument] : [magic.name, magic.argument];
  const call = (func: object, args: readonly object[]) => ({ nodeType: 'Call', func, args, keywords: [], ...at });
  const shell = call({ nodeType: 'Name', id: 'get_ipython', ctx: { nodeType: 'Load' }, ...at }, []);
  const func = { nodeType: 'Attribute', value: shell, attr: method, ctx: { nodeType: 'Load' }, ...at };
  return call(
    func,
    words.map((value) => ({ nodeType: 'Constant', value, quote_style: "'", ...at })),
  );
}
