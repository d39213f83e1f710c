// Suppression by comments: which comments there are, and what each covers.

import type { Located } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import { descendantsOf } from '../python/walk.ts';
import type { Edit } from '../text/edit.ts';
import type { Place, Span } from '../text/span.ts';

export interface Suppression {
  /** As written, e.g. `nbship: ignore[undefined-name]`. */
  readonly token: string;
  /** Undefined hides every rule. */
  readonly rule: string | undefined;
  /** Where it stands; undefined for the notebook's metadata. */
  readonly at: Place | undefined;
  covers(place: Place): boolean;
  /** Takes it away, where that changes nothing but a comment. */
  readonly removal?: Edit;
}

/** `# nbship: ignore[a, b]` at a line's end, on its own above a statement, or `ignore-cell` anywhere in the cell. */
const COMMENT = /#[ \t]*(nbship:[ \t]*(ignore|ignore-cell)(?:\[([^\]\n]*)\])?)(?=$|[ \t#])/gm;

export function fromComments(module: Module): readonly Suppression[] {
  const { source, cell } = module;
  if (!source.includes('nbship:')) return [];
  const nodes = module.items.flatMap((item) => (item.kind === 'statement' ? [...descendantsOf(item.node)].filter(hasPlace) : []));
  const texts = nodes.filter(isText).map((each) => module.spanOf(each));
  return [...source.matchAll(COMMENT)].flatMap((match) => {
    const [whole, token = '', scope, list] = match;
    const span: Span = { start: match.index, end: match.index + whole.length };
    if (texts.some((each) => each.start < span.start && span.start < each.end)) return [];
    const covered = scope === 'ignore-cell' ? { start: 0, end: source.length } : coveredBy(module, nodes, span);
    const rules = list === undefined ? [undefined] : list.split(',').map((each) => each.trim());
    return rules.map((rule) => ({
      token,
      rule,
      at: { cell, span },
      ...removalOf(module, span, rules, rule),
      covers: (place: Place) => place.cell === cell && place.span.start <= covered.end && place.span.end >= covered.start,
    }));
  });
}

/** Without the rule where the comment names others too; else without the comment, and without its line where nothing else is on it. */
function removalOf(
  module: Module,
  comment: Span,
  rules: readonly (string | undefined)[],
  rule: string | undefined,
): { readonly removal?: Edit } {
  const { source, cell } = module;
  // Behind a magic, and below one for the whole cell, it may be text for another program.
  if (/^\s*%%/.test(source) || module.magics.some((each) => each.span.start <= comment.start && comment.start <= each.span.end)) return {};
  const replace = (start: number, end: number, text: string): { readonly removal: Edit } => ({
    removal: { kind: 'replaceText', at: { cell, span: { start, end } }, text },
  });
  if (rules.length > 1) {
    const open = source.indexOf('[', comment.start) + 1;
    return replace(open, comment.end - 1, rules.filter((each) => each !== rule).join(', '));
  }
  const lineStart = source.lastIndexOf('\n', comment.start - 1) + 1;
  const end = lineEnd(source, comment.end);
  const [before, behind] = [source.slice(lineStart, comment.start), source.slice(comment.end, end).trim()];
  if (behind.startsWith('#')) return replace(comment.start, source.indexOf('#', comment.end), '');
  // What follows explains the suppression, or something else.
  if (behind !== '') return {};
  if (before.trim() !== '') return replace(lineStart + before.trimEnd().length, end, '');
  return end < source.length ? replace(lineStart, end + 1, '') : replace(Math.max(0, lineStart - 1), end, '');
}

function hasPlace(node: Located): boolean {
  return 'lineno' in node;
}

/** A text holds no comments, though it may well hold what looks like one. */
function isText(node: Located): boolean {
  return node.nodeType === 'JoinedStr' || (node.nodeType === 'Constant' && 'value' in node && typeof node.value === 'string');
}

/** The comment's own line; where nothing else stands on it, the whole statement below, or at least the line below. */
function coveredBy(module: Module, nodes: readonly Located[], comment: Span): Span {
  const { source } = module;
  const start = source.lastIndexOf('\n', comment.start - 1) + 1;
  const end = lineEnd(source, comment.end);
  if (source.slice(start, comment.start).trim() !== '') return { start, end };
  const first = firstCode(source, end);
  const ends = nodes.map((each) => module.spanOf(each)).filter((each) => each.start === first);
  return { start, end: Math.max(lineEnd(source, first), ...ends.map((each) => each.end)) };
}

/** The first character behind an offset that belongs to no blank and no comment. */
function firstCode(source: string, from: number): number {
  const code = /(?:\s|#[^\n]*)*/y;
  code.lastIndex = from;
  code.exec(source);
  return Math.min(code.lastIndex, source.length);
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
}
