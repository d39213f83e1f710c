// Reads lockfiles: uv.lock, poetry.lock, pdm.lock, pylock.toml (PEP 751), Pipfile.lock and conda-lock.yml.

import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

import { pypiName } from './conda.ts';
import { field, list, NOTHING, record, type Locked, type Reader } from './reading.ts';
import { normalised } from './requirement.ts';

/** TOML lockfiles list tables with a name and a version under `package`, PEP 751's under `packages`. */
export function tomlLock(key: 'package' | 'packages'): Reader {
  return (_path, text) => ({ ...NOTHING, locked: list(parseToml(text)[key]).flatMap(lockedOf) });
}

function lockedOf(each: unknown): readonly Locked[] {
  const [name, version, source] = [field(each, 'name'), field(each, 'version'), record(field(each, 'source'))];
  // The project itself stands in uv.lock too; it is no package that an import comes from elsewhere.
  if ('virtual' in source || 'editable' in source) return [];
  // PEP 751 leaves the version of what comes from a repository open: its commit says as much.
  const exact = version ?? field(each, 'vcs', 'commit-id');
  return typeof name === 'string' && typeof exact === 'string' ? [{ name: normalised(name), version: exact }] : [];
}

/** Pipenv's lockfile: `{"default": {"pandas": {"version": "==2.2.3"}}, "develop": {}}`, and one section for each own category. */
export const pipfileLock: Reader = (_path, text) => {
  const document: unknown = JSON.parse(text);
  const sections = Object.entries(record(document)).filter(([name]) => name !== '_meta');
  const locked = sections.flatMap(([, section]) =>
    Object.entries(record(section)).flatMap(([name, each]) => {
      const version = field(each, 'version');
      const commit = field(each, 'ref');
      if (typeof version === 'string' && version.startsWith('==')) return [{ name: normalised(name), version: version.slice(2) }];
      return typeof commit === 'string' ? [{ name: normalised(name), version: commit }] : [];
    }),
  );
  return { ...NOTHING, locked };
};

/** conda-lock's unified file: https://conda.github.io/conda-lock/output/ */
export const condaLock: Reader = (_path, text) => {
  const locked = list(field(parseYaml(text), 'package')).flatMap((each) => {
    const [name, version] = [field(each, 'name'), field(each, 'version')];
    if (typeof name !== 'string' || typeof version !== 'string') return [];
    return [{ name: field(each, 'manager') === 'conda' ? pypiName(name) : normalised(name), version }];
  });
  return { ...NOTHING, locked };
};
