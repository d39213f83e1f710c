// Counts by rule instead of findings.

import { plural } from './checked.ts';
import type { ReportedFile } from './reported.ts';

export interface Count {
  readonly rule: string;
  readonly findings: number;
  readonly notebooks: number;
  /** Of `findings`, those with a fix that is safe, and those with one that a person chooses. */
  readonly safe: number;
  readonly suggested: number;
}

/** The most frequent rule first. */
export function countsOf(files: readonly ReportedFile[]): readonly Count[] {
  const counts = new Map<string, Count>();
  for (const file of files) {
    const seen = new Set<string>();
    for (const { finding } of file.findings) {
      const { rule, fix } = finding;
      const { findings, notebooks, safe, suggested } = counts.get(rule) ?? { findings: 0, notebooks: 0, safe: 0, suggested: 0 };
      counts.set(rule, {
        rule,
        findings: findings + 1,
        notebooks: notebooks + (seen.has(rule) ? 0 : 1),
        safe: safe + (fix?.kind === 'safe' ? 1 : 0),
        suggested: suggested + (fix?.kind === 'suggested' ? 1 : 0),
      });
      seen.add(rule);
    }
  }
  return [...counts.values()].sort((a, b) => b.findings - a.findings || a.rule.localeCompare(b.rule));
}

export function statisticsText(files: readonly ReportedFile[]): string {
  const counts = countsOf(files);
  const digits = String(counts[0]?.findings ?? 0).length;
  const width = Math.max(0, ...counts.map((each) => each.rule.length));
  return counts
    .map((each) => {
      const fixes = [each.safe > 0 ? `${each.safe} fixable` : '', each.suggested > 0 ? `${each.suggested} with a suggested fix` : ''];
      const also = fixes.filter((one) => one !== '').join(', ');
      return `${String(each.findings).padStart(digits)}  ${each.rule.padEnd(width)}  in ${plural(each.notebooks, 'notebook')}${also === '' ? '' : `; ${also}`}\n`;
    })
    .join('');
}
