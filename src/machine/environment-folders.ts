// Where an environment keeps what is installed in it: a virtual environment, conda's, or a Python of the system.

import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

import { UserError } from '../core/config/settings.ts';

export interface EnvironmentFolders {
  /** Absolute, in the order in which Python looks into them. */
  readonly folders: readonly string[];
  /** E.g. `3.11.7`, or `3.11` where no more is known. */
  readonly python: string | undefined;
}

/**
 * Finds them by an interpreter (`.venv/bin/python`, `python3.12` on PATH) or by the folder of an environment. Starts nothing.
 * Throws a UserError where there is none.
 */
export function environmentAt(named: string, env: Readonly<Record<string, string | undefined>>): EnvironmentFolders {
  const path = /[\\/]/.test(named) || existsSync(named) ? named : onPath(named, env);
  if (path === undefined || !existsSync(path))
    throw new UserError(`${named}: expected an interpreter or the folder of an environment, found nothing`);
  const isFolder = statSync(path).isDirectory();
  const root = isFolder ? path : rootOf(path);
  const asked = isFolder ? undefined : (minorIn(basename(path)) ?? minorIn(basename(realpathSync(path))));
  const config = existsSync(join(root, 'pyvenv.cfg')) ? readFileSync(join(root, 'pyvenv.cfg'), 'utf8') : '';
  const python = settingIn(config, 'version_info') ?? settingIn(config, 'version') ?? condaPython(root) ?? asked;
  const folders = sitePackagesOf(root, python);
  if (folders.length === 0)
    throw new UserError(
      `${named}: expected an interpreter or the folder of an environment, found no lib/python${python === undefined ? '*' : (minorIn(`python${python}`) ?? '')}/site-packages`,
    );
  const home = settingIn(config, 'home');
  const shared = settingIn(config, 'include-system-site-packages') === 'true' && home !== undefined;
  const base = shared ? sitePackagesOf(dirname(home), python) : [];
  const user = config === '' ? userPackages(env, python ?? minorIn(folders[0] ?? '')) : [];
  return { folders: [...folders, ...base, ...user], python: python ?? minorIn(folders[0] ?? '') };
}

/** `pip install --user`; a virtual environment does not see them. */
function userPackages(env: Readonly<Record<string, string | undefined>>, python: string | undefined): readonly string[] {
  const minor = /^\d+\.\d+/.exec(python ?? '')?.[0];
  const folder = join(env['HOME'] ?? env['USERPROFILE'] ?? '', '.local', 'lib', `python${minor}`, 'site-packages');
  return existsSync(folder) ? [folder] : [];
}

function onPath(name: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const names = process.platform === 'win32' ? [name, `${name}.exe`] : [name];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((each) => each !== '');
  return folders.flatMap((folder) => names.map((each) => join(folder, each))).find((each) => existsSync(each));
}

/** `env/bin/python` and `env\Scripts\python.exe` lie in a folder of the environment, conda's `env\python.exe` in the environment itself. */
function rootOf(interpreter: string): string {
  const folder = dirname(interpreter);
  return /^(bin|Scripts)$/i.test(basename(folder)) ? dirname(folder) : folder;
}

/** `3.11` in `python3.11`, `lib/python3.11/site-packages`. */
function minorIn(text: string): string | undefined {
  return /python(\d\.\d+)/i.exec(text)?.[1];
}

function settingIn(config: string, key: string): string | undefined {
  return new RegExp(`^${key}\\s*=\\s*(.+?)\\s*$`, 'm').exec(config)?.[1];
}

/** conda notes each package in a file, e.g. `conda-meta/python-3.11.7-h955ad1f_0.json`. */
function condaPython(root: string): string | undefined {
  const noted = join(root, 'conda-meta');
  if (!existsSync(noted)) return undefined;
  return readdirSync(noted).flatMap((each) => /^python-(\d+\.\d+\.\d+)-/.exec(each)?.[1] ?? [])[0];
}

function sitePackagesOf(root: string, python: string | undefined): readonly string[] {
  const minor = python === undefined ? undefined : /^\d+\.\d+/.exec(python)?.[0];
  const libraries = ['lib', 'lib64', join('local', 'lib')].map((each) => join(root, each)).filter((each) => existsSync(each));
  const found = libraries.flatMap((library) =>
    readdirSync(library)
      // Debian keeps what its packages bring in `lib/python3/dist-packages`, whatever the version.
      .filter((each) => (minor === undefined ? /^python3\.\d+$/.test(each) : each === `python${minor}`) || each === 'python3')
      .flatMap((each) => ['site-packages', 'dist-packages'].map((kind) => join(library, each, kind))),
  );
  const all = [...found, join(root, 'Lib', 'site-packages'), ...(basename(root) === 'site-packages' ? [root] : [])].filter((each) =>
    existsSync(each),
  );
  // `lib64` is a link to `lib` in many environments.
  const known = new Map(all.map((each) => [realpathSync(each), each]));
  return [...known.keys()];
}
