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
  | FileEdit;

/**
 * A change of one line of a text file of the project: replaces `line` (1-based) where it still reads `found`; without `line`, adds
 * one at the end, and makes the file where there is none. `path` is written as the project's files are shown to people: relative to
 * the folder that the front works in, or absolute.
 */
export interface FileEdit {
  readonly kind: 'editFile';
  readonly path: string;
  readonly line?: number;
  readonly found?: string;
  /** The line, or several, without the last line's end. */
  readonly text: string;
}

/** A file's text after edits of it; undefined where a line that an edit replaces reads otherwise by now. Line ends stay as they are. */
export function editedFile(text: string | undefined, edits: readonly Pick<FileEdit, 'line' | 'found' | 'text'>[]): string | undefined {
  const end = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const lines = text === undefined || text === '' ? [''] : text.split(end);
  for (const { line, found, text: written } of edits) {
    if (line === undefined) continue;
    if (lines[line - 1] === undefined || (found !== undefined && lines[line - 1] !== found)) return undefined;
    lines[line - 1] = written.replaceAll('\n', end);
  }
  const added = edits.filter((each) => each.line === undefined).map((each) => each.text.replaceAll('\n', end) + end);
  if (added.length === 0) return lines.join(end);
  const last = lines.at(-1) === '' ? '' : end;
  return lines.join(end) + last + added.join('');
}

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
