// Edits as the extension makes them: texts, cells, notebook metadata, files.

import type { Range, Uri } from './values.ts';

export class NotebookRange {
  readonly start: number;
  readonly end: number;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }
}

export class NotebookCellData {
  outputs: readonly unknown[] | undefined;
  metadata: Readonly<Record<string, unknown>> | undefined;
  executionSummary: { readonly executionOrder?: number } | undefined;
  readonly kind: number;
  readonly value: string;
  readonly languageId: string;

  constructor(kind: number, value: string, languageId: string) {
    this.kind = kind;
    this.value = value;
    this.languageId = languageId;
  }
}

export class NotebookEdit {
  newNotebookMetadata: Readonly<Record<string, unknown>> | undefined;
  readonly range: NotebookRange;
  readonly newCells: readonly NotebookCellData[];

  constructor(range: NotebookRange, newCells: readonly NotebookCellData[]) {
    this.range = range;
    this.newCells = newCells;
  }

  static insertCells(index: number, cells: readonly NotebookCellData[]): NotebookEdit {
    return new NotebookEdit(new NotebookRange(index, index), cells);
  }

  static deleteCells(range: NotebookRange): NotebookEdit {
    return new NotebookEdit(range, []);
  }

  static updateNotebookMetadata(metadata: Readonly<Record<string, unknown>>): NotebookEdit {
    const edit = new NotebookEdit(new NotebookRange(0, 0), []);
    edit.newNotebookMetadata = metadata;
    return edit;
  }
}

export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

export class WorkspaceEdit {
  readonly texts = new Map<string, TextChange[]>();
  readonly cells = new Map<string, readonly NotebookEdit[]>();
  readonly files = new Map<string, Uint8Array>();

  replace(uri: Uri, range: Range, text: string): void {
    const key = uri.toString();
    this.texts.set(key, [...(this.texts.get(key) ?? []), { range, text }]);
  }

  set(uri: Uri, edits: readonly NotebookEdit[]): void {
    this.cells.set(uri.toString(), edits);
  }

  createFile(uri: Uri, options: { readonly contents?: Uint8Array }): void {
    this.files.set(uri.toString(), options.contents ?? new Uint8Array());
  }
}
