// "Track data with DVC": `dvc add` in a terminal, where the user sees it and has the notebook's environment.

import { dirname } from 'node:path';

import * as vscode from 'vscode';

import type { Analyses } from '../analyses.ts';
import { activeNotebook } from '../status-bar.ts';

/** The command for paths relative to the notebook's folder; undefined for a name that some shell would take for more than a name. */
export function dvcCommand(paths: readonly string[]): string | undefined {
  const named = paths.map((each) => each.replaceAll('\\', '/')).map((each) => (each.startsWith('-') ? `./${each}` : each));
  if (named.length === 0 || !named.every((each) => /^[\p{L}\p{N} ._/()+=,@-]+$/u.test(each))) return undefined;
  return `dvc add ${named.map((each) => (/^[\w./-]+$/.test(each) ? each : `"${each}"`)).join(' ')}`;
}

/** `nbship.trackWithDvc`: the given files, or all of the open notebook that nothing keeps. */
export async function trackWithDvc(analyses: Analyses, notebook?: vscode.Uri, given?: readonly string[]): Promise<void> {
  const document = activeNotebook();
  const uri = notebook ?? document?.uri;
  const paths = given ?? (document ? await unversioned(analyses, document) : []);
  if (uri?.scheme !== 'file')
    return void vscode.window.showInformationMessage('nbship: open a notebook that is saved on this machine first.');
  if (paths.length === 0)
    return void vscode.window.showInformationMessage('nbship: this notebook reads no data that Git or DVC does not keep.');
  if (!vscode.workspace.isTrusted) return void vscode.window.showWarningMessage('nbship: `dvc add` needs a trusted workspace.');
  const line = dvcCommand(paths);
  if (line === undefined)
    return void vscode.window.showWarningMessage(
      `nbship: run \`dvc add\` yourself: ${paths.join(', ')} has signs that shells read in their own way.`,
    );
  const terminal = vscode.window.createTerminal({ name: 'DVC', cwd: dirname(uri.fsPath) });
  terminal.show();
  terminal.sendText(line);
}

async function unversioned(analyses: Analyses, document: vscode.NotebookDocument): Promise<readonly string[]> {
  const found = (await analyses.fresh(document))?.findings.filter((each) => each.rule === 'unversioned-data') ?? [];
  return found.flatMap(({ data }) => (Array.isArray(data['paths']) ? data['paths'].map(String) : []));
}
