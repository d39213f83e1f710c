// `nbship rules`: what is checked.

import { UserError } from '../../core/config/user-error.ts';
import { RULES } from '../../core/rules/index.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command } from '../host.ts';

const FLAGS = { format: { choices: ['text', 'json'], default: 'text', help: 'how the list is shown' } } as const;

const USAGE: Usage = { synopsis: ['nbship rules'], about: 'Lists the rules.', flags: FLAGS, takes: [] };

export const rules: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: (args, host) => {
    const { values, positionals } = parseFlags(FLAGS, args);
    if (positionals.length > 0) throw new UserError(`rules: expected no argument, found '${positionals[0]}'`);
    const listed = RULES.map(({ id, summary, category, severity, fix, since, enabled }) => ({
      id,
      summary,
      category,
      severity,
      fix: fix ?? null,
      enabled: enabled ?? true,
      since,
    }));
    const width = Math.max(...listed.map((each) => each.id.length));
    const text = listed
      .map((each) => `${each.id.padEnd(width)}  ${(each.enabled ? each.severity : 'off').padEnd(11)}  ${each.summary}\n`)
      .join('');
    host.write(values.format === 'json' ? `${JSON.stringify(listed, undefined, 2)}\n` : text);
    return Promise.resolve(0);
  },
};
