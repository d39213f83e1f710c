// `nbship rules` and `nbship explain`: what is checked, and why.

import { parseArgs } from 'node:util';

import { UserError } from '../../core/config/settings.ts';
import { RULES } from '../../core/rules/index.ts';
import { nearest } from '../../core/rules/nearest.ts';
import { PAGES } from '../pages.ts';
import type { Command } from '../host.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'List the rules',
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

export const explain: Command = {
  name: 'explain',
  summary: "Show a rule's page",
  usage: `nbship explain RULE`,
  run: (args, host) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [id] = positionals;
    if (id === undefined) throw new UserError('explain: expected the name of a rule; `nbship rules` lists all');
    const page = PAGES[id];
    if (page === undefined) {
      const similar = nearest(id, Object.keys(PAGES));
      throw new UserError(
        `explain: no rule '${id}'${similar === undefined ? '' : ` (did you mean '${similar}'?)`}; \`nbship rules\` lists all`,
      );
    }
    host.write(page.endsWith('\n') ? page : `${page}\n`);
    return Promise.resolve(0);
  },
};
