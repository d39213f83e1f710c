// Changes to a notebook as data, so that a command, an editor and a test can apply the same fix.

import type { Place } from './span.ts';

/** One change. Several edits of one fix all speak of the notebook as it was before any of them. */
export type Edit =
  | { readonly kind: 'replaceText'; readonly at: Place; readonly text: string }
  | { readonly kind: 'insertCell'; readonly before: number; readonly source: string }
  | { readonly kind: 'moveCell'; readonly from: number; readonly before: number }
  | { readonly kind: 'deleteCell'; readonly cell: number }
  /** Takes the execution count off a cell and its outputs; the outputs stay. */
  | { readonly kind: 'clearCount'; readonly cell: number }
  | { readonly kind: 'editFile'; readonly path: string; readonly text: string };

/** Replacements of spans in one text, applied together; spans must not overlap. */
export function applyReplacements(
  text: string,
  replacements: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  const ordered = [...replacements].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let from = 0;
  for (const each of ordered) {
    result += text.slice(from, each.start) + each.text;
    from = each.end;
  }
  return result + text.slice(from);
}
