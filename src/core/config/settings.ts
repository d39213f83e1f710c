// How flags, configuration file and defaults come together.

import { nearest } from '../rules/nearest.ts';
import { RULES, ruleNamed } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import { meant, type Configuration } from './configuration.ts';
import { UserError } from './user-error.ts';

export { configurationSchema, parseConfiguration, type Configuration } from './configuration.ts';
export { UserError } from './user-error.ts';

export interface Settings {
  isEnabled(rule: string): boolean;
  /** The severity set for a rule, if any. */
  severityOf(rule: string): Severity | undefined;
  readonly exclude: readonly string[];
  readonly readsDataFiles: boolean;
  /** The interpreter of the notebooks, or the folder of its environment, as the front found it. */
  readonly python: string | undefined;
  /** Absolute paths of the files that alone count, where they are named. */
  readonly dependencies?: readonly string[];
}

/** Flags win over the file, the file over the defaults. Throws a UserError for a rule that does not exist. */
export function resolveSettings(
  file: Configuration,
  flags: { readonly select?: readonly string[]; readonly ignore?: readonly string[]; readonly python?: string } = {},
): Settings {
  const select = flags.select ?? file.select;
  const ignore = [...(file.ignore ?? []), ...(flags.ignore ?? [])];
  const severities = file.severity ?? {};
  for (const rule of [...(flags.select ?? []), ...(flags.ignore ?? [])]) checkRule(rule);
  for (const rule of [...(file.select ?? []), ...(file.ignore ?? []), ...Object.keys(severities)]) checkRule(rule, 'configuration: ');
  const selected = new Set(select);
  const ignored = new Set(ignore);
  const isSelected = (rule: string): boolean =>
    select ? selected.has(rule) || selected.has('all') : ruleNamed(rule)?.enabled !== false || severities[rule] !== undefined;
  return {
    isEnabled: (rule) => isSelected(rule) && !ignored.has(rule) && !ignored.has('all') && severities[rule] !== 'off',
    severityOf: (rule) => {
      const set = severities[rule];
      return set === 'off' ? undefined : set;
    },
    exclude: file.exclude ?? [],
    readsDataFiles: file['read-data-files'] ?? true,
    python: flags.python,
    ...(file.dependencies ? { dependencies: file.dependencies } : {}),
  };
}

function checkRule(rule: string, where = ''): void {
  const ids = RULES.map((each) => each.id);
  if (rule === 'all' || ids.includes(rule)) return;
  throw new UserError(`${where}unknown rule '${rule}'${meant(nearest(rule, ids))}; \`nbship rules\` lists all`);
}
