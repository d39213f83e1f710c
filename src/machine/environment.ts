// The interpreter that runs the notebook: where it is, and what is installed in it.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { array, boolean, nullable, object, record, string, unknown, type infer as Infer } from 'zod/mini';

import { UserError } from '../core/config/settings.ts';
import factsScript from '../python/facts.py';
import { runProgram } from './process.ts';

const environmentFacts = object({
  python: string(),
  implementation: string(),
  platform: string(),
  prefix: string(),
  conda: boolean(),
  installed: record(string(), object({ version: string(), direct_url: nullable(unknown()) })),
  packages: record(string(), array(string())),
  standard_library: array(string()),
  /** Folders that it looks into for modules. */
  paths: array(string()),
});

export interface Environment extends Infer<typeof environmentFacts> {
  /** Path or name of the interpreter. */
  readonly interpreter: string;
}

/** Where an environment has its interpreter. */
const PYTHON = process.platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python');

/** An interpreter, and how it was come by. */
export interface ChosenInterpreter {
  readonly program: string;
  readonly why: 'named' | 'active environment' | '.venv' | 'PATH';
}

/**
 * The interpreter of a notebook: the one that is named, else the active virtual environment, else `.venv` beside or above
 * the notebook, else the python on PATH.
 */
export function chooseInterpreter(
  notebook: string,
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ChosenInterpreter {
  if (named !== undefined) return { program: named, why: 'named' };
  if (env['VIRTUAL_ENV'] !== undefined && existsSync(join(env['VIRTUAL_ENV'], PYTHON)))
    return { program: join(env['VIRTUAL_ENV'], PYTHON), why: 'active environment' };
  for (let folder = dirname(notebook); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.venv', PYTHON))) return { program: join(folder, '.venv', PYTHON), why: '.venv' };
    if (folder === dirname(folder)) break;
  }
  return { program: process.platform === 'win32' ? 'python' : 'python3', why: 'PATH' };
}

export function interpreterFor(notebook: string, named: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  return chooseInterpreter(notebook, named, env).program;
}

/**
 * An interpreter as it was named: a path is relative to the working directory and may be the folder of an environment, a plain name that
 * is no folder there is looked up on PATH.
 */
export function programNamed(named: string, cwd: string): string {
  const path = resolve(cwd, named);
  const inside = join(path, PYTHON);
  if (existsSync(inside)) return inside;
  return /[\\/]/.test(named) ? path : named;
}

/** Asks an interpreter what is installed in it. Throws a UserError where it does not run or does not answer. */
export async function readEnvironment(interpreter: string): Promise<Environment> {
  const { code, stdout, stderr } = await runProgram(interpreter, ['-I', '-'], { input: factsScript });
  if (code !== 0)
    throw new UserError(`${interpreter}: expected a Python interpreter that runs, found ${lastLine(stderr) || `exit code ${code}`}`);
  const parsed = environmentFacts.safeParse(JSON.parse(stdout));
  if (!parsed.success)
    throw new UserError(`${interpreter}: its facts are not as expected (${parsed.error.issues[0]?.path.join('.') ?? ''})`);
  return { ...parsed.data, interpreter };
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

/** Distributions that a notebook's imports come from, and the imports that nothing installed provides. */
export function distributionsOf(
  environment: Environment,
  roots: readonly string[],
): { readonly found: readonly string[]; readonly missing: readonly string[] } {
  const standard = new Set(environment.standard_library);
  const found = new Set<string>();
  const missing: string[] = [];
  for (const root of roots) {
    if (standard.has(root)) continue;
    const names = environment.packages[root] ?? [];
    if (names.length === 0) missing.push(root);
    // Of several distributions that share a namespace, the one that has the import's own name.
    const own = names.filter((each) => each.replaceAll('-', '_') === root.toLowerCase());
    for (const each of own.length > 0 ? own : names) found.add(each);
  }
  return { found: [...found].sort(), missing };
}

/** `name==version` for everything installed, but what came from a folder or a repository and what builds packages. */
export function freezeOf(environment: Environment): readonly string[] {
  return Object.entries(environment.installed)
    .filter(([name, { direct_url }]) => direct_url === null && !TOOLING.has(name))
    .map(([name, { version }]) => `${name}==${version}`)
    .sort();
}

const TOOLING = new Set(['pip', 'setuptools', 'wheel', 'distribute', 'pkg-resources']);
