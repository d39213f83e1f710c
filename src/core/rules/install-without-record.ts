// A package that a cell installs and that the project's dependency files do not know.

import { parseRequirement } from '../project/requirement.ts';
import { installsOf, isAsked, versionOf } from './imported.ts';
import { addedRequirement, adding } from './recording.ts';
import { defineRule, type Report } from './rule.ts';

export const installWithoutRecord = defineRule({
  id: 'install-without-record',
  summary: 'A cell installs a package that no dependency file names.',
  category: 'environment',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    unrecorded: {
      what: '{distribution} is installed here, and no dependency file of the project names it.',
      why: 'The project can be installed without it, its lockfile says nothing of its version, and this cell changes the environment of all others.',
      how: 'Record it: {adding}; then the cell is not needed.',
    },
  },
  *check({ model }): Generator<Report<'unrecorded'>> {
    const { project } = model.ports;
    // Where no file declares anything, the notebook is its own record; other rules speak of its versions.
    if (!project || project.declarations.length + project.locked.size === 0) return;
    const told = new Set<string>();
    for (const { installed, at } of installsOf(model)) {
      const { distribution, text } = installed;
      if (distribution === undefined || TOOLS.has(distribution) || told.has(distribution) || isAsked(project, distribution)) continue;
      told.add(distribution);
      const version = versionOf(model.ports, distribution) ?? parseRequirement(text)?.version;
      const fix = version === undefined ? undefined : addedRequirement(model.ports, distribution, version);
      yield {
        message: 'unrecorded',
        data: { distribution, adding: adding(model.ports, distribution, version) },
        at,
        ...(fix ? { fix } : {}),
      };
    }
  },
});

/** What installs others belongs to no project. */
const TOOLS = new Set(['pip', 'setuptools', 'wheel', 'uv', 'conda', 'mamba']);
