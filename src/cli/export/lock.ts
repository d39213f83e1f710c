// Locks an exported project at the kernel's versions: uv where it can be had, and plain words where it cannot.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { parse as parseToml } from 'smol-toml';

import type { Environment } from '../../machine/environment.ts';
import { freezeOf, lastLine } from '../../machine/environment.ts';
import { runProgram, type Ran } from '../../machine/process.ts';

export type LockResult =
  /** uv.lock and a hashed requirements.txt were written; `notes` say what differs from the kernel. */
  | { readonly kind: 'locked'; readonly notes: readonly string[] }
  /** No solution: what uv said. */
  | { readonly kind: 'unsolved'; readonly message: string }
  /** No lock could be made; requirements.txt has versions but no hashes. */
  | { readonly kind: 'unlocked'; readonly message: string };

type Say = (text: string) => void;

/** How uv is called: its path, or through an interpreter that has it. */
export interface Uv {
  readonly program: string;
  readonly args: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The environment that nbship keeps for uv where nobody else has it, and its interpreter. */
function privateUv(env: Variables): { readonly home: string; readonly python: string } {
  const home = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'nbship', 'uv');
  return { home, python: join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python') };
}

/** uv on PATH, in the interpreter, or in nbship's own environment, with what it says of its version; installs nothing. */
export async function presentUv(interpreter: string, env: Variables): Promise<(Uv & { readonly version: string }) | undefined> {
  const { python } = privateUv(env);
  const ways: readonly Uv[] = [
    { program: 'uv', args: [] },
    { program: interpreter, args: ['-m', 'uv'] },
    ...(existsSync(python) ? [{ program: python, args: ['-m', 'uv'] }] : []),
  ];
  for (const way of ways) {
    const { code, stdout } = await runProgram(way.program, [...way.args, '--version']);
    if (code === 0) return { ...way, version: stdout.trim() };
  }
  return undefined;
}

/** Finds uv where it is; else installs it into a private environment, saying so first. */
export async function findUv(interpreter: string, say: Say, env: Variables): Promise<Uv | undefined> {
  const present = await presentUv(interpreter, env);
  if (present) return { program: present.program, args: present.args };
  const { home, python } = privateUv(env);
  if (!existsSync(python)) {
    say(`uv is not installed: installing it into ${home} (18 MB, once)`);
    mkdirSync(home, { recursive: true });
    const made = await runProgram(interpreter, ['-m', 'venv', home]);
    const installed =
      made.code === 0 ? await runProgram(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv>=0.9,<1']) : made;
    if (installed.code !== 0) return undefined;
  }
  return (await runProgram(python, ['-m', 'uv', '--version'])).code === 0 ? { program: python, args: ['-m', 'uv'] } : undefined;
}

/** Locks the project in a folder that holds its pyproject.toml; `more` are further words of `uv lock`. */
export async function lockProject(
  folder: string,
  environment: Environment,
  uv: Uv | undefined,
  say: Say,
  more: readonly string[] = [],
): Promise<LockResult> {
  if (!uv) return unlocked(folder, environment, 'uv could not be found or installed');
  const run = (args: readonly string[]): Promise<Ran> =>
    runProgram(uv.program, [...uv.args, ...args], { cwd: folder, env: { UV_PYTHON_DOWNLOADS: 'never', VIRTUAL_ENV: undefined } });
  say('locking the versions of the environment that ran the notebook');
  const locked = await run(['lock', '--python', environment.interpreter, ...more]);
  if (locked.code === 1 && !isNetwork(locked.stderr)) return { kind: 'unsolved', message: locked.stderr.trim() };
  if (locked.code !== 0) return unlocked(folder, environment, `uv lock failed: ${lastLine(locked.stderr)}`);
  const header = '# Made from uv.lock by `uv export`; do not edit. Install with `pip install -r requirements.txt`.\n';
  const exported = await run([
    'export',
    '--frozen',
    '--quiet',
    '--format',
    'requirements.txt',
    '--no-emit-project',
    '--no-dev',
    '--no-header',
    '--no-annotate',
    '--python',
    environment.interpreter,
  ]);
  if (exported.code !== 0) return unlocked(folder, environment, `uv export failed: ${lastLine(exported.stderr)}`);
  writeFileSync(join(folder, 'requirements.txt'), header + exported.stdout);
  return { kind: 'locked', notes: [...drift(folder, environment), ...registries(folder)] };
}

function isNetwork(text: string): boolean {
  return /dns error|error sending request|connection|timed out|failed to fetch|network/i.test(text);
}

/** Writes the versions of the environment, without hashes; `message` says why. */
export function unlocked(folder: string, environment: Environment, message: string): LockResult {
  const lines = [
    `# NOT LOCKED: ${message}. So these versions have no hashes.`,
    '# They are those of the environment that ran the notebook. Run `make lock` where the package index can be reached.',
    ...freezeOf(environment),
  ];
  writeFileSync(join(folder, 'requirements.txt'), `${lines.join('\n')}\n`);
  return { kind: 'unlocked', message };
}

/** Packages that are locked at another version than the kernel has. */
function drift(folder: string, environment: Environment): readonly string[] {
  return lockedPackages(folder).flatMap(({ name, version }) => {
    const installed = environment.installed[name]?.version;
    return installed === undefined || version === undefined || installed === version || installed.split('+')[0] === version
      ? []
      : [`${name} is locked at ${version}, the notebook's environment has ${installed}`];
  });
}

/** Registries in the lock that pyproject.toml does not declare: uv took them from this machine's own settings. */
function registries(folder: string): readonly string[] {
  const declared = readFileSync(join(folder, 'pyproject.toml'), 'utf8');
  const found = new Set(lockedPackages(folder).flatMap((each) => (each.registry === undefined ? [] : [each.registry])));
  return [...found]
    .filter((each) => !isPublicIndex(each) && !declared.includes(each))
    .map(() => "the lock names a package index that pyproject.toml does not declare (this machine's uv settings); others may not reach it");
}

/** The Python Package Index itself, uv's default, needs no declaration. */
function isPublicIndex(address: string): boolean {
  const labels = URL.canParse(address) ? new URL(address).hostname.split('.') : [];
  return labels.length === 2 && labels[0] === 'pypi';
}

interface LockedPackage {
  readonly name: string;
  readonly version: string | undefined;
  readonly registry: string | undefined;
}

function lockedPackages(folder: string): readonly LockedPackage[] {
  const { package: packages } = parseToml(readFileSync(join(folder, 'uv.lock'), 'utf8'));
  if (!Array.isArray(packages)) return [];
  return packages.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null || !('name' in each) || typeof each.name !== 'string') return [];
    const version = 'version' in each && typeof each.version === 'string' ? each.version : undefined;
    const source: unknown = 'source' in each ? each.source : undefined;
    const registry =
      typeof source === 'object' && source !== null && 'registry' in source && typeof source.registry === 'string'
        ? source.registry
        : undefined;
    return [{ name: each.name, version, registry }];
  });
}
