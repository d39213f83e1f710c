// Locks the uv project that notebooks are in: in a copy beside it, so that nothing changes before it is agreed to.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import { readDeclared } from '../../core/project/declared.ts';
import { field, list, record } from '../../core/project/reading.ts';
import { normalised } from '../../core/project/requirement.ts';
import { parse as parseToml } from 'smol-toml';
import { freezeOf, lastLine, type Environment } from '../../machine/environment.ts';
import { runProgram } from '../../machine/process.ts';
import { lockProject, type Uv } from '../export/lock.ts';
import { textOf, type Change } from './change.ts';
import { requirementOf, type Need } from './needs.ts';
import { isSame } from './requirements.ts';
import { pyprojectFor } from './resolve.ts';

export interface Locking {
  readonly environment: Environment;
  readonly uv: Uv;
  readonly say: (text: string) => void;
}

/** Files that `uv lock` reads beside pyproject.toml. */
const BESIDE = ['uv.lock', 'uv.toml', '.python-version', 'README.md', 'README.rst', 'setup.cfg'];

/** The changes to pyproject.toml and uv.lock, with what differs from the environment. Throws a UserError where there is no solution. */
export async function lockedUvProject(
  path: string,
  needs: readonly Need[],
  locking: Locking,
): Promise<{ readonly changes: readonly Change[]; readonly notes: readonly string[] }> {
  const { environment, uv, say } = locking;
  const folder = dirname(path);
  const before = textOf(path);
  if (before !== undefined) checkStandsAlone(path, before);
  const copy = mkdtempSync(join(folder, '.nbship-lock-'));
  try {
    for (const each of BESIDE) if (existsSync(join(folder, each))) copyFileSync(join(folder, each), join(copy, each));
    const start = before ?? pyprojectFor(projectName(folder), [], environment, []);
    writeFileSync(join(copy, 'pyproject.toml'), start);
    const missing = missingIn(path, start, needs);
    await add(copy, missing, locking);
    const [major = '3', minor = '11'] = environment.python.split('.');
    const moved = movedFrom(join(copy, 'uv.lock'), environment, missing.length > 0);
    const lock = (marker: string): ReturnType<typeof lockProject> =>
      lockProject(
        copy,
        environment,
        uv,
        say,
        moved.flatMap((each) => ['--upgrade-package', each + marker]),
      );
    const everywhere = await lock('');
    // A project for several Pythons may need other versions on the others.
    const result = everywhere.kind === 'unsolved' ? await lock(` ; python_version == '${major}.${minor}'`) : everywhere;
    if (result.kind !== 'locked') throw new UserError(`${path}: uv made no lock at the environment's versions: ${result.message}`);
    const changes = ['pyproject.toml', 'uv.lock'].map((each) => ({
      path: join(folder, each),
      before: textOf(join(folder, each)),
      after: readFileSync(join(copy, each), 'utf8'),
    }));
    return { changes, notes: result.notes };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * What is installed at a version that the lock does not have: uv keeps the rest where it is. What the lock does not have at all
 * counts only where something is added.
 */
function movedFrom(path: string, environment: Environment, isGrowing: boolean): readonly string[] {
  const text = textOf(path);
  const result = text === undefined ? undefined : readDeclared(path, text);
  const locked = result?.kind === 'declared' ? result.declared.locked : [];
  return freezeOf(environment).filter((each) => {
    const [name, version] = each.split('==');
    const versions = locked.filter((one) => one.name === name).map((one) => one.version);
    if (versions.length === 0) return isGrowing || text === undefined;
    return !versions.some((one) => isSame(one, version));
  });
}

/** Parts of a workspace and folders beside the project are not there in a copy. */
function checkStandsAlone(path: string, text: string): void {
  const uv = field(parseToml(text), 'tool', 'uv');
  const sources = Object.values(record(field(uv, 'sources'))).flatMap((each) => (Array.isArray(each) ? list(each) : [each]));
  const isLocal = sources.some((each) => typeof field(each, 'path') === 'string' || field(each, 'workspace') === true);
  if (isLocal || field(uv, 'workspace') !== undefined)
    throw new UserError(`${path}: a project with parts in other folders is locked by uv itself: \`uv add NAME==VERSION\``);
}

function missingIn(path: string, text: string, needs: readonly Need[]): readonly Need[] {
  const result = readDeclared(path, text);
  const declared = new Set(result?.kind === 'declared' ? result.declared.declarations.map((each) => each.distribution) : []);
  return needs.filter((each) => !declared.has(each.distribution));
}

/** As uv itself declares: from the installed version on; the lock holds the one. */
async function add(copy: string, missing: readonly Need[], { uv, environment }: Locking): Promise<void> {
  if (missing.length === 0) return;
  const words = missing.map((each) => requirementOf(each, '>='));
  const args = [...uv.args, 'add', '--quiet', '--frozen', '--no-workspace', '--python', environment.interpreter, ...words];
  const added = await runProgram(uv.program, args, { cwd: copy, env: { UV_PYTHON_DOWNLOADS: 'never', VIRTUAL_ENV: undefined } });
  if (added.code !== 0) throw new UserError(`uv add ${words.join(' ')} failed: ${lastLine(added.stderr)}`);
}

function projectName(folder: string): string {
  return normalised(basename(folder).replace(/[^A-Za-z0-9._-]+/g, '-')).replace(/^-+|-+$/g, '') || 'notebooks';
}
