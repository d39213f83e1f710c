// Finds the configuration: a file that is named, else the nearest nbship.toml or pyproject.toml up the tree.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { parseConfiguration, UserError, type Configuration } from '../core/config/settings.ts';

export function loadConfiguration(cwd: string, named: string | undefined): Configuration {
  if (named !== undefined) {
    if (!existsSync(resolve(cwd, named))) throw new UserError(`${named}: no such configuration file`);
    return parseConfiguration(named, readFileSync(resolve(cwd, named), 'utf8')) ?? {};
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const name of ['nbship.toml', 'pyproject.toml']) {
      const path = join(folder, name);
      const found = existsSync(path) ? parseConfiguration(relative(cwd, path), readFileSync(path, 'utf8')) : undefined;
      if (found) return found;
    }
    if (folder === dirname(folder)) return {};
  }
}
