// `nbship rules`: what is checked.

import { parseArgs } from 'node:util';

import { UserError } from '../../core/config/settings.ts';
import { RULES } from '../../core/rules/index.ts';
import type { Command } from '../host.ts';

export const rules: Command = {
  usage: `nbship rules [--format text|json]`,
  run: (args, host) => {
    const { values } = parseArgs({ args: [...args], options: { format: { type: 'string', default: 'text' } } });
    if (values.format !== 'text' && values.format !== 'json')
      throw new UserError(`--format: expected text or json, found '${values.format}'`);
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
