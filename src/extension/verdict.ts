// Would Restart and Run All give the same results? What the status bar says of a notebook.

import type { Category, Finding } from '../core/rules/rule.ts';
import { ruleNamed } from '../core/rules/index.ts';

export interface Verdict {
  readonly kind: 'same' | 'other' | 'stops';
  /** Findings that speak against the same results; what is merely worth knowing is not among them. */
  readonly against: readonly Finding[];
  /** Findings about the machine: same results here, but perhaps not elsewhere. */
  readonly elsewhere: readonly Finding[];
}

/** Rules about the machine around the notebook. */
const ELSEWHERE: readonly Category[] = ['environment'];

export function verdictOf(findings: readonly Finding[]): Verdict {
  const grave = findings.filter((each) => each.severity !== 'information' && each.rule !== 'unused-suppression');
  const elsewhere = grave.filter((each) => ELSEWHERE.includes(ruleNamed(each.rule)?.category ?? 'names'));
  const against = grave.filter((each) => !elsewhere.includes(each));
  const stops = against.some((each) => each.severity === 'error');
  return { kind: stops ? 'stops' : against.length > 0 ? 'other' : 'same', against, elsewhere };
}
