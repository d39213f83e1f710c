// An import that no dependency file of the project accounts for.

import type { Model } from '../semantics/model.ts';
import { importedIn, installedByCells, isAsked, versionOf, type Imported } from './imported.ts';
import { addedRequirement, adding } from './recording.ts';
import { defineRule, type Report } from './rule.ts';

export const undeclaredImport = defineRule({
  id: 'undeclared-import',
  summary: 'An imported package that no dependency file names.',
  category: 'environment',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    undeclared: {
      what: '`{name}` comes from {distribution}{others}, and no dependency file of the project names it.',
      why: 'Whoever installs the project gets a notebook that stops at this import.',
      how: 'Add it: {adding}.',
    },
  },
  *check({ model }): Generator<Report<'undeclared'>> {
    const { project } = model.ports;
    if (!project || project.declarations.length + project.locked.size === 0) return;
    const cells = installedByCells(model);
    for (const each of importedIn(model))
      if (each.evidence !== 'name' && !each.names.some((name) => isAsked(project, name)) && !each.names.some((name) => cells.has(name)))
        yield reportOf(model, each);
  },
});

function reportOf({ ports }: Model, { fact, module, distribution, names, evidence }: Imported): Report<'undeclared'> {
  const version = versionOf(ports, distribution);
  const fix = version === undefined ? undefined : addedRequirement(ports, distribution, version);
  const others = names.filter((each) => each !== distribution);
  return {
    message: 'undeclared',
    data: {
      name: module,
      distribution,
      others: evidence === 'known' && others.length > 0 ? ` (or ${others.join(', ')})` : '',
      adding: adding(ports, distribution, version),
    },
    at: fact.at,
    ...(fix ? { fix } : {}),
  };
}
