// Takes the secrets of a notebook out of a finding, whichever rule it comes from.

import type { Notebook } from '../notebook/notebook.ts';
import type { Data, Finding } from '../rules/rule.ts';
import { secretsOf, withoutSecrets } from '../semantics/secrets.ts';

/** The finding with stars in place of secrets. A fix that writes one out again is left away: with stars it would break the code. */
export function maskFinding(notebook: Notebook, finding: Finding): Finding {
  if (secretsOf(notebook).length === 0) return finding;
  const { fix, ...rest } = finding;
  const hidden = (text: string): string => withoutSecrets(notebook, text);
  const masked: Finding = {
    ...rest,
    message: hidden(finding.message),
    why: hidden(finding.why),
    how: hidden(finding.how),
    data: maskedData(finding.data, hidden),
    related: finding.related.map(({ at, message }) => ({ at, message: hidden(message) })),
  };
  if (!fix) return masked;
  const told = JSON.stringify(fix);
  return hidden(told) === told ? { ...masked, fix } : masked;
}

function maskedData(data: Data, hidden: (text: string) => string): Data {
  const masked: Record<string, Data[string]> = {};
  for (const [key, value] of Object.entries(data))
    masked[key] = typeof value === 'string' ? hidden(value) : typeof value === 'object' ? value.map((each) => hidden(each)) : value;
  return masked;
}
