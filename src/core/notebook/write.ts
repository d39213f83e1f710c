// Applies edits to the text of a notebook's file; every byte outside the cells that change stays.

import { applyReplacements, type Edit } from '../text/edit.ts';
import { cellText, type CellStyle, sourceText, styleOf } from './cell-text.ts';
import { type CellLayout, countsOf, layoutOf } from './layout.ts';
import type { Notebook } from './notebook.ts';
import { percentCells } from './percent.ts';

/** A cell of the result: one of the old ones, perhaps with a new source, or a new one. */
type Slot =
  | { readonly kind: 'old'; readonly index: number; readonly source: string | undefined; readonly cleared: boolean }
  | { readonly kind: 'new'; readonly source: string };

/**
 * The file's text after the edits; `editFile` edits are not of this file and are passed over. All indices and spans are
 * those of `notebook`, which must have been read from `text`. Throws a RangeError for an edit of a cell that there is not.
 */
export function applyEdits(text: string, notebook: Notebook, edits: readonly Edit[]): string {
  const own = withoutRepeats(edits.filter((edit) => edit.kind !== 'editFile'));
  if (own.length === 0) return text;
  const slots = slotsAfter(notebook, own);
  return notebook.format === 'percent' ? writePercent(text, notebook, slots) : writeIpynb(text, notebook, slots);
}

