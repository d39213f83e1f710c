// The report for people: the cell, the line, a caret, the related places and what to do.

import type { Notebook } from '../notebook/notebook.ts';
import type { Severity } from '../rules/rule.ts';
import { lineStartsOf, positionAt, type Place } from '../text/span.ts';
import type { FindingJson } from './json.ts';
import { sourceLine } from './located.ts';
import type { Reported, ReportedFile } from './reported.ts';

/** How words are set off; the plain one leaves them as they are. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  severity(severity: Severity, text: string): string;
}

export const PLAIN: Style = { bold: (text) => text, dim: (text) => text, severity: (_severity, text) => text };

/** All findings of one file, each with an empty line behind it. `text` is the text of the file. */
export function fileText(file: ReportedFile, text: string, style: Style): string {
  return file.findings.map((each) => `${findingText(file, each, text, style)}\n\n`).join('');
}

/** One line a finding: `path:cell 3:2:5: error undefined-name: message`. */
export function conciseText({ findings }: ReportedFile): string {
  return findings.map(({ finding: each }) => `${each.path}:${cellPlace(each)}: ${each.severity} ${each.rule}: ${each.message}\n`).join('');
}

/** E.g. `cell 3:2:5`: cells, lines and columns counted from 1. */
export function placeText(notebook: Notebook, at: Place): string {
  const { line, character } = positionAt(lineStartsOf(notebook.cells[at.cell]?.source ?? ''), at.span.start);
  return `cell ${at.cell + 1}:${line + 1}:${character + 1}`;
}

/** The same of a place as JSON knows it. */
function cellPlace({ cell, range }: Pick<FindingJson, 'cell' | 'range'>): string {
  return `cell ${cell + 1}:${range.start.line + 1}:${range.start.character + 1}`;
}

function findingText({ format }: ReportedFile, { finding, place, related }: Reported, text: string, style: Style): string {
  const lines = [
    `${style.severity(finding.severity, finding.severity)} ${style.bold(finding.rule)}: ${finding.message}`,
    `  ${style.dim('-->')} ${finding.path}:${cellPlace(finding)}`,
    ...excerpt(finding, sourceLine(text, format, place), style),
  ];
  finding.related.forEach((each, at) => {
    lines.push(`  ${style.dim('...')} ${cellPlace(each)}: ${each.message}`);
    const where = related[at];
    const source = where === undefined ? '' : sourceLine(text, format, where).trim();
    if (source !== '') lines.push(`      ${style.dim(shorten(source))}`);
  });
  if (finding.why !== '') lines.push(`  ${style.dim('why:')} ${finding.why}`);
  if (finding.how !== '') lines.push(`  ${style.dim('how:')} ${finding.how}`);
  if (finding.fix) lines.push(`  ${style.dim('fix:')} ${finding.fix.title}`);
  return lines.join('\n');
}

const WIDEST = 110;

function shorten(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST)}...` : text;
}

function excerpt({ range: { start, end }, severity }: FindingJson, text: string, style: Style): string[] {
  const gutter = String(start.line + 1).padStart(4);
  const column = start.character;
  // A long line is shown from a little before the place.
  const from = column > WIDEST - 20 ? column - 40 : 0;
  const shown = text.slice(from, from + WIDEST).replaceAll('\t', ' ');
  const last = end.line === start.line ? end.character : text.length;
  const width = Math.max(1, Math.min(last, text.length, from + WIDEST) - column);
  const caret = `${' '.repeat(column - from)}${style.severity(severity, '^'.repeat(width))}`;
  return [`${gutter} ${style.dim('|')} ${shown}`, `     ${style.dim('|')} ${caret}`];
}
