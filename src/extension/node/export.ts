// "Export to pipeline": the plan first, then what only the user can know, then the project.

import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import * as vscode from 'vscode';

import { reveal } from '../places.ts';
import { NOTEBOOK_TYPE } from '../notebooks.ts';
import type { ExportChoices, FromPlanView, ShownPlan, ShownRefusal, ToPlanView } from '../plan-view.ts';
import { activeNotebook } from '../status-bar.ts';
import { pageOf } from '../webviews.ts';
import style from '../webview/plan.css';
import { folderOf, runCli, type CliRun } from './cli.ts';
import { interpreterOf } from './interpreter.ts';

/** What the explorer, the notebook's toolbar and the palette give a command. */
export type Origin = vscode.Uri | { readonly notebookEditor?: { readonly notebookUri?: vscode.Uri } } | undefined;

type Planned =
  | { readonly kind: 'plan'; readonly plan: ShownPlan }
  | { readonly kind: 'refused'; readonly refusals: readonly ShownRefusal[] }
  | { readonly kind: 'failed'; readonly message: string };

export function notebookFrom(origin: Origin): vscode.Uri | undefined {
  if (origin instanceof vscode.Uri) return origin;
  return origin?.notebookEditor?.notebookUri ?? activeNotebook()?.uri;
}

export class Exporter implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  #panel: vscode.WebviewPanel | undefined;

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#extension = extension;
    this.#log = log;
  }

  /** `nbship.exportToPipeline`. */
  async run(origin: Origin): Promise<void> {
    const uri = notebookFrom(origin);
    if (uri?.scheme !== 'file')
      return void vscode.window.showInformationMessage('nbship: open a notebook that is saved on this machine first.');
    const open = vscode.workspace.notebookDocuments.find((each) => each.uri.toString() === uri.toString());
    // The command line reads the file, and the plan must speak of what the user sees.
    if (open?.isDirty && !(await open.save())) return;
    const planned = await this.plan(uri);
    if (planned.kind === 'failed') return this.#tellFailure(planned.message);
    this.#preview(uri, planned);
  }

  /** Plans without writing or running anything. */
  async plan(uri: vscode.Uri): Promise<Planned> {
    const { code, stdout, stderr } = await runCli(this.#extension, ['export', uri.fsPath, '--plan', '--format', 'json'], {
      cwd: folderOf(uri),
    });
    if (code === 2 || code === 127) return { kind: 'failed', message: stderr.trim() };
    const answer: unknown = parsed(stdout);
    if (code === 0 && isPlan(answer)) return { kind: 'plan', plan: answer };
    if (code === 1 && isRefused(answer)) return { kind: 'refused', refusals: answer.refusals };
    return { kind: 'failed', message: stderr.trim() || `the command line ended with code ${code}` };
  }

  #preview(uri: vscode.Uri, planned: Exclude<Planned, { kind: 'failed' }>): void {
    this.#panel?.dispose();
    const panel = vscode.window.createWebviewPanel('nbship.plan', `Export ${basename(uri.fsPath)}`, vscode.ViewColumn.Beside, {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist')],
    });
    this.#panel = panel;
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    const send = (message: ToPlanView): void => void panel.webview.postMessage(message);
    const notebook = vscode.workspace.asRelativePath(uri);
    panel.webview.onDidReceiveMessage(async (message: FromPlanView) => {
      switch (message.kind) {
        case 'ready':
          send(planned.kind === 'plan' ? { ...planned, notebook, choices: firstChoices(uri) } : { ...planned, notebook });
          return;
        case 'reveal':
          await showCell(uri, message.cell, message.line);
          return;
        case 'browse': {
          const [folder] =
            (await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: 'Export into this folder' })) ??
            [];
          if (folder) send({ kind: 'target', target: join(folder.fsPath, basename(defaultTarget(uri))) });
          return;
        }
        case 'cancel':
          panel.dispose();
          return;
        case 'export':
          send({ kind: 'busy', busy: true });
          if (await this.write(uri, { ...message.choices, target: resolve(folderOf(uri), message.choices.target) })) panel.dispose();
          else send({ kind: 'busy', busy: false });
      }
    });
    panel.webview.html = pageOf(panel.webview, this.#extension, 'plan.js', 'Export to pipeline', style);
  }

  /** Writes the project, with progress and cancel. False where nothing was written. */
  async write(uri: vscode.Uri, choices: ExportChoices): Promise<boolean> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(
        'nbship: an export asks your Python interpreter what is installed, which needs a trusted workspace.',
      );
      return false;
    }
    const replace = existsSync(join(choices.target, 'export_report.json'));
    if (replace) {
      const answer = await vscode.window.showWarningMessage(
        `${vscode.workspace.asRelativePath(choices.target)} holds an earlier export. Replace it? Files that you changed are never replaced.`,
        { modal: true },
        'Replace',
      );
      if (answer !== 'Replace') return false;
    }
    const base = ['export', uri.fsPath, '--output', choices.target, '--tracking', choices.tracking, '--format', 'json'];
    const args = [...base, '--python', await interpreterOf(uri), ...(choices.lock ? [] : ['--no-lock']), ...(replace ? ['--yes'] : [])];
    this.#log.info(`nbship ${args.join(' ')}`);
    const options = { location: vscode.ProgressLocation.Notification, title: 'nbship: exporting', cancellable: true };
    const run = await vscode.window.withProgress(options, (progress, token) =>
      runCli(this.#extension, args, {
        cwd: folderOf(uri),
        token,
        onLine: (line) => {
          this.#log.info(line);
          progress.report({ message: line });
        },
      }),
    );
    return this.#finish(run, choices);
  }

  #finish({ code, stdout, stderr, cancelled }: CliRun, { target, lock }: ExportChoices): boolean {
    if (cancelled) {
      void vscode.window.showInformationMessage('nbship: the export was cancelled; nothing was written.');
      return false;
    }
    if (code !== 0) {
      this.#tellFailure(stderr.trim().split('\n').at(-1) ?? `the command line ended with code ${code}`);
      return false;
    }
    void this.#tellWritten(target, lock && !isLocked(parsed(stdout)));
    return true;
  }

  async #tellWritten(target: string, unlocked: boolean): Promise<void> {
    const readme = vscode.Uri.file(join(target, 'README.md'));
    await vscode.commands.executeCommand('markdown.showPreview', readme);
    // Without a lock there is no environment that verification could install.
    const [verify, open] = ['Run verification', 'Open folder'];
    const text = `nbship: exported to ${vscode.workspace.asRelativePath(target)}.${unlocked ? ' It could not be locked (see the output).' : ''} It was not yet compared with the notebook.`;
    const chosen = await vscode.window.showInformationMessage(text, ...(unlocked ? [] : [verify]), open);
    if (chosen === verify) await verifyProject(this.#extension, target);
    if (chosen === open) await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(target), { forceNewWindow: true });
  }

  #tellFailure(message: string): void {
    this.#log.error(message);
    const show = 'Show output';
    const shown = vscode.window.showErrorMessage(`nbship: ${message.replace(/^nbship: /, '')}`, show);
    void shown.then((chosen) => (chosen === show ? this.#log.show() : undefined));
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}

/** `nbship verify` in a task, where the user sees it: installs what the lock says, runs notebook and pipeline, compares every value. */
export async function verifyProject(extension: vscode.Uri, folder: string): Promise<void> {
  const script = join(extension.fsPath, 'dist', 'cli.js');
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  const execution = new vscode.ProcessExecution(process.execPath, [script, 'verify', folder], { cwd: folder, env });
  const task = new vscode.Task({ type: 'nbship', task: 'verify' }, vscode.TaskScope.Workspace, 'Run verification', 'nbship', execution);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true };
  await vscode.tasks.executeTask(task);
}

