// Installs what a fresh machine lacks: the npm packages, and a private Python environment for the tests. Needs nothing but Node.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Trouble, ask, main, onWindows, root, step } from './steps.mjs';

const oldestNode = 20;
const oldestPython = [3, 11];

/** Installs the npm packages when node_modules is missing or does not hold what package-lock.json says. */
export async function ensurePackages() {
  const node = Number(process.versions.node.split('.')[0]);
  if (node < oldestNode) throw new Trouble(`nbship needs Node ${oldestNode} or newer; this is ${process.version}.`);
  if (packagesAreFresh()) return;
  // `npm ci` refuses a lock without every platform's binaries, which some registries do not carry; the versions are the lock's either way.
  await step('Installing npm packages', ['npm', 'install', '--no-audit', '--no-fund', '--no-save']);
}

function packagesAreFresh() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  // Optional packages are other platforms' binaries: their absence is right.
  return Object.entries(wanted).every(([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version);
}

/** The interpreter of a virtual environment. */
export function pythonOf(environment) {
  return onWindows ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');
}

/**
 * A Python of at least 3.11 on this machine. NBSHIP_PYTHON names one; else the usual names are tried.
 * @returns {{ path: string, version: string }}
 */
export function findPython() {
  const names = [process.env['NBSHIP_PYTHON'], 'python3', 'python', 'python3.13', 'python3.12', 'python3.11', ...(onWindows ? ['py'] : [])];
  for (const name of names) {
    if (name === undefined || name === '') continue;
    const answer = ask(name, ['-c', 'import sys; print(sys.executable); print(".".join(map(str, sys.version_info[:3])))']);
    const [path, version] = answer?.split(/\r?\n/) ?? [];
    if (path !== undefined && version !== undefined && isRecent(version)) return { path, version };
  }
  throw new Trouble(`No Python ${oldestPython.join('.')} or newer was found. Install one, or name it: NBSHIP_PYTHON=/path/to/python3`);
}

function isRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]);
}

/**
 * Makes the virtual environment `folder` hold exactly the pinned `requirements` file, unless it already does.
 * A stamp written last says so: an interrupted installation starts again.
 * @returns {Promise<string>} the path of the environment's Python
 */
export async function ensureEnvironment(folder, requirements, title) {
  const python = findPython();
  const pins = readFileSync(requirements);
  const stamp = join(folder, 'nbship-stamp');
  const wanted = createHash('sha256').update(pins).update(python.version).update(folder).digest('hex');
  const inside = pythonOf(folder);
  if (existsSync(inside) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return inside;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await makeEnvironment(python.path, folder);
  await step(title, [inside, '-m', 'pip', 'install', '--disable-pip-version-check', '--quiet', '-r', requirements]);
  writeFileSync(stamp, wanted);
  return inside;
}

async function makeEnvironment(python, folder) {
  if (ask(python, ['-c', 'import venv, ensurepip']) === undefined) {
    throw new Trouble(
      `${python} cannot make virtual environments (its venv or ensurepip module is missing). On Debian or Ubuntu: apt install python3-venv`,
    );
  }
  await step('Making a private Python environment', [python, '-m', 'venv', folder]);
}

/** The Python with the data libraries that tests use, in .cache/python; never the user's own. */
export async function ensureTestPython() {
  return ensureEnvironment(
    join(root, '.cache/python'),
    join(root, 'scripts/requirements-test.txt'),
    'Installing the test libraries of Python',
  );
}

/** The Python of a private folder that holds uv. */
export async function ensureUvPython() {
  return ensureEnvironment(join(root, '.cache/uv'), join(root, 'scripts/requirements-demo.txt'), 'Installing uv into a private folder');
}

/** A uv: one on the PATH, else the private one. */
export async function ensureUv() {
  if (ask('uv', ['--version']) !== undefined) return 'uv';
  return join(dirname(await ensureUvPython()), onWindows ? 'uv.exe' : 'uv');
}

/**
 * Installs strace, with which a test watches what an analysis opens and starts. Linux only; elsewhere that test is skipped.
 * Throws Trouble where it cannot be had.
 */
export async function ensureStrace() {
  if (process.platform !== 'linux' || ask('strace', ['-V']) !== undefined) return;
  if (ask('apt-get', ['--version']) === undefined)
    throw new Trouble('strace is needed to watch an analysis, and apt is not here to install it.');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  await step('Updating the package lists', [...sudo, 'apt-get', 'update', '-qq']);
  await step('Installing strace', [...sudo, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'strace']);
}

/**
 * The environment variables under which tests and the demo run Python: its own programs first on PATH, byte code written
 * (without it every start compiles the libraries again), the user's settings for other interpreters left out.
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnvironment(python) {
  const { PYTHONDONTWRITEBYTECODE: _, PYTHONPATH: __, PYTHONHOME: ___, VIRTUAL_ENV: ____, ...rest } = process.env;
  return { ...rest, PATH: `${dirname(python)}${delimiter}${rest['PATH'] ?? ''}` };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    await ensurePackages();
    console.log(`npm packages: node_modules`);
    console.log(`test Python:  ${await ensureTestPython()}`);
    return 0;
  });
}
