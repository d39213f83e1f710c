// The entry on a machine: analysis, and all that starts processes.

import { dirname } from 'node:path';

import * as vscode from 'vscode';

import { fieldsOf } from '../../core/notebook/language.ts';
import { samplesIn } from '../../machine/samples.ts';
import { versioningOf } from '../../machine/versioning.ts';
import { command, start, type Started } from '../start.ts';
import { offerInTerminals } from './cli.ts';
import { trackWithDvc } from './dvc.ts';
import { Exporter, verifyProject, type Origin } from './export.ts';
import { Interpreters } from './interpreter.ts';
import { setUpPreCommit } from './pre-commit.ts';

export interface StartedOnMachine extends Started {
  readonly exporter: Exporter;
}

export function activate(context: vscode.ExtensionContext): StartedOnMachine {
  const log: { current: vscode.LogOutputChannel | undefined } = { current: undefined };
  const interpreters = new Interpreters(log);
  const started = start(
    context,
    (notebook) => interpreters.ask(notebook),
    (notebook) =>
      notebook.scheme === 'file'
        ? samplesIn(dirname(notebook.fsPath), vscode.workspace.getWorkspaceFolder(notebook)?.uri.fsPath)
        : undefined,
    (notebook) => (notebook.scheme === 'file' ? versioningOf(notebook.fsPath) : undefined),
  );
  log.current = started.log;
  const exporter = new Exporter(context.extensionUri, started.log);
  context.subscriptions.push(
    interpreters,
    exporter,
    command('nbship.exportToPipeline', (origin: Origin) => exporter.run(origin)),
    command('nbship.verifyExport', (folder: string) => verifyProject(context.extensionUri, folder)),
    command('nbship.trackWithDvc', (notebook?: vscode.Uri, paths?: readonly string[]) => trackWithDvc(started.analyses, notebook, paths)),
    command('nbship.setUpPreCommit', () => setUpPreCommit(hookSource(context.extension.packageJSON))),
  );
  // What starts processes is offered where there is a machine to start them on; a browser window on a server has one.
  void vscode.commands.executeCommand('setContext', 'nbship.onMachine', true);
  offerInTerminals(context);
  void interpreters.watch(() => started.surroundings.forgetInstalled());
  return { ...started, exporter };
}

function hookSource(manifest: unknown): { readonly repository: string | undefined; readonly version: string } {
  const { version, repository } = fieldsOf(manifest);
  const { url } = fieldsOf(repository);
  return {
    repository: typeof url === 'string' ? url.replace(/^git\+/, '').replace(/\.git$/, '') : undefined,
    version: typeof version === 'string' ? version : '0.0.0',
  };
}
