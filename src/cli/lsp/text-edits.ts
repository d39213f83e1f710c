// The edits that turn one text into another, line by line, so that an editor keeps what does not change.

import { diffLines } from 'diff';
import type { TextEdit } from 'vscode-languageserver/node';

import { lineStartsOf, positionAt } from '../../core/text/span.ts';

/** Where more lines differ, one edit is as good. */
const MOST_CHANGES = 2000;

export function textEdits(before: string, after: string): readonly TextEdit[] {
  const starts = lineStartsOf(before);
  const edit = (start: number, end: number, newText: string): TextEdit => ({
    range: { start: positionAt(starts, start), end: positionAt(starts, end) },
    newText,
  });
  const parts = diffLines(before, after, { maxEditLength: MOST_CHANGES });
  if (!parts) return [edit(0, before.length, after)];
  const edits: TextEdit[] = [];
  let at = 0;
  let open: { start: number; text: string } | undefined;
  const close = (): void => {
    if (open) edits.push(edit(open.start, at, open.text));
    open = undefined;
  };
  for (const { added, removed, value } of parts) {
    if (!added && !removed) close();
    else open ??= { start: at, text: '' };
    if (added && open) open.text += value;
    else at += value.length;
  }
  close();
  return edits;
}
