// Finds the configuration: a file that is named, else the nearest nbship.toml or pyproject.toml up the tree.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { parseConfiguration, UserError, type Configuration } from '../core/config/settings.ts';

/** A configuration with the folder of its file, which its globs are relative to. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly folder: string;
}

/** Throws a UserError for a named file that is not there, and for a configuration that is not valid. */
export function loadConfiguration(cwd: string, named: string | undefined): LoadedConfiguration {
  if (named !== undefined) {
    const path = resolve(cwd, named);
    if (!existsSync(path) || !statSync(path).isFile()) throw new UserError(`${named}: no such configuration file`);
    return { configuration: parseConfiguration(named, readFileSync(path, 'utf8')) ?? {}, folder: dirname(path) };
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const name of ['nbship.toml', 'pyproject.toml']) {
      const path = join(folder, name);
      const found = existsSync(path) ? parseConfiguration(relative(cwd, path), readFileSync(path, 'utf8')) : undefined;
      if (found) return { configuration: found, folder };
    }
    if (folder === dirname(folder)) return { configuration: {}, folder: cwd };
  }
}
