// Checks all notebooks of the workspace; findings of closed ones stand at their line of the .ipynb file.

import * as vscode from 'vscode';

import { lint } from '../core/lint/lint.ts';
import type { Notebook } from '../core/notebook/notebook.ts';
import { readNotebook } from '../core/notebook/read.ts';
import { parseModule } from '../core/python/parse.ts';
import type { Finding } from '../core/rules/rule.ts';
import { portsWithInline } from '../core/project/inline.ts';
import { buildModel } from '../core/semantics/build.ts';
import { lineStartsOf, positionAt, type Place } from '../core/text/span.ts';
import { diagnosticOf } from './diagnostics.ts';
import { NOTEBOOK_TYPE } from './notebooks.ts';
import { checkSettings } from './settings.ts';
import type { SurroundingsReader } from './surroundings.ts';

/** Folders that never hold notebooks of the user's own. */
const NEVER = '**/{.ipynb_checkpoints,.git,node_modules,.venv,venv,.tox,site-packages,.cache}/**';

const OTHERS = /\/(\.ipynb_checkpoints|\.git|node_modules|\.venv|venv|\.tox|site-packages|\.cache)\//;

/** What a check of the workspace came to. */
export interface WorkspaceResult {
  readonly checked: number;
  readonly problems: number;
  readonly unreadable: number;
  readonly cancelled: boolean;
}

export class WorkspaceCheck implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('nbship-workspace');
  /** Notebooks that were checked once; they are kept true as their files change. */
  readonly #checked = new Set<string>();
  /** The whole workspace was checked once, so that a new notebook belongs to it. */
  #whole = false;
  readonly #surroundings: SurroundingsReader;
  readonly #extension: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(surroundings: SurroundingsReader, extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#surroundings = surroundings;
    this.#extension = extension;
    this.#log = log;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.ipynb');
    this.#subscriptions = [
      watcher,
      watcher.onDidChange((uri) => this.#again(uri)),
      watcher.onDidCreate((uri) => this.#again(uri)),
      watcher.onDidDelete((uri) => this.#forget(uri)),
      // An open notebook has findings in its cells.
      vscode.workspace.onDidOpenNotebookDocument(({ uri }) => this.#collection.delete(uri)),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => this.#again(uri)),
    ];
  }

  /** `nbship.checkWorkspace`, with progress and cancel. */
  async run(): Promise<WorkspaceResult> {
    const options = { location: vscode.ProgressLocation.Notification, title: 'nbship: checking notebooks', cancellable: true };
    const result = await vscode.window.withProgress(options, (progress, token) => this.#checkAll(progress, token));
    const { checked, problems, unreadable } = result;
    const parts = [
      `${problems === 0 ? 'no problem' : problems === 1 ? '1 problem' : `${problems} problems`} in ${checked} ${checked === 1 ? 'notebook' : 'notebooks'}`,
      ...(unreadable > 0 ? [`${unreadable} could not be read (see the output)`] : []),
      ...(result.cancelled ? ['stopped before the end'] : []),
    ];
    const show = 'Show problems';
    const shown = vscode.window.showInformationMessage(`nbship: ${parts.join('; ')}.`, ...(problems > 0 ? [show] : []));
    void shown.then((chosen) => (chosen === show ? vscode.commands.executeCommand('workbench.actions.view.problems') : undefined));
    return result;
  }

  async #checkAll(
    progress: vscode.Progress<{ readonly message?: string; readonly increment?: number }>,
    token: vscode.CancellationToken,
  ): Promise<WorkspaceResult> {
    const files = await vscode.workspace.findFiles('**/*.ipynb', NEVER, undefined, token);
    let [checked, problems, unreadable] = [0, 0, 0];
    for (const uri of files.toSorted((a, b) => a.path.localeCompare(b.path))) {
      if (token.isCancellationRequested) break;
      progress.report({ message: vscode.workspace.asRelativePath(uri), increment: 100 / files.length });
      const found = await this.#check(uri);
      if (found === undefined) unreadable++;
      else [checked, problems] = [checked + 1, problems + found.filter((each) => each.severity !== 'information').length];
      // Whoever types meanwhile comes first.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.#whole ||= !token.isCancellationRequested;
    return { checked, problems, unreadable, cancelled: token.isCancellationRequested };
  }

  /** The findings of one file, shown unless it is open; undefined for what cannot be read as a notebook. */
  async #check(uri: vscode.Uri): Promise<readonly Finding[] | undefined> {
    const text = await this.#read(uri);
    const result = text === undefined ? undefined : readNotebook(vscode.workspace.asRelativePath(uri), text);
    if (!result || result.kind === 'invalid') {
      if (result) this.#log.warn(`${result.problem.path}: expected ${result.problem.expected}, found ${result.problem.found}`);
      this.#collection.delete(uri);
      return undefined;
    }
    this.#checked.add(uri.toString());
    const findings = result.kind === 'notebook' ? await this.#findings(uri, result.notebook) : [];
    if (result.kind !== 'notebook' || isOpen(uri)) this.#collection.delete(uri);
    else {
      const { notebook } = result;
      this.#collection.set(
        uri,
        findings.map((each) => diagnosticOf(each, lineIn(notebook, each.at), this.#extension)),
      );
    }
    return findings;
  }

  async #read(uri: vscode.Uri): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      this.#log.warn(`${uri.path}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  async #findings(uri: vscode.Uri, notebook: Notebook): Promise<readonly Finding[]> {
    const around = await this.#surroundings.of(uri);
    const modules = notebook.cells.filter((each) => each.kind === 'code' && each.language === 'python').map((each) => parseModule(each));
    const model = buildModel(notebook, modules, portsWithInline(around.ports, notebook));
    return lint(model, checkSettings(uri, around.configuration, this.#log));
  }

  #again(uri: vscode.Uri): void {
    if (OTHERS.test(uri.path)) return;
    if (!this.#whole && !this.#checked.has(uri.toString())) return;
    this.#check(uri).catch((error: unknown) => this.#log.error(`${uri.path}: the check failed inside nbship`, error));
  }

  #forget(uri: vscode.Uri): void {
    this.#checked.delete(uri.toString());
    this.#collection.delete(uri);
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#collection.dispose();
  }
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.notebookDocuments.some(
    (each) => each.notebookType === NOTEBOOK_TYPE && each.uri.toString() === uri.toString() && !each.isClosed,
  );
}

/** The whole line of the file on which the finding's source line stands; a JSON string has other columns than its text. */
function lineIn(notebook: Notebook, place: Place): vscode.Range {
  const cell = notebook.cells[place.cell];
  const { line } = positionAt(lineStartsOf(cell?.source ?? ''), place.span.start);
  const at = Math.max(0, (cell?.fileLines[line] ?? cell?.fileLines[0] ?? 1) - 1);
  return new vscode.Range(at, 0, at, Number.MAX_SAFE_INTEGER);
}