async function showCell(uri: vscode.Uri, cell: number, line: number): Promise<void> {
  const document = await vscode.workspace.openNotebookDocument(uri);
  if (document.notebookType !== NOTEBOOK_TYPE || cell >= document.cellCount) return;
  const text = document.cellAt(cell).document;
  const start = text
    .getText()
    .split(/\r?\n/)
    .slice(0, line)
    .reduce((sum, each) => sum + each.length + 1, 0);
  await reveal(document, { cell, span: { start, end: start } });
}

function firstChoices(uri: vscode.Uri): ExportChoices {
  return { target: vscode.workspace.asRelativePath(defaultTarget(uri)), tracking: 'mlflow', lock: true };
}

function defaultTarget(uri: vscode.Uri): string {
  return join(dirname(uri.fsPath), `${basename(uri.fsPath).replace(/\.\w+$/, '')}-pipeline`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON is told by its exit code.
    return undefined;
  }
}

function isPlan(value: unknown): value is ShownPlan {
  return typeof value === 'object' && value !== null && 'stages' in value && 'parameters' in value;
}

function isRefused(value: unknown): value is { readonly refusals: readonly ShownRefusal[] } {
  return typeof value === 'object' && value !== null && 'refusals' in value && Array.isArray(value.refusals);
}

function isLocked(value: unknown): boolean {
  const lock: unknown = typeof value === 'object' && value !== null && 'lock' in value ? value.lock : undefined;
  return typeof lock === 'object' && lock !== null && 'kind' in lock && lock.kind === 'locked';
}
