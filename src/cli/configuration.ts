// The configuration of a run: a file that is named, else the nearest one up the tree.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { findConfiguration, type LoadedConfiguration } from '../core/config/find.ts';
import { parseConfiguration } from '../core/config/configuration.ts';
import { UserError } from '../core/config/user-error.ts';
import { corePath, nodeFiles } from '../machine/files.ts';

/** Throws a UserError for a named file that is not there, and for a configuration that is not valid. */
export async function loadConfiguration(cwd: string, named: string | undefined): Promise<LoadedConfiguration> {
  if (named === undefined) return findConfiguration(nodeFiles, corePath(cwd), corePath(cwd));
  const path = resolve(cwd, named);
  if (!existsSync(path) || !statSync(path).isFile()) throw new UserError(`${named}: no such configuration file`);
  return { configuration: parseConfiguration(named, readFileSync(path, 'utf8')) ?? {}, folder: dirname(path) };
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
