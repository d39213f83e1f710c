// The configuration of a run: a file that is named, else the nearest one up the tree.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { findConfiguration, loadedFrom, type LoadedConfiguration } from '../core/config/find.ts';
import { parseConfiguration } from '../core/config/configuration.ts';
import { UserError } from '../core/config/user-error.ts';
import { shownFrom } from '../core/project/files.ts';
import { corePath, nodeFiles } from '../machine/files.ts';

/** Throws a UserError for a named file that is not there, and for a configuration that is not valid. */
export async function loadConfiguration(cwd: string, named: string | undefined): Promise<LoadedConfiguration> {
  if (named === undefined) return withFiles(await findConfiguration(nodeFiles, corePath(cwd), corePath(cwd)), cwd);
  const path = resolve(cwd, named);
  if (!existsSync(path) || !statSync(path).isFile()) throw new UserError(`${named}: no such configuration file`);
  const configuration = parseConfiguration(named, readFileSync(path, 'utf8')) ?? {};
  return withFiles(loadedFrom(corePath(path), corePath(dirname(path)), configuration), cwd);
}

/** Throws where a file of `dependencies` is not there: everything said of versions would stand on nothing. */
function withFiles(loaded: LoadedConfiguration, cwd: string): LoadedConfiguration {
  for (const each of loaded.configuration.dependencies ?? [])
    if (!existsSync(each) || !statSync(each).isFile())
      throw new UserError(
        `${shownFrom(corePath(cwd), loaded.path ?? '')}: key 'dependencies': expected a file, found none at ${shownFrom(corePath(cwd), each)}`,
      );
  return loaded;
}

/**
 * The environment whose packages count: `--python`, relative to the working directory, else the configuration's `python`, relative to
 * its file. A plain name such as `python3.12` that is no path there stays one, to be looked up on PATH.
 */
export function pythonFor(flag: string | undefined, cwd: string, { configuration, folder }: LoadedConfiguration): string | undefined {
  const named = flag ?? configuration.python;
  if (named === undefined) return undefined;
  const path = resolve(flag === undefined ? folder : cwd, named);
  return existsSync(path) || basename(named) !== named ? path : named;
}
