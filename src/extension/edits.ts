// Edits of the core as one edit of the editor, which one undo takes back.

import * as vscode from 'vscode';

import type { Edit } from '../core/text/edit.ts';
import { toRange } from './places.ts';
import { sourceOf } from './notebooks.ts';

/**
 * All edits speak of the notebook as it is now; the editor applies them together. Those of other files are passed over
 * (`file-edits.ts`). Throws a RangeError for a cell that there is not.
 */
export function toWorkspaceEdit(document: vscode.NotebookDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  const cells: vscode.NotebookEdit[] = [];
  for (const edit of edits) {
    if (edit.kind === 'replaceText') {
      const cell = cellOf(document, edit.at.cell);
      result.replace(cell.document.uri, toRange(sourceOf(cell), edit.at.span), edit.text);
    } else if (edit.kind !== 'editFile') cells.push(...toNotebookEdits(document, edit));
  }
  if (cells.length > 0) result.set(document.uri, cells);
  return result;
}

function toNotebookEdits(
  document: vscode.NotebookDocument,
  edit: Exclude<Edit, { kind: 'replaceText' | 'editFile' }>,
): readonly vscode.NotebookEdit[] {
  switch (edit.kind) {
    case 'insertCell':
      return [
        vscode.NotebookEdit.insertCells(edit.before, [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, edit.source, 'python')]),
      ];
    case 'deleteCell':
      return [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(edit.cell, edit.cell + 1))];
    case 'clearCount': {
      const { executionSummary: _, ...rest } = copyOf(cellOf(document, edit.cell));
      const data = new vscode.NotebookCellData(rest.kind, rest.value, rest.languageId);
      return [vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(edit.cell, edit.cell + 1), [Object.assign(data, rest)])];
    }
    case 'moveCell':
      return [
        vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(edit.from, edit.from + 1)),
        vscode.NotebookEdit.insertCells(edit.before, [copyOf(cellOf(document, edit.from))]),
      ];
  }
}

/** A cell with its outputs, count and metadata: moving it loses nothing. */
function copyOf(cell: vscode.NotebookCell): vscode.NotebookCellData {
  const data = new vscode.NotebookCellData(cell.kind, cell.document.getText(), cell.document.languageId);
  data.outputs = [...cell.outputs];
  data.metadata = { ...cell.metadata };
  if (cell.executionSummary) data.executionSummary = cell.executionSummary;
  return data;
}

function cellOf(document: vscode.NotebookDocument, index: number): vscode.NotebookCell {
  if (index < 0 || index >= document.cellCount) throw new RangeError(`${document.uri.path}: there is no cell ${index + 1}`);
  return document.cellAt(index);
}
