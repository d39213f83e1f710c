// Findings as the squiggles and entries of the Problems panel.

import * as vscode from 'vscode';

import { diagnosticText } from '../core/report/diagnostic.ts';
import type { Finding, Severity } from '../core/rules/rule.ts';
import type { Model } from '../core/semantics/model.ts';
import type { Analyses, Analysis } from './analyses.ts';
import { cellAt, rangeIn } from './places.ts';
import { rulePage } from './rule-pages.ts';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** What every diagnostic of ours says it comes from. */
export const SOURCE = 'nbship';

/** Shows what each analysis found, cell by cell, and takes it back when the cell or the notebook goes. */
export class Diagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(SOURCE);
  readonly #shown = new Map<vscode.NotebookDocument, ReadonlySet<string>>();
  readonly #extension: vscode.Uri;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(analyses: Analyses, extension: vscode.Uri) {
    this.#extension = extension;
    this.#subscriptions = [analyses.onDidAnalyse((each) => this.#show(each)), analyses.onDidForget((each) => this.#forget(each))];
  }

  #show({ document, model, findings }: Analysis): void {
    const byCell = new Map<string, vscode.Diagnostic[]>();
    for (const cell of document.getCells()) byCell.set(cell.document.uri.toString(), []);
    for (const finding of findings) {
      const cell = cellAt(document, finding.at.cell);
      if (cell) byCell.get(cell.document.uri.toString())?.push(toDiagnostic(finding, model, document, this.#extension));
    }
    for (const gone of this.#shown.get(document) ?? []) if (!byCell.has(gone)) this.#collection.delete(vscode.Uri.parse(gone));
    for (const [uri, diagnostics] of byCell) this.#collection.set(vscode.Uri.parse(uri), diagnostics);
    this.#shown.set(document, new Set(byCell.keys()));
  }

  #forget(document: vscode.NotebookDocument): void {
    for (const uri of this.#shown.get(document) ?? []) this.#collection.delete(vscode.Uri.parse(uri));
    this.#shown.delete(document);
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#collection.dispose();
  }
}

function toDiagnostic(finding: Finding, model: Model, document: vscode.NotebookDocument, extension: vscode.Uri): vscode.Diagnostic {
  const diagnostic = diagnosticOf(finding, rangeIn(model, finding.at), extension);
  diagnostic.relatedInformation = finding.related.flatMap(({ at, message }) => {
    const cell = cellAt(document, at.cell);
    return cell ? [new vscode.DiagnosticRelatedInformation(new vscode.Location(cell.document.uri, rangeIn(model, at)), message)] : [];
  });
  return diagnostic;
}

/** A finding at a range; the rule's id links to its page. */
export function diagnosticOf(finding: Finding, range: vscode.Range, extension: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, diagnosticText(finding), SEVERITIES[finding.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: rulePage(finding.rule, extension) };
  if (finding.rule === 'unused-suppression') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** The rule of one of our diagnostics, read back from its code. */
export function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  const { code, source } = diagnostic;
  if (source !== SOURCE) return undefined;
  return typeof code === 'object' ? String(code.value) : undefined;
}
