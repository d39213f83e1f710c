// Packages that the shell's pip installs, which may be another environment's than the kernel's.

import { installsIn } from '../python/install.ts';
import { defineRule, type Report } from './rule.ts';

export const shellInstall = defineRule({
  id: 'shell-install',
  summary: '`!pip` may install into another environment than the kernel runs in.',
  category: 'environment',
  severity: 'information',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    shell: {
      what: '`!{command}` installs with the {program} that the shell finds first.',
      why: 'The kernel may run in another environment: then the import below fails all the same, or finds an older version.',
      how: 'Write `%{program} install`, which installs where the kernel runs.',
    },
  },
  *check({ model }): Generator<Report<'shell'>> {
    for (const module of model.modules)
      for (const magic of module.magics) {
        const [first, ...more] = installsIn(magic, module.source);
        if (first?.by !== 'shell') continue;
        const { program, written } = first;
        const text = module.source.slice(written.start, written.end);
        // A magic takes the rest of its line: another command behind it would become an argument.
        const alone = more.length === 0 && !/&&|;|\|/.test(module.source.slice(written.end, magic.span.end)) && magic.binds.length === 0;
        const span = { start: magic.span.start, end: written.end };
        const simple = /^!+\s*(pip3?|conda)$/.test(module.source.slice(span.start, span.end));
        yield {
          message: 'shell',
          data: { command: `${text} install`, program },
          at: { cell: module.cell, span },
          ...(alone && simple
            ? {
                fix: {
                  title: `Install with %${program}`,
                  kind: 'suggested',
                  edits: [{ kind: 'replaceText', at: { cell: module.cell, span }, text: `%${program}` }],
                },
              }
            : {}),
        };
      }
  },
});
