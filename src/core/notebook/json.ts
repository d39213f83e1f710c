// JSON text to values as Python's reader takes it, and what is wrong where it does not.

import { findNodeAtLocation, type Node, parse as parseTolerantly, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ReadProblem } from './notebook.ts';
import { skipString } from './layout.ts';

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Omit<ReadProblem, 'path'> };

/** Parses a file's text; a BOM and Python's `NaN` and `Infinity` are taken. */
export function parseJson(text: string): JsonResult {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '') return { ok: false, problem: { jsonPath: '', expected: 'a notebook', found: 'nothing: the file is empty' } };
  const value = parsed(body) ?? (/\b(?:NaN|Infinity)\b/.test(body) ? parsed(withoutNaN(body)) : undefined);
  return value ?? { ok: false, problem: whyInvalid(body) };
}

function parsed(text: string): { readonly ok: true; readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch {
    // The reason is found by a parser that gives places; this one's messages differ between engines.
    return undefined;
  }
}

/** Numbers that Python writes and JSON does not know become null; strings stay. */
function withoutNaN(text: string): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    const end = open === -1 ? text.length : open;
    result += text.slice(at, end).replace(/-?\b(?:NaN|Infinity)\b/g, 'null');
    if (open === -1) break;
    at = skipString(text, open);
    result += text.slice(open, at);
  }
  return result;
}

function whyInvalid(text: string): Omit<ReadProblem, 'path'> {
  if (text.startsWith('version https://git-lfs.github.com/spec/')) {
    return { jsonPath: '', line: 1, expected: 'a notebook', found: 'a Git LFS pointer: its content was not fetched (git lfs pull)' };
  }
  const conflict = /^<{7}(?: |$)/m.exec(text);
  if (conflict !== null && /^>{7}(?: |$)/m.test(text)) {
    return { jsonPath: '', line: lineOf(text, conflict.index), expected: 'JSON', found: 'the markers of an unfinished merge' };
  }
  const [error] = errorsOf(text);
  if (error === 'depth') return { jsonPath: '', expected: 'JSON', found: 'JSON that is nested too deeply to follow' };
  if (error === undefined) return { jsonPath: '', expected: 'JSON', found: 'text that is not JSON' };
  const line = lineOf(text, error.offset);
  const column = error.offset - text.lastIndexOf('\n', error.offset - 1);
  const rest = text.slice(error.offset, error.offset + 20).split('\n')[0] ?? '';
  const seen = error.offset >= text.trimEnd().length ? 'the end of the file' : JSON.stringify(rest);
  return { jsonPath: '', line, expected: 'JSON', found: `${wordsOf(error)} at line ${line}, column ${column}: ${seen}` };
}

function errorsOf(text: string): readonly (ParseError | 'depth')[] {
  const errors: ParseError[] = [];
  try {
    parseTolerantly(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // That parser descends as deep as the text is nested.
    if (error instanceof RangeError) return errors.length > 0 ? errors : ['depth'];
    throw error;
  }
  return errors;
}

/** `CommaExpected` as `comma expected`. */
function wordsOf(error: ParseError): string {
  return printParseErrorCode(error.error)
    .replace(/(?<!^)([A-Z])/g, ' $1')
    .toLowerCase();
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** The 1-based line on which the value at a path stands, or of the nearest value around it. */
export function lineOfPath(text: string, path: readonly (string | number)[]): number | undefined {
  // A tree of a very large file costs more than the line is worth.
  if (text.length > 50_000_000) return undefined;
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const tree = treeOf(body);
  if (tree === undefined) return undefined;
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return lineOf(body, node.offset);
  }
  return undefined;
}

function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch (error) {
    // Nested too deeply to follow: the problem is told without its line.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
