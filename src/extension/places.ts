// Places of the core as ranges of the editor, and the cell they are in.

import * as vscode from 'vscode';

import type { Model } from '../core/semantics/model.ts';
import { lineStartsOf, rangeOf, type Place, type Span } from '../core/text/span.ts';

/** The range of a span in the text of a cell. */
export function toRange(source: string, span: Span): vscode.Range {
  const { start, end } = rangeOf(lineStartsOf(source), span);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function rangeIn(model: Model, place: Place): vscode.Range {
  return toRange(model.notebook.cells[place.cell]?.source ?? '', place.span);
}

/** Undefined for a cell that is gone since the model was made. */
export function cellAt(document: vscode.NotebookDocument, index: number): vscode.NotebookCell | undefined {
  return index >= 0 && index < document.cellCount ? document.cellAt(index) : undefined;
}

/** The notebook that a cell's text document belongs to. */
export function notebookOf(
  document: vscode.TextDocument,
): { readonly notebook: vscode.NotebookDocument; readonly cell: vscode.NotebookCell } | undefined {
  const uri = document.uri.toString();
  // A cell's address is its notebook's with another scheme and a fragment; with hundreds open, comparing every cell takes seconds.
  for (const notebook of vscode.workspace.notebookDocuments.filter((each) => each.uri.path === document.uri.path))
    for (const cell of notebook.getCells()) if (cell.document.uri.toString() === uri) return { notebook, cell };
  return undefined;
}

/** Shows a place to the user, in the notebook's own editor. */
export async function reveal(document: vscode.NotebookDocument, place: Place): Promise<void> {
  const cell = cellAt(document, place.cell);
  if (!cell) return;
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  const column = vscode.window.visibleNotebookEditors.find((each) => each.notebook === document)?.viewColumn;
  const editor = await vscode.window.showNotebookDocument(document, { selections: [range], ...(column ? { viewColumn: column } : {}) });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  if (cell.kind !== vscode.NotebookCellKind.Code || cell.document.isClosed) return;
  await vscode.window.showTextDocument(cell.document, {
    selection: toRange(cell.document.getText().replaceAll('\r\n', '\n'), place.span),
    viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
  });
}
