// Finds the configuration of a folder: the nearest nbship.toml or pyproject.toml with a `[tool.nbship]` up the tree.

import { ancestorsOf, isAbsolute, pathIn, shownFrom, type Files } from '../project/files.ts';
import { parseConfiguration, type Configuration } from './configuration.ts';

/** A configuration with the folder of its file, which its globs are relative to; the paths of its `dependencies` are absolute. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly folder: string;
  /** Its file; absent where there is none. */
  readonly path?: string;
}

/** A configuration as it was read from a file in a folder. */
export function loadedFrom(path: string, folder: string, configuration: Configuration): LoadedConfiguration {
  const { dependencies } = configuration;
  const named = dependencies?.map((each) => (isAbsolute(each) ? each : pathIn(folder, each)));
  return { configuration: named ? { ...configuration, dependencies: named } : configuration, folder, path };
}

/** Throws a UserError for a configuration that is not valid; one that is nowhere is empty. Paths in errors are relative to `base`. */
export async function findConfiguration(files: Files, start: string, base: string): Promise<LoadedConfiguration> {
  for (const folder of ancestorsOf(start)) {
    for (const name of ['nbship.toml', 'pyproject.toml']) {
      const path = pathIn(folder, name);
      const text = await files.read(path);
      const found = text === undefined ? undefined : parseConfiguration(shownFrom(base, path), text);
      if (found) return loadedFrom(path, folder, found);
    }
  }
  return { configuration: {}, folder: start };
}
