// GitLab's Code Quality report: a list of findings with fingerprints, by which a merge request shows what is new.

import type { Severity } from '../rules/rule.ts';
import { fingerprintOf } from './identity.ts';
import type { Outcome } from './reported.ts';

const SEVERITIES = { error: 'critical', warning: 'major', information: 'info' } as const satisfies Record<Severity, string>;

export function gitlabReport({ files, problems }: Outcome): string {
  const findings = files.flatMap((file) =>
    file.findings.map(({ finding, fingerprint, place: { start, end } }) => ({
      description: `${finding.rule}: ${finding.message}`,
      check_name: finding.rule,
      fingerprint,
      severity: SEVERITIES[finding.severity],
      location: {
        path: finding.path.replaceAll('\\', '/'),
        lines: { begin: start.line, end: end.line },
        positions: { begin: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } },
      },
    })),
  );
  const unread = problems.map((each) => ({
    description: `expected ${each.expected}, found ${each.found}`,
    check_name: 'unreadable',
    fingerprint: fingerprintOf(each.path, { rule: 'unreadable', about: each.jsonPath, cell: undefined }, '', new Map()),
    severity: 'blocker',
    location: { path: each.path.replaceAll('\\', '/'), lines: { begin: each.line ?? 1 } },
  }));
  return `${JSON.stringify([...findings, ...unread], undefined, 2)}\n`;
}
