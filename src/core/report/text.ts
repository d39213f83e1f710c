// The report for people: the cell, the line, a caret, the related places and what to do.

import type { Notebook } from '../notebook/notebook.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { lineStartsOf, positionAt, type Place } from '../text/span.ts';
import { summaryOf, type Checked } from './checked.ts';

/** How words are set off; the plain one leaves them as they are. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  severity(severity: Severity, text: string): string;
}

export const PLAIN: Style = { bold: (text) => text, dim: (text) => text, severity: (_severity, text) => text };

export function textReport(checked: Checked, style: Style): string {
  const parts = checked.notebooks.flatMap(({ notebook, findings }) => findings.map((each) => findingText(notebook, each, style)));
  return `${[...parts, summaryOf(checked)].join('\n\n')}\n`;
}

/** One line a finding: `path:cell 3:2:5: error undefined-name: message`. */
export function conciseReport(checked: Checked): string {
  const lines = checked.notebooks.flatMap(({ notebook, findings }) =>
    findings.map((each) => `${notebook.path}:${placeText(notebook, each.at)}: ${each.severity} ${each.rule}: ${each.message}`),
  );
  return `${[...lines, summaryOf(checked)].join('\n')}\n`;
}

/** E.g. `cell 3:2:5`: cells, lines and columns counted from 1. */
export function placeText(notebook: Notebook, at: Place): string {
  const { line, character } = positionAt(lineStartsOf(notebook.cells[at.cell]?.source ?? ''), at.span.start);
  return `cell ${at.cell + 1}:${line + 1}:${character + 1}`;
}

function findingText(notebook: Notebook, finding: Finding, style: Style): string {
  const head = `${style.severity(finding.severity, finding.severity)} ${style.bold(finding.rule)}: ${finding.message}`;
  const lines = [
    head,
    `  ${style.dim('-->')} ${notebook.path}:${placeText(notebook, finding.at)}`,
    ...excerpt(notebook, finding.at, finding.severity, style),
  ];
  for (const each of finding.related) {
    lines.push(`  ${style.dim('...')} ${placeText(notebook, each.at)}: ${each.message}`);
    const source = lineOf(notebook, each.at).text.trim();
    if (source !== '') lines.push(`      ${style.dim(shorten(source))}`);
  }
  if (finding.why !== '') lines.push(`  ${style.dim('why:')} ${finding.why}`);
  if (finding.how !== '') lines.push(`  ${style.dim('how:')} ${finding.how}`);
  if (finding.fix) lines.push(`  ${style.dim('fix:')} ${finding.fix.title}`);
  return lines.join('\n');
}

const WIDEST = 110;

function shorten(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST)}...` : text;
}

function lineOf(
  notebook: Notebook,
  at: Place,
): { readonly text: string; readonly number: number; readonly column: number; readonly start: number } {
  const source = notebook.cells[at.cell]?.source ?? '';
  const starts = lineStartsOf(source);
  const { line, character } = positionAt(starts, at.span.start);
  const start = starts[line] ?? 0;
  const end = source.indexOf('\n', start);
  return { text: source.slice(start, end === -1 ? source.length : end), number: line + 1, column: character, start };
}

function excerpt(notebook: Notebook, at: Place, severity: Severity, style: Style): string[] {
  const { text, number, column, start } = lineOf(notebook, at);
  const gutter = String(number).padStart(4);
  // A long line is shown from a little before the place.
  const from = column > WIDEST - 20 ? column - 40 : 0;
  const shown = text.slice(from, from + WIDEST).replaceAll('\t', ' ');
  const width = Math.max(1, Math.min(at.span.end - start, text.length, from + WIDEST) - column);
  const caret = `${' '.repeat(column - from)}${style.severity(severity, '^'.repeat(width))}`;
  return [`${gutter} ${style.dim('|')} ${shown}`, `     ${style.dim('|')} ${caret}`];
}
