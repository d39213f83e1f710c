// Workflow commands of GitHub Actions: each finding becomes an annotation on the line of the .ipynb in a diff.

import type { Severity } from '../rules/rule.ts';
import { problemText } from './checked.ts';
import type { Outcome, Reported } from './reported.ts';

const COMMANDS = { error: 'error', warning: 'warning', information: 'notice' } as const satisfies Record<Severity, string>;

export function githubReport({ files, problems }: Outcome): string {
  const lines = files.flatMap((file) => file.findings.map(annotation));
  const unread = problems.map(
    (each) => `::error file=${property(each.path)},line=${each.line ?? 1},title=nbship::${message(problemText(each))}`,
  );
  return [...lines, ...unread].map((each) => `${each}\n`).join('');
}

function annotation({ finding, place: { start, end } }: Reported): string {
  // Columns only say something where a place ends on the line on which it begins.
  const columns = end.line === start.line ? `,col=${start.column},endColumn=${end.column}` : '';
  const where = `file=${property(finding.path.replaceAll('\\', '/'))},line=${start.line},endLine=${end.line}${columns}`;
  const text = `${finding.path}:cell ${finding.cell + 1}:${finding.range.start.line + 1}: ${finding.message}\n${finding.how}`;
  return `::${COMMANDS[finding.severity]} ${where},title=${property(`nbship ${finding.rule}`)}::${message(text.trim())}`;
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
