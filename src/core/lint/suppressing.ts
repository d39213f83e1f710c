// The edits that hide a finding on its line or in its cell, as a comment that the suppression engine reads.

import type { StmtNode } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import { descendantsOf, suitesOf } from '../python/walk.ts';
import type { Edit } from '../text/edit.ts';
import type { Place, Span } from '../text/span.ts';

/** Adds `# nbship: ignore[rule]` to the line of a place; above its statement where the line ends inside a text or a magic. */
export function suppressLine(module: Module, rule: string, place: Place): Edit {
  const { source } = module;
  const end = lineEnd(source, place.span.start);
  const line = source.slice(source.lastIndexOf('\n', end - 1) + 1, end);
  const known = /#[ \t]*nbship:[ \t]*ignore\[([^\]\n]*)\]/.exec(line);
  if (known) {
    const at = end - line.length + known.index + known[0].length - 1;
    return { kind: 'replaceText', at: { cell: place.cell, span: { start: at, end: at } }, text: `, ${rule}` };
  }
  const comment = `# nbship: ignore[${rule}]`;
  if (!takesComment(module, end)) return insertion(place.cell, statementStart(module, place), (indent) => `${indent}${comment}\n`, source);
  return { kind: 'replaceText', at: { cell: place.cell, span: { start: end, end } }, text: `${line.trim() === '' ? '' : '  '}${comment}` };
}

/** Adds `# nbship: ignore-cell[rule]` at the top of the cell, below a cell magic. */
export function suppressCell(module: Module, rule: string): Edit {
  const { source, cell } = module;
  const top = source.startsWith('%%') ? Math.min(lineEnd(source, 0) + 1, source.length) : 0;
  const text = `# nbship: ignore-cell[${rule}]\n`;
  return {
    kind: 'replaceText',
    at: { cell, span: { start: top, end: top } },
    text: top > 0 && source[top - 1] !== '\n' ? `\n${text}` : text,
  };
}

function insertion(cell: number, start: number, text: (indent: string) => string, source: string): Edit {
  const line = source.lastIndexOf('\n', start - 1) + 1;
  return { kind: 'replaceText', at: { cell, span: { start: line, end: line } }, text: text(/^[ \t]*/.exec(source.slice(line))?.[0] ?? '') };
}

/** Whether a comment may follow at this offset: not in a text of several lines, behind a backslash, or on a magic's line. */
function takesComment(module: Module, offset: number): boolean {
  if (module.source[offset - 1] === '\\') return false;
  const within = (span: Span): boolean => span.start < offset && offset < span.end;
  if (module.magics.some((each) => each.span.start <= offset && offset <= each.span.end)) return false;
  return !module.items.some(
    (item) => item.kind === 'statement' && [...descendantsOf(item.node)].some((node) => isText(node) && within(module.spanOf(node))),
  );
}

function isText(node: { readonly nodeType: string }): boolean {
  return node.nodeType === 'JoinedStr' || (node.nodeType === 'Constant' && 'value' in node && typeof node.value === 'string');
}

/** Where the innermost statement that holds a place begins. */
function statementStart(module: Module, { span }: Place): number {
  const starts = module.items.flatMap((item) => {
    if (item.kind !== 'statement') return [item.kind === 'magic' ? item.magic.span : item.problem.span];
    return [...statementsIn(item.node)].map((each) => module.spanOf(each));
  });
  return Math.max(0, ...starts.filter((each) => each.start <= span.start && span.start <= each.end).map((each) => each.start));
}

function* statementsIn(node: StmtNode): Generator<StmtNode> {
  yield node;
  for (const suite of suitesOf(node)) for (const each of suite) yield* statementsIn(each);
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
}
