// Open notebooks, which a test edits and runs as a user would; the editor's events tell of it.

import type { NotebookCellData, NotebookEdit, TextChange } from './edits.ts';
import { EventEmitter } from './events.ts';
import { NotebookCellKind, type Uri } from './values.ts';

/** How a test writes a cell: its Python code, or all there is to say. */
export type GivenCell =
  | string
  | {
      readonly source: string;
      readonly language?: string;
      readonly count?: number;
      readonly id?: string;
      readonly tags?: readonly string[];
      readonly outputs?: readonly FakeOutput[];
    };

export interface FakeOutput {
  readonly items: readonly { readonly mime: string; readonly data: Uint8Array }[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface Summary {
  readonly executionOrder?: number;
  readonly success?: boolean;
}

export class FakeText {
  readonly uri: Uri;
  languageId: string;
  version = 1;
  isClosed = false;
  #text: string;

  constructor(uri: Uri, languageId: string, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.#text = text;
  }

  getText(): string {
    return this.#text;
  }

  put(text: string): void {
    this.#text = text;
    this.version++;
  }
}

export class FakeCell {
  readonly notebook: FakeNotebook;
  readonly document: FakeText;
  readonly kind: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  outputs: readonly FakeOutput[];
  executionSummary: Summary | undefined;

  constructor(notebook: FakeNotebook, document: FakeText, data: NotebookCellData) {
    this.notebook = notebook;
    this.document = document;
    this.kind = data.kind;
    this.metadata = data.metadata ?? {};
    this.outputs = (data.outputs ?? []) as readonly FakeOutput[];
    this.executionSummary = data.executionSummary;
  }

  /** -1 for a cell that is gone, as in the editor. */
  get index(): number {
    return this.notebook.getCells().indexOf(this);
  }
}

export class FakeNotebook {
  readonly uri: Uri;
  readonly notebookType: string;
  readonly isUntitled: boolean;
  metadata: Readonly<Record<string, unknown>>;
  version = 1;
  isClosed = false;
  #cells: readonly FakeCell[] = [];
  #made = 0;

  constructor(uri: Uri, notebookType: string, metadata: Readonly<Record<string, unknown>>) {
    this.uri = uri;
    this.notebookType = notebookType;
    this.isUntitled = uri.scheme === 'untitled';
    this.metadata = metadata;
  }

  get cellCount(): number {
    return this.#cells.length;
  }

  getCells(): readonly FakeCell[] {
    return this.#cells;
  }

  /** As in the editor, an index beyond the ends is moved to the nearest cell. */
  cellAt(index: number): FakeCell {
    const cell = this.#cells[Math.max(0, Math.min(index, this.#cells.length - 1))];
    if (!cell) throw new Error('the notebook has no cells');
    return cell;
  }

  make(data: NotebookCellData): FakeCell {
    const uri = this.uri.with({ scheme: 'vscode-notebook-cell', fragment: `W${this.#made++}` });
    return new FakeCell(this, new FakeText(uri, data.languageId, data.value), data);
  }

  put(cells: readonly FakeCell[]): void {
    this.#cells = cells;
    this.version++;
  }
}

export interface NotebookChange {
  readonly notebook: FakeNotebook;
  readonly contentChanges: readonly { readonly addedCells: readonly FakeCell[]; readonly removedCells: readonly FakeCell[] }[];
  readonly cellChanges: readonly { readonly cell: FakeCell; readonly executionSummary?: Summary | undefined }[];
}

export const notebookEvents = {
  opened: new EventEmitter<FakeNotebook>(),
  changed: new EventEmitter<NotebookChange>(),
  saved: new EventEmitter<FakeNotebook>(),
  closed: new EventEmitter<FakeNotebook>(),
  textOpened: new EventEmitter<FakeText>(),
  textChanged: new EventEmitter<{ readonly document: FakeText }>(),
};

/** All edits speak of the cells as they were: the editor sorts them from the end to the start before it applies them. */
export function changeCells(notebook: FakeNotebook, edits: readonly NotebookEdit[]): void {
  for (const each of edits) if (each.newNotebookMetadata) notebook.metadata = each.newNotebookMetadata;
  const structural = edits
    .map((edit, order) => ({ edit, order }))
    .filter(({ edit }) => !edit.newNotebookMetadata)
    .sort((a, b) => b.edit.range.end - a.edit.range.end || b.order - a.order);
  const cells = [...notebook.getCells()];
  const contentChanges = structural.map(({ edit }) => {
    const addedCells = edit.newCells.map((data) => notebook.make(data));
    const removedCells = cells.splice(edit.range.start, edit.range.end - edit.range.start, ...addedCells);
    return { addedCells, removedCells };
  });
  notebook.put(cells);
  for (const { document } of contentChanges.flatMap((each) => each.removedCells)) document.isClosed = true;
  notebookEvents.changed.fire({ notebook, contentChanges, cellChanges: [] });
}

/** Replacements all speak of the text as it was. */
export function changeText(document: FakeText, changes: readonly TextChange[]): void {
  document.put(textAfter(document.getText(), changes));
  notebookEvents.textChanged.fire({ document });
}

/** Changes speak of the text as it was. */
export function textAfter(before: string, changes: readonly TextChange[]): string {
  const lines = before.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  let text = before;
  for (const { range, text: put } of changes.toSorted((a, b) => offset(b.range.start) - offset(a.range.start)))
    text = text.slice(0, offset(range.start)) + put + text.slice(offset(range.end));
  return text;
}

/** Runs a cell: the editor first takes its count away, gives the new one when the kernel tells it, and says how it ended. */
export function runCellOf(cell: FakeCell, count: number): void {
  const { notebook } = cell;
  for (const executionSummary of [{}, { executionOrder: count }, { executionOrder: count, success: true }]) {
    cell.executionSummary = executionSummary;
    notebook.version++;
    notebookEvents.changed.fire({ notebook, contentChanges: [], cellChanges: [{ cell, executionSummary }] });
  }
}

export function kindFor(language: string): number {
  return language === 'markdown' ? NotebookCellKind.Markup : NotebookCellKind.Code;
}
