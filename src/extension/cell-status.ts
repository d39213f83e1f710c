// What stands below a cell while one works: stale, and why; a name that only the kernel still has.

import * as vscode from 'vscode';

import { staleCells, type Staleness } from '../core/semantics/staleness.ts';
import { failingNames, failingPlace } from '../core/rules/needs.ts';
import { kernelNameOf } from '../core/semantics/kernel.ts';
import type { Model } from '../core/semantics/model.ts';
import type { Analyses, Analysis } from './analyses.ts';
import { NOTEBOOK_TYPE } from './notebooks.ts';
import { settingsFor } from './settings.ts';

/** One mark of a cell; the dependency picture colours by it too. */
export interface Mark {
  readonly kind: 'stale' | 'kernel-only';
  readonly text: string;
  readonly tooltip: string;
}

/** The marks of all cells of a notebook, by index. */
export function marksOf(model: Model): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  const add = (cell: number, mark: Mark): void => {
    const known = marks.get(cell);
    if (known) known.push(mark);
    else marks.set(cell, [mark]);
  };
  for (const each of staleCells(model)) add(each.cell, staleMark(each));
  for (const [name, [need]] of failingNames(model)) {
    const kept = need && kernelNameOf(model, name);
    if (!kept) continue;
    const where = kept.cell === undefined ? 'a cell that was deleted' : `cell ${kept.cell + 1}, which was edited since`;
    add(failingPlace(need).cell, {
      kind: 'kernel-only',
      text: `${name} lives only in the kernel`,
      tooltip: `The kernel still has ${name} from ${where} (executed as [${kept.count}]). After a restart this cell fails.`,
    });
  }
  return marks;
}

function staleMark(stale: Staleness): Mark {
  if (stale.kind === 'edited')
    return {
      kind: 'stale',
      text: 'Edited since it ran',
      tooltip: 'The output below belongs to the former text of this cell. Click to run it again.',
    };
  const { names, provider } = stale.input;
  const what = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''} from cell ${provider + 1}`;
  return stale.kind === 'input'
    ? {
        kind: 'stale',
        text: `Inputs changed: ${what}`,
        tooltip: `Cell ${provider + 1} ran again after this cell. Click to run this cell again.`,
      }
    : { kind: 'stale', text: `Depends on a stale cell: ${what}`, tooltip: `Run cell ${provider + 1} again, then this one.` };
}

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
