// The composition root: what the extension is made of, on a machine and in a browser.

import * as vscode from 'vscode';

import { Analyses } from './analyses.ts';
import { CellStatus, runCell } from './cell-status.ts';
import { fixAll, registerCodeActions } from './code-actions.ts';
import { Diagnostics } from './diagnostics.ts';
import { GraphView } from './graph-view.ts';
import { registerHover } from './hover.ts';
import { LiveSessions } from './live.ts';
import { registerRefactorings } from './refactorings.ts';
import { openRule } from './rule-pages.ts';
import { activeNotebook, showProblems, StatusBar } from './status-bar.ts';
import { SurroundingsReader, type AskInstalled, type SamplesFor, type VersioningFor } from './surroundings.ts';
import { WorkspaceCheck } from './workspace-check.ts';

/** What a test, or an extension on top of this one, may ask. */
export interface Started {
  readonly analyses: Analyses;
  readonly surroundings: SurroundingsReader;
  readonly log: vscode.LogOutputChannel;
  /** Milliseconds of our own work at activation. */
  readonly took: number;
}

/** Starts everything that needs no machine below the editor. */
export function start(
  context: vscode.ExtensionContext,
  ask: AskInstalled,
  samplesFor?: SamplesFor,
  versioningFor?: VersioningFor,
): Started {
  const started = performance.now();
  const { extensionUri, subscriptions, workspaceState } = context;
  const log = vscode.window.createOutputChannel('nbship', { log: true });
  const surroundings = new SurroundingsReader(ask, samplesFor, versioningFor);
  const live = new LiveSessions(workspaceState);
  const analyses = new Analyses(surroundings, (document) => live.factsFor(document), log);
  const graph = new GraphView(analyses, extensionUri);
  const workspace = new WorkspaceCheck(surroundings, extensionUri, log);
  subscriptions.push(
    log,
    surroundings,
    live,
    analyses,
    graph,
    workspace,
    new Diagnostics(analyses, extensionUri),
    new StatusBar(analyses),
    new CellStatus(analyses),
    registerCodeActions(analyses),
    registerRefactorings(analyses),
    registerHover(analyses),
    command('nbship.openRule', (rule: string) => openRule(rule, extensionUri)),
    command('nbship.showProblems', () => showProblems(analyses)),
    command('nbship.showDependencies', () => graph.show()),
    command('nbship.checkWorkspace', () => workspace.run()),
    command('nbship.runCell', runCell),
    command('nbship.fixAll', () => fixActive(analyses)),
    command('nbship.showOutput', () => log.show()),
  );
  const took = performance.now() - started;
  log.info(`started in ${took.toFixed(1)} ms`);
  return { analyses, surroundings, log, took };
}

/** The editor gives a command what its caller passes; each command says what it expects. */
export function command(id: string, run: (...given: never[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, run);
}

async function fixActive(analyses: Analyses): Promise<void> {
  const document = activeNotebook();
  if (!document) return void vscode.window.showInformationMessage('nbship: open a Python notebook first.');
  const fixed = await fixAll(analyses, document);
  void vscode.window.showInformationMessage(
    fixed === 0
      ? 'nbship: nothing here can be fixed safely without you.'
      : `nbship: fixed ${fixed} ${fixed === 1 ? 'problem' : 'problems'}.`,
  );
}
