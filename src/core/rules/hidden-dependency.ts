// An engine, driver or backend that a call needs and that nothing names.

import { BROUGHT_BY } from '../knowledge/engines.ts';
import type { Model } from '../semantics/model.ts';
import { enginesNeeded, type Needed } from './engines.ts';
import { importedIn, installedByCells, installsUnknown, versionOf } from './imported.ts';
import { addedRequirement, adding } from './recording.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'hidden' | 'absent';

export const hiddenDependency = defineRule({
  id: 'hidden-dependency',
  summary: 'A call needs a package that is neither imported nor declared.',
  category: 'environment',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    hidden: {
      what: '`{by}` needs {distribution}{others}, which no import shows and no dependency file names.',
      why: 'Whoever installs what the notebook imports gets one that stops here.',
      how: 'Add it: {adding}.',
    },
    absent: {
      what: '`{by}` needs {distribution}{others}, which is not installed in the interpreter of this notebook.',
      why: 'Restart and Run All stops here.',
      how: 'Add it: {adding}.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    if (!model.ports.project || installsUnknown(model)) return;
    const named = namesIn(model);
    const told = new Set<string>();
    for (const needed of enginesNeeded(model)) {
      const [usual] = needed.distributions;
      if (told.has(usual) || needed.distributions.some((each) => isThere(model, named, each))) continue;
      told.add(usual);
      yield reportOf(model, needed);
    }
  },
});

/** Everything that the notebook imports or installs, and that the project's files name, also optional imports. */
function namesIn(model: Model): ReadonlySet<string> {
  const { project } = model.ports;
  return new Set([
    ...importedIn(model).flatMap((each) => each.names),
    ...model.imports.map((each) => each.root.toLowerCase().replaceAll('_', '-')),
    ...installedByCells(model).keys(),
    ...(project?.declarations.map((each) => each.distribution) ?? []),
    ...(project?.locked.keys() ?? []),
  ]);
}

function isThere({ ports: { project } }: Model, named: ReadonlySet<string>, distribution: string): boolean {
  if (named.has(distribution)) return true;
  const bringers = Object.hasOwn(BROUGHT_BY, distribution) ? (BROUGHT_BY[distribution] ?? '').split(' ') : [];
  if (bringers.some((each) => named.has(each))) return true;
  // `pandas[excel]` asks for what it needs.
  return project?.declarations.some((each) => /^(pandas|xarray|dask|polars|plotly)\s*\[/i.test(each.requirement)) === true;
}

function reportOf({ ports }: Model, { distributions, by, at }: Needed): Report<Key> {
  const here = distributions.find((each) => ports.installed?.versions.has(each) === true);
  const distribution = here ?? distributions[0];
  const others = distributions.filter((each) => each !== distribution);
  const version = versionOf(ports, distribution);
  const fix = version === undefined ? undefined : addedRequirement(ports, distribution, version);
  return {
    message: ports.installed && here === undefined ? 'absent' : 'hidden',
    data: {
      by,
      distribution,
      others: others.length > 0 ? ` (or ${others.join(', ')})` : '',
      adding: adding(ports, distribution, version),
    },
    at,
    ...(fix ? { fix } : {}),
  };
}
