// Findings as diagnostics of the client's documents.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Diagnostic } from 'vscode-languageserver/node';

import { problemText } from '../../core/report/checked.ts';
import { diagnosticText } from '../../core/report/diagnostic.ts';
import type { Finding, Severity } from '../../core/rules/rule.ts';
import type { Outcome } from './analyses.ts';
import type { View } from './views.ts';

export const SOURCE = 'nbship';

/** LSP's DiagnosticSeverity. */
const SEVERITIES: Readonly<Record<Severity, 1 | 2 | 3>> = { error: 1, warning: 2, information: 3 };

/** LSP's DiagnosticTag.Unnecessary. */
const UNNECESSARY = 1;

export interface Published {
  readonly uri: string;
  readonly version: number;
  readonly diagnostics: Diagnostic[];
}

/** One entry for each of the client's documents, empty where nothing was found. */
export function diagnosticsOf(outcome: Outcome): readonly Published[] {
  if (outcome.kind === 'other') return [];
  if (outcome.kind === 'invalid') {
    const { uri, version, problem } = outcome;
    const line = (problem.line ?? 1) - 1;
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    return [{ uri, version, diagnostics: [{ range, message: problemText(problem), severity: 1, source: SOURCE }] }];
  }
  const { view, findings } = outcome.analysis;
  const published = new Map<string, Published>([...view.documents].map(([uri, version]) => [uri, { uri, version, diagnostics: [] }]));
  for (const finding of findings) {
    const found = diagnosticOf(view, finding);
    if (found) published.get(found.uri)?.diagnostics.push(found.diagnostic);
  }
  return [...published.values()];
}

/** Undefined for a finding in a cell that the client does not have. */
export function diagnosticOf(view: View, finding: Finding): { readonly uri: string; readonly diagnostic: Diagnostic } | undefined {
  const at = view.locate(finding.at);
  if (!at) return undefined;
  const relatedInformation = finding.related.flatMap((each) => {
    const location = view.locate(each.at);
    return location ? [{ location, message: each.message }] : [];
  });
  const href = pageOf(finding.rule);
  const diagnostic: Diagnostic = {
    range: at.range,
    message: diagnosticText(finding),
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(finding.rule === 'unused-suppression' ? { tags: [UNNECESSARY] } : {}),
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
  };
  return { uri: at.uri, diagnostic };
}

/** The rule's page, which the package carries beside the program; undefined where the program stands alone. */
function pageOf(rule: string): string | undefined {
  const inPackage = new URL(`../docs/rules/${rule}.md`, import.meta.url);
  const inSources = new URL(`../../../docs/rules/${rule}.md`, import.meta.url);
  return [inPackage, inSources].find((each) => existsSync(fileURLToPath(each)))?.href;
}
