// Imports that bind names nobody sees.

import { defineRule, type Report } from './rule.ts';

export const starImport = defineRule({
  id: 'star-import',
  summary: 'A star import binds names that nobody sees.',
  category: 'names',
  severity: 'information',
  since: '0.1.0',
  options: {},
  messages: {
    star: {
      what: '`from {module} import *` binds names that stand nowhere in the notebook.',
      why: 'Which ones depends on the installed version; they may hide builtins and names of the notebook. From here on nobody can tell an undefined name from an imported one.',
      how: 'Import the names that are used, or the module under a short name.',
    },
  },
  *check({ model }): Generator<Report<'star'>> {
    const told = new Set<string>();
    for (const event of model.document.events) {
      if (event.kind !== 'havoc' || event.reason !== 'star') continue;
      const module = /^from (\S*) import \*$/.exec(event.detail)?.[1] ?? '';
      const place = `${event.at.cell} ${event.at.span.start}`;
      if (told.has(place)) continue;
      told.add(place);
      yield { message: 'star', data: { module: module === '' ? '.' : module }, at: event.at };
    }
  },
});
