// The bundled command line, run in a process of its own: long work blocks no typing and can be cancelled.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import * as vscode from 'vscode';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly cancelled: boolean;
}

/** Runs `nbship ARGS` beside a notebook with the editor's own Node. Each line of standard error is told as it comes. */
export function runCli(
  extension: vscode.Uri,
  args: readonly string[],
  options: { readonly cwd: string; readonly token?: vscode.CancellationToken; readonly onLine?: (line: string) => void },
): Promise<CliRun> {
  return new Promise((resolve) => {
    const script = join(extension.fsPath, 'dist', 'cli.js');
    // A group of its own, so that cancelling ends uv and pip too.
    const child = spawn(process.execPath, [script, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr, cancelled] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.trim() !== '') options.onLine?.(line.replace(/^nbship: /, ''));
    });
    const subscription = options.token?.onCancellationRequested(() => {
      cancelled = true;
      end(child.pid);
    });
    const finish = (code: number): void => {
      subscription?.dispose();
      resolve({ code, stdout, stderr, cancelled });
    };
    child.on('error', (error) => {
      stderr += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Where the command line is to be found by a terminal. */
export function binFolder(extension: vscode.Uri): string {
  return join(extension.fsPath, 'bin');
}

/** `nbship` on the PATH of integrated terminals, run by the editor's own Node. */
export function offerInTerminals(context: vscode.ExtensionContext): void {
  const collection = context.environmentVariableCollection;
  collection.description = 'Puts the command `nbship` on the PATH';
  collection.prepend('PATH', `${binFolder(context.extensionUri)}${process.platform === 'win32' ? ';' : ':'}`);
  collection.replace('NBSHIP_NODE', process.execPath);
}

/** The folder that commands about a notebook run in. */
export function folderOf(notebook: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(notebook)?.uri.fsPath ?? dirname(notebook.fsPath);
}
