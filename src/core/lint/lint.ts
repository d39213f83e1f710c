// Runs the rules on a model and gives complete findings: texts filled in, severities applied, suppressed ones taken out, secrets hidden.

import type { Settings } from '../config/settings.ts';
import { RULES } from '../rules/index.ts';
import type { Finding } from '../rules/rule.ts';
import type { Model } from '../semantics/model.ts';
import { findingOf } from './finding.ts';
import { maskFinding } from './mask.ts';
import { suppress } from './suppress.ts';

/** All findings of one notebook, by cell and place. */
export function lint(model: Model, settings: Settings): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of RULES) {
    if (!settings.isEnabled(rule.id)) continue;
    for (const report of rule.check({ model, options: rule.options })) found.push(findingOf(rule, report, settings));
  }
  return suppress(model, found, settings)
    .map((each) => maskFinding(model.notebook, each))
    .sort((a, b) => a.at.cell - b.at.cell || a.at.span.start - b.at.span.start || a.rule.localeCompare(b.rule));
}
