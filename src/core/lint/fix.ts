// Which fixes can be applied together.

import type { Finding, FixKind } from '../rules/rule.ts';
import type { Edit } from '../text/edit.ts';
import { overlap } from '../text/span.ts';

/**
 * Findings whose fixes are of the given kinds and do not touch each other, in the order of the findings: the first of two that
 * conflict wins, the other comes when the result is checked again. Texts conflict where their spans overlap, or both insert at one
 * place; moving or deleting a cell conflicts with every other change of that cell and with any second change of the order of cells.
 */
export function chooseFixes(findings: readonly Finding[], kinds: readonly FixKind[]): readonly Finding[] {
  const chosen: Finding[] = [];
  const taken: Edit[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (!fix || !kinds.includes(fix.kind)) continue;
    if (fix.edits.some((edit) => taken.some((other) => conflict(edit, other)))) continue;
    chosen.push(finding);
    taken.push(...fix.edits);
  }
  return chosen;
}

function conflict(one: Edit, other: Edit): boolean {
  if (one.kind === 'editFile' || other.kind === 'editFile')
    return (
      one.kind === other.kind &&
      'path' in one &&
      'path' in other &&
      one.path === other.path &&
      one.line === other.line &&
      one.line !== undefined
    );
  if (one.kind === 'clearCount' && other.kind === 'clearCount') return false;
  if (one.kind === 'replaceText' && other.kind === 'replaceText') {
    if (one.at.cell !== other.at.cell) return false;
    const [a, b] = [one.at.span, other.at.span];
    return overlap(a, b)
      ? true
      : a.start === b.start || (a.start === a.end && a.start === b.end) || (b.start === b.end && b.start === a.end);
  }
  if (one.kind === 'replaceText' || other.kind === 'replaceText') {
    const text = one.kind === 'replaceText' ? one : other;
    const structure = one.kind === 'replaceText' ? other : one;
    return text.kind === 'replaceText' && cellOf(structure) === text.at.cell;
  }
  return true;
}

/** The cell that an edit takes away from its place. */
function cellOf(edit: Edit): number | undefined {
  if (edit.kind === 'moveCell') return edit.from;
  return edit.kind === 'deleteCell' || edit.kind === 'clearCount' ? edit.cell : undefined;
}
