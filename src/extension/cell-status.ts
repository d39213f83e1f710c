// What stands below a cell while one works: stale, and why; a name that only the kernel still has.

import * as vscode from 'vscode';

import { marksOf, type Mark } from '../core/report/marks.ts';
import type { Analyses, Analysis } from './analyses.ts';
import { NOTEBOOK_TYPE } from './notebooks.ts';
import { settingsFor } from './settings.ts';

export class CellStatus implements vscode.Disposable, vscode.NotebookCellStatusBarItemProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #marks = new WeakMap<vscode.NotebookDocument, ReadonlyMap<number, readonly Mark[]>>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeCellStatusBarItems = this.#changed.event;

  constructor(analyses: Analyses) {
    this.#subscriptions = [
      analyses.onDidAnalyse((each) => this.#update(each)),
      analyses.onDidForget((document) => {
        this.#marks.delete(document);
        this.#changed.fire();
      }),
      vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, this),
    ];
  }

  #update({ document, model }: Analysis): void {
    this.#marks.set(document, marksOf(model));
    this.#changed.fire();
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    if (!settingsFor(cell.notebook.uri).cellStatus) return [];
    return (this.#marks.get(cell.notebook)?.get(cell.index) ?? []).map((mark) => {
      const icon = mark.kind === 'stale' ? '$(history)' : '$(warning)';
      const item = new vscode.NotebookCellStatusBarItem(`${icon} ${mark.text}`, vscode.NotebookCellStatusBarAlignment.Left);
      item.tooltip = mark.tooltip;
      if (mark.kind === 'stale')
        item.command = { command: 'nbship.runCell', title: 'Run the cell', arguments: [cell.notebook.uri, cell.index] };
      return item;
    });
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#changed.dispose();
  }
}

/** `nbship.runCell`: runs one cell with the kernel that the user has chosen. */
export async function runCell(notebook: vscode.Uri, cell: number): Promise<void> {
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [{ start: cell, end: cell + 1 }], document: notebook });
}
