// The environment of a comparison: the project's own, installed from its lock.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import { interpreterFor, lastLine } from '../../machine/environment.ts';
import { runProgram } from '../../machine/process.ts';
import { findUv } from '../export/lock.ts';

export interface Installed {
  readonly python: string;
  /** How it came to be, for the report, e.g. `installed from uv.lock`. */
  readonly told: string;
}

/** `.venv` of the project, made equal to its lock; or the interpreter that is named, as it is. Throws a UserError where neither can be had. */
export async function installProject(
  folder: string,
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<Installed> {
  if (named !== undefined) return { python: named, told: `${named}, as it was` };
  if (!existsSync(join(folder, 'uv.lock')))
    throw new UserError('the project is not locked (there is no uv.lock): lock it with `make lock`, or name an interpreter with --python');
  const uv = await findUv(interpreterFor(join(folder, 'train.py'), undefined, env), say, env);
  if (!uv) throw new UserError('uv could not be found or installed; name an interpreter with --python');
  say('installing what uv.lock says into .venv, with what the notebook imports beside');
  const group = ['--group', 'notebook'];
  const synced = await runProgram(uv.program, [...uv.args, 'sync', '--locked', '--quiet', ...group], {
    cwd: folder,
    env: { VIRTUAL_ENV: undefined },
  });
  if (synced.code !== 0) throw new UserError(`uv sync failed: ${lastLine(synced.stderr)}`);
  const bin = process.platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python');
  return { python: join(folder, '.venv', bin), told: 'installed from uv.lock' };
}