/** Several findings may be mended by one and the same edit, e.g. a cell that seeds a generator. */
function withoutRepeats(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

/** The order of cells after the edits; what is inserted or moved before the same cell keeps the order of the edits. */
function slotsAfter(notebook: Notebook, edits: readonly Edit[]): readonly Slot[] {
  const { cells } = notebook;
  const check = (index: number, limit: number): void => {
    if (!Number.isInteger(index) || index < 0 || index > limit) throw new RangeError(`there is no cell ${index} among ${cells.length}`);
  };
  const sources = editedSources(notebook, edits, (index) => check(index, cells.length - 1));
  const gone = new Set<number>();
  const before: Slot[][] = Array.from({ length: cells.length + 1 }, () => []);
  const cleared = new Set<number>();
  for (const edit of edits) {
    if (edit.kind !== 'clearCount') continue;
    check(edit.cell, cells.length - 1);
    cleared.add(edit.cell);
  }
  const old = (index: number): Slot => ({ kind: 'old', index, source: sources.get(index), cleared: cleared.has(index) });
  for (const edit of edits) {
    if (edit.kind === 'insertCell') {
      check(edit.before, cells.length);
      before[edit.before]?.push({ kind: 'new', source: edit.source });
    } else if (edit.kind === 'deleteCell') {
      check(edit.cell, cells.length - 1);
      gone.add(edit.cell);
    } else if (edit.kind === 'moveCell') {
      check(edit.from, cells.length - 1);
      check(edit.before, cells.length);
      if (!gone.has(edit.from)) before[edit.before]?.push(old(edit.from));
      gone.add(edit.from);
    }
  }
  return before.flatMap((added, index) => (index < cells.length && !gone.has(index) ? [...added, old(index)] : added));
}

function editedSources(notebook: Notebook, edits: readonly Edit[], check: (index: number) => void): ReadonlyMap<number, string> {
  const replacements = new Map<number, { start: number; end: number; text: string }[]>();
  for (const edit of edits) {
    if (edit.kind !== 'replaceText') continue;
    check(edit.at.cell);
    const list = replacements.get(edit.at.cell) ?? [];
    list.push({ ...edit.at.span, text: edit.text });
    replacements.set(edit.at.cell, list);
  }
  return new Map([...replacements].map(([index, list]) => [index, applyReplacements(notebook.cells[index]?.source ?? '', list)]));
}

function isUnmoved(slots: readonly Slot[], count: number): boolean {
  return slots.length === count && slots.every((slot, at) => slot.kind === 'old' && slot.index === at);
}

function writeIpynb(text: string, notebook: Notebook, slots: readonly Slot[]): string {
  const arrays = layoutOf(text);
  const layouts = arrays.flatMap((each) => each.cells);
  const style = styleOf(text, arrays, notebook);
  const changesOf = (slot: Slot): readonly { start: number; end: number; text: string }[] => {
    const layout = slot.kind === 'old' ? layouts[slot.index] : undefined;
    if (slot.kind === 'new' || layout === undefined) return [];
    const counts = slot.cleared ? countsOf(text, layout).map((each) => ({ ...each, text: 'null' })) : [];
    if (slot.source === undefined || layout.source === undefined) return counts;
    const plain = isHeading(text, layout) ? slot.source.replace(/^#+ /, '') : slot.source;
    return [...counts, { ...layout.source, text: sourceText(text, layout, plain, style) }];
  };
  if (isUnmoved(slots, layouts.length)) return applyReplacements(text, slots.flatMap(changesOf));
  const taken = new Set(notebook.cells.map((cell) => cell.id));
  const textOf = (slot: Slot): string => {
    if (slot.kind === 'new') return cellText(slot.source, notebook, style, taken);
    const span = layouts[slot.index]?.span ?? { start: 0, end: 0 };
    const changes = changesOf(slot).map((each) => ({ ...each, start: each.start - span.start, end: each.end - span.start }));
    return applyReplacements(text.slice(span.start, span.end), changes);
  };
  // All worksheets of nbformat 3 are one list of cells to us; new ones go where their neighbour before stands.
  let rest = [...slots];
  return applyReplacements(
    text,
    arrays.map((array, at) => {
      const last = arrays.slice(0, at + 1).reduce((sum, each) => sum + each.cells.length, 0) - 1;
      const cut = at === arrays.length - 1 ? rest.length : rest.findIndex((slot) => slot.kind === 'old' && slot.index > last);
      const mine = rest.slice(0, cut === -1 ? rest.length : cut);
      rest = rest.slice(mine.length);
      return { ...array.span, text: arrayText(text, array.span.start, array.cells, mine.map(textOf), style) };
    }),
  );
}

function isHeading(text: string, layout: CellLayout): boolean {
  return /"cell_type"\s*:\s*"heading"/.test(text.slice(layout.span.start, layout.span.end));
}

/** A `cells` array with the white space that stands between its cells now. */
function arrayText(text: string, start: number, cells: readonly CellLayout[], parts: readonly string[], style: CellStyle): string {
  if (parts.length === 0) return '[]';
  const first = cells[0];
  const second = cells[1];
  const last = cells.at(-1);
  const closing = last === undefined ? undefined : text.slice(last.span.end, text.indexOf(']', last.span.end));
  const opening = first === undefined ? style.lineBreak(2) : text.slice(start + 1, first.span.start);
  const between = first !== undefined && second !== undefined ? text.slice(first.span.end, second.span.start) : `,${opening}`;
  return `[${opening}${parts.join(between)}${closing ?? style.lineBreak(1)}]`;
}

function writePercent(text: string, notebook: Notebook, slots: readonly Slot[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const plain = text.replace(/\r\n?/g, '\n');
  const cells = percentCells(plain);
  const written = (index: number, source: string): string =>
    notebook.cells[index]?.kind === 'code'
      ? source
      : source
          .split('\n')
          .map((line) => (line === '' ? '#' : `# ${line}`))
          .join('\n');
  const back = (result: string): string => (eol === '\n' ? result : result.replaceAll('\n', eol));
  const markerOf = (slot: Slot & { readonly kind: 'old' }, cell: (typeof cells)[number]): string => {
    const marker = plain.slice(cell.span.start, cell.body.start);
    return slot.cleared ? marker.replace(/(# *%%.*?)[ \t]*\[\d+\]/, '$1').replace(/# In ?\[\d+\]/, '# In[ ]') : marker;
  };
  if (isUnmoved(slots, cells.length)) {
    const changes = slots.flatMap((slot) => {
      const cell = slot.kind === 'old' ? cells[slot.index] : undefined;
      if (slot.kind !== 'old' || !cell) return [];
      const text = slot.source === undefined ? [] : [{ ...cell.body, text: written(slot.index, slot.source) }];
      return slot.cleared ? [{ start: cell.span.start, end: cell.body.start, text: markerOf(slot, cell) }, ...text] : text;
    });
    return back(applyReplacements(plain, changes));
  }
  const head = plain.slice(0, cells[0]?.span.start ?? plain.length);
  const parts = slots.map((slot) => {
    if (slot.kind === 'new') return `# %%\n${slot.source}\n\n`;
    const cell = cells[slot.index];
    if (cell === undefined) return '';
    // Code above the first marker has none; it gets one when it is no longer the first.
    const marker = cell.body.start === cell.span.start && slot !== slots[0] ? '# %%\n' : markerOf(slot, cell);
    const body = slot.source === undefined ? plain.slice(cell.body.start, cell.body.end) : written(slot.index, slot.source);
    const gap = plain.slice(cell.body.end, cell.span.end);
    return `${marker}${body}${gap.includes('\n') ? gap : '\n\n'}`;
  });
  const joined = head + parts.join('');
  return back(plain.endsWith('\n') ? joined.replace(/\n*$/, '\n') : joined.replace(/\n*$/, ''));
}
