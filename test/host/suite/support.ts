// What the tests in VS Code share: notebooks made from code, a real kernel, and waiting for what comes.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import * as vscode from 'vscode';

/** What was measured; the runner prints it. */
export const notes: string[] = [];

/** The folder that is open in the window. */
export function workspaceFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return folder.uri.fsPath;
}

export interface MadeCell {
  readonly source: string;
  readonly count?: number;
  readonly kind?: 'code' | 'markdown';
}

/** A cell that ran as [count], where one is given. */
export function code(source: string, count?: number): MadeCell {
  return { source, ...(count === undefined ? {} : { count }) };
}

export function notebookText(cells: readonly MadeCell[]): string {
  const made = cells.map(({ source, count, kind = 'code' }, at) => ({
    cell_type: kind,
    id: `cell-${at}`,
    metadata: {},
    source,
    ...(kind === 'code' ? { execution_count: count ?? null, outputs: [] } : {}),
  }));
  const metadata = { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' }, language_info: { name: 'python' } };
  return `${JSON.stringify({ cells: made, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

/** Writes a notebook into a folder of its own, so that no test sees another's files. */
export function writeNotebook(name: string, cells: readonly MadeCell[]): vscode.Uri {
  const path = join(workspaceFolder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, notebookText(cells));
  return vscode.Uri.file(path);
}

export async function openNotebook(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  const document = await vscode.workspace.openNotebookDocument(uri);
  await vscode.window.showNotebookDocument(document);
  return document;
}

/** Opens as a click does: the editor alone holds the notebook, and lets it go when it is closed. */
export async function openInEditor(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'jupyter-notebook');
  return eventually(() => {
    const found = vscode.workspace.notebookDocuments.find((each) => each.uri.toString() === uri.toString() && !each.isClosed);
    if (!found) throw new Error(`${uri.path} is not open`);
    return found;
  });
}

export async function makeNotebook(name: string, cells: readonly MadeCell[]): Promise<vscode.NotebookDocument> {
  return openNotebook(writeNotebook(name, cells));
}

/** Tries again until the check holds; fails with its last error. */
export async function eventually<T>(check: () => T | Promise<T>, limit = 15_000): Promise<T> {
  const started = Date.now();
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() - started > limit) throw error;
    }
    await wait(40);
  }
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** `rule@line` of our diagnostics in a cell. */
export function rulesIn(cell: vscode.NotebookCell): readonly string[] {
  return vscode.languages
    .getDiagnostics(cell.document.uri)
    .filter((each) => each.source === 'nbship')
    .map((each) => `${typeof each.code === 'object' ? each.code.value : ''}@${each.range.start.line}`)
    .toSorted();
}

/** The rules of all cells, cell by cell. */
export function rules(document: vscode.NotebookDocument): readonly (readonly string[])[] {
  return document.getCells().map(rulesIn);
}

export async function edit(cell: vscode.NotebookCell, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  const { document } = cell;
  change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(change);
}

export async function change(document: vscode.NotebookDocument, ...edits: readonly vscode.NotebookEdit[]): Promise<void> {
  const all = new vscode.WorkspaceEdit();
  all.set(document.uri, [...edits]);
  await vscode.workspace.applyEdit(all);
}

export function cellData(source: string): vscode.NotebookCellData {
  return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, 'python');
}

interface Answer {
  readonly ok: boolean;
  readonly out: string;
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
}

/** A kernel that executes cells in one real Python process. */
export class Kernel implements vscode.Disposable {
  readonly #controller: vscode.NotebookController;
  #process: ChildProcess | undefined;
  #answers: ((answer: Answer) => void)[] = [];
  #count = 0;

  constructor() {
    this.#controller = vscode.notebooks.createNotebookController('nbship-test-kernel', 'jupyter-notebook', 'Test Python');
    this.#controller.supportedLanguages = ['python'];
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = async (cells) => {
      for (const cell of cells) await this.#execute(cell);
    };
  }

  /** Chooses this kernel for a notebook, as a user does. */
  async select(document: vscode.NotebookDocument): Promise<void> {
    await vscode.window.showNotebookDocument(document);
    const chosen = new Promise<void>((resolve) => {
      const subscription = this.#controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (notebook !== document || !selected) return;
        subscription.dispose();
        resolve();
      });
    });
    this.#controller.updateNotebookAffinity(document, vscode.NotebookControllerAffinity.Preferred);
    await vscode.commands.executeCommand('notebook.selectKernel', { id: 'nbship-test-kernel', extension: 'nbship.nbship' });
    await chosen;
  }

  /** Runs cells through the editor, one after the other. */
  async run(document: vscode.NotebookDocument, ...cells: readonly number[]): Promise<void> {
    for (const cell of cells) {
      const before = document.cellAt(cell).executionSummary?.timing?.startTime;
      await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [{ start: cell, end: cell + 1 }], document: document.uri });
      await eventually(() => {
        const { executionSummary: summary } = document.cellAt(cell);
        if (summary?.timing?.startTime === before || summary?.success === undefined) throw new Error(`cell ${cell} did not end`);
      });
    }
  }

  /** As Restart does: the process ends, and counts begin anew. */
  restart(): void {
    this.#process?.kill();
    this.#process = undefined;
    this.#answers = [];
    this.#count = 0;
  }

  async #execute(cell: vscode.NotebookCell): Promise<void> {
    const execution = this.#controller.createNotebookCellExecution(cell);
    execution.executionOrder = ++this.#count;
    execution.start(Date.now());
    await execution.clearOutput();
    const answer = await this.#ask(cell.document.getText());
    const items = [
      ...(answer.out === '' ? [] : [vscode.NotebookCellOutputItem.stdout(answer.out)]),
      ...(answer.ok
        ? []
        : [vscode.NotebookCellOutputItem.error({ name: answer.name ?? '', message: answer.message ?? '', stack: answer.stack ?? '' })]),
    ];
    await execution.replaceOutput(items.map((each) => new vscode.NotebookCellOutput([each])));
    execution.end(answer.ok, Date.now());
  }

  #ask(source: string): Promise<Answer> {
    const child = this.#process ?? this.#start();
    return new Promise((resolve) => {
      this.#answers.push(resolve);
      child.stdin?.write(`${JSON.stringify({ source })}\n`);
    });
  }

  #start(): ChildProcess {
    const child = spawn(process.env['NBSHIP_TEST_PYTHON'] ?? 'python3', ['-u', process.env['NBSHIP_REPLY'] ?? ''], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.#answers.shift()?.(JSON.parse(line) as Answer));
    this.#process = child;
    return child;
  }

  dispose(): void {
    this.restart();
    this.#controller.dispose();
  }
}
