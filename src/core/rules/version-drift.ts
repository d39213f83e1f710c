// A package that is installed in another version than the project asks for.

import { parseRequirement } from '../project/requirement.ts';
import type { Model } from '../semantics/model.ts';
import { declarationsOf, importedIn, type Imported } from './imported.ts';
import { defineRule, type Report } from './rule.ts';

export const versionDrift = defineRule({
  id: 'version-drift',
  summary: 'A package that is installed in another version than the project pins.',
  category: 'environment',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    drift: {
      what: '{distribution} is installed in version {installed}, and {path} says {wanted}.',
      why: 'What the notebook shows here is not what whoever installs the project gets.',
      how: '{remedy}, or write {installed} into {path} if that is the version that made these outputs.',
    },
  },
  *check({ model }): Generator<Report<'drift'>> {
    for (const each of importedIn(model)) {
      const wanted = wantedOf(model, each);
      const installed = wanted && model.ports.installed?.versions.get(wanted.distribution);
      if (!wanted || installed === undefined || isSame(installed, wanted.version)) continue;
      yield {
        message: 'drift',
        data: { distribution: wanted.distribution, installed, wanted: wanted.version, path: wanted.path, remedy: remedyFor(wanted.path) },
        at: each.fact.at,
      };
    }
  },
});

interface Wanted {
  readonly distribution: string;
  readonly version: string;
  readonly path: string;
}

/** What a lockfile has, else an exact requirement; two files that disagree say nothing. */
function wantedOf({ ports }: Model, { names }: Imported): Wanted | undefined {
  for (const distribution of names) {
    const locked = ports.project?.locked.get(distribution);
    if (locked) return { distribution, ...locked };
  }
  const pinned = declarationsOf(ports, names).flatMap(({ distribution, requirement, path }) => {
    const version = parseRequirement(requirement)?.version;
    return version === undefined ? [] : [{ distribution, version, path }];
  });
  const [first] = pinned;
  return first && pinned.every((each) => isSame(each.version, first.version)) ? first : undefined;
}

/** `2.0` and `2.0.0` are one version, and so are builds of one (`2.1.0+cu118`). */
function isSame(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(version: string): string {
  return version
    .toLowerCase()
    .replace(/^v/, '')
    .replace(/\+.*$/, '')
    .replace(/(\.0)+$/, '');
}

function remedyFor(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const commands: Readonly<Record<string, string>> = {
    'uv.lock': 'Run `uv sync`',
    'poetry.lock': 'Run `poetry sync`',
    'pdm.lock': 'Run `pdm sync`',
    'Pipfile.lock': 'Run `pipenv sync`',
  };
  if (Object.hasOwn(commands, name)) return commands[name] ?? '';
  return name.endsWith('.txt') ? `Run \`pip install -r ${path}\`` : `Install what ${path} says`;
}
