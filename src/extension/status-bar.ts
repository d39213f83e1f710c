// The status bar item of the active notebook, and the list behind it.

import * as vscode from 'vscode';

import type { Finding } from '../core/rules/rule.ts';
import type { Analyses, Analysis } from './analyses.ts';
import { reveal } from './places.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('nbship.verdict', vscode.StatusBarAlignment.Right, 90);
  readonly #analyses: Analyses;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(analyses: Analyses) {
    this.#analyses = analyses;
    this.#item.name = 'nbship: reproducibility of the notebook';
    this.#item.command = 'nbship.showProblems';
    this.#subscriptions = [
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#update()),
      analyses.onDidAnalyse(({ document }) => {
        if (document === activeNotebook()) this.#update();
      }),
      analyses.onDidForget(() => this.#update()),
    ];
    this.#update();
  }

  #update(): void {
    const document = activeNotebook();
    const analysis = document && this.#analyses.last(document);
    if (!analysis) return this.#item.hide();
    const { text, tooltip, background } = faceOf(analysis, verdictOf(analysis.findings));
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    this.#item.accessibilityInformation = { label: tooltip.value.replaceAll(/[*`]/g, ''), role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#item.dispose();
  }
}

export function activeNotebook(): vscode.NotebookDocument | undefined {
  return vscode.window.activeNotebookEditor?.notebook;
}

interface Face {
  readonly text: string;
  readonly tooltip: vscode.MarkdownString;
  readonly background: string | undefined;
}

function faceOf({ findings }: Analysis, { kind, against, elsewhere }: Verdict): Face {
  const count = against.length;
  const problems = `${count} ${count === 1 ? 'problem' : 'problems'}`;
  const lines =
    kind === 'same'
      ? ['**Restart and Run All would give the same results here**, as far as nbship can tell.']
      : [
          kind === 'stops'
            ? `**Restart and Run All would stop** in ${cellsText(against.filter((each) => each.severity === 'error'))}.`
            : '**Restart and Run All may give other results.**',
          ...against.slice(0, 5).map((each) => `- Cell ${each.at.cell + 1}: ${each.message}`),
          ...(count > 5 ? [`- and ${count - 5} more`] : []),
        ];
  if (elsewhere.length > 0) lines.push(`Elsewhere it may not run: ${elsewhere.length} about packages and their versions.`);
  if (findings.length > 0) lines.push('Click for the list.');
  const icon = kind === 'same' ? '$(pass)' : kind === 'stops' ? '$(error)' : '$(warning)';
  return {
    text: kind === 'same' ? `${icon} Reproducible` : `${icon} ${problems}`,
    tooltip: new vscode.MarkdownString(lines.join('\n\n').replaceAll('\n\n- ', '\n- ')),
    background: kind === 'stops' ? 'statusBarItem.errorBackground' : kind === 'other' ? 'statusBarItem.warningBackground' : undefined,
  };
}

function cellsText(findings: readonly Finding[]): string {
  const first = Math.min(...findings.map((each) => each.at.cell));
  return `cell ${first + 1}`;
}

interface Entry extends vscode.QuickPickItem {
  readonly finding?: Finding;
}

/** `nbship.showProblems`: the findings of the active notebook by cell; the chosen one is shown in its cell. */
export async function showProblems(analyses: Analyses): Promise<void> {
  const document = activeNotebook();
  const analysis = document && (await analyses.fresh(document));
  if (!analysis) return void vscode.window.showInformationMessage('nbship: open a Python notebook first.');
  if (analysis.findings.length === 0) return void vscode.window.showInformationMessage('nbship found no problem in this notebook.');
  const picked = await vscode.window.showQuickPick(entriesOf(analysis.findings), {
    title: 'Problems of this notebook',
    placeHolder: 'Choose one to go to its cell',
    matchOnDetail: true,
  });
  if (picked?.finding) await reveal(document, picked.finding.at);
}

const ICONS = { error: '$(error)', warning: '$(warning)', information: '$(info)' };

function entriesOf(findings: readonly Finding[]): readonly Entry[] {
  const entries: Entry[] = [];
  let cell = -1;
  for (const finding of findings) {
    if (finding.at.cell !== cell) entries.push({ label: `Cell ${finding.at.cell + 1}`, kind: vscode.QuickPickItemKind.Separator });
    ({ cell } = finding.at);
    entries.push({ label: `${ICONS[finding.severity]} ${finding.message}`, description: finding.rule, detail: finding.how, finding });
  }
  return entries;
}
