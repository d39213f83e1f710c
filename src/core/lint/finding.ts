// Makes a finding of what a rule reports: texts filled in, severity decided.

import type { Settings } from '../config/settings.ts';
import type { Data, Finding, Message, Report, Rule } from '../rules/rule.ts';

export function findingOf(rule: Rule<object>, report: Report, settings: Settings): Finding {
  const message: Message = rule.messages[report.message] ?? { what: report.message, why: '', how: '' };
  return {
    rule: rule.id,
    severity: settings.severityOf(rule.id) ?? report.severity ?? rule.severity,
    key: report.message,
    message: fill(message.what, report.data),
    why: fill(message.why, report.data),
    how: fill(message.how, report.data),
    data: report.data,
    at: report.at,
    related: report.related ?? [],
    ...(report.fix ? { fix: report.fix } : {}),
  };
}

function fill(text: string, data: Data): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const value = data[key];
    return value === undefined ? whole : Array.isArray(value) ? value.join(', ') : String(value);
  });
}
