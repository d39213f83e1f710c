// What nbship finds on this machine and around a folder or a notebook.

import { dirname, join, resolve } from 'node:path';

import { findConfiguration } from '../../core/config/find.ts';
import { resolveSettings, UserError } from '../../core/config/settings.ts';
import { discoverProject } from '../../core/project/discover.ts';
import { RULES } from '../../core/rules/index.ts';
import { chooseInterpreter, readEnvironment, type ChosenInterpreter } from '../../machine/environment.ts';
import { corePath, nodeFiles, repositoryOf } from '../../machine/files.ts';
import { runProgram } from '../../machine/process.ts';
import { presentUv } from '../export/lock.ts';
import { findNotebooks } from '../files.ts';
import type { Host } from '../host.ts';
import { VERSION } from '../version.ts';

/** A program that was looked for; `version` is what it says of itself. */
export type Tool = { readonly found: true; readonly version: string; readonly where: string } | { readonly found: false };

export interface Examined {
  readonly version: 1;
  readonly nbship: string;
  readonly node: { readonly version: string; readonly path: string };
  readonly python: {
    readonly path: string;
    readonly why: ChosenInterpreter['why'];
    /** Null where it does not run. */
    readonly version: string | null;
    readonly packages: number;
  };
  readonly tools: Readonly<Record<'uv' | 'git' | 'dvc' | 'ruff', Tool>>;
  readonly repository: string | null;
  readonly configuration: { readonly path: string | null; readonly rules: number };
  readonly dependencies: { readonly files: readonly string[]; readonly declared: number; readonly pinned: number; readonly locked: number };
  readonly notebooks: number;
  /** What is broken, in words a person can act on. */
  readonly problems: readonly string[];
}

/** `path` is a folder, or the notebook that it is about. */
export async function examine(path: string, isFolder: boolean, named: string | undefined, host: Host): Promise<Examined> {
  const folder = isFolder ? path : dirname(path);
  const chosen = chooseInterpreter(isFolder ? join(path, 'notebook.ipynb') : path, named, host.env);
  const [python, tools, configuration] = await Promise.all([
    examinePython(chosen),
    examineTools(chosen.program, host),
    examineConfiguration(folder, host.cwd),
  ]);
  const project = await discoverProject(nodeFiles, corePath(folder), corePath(host.cwd), configuration.dependencies);
  const broken = project.problems ?? [];
  return {
    version: 1,
    nbship: VERSION,
    node: { version: process.version, path: process.execPath },
    python: python.facts,
    tools,
    repository: repositoryOf(folder) ?? null,
    configuration: configuration.facts,
    dependencies: {
      files: project.files,
      declared: project.declarations.length,
      pinned: project.declarations.filter((each) => each.pinned).length,
      locked: project.locked.size,
    },
    notebooks: isFolder ? findNotebooks([path], host.cwd, configuration.exclude).files.length : 1,
    problems: [
      ...python.problems,
      ...configuration.problems,
      ...broken.map((each) => `${each.path}:${each.line}: expected ${each.expected}, found ${each.found}`),
    ],
  };
}

async function examinePython({ program, why }: ChosenInterpreter): Promise<{ facts: Examined['python']; problems: readonly string[] }> {
  try {
    const { python, installed } = await readEnvironment(program);
    return { facts: { path: program, why, version: python, packages: Object.keys(installed).length }, problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { facts: { path: program, why, version: null, packages: 0 }, problems: [error.message] };
  }
}

async function examineTools(python: string, { env }: Host): Promise<Examined['tools']> {
  const ask = async (program: string, inPython: boolean): Promise<Tool> => {
    const ways = [{ program, args: ['--version'] }, ...(inPython ? [{ program: python, args: ['-m', program, '--version'] }] : [])];
    for (const way of ways) {
      const { code, stdout } = await runProgram(way.program, way.args);
      const version = /\d+(\.\d+)+\S*/.exec(stdout)?.[0];
      if (code === 0 && version !== undefined) return { found: true, version, where: way.program === program ? 'PATH' : python };
    }
    return { found: false };
  };
  const uv = async (): Promise<Tool> => {
    const present = await presentUv(python, env);
    const version = /\d+(\.\d+)+\S*/.exec(present?.version ?? '')?.[0];
    return present && version !== undefined
      ? { found: true, version, where: present.program === 'uv' ? 'PATH' : present.program }
      : { found: false };
  };
  const [found, git, dvc, ruff] = await Promise.all([uv(), ask('git', false), ask('dvc', true), ask('ruff', true)]);
  return { uv: found, git, dvc, ruff };
}

interface Configured {
  readonly facts: Examined['configuration'];
  readonly exclude: { readonly folder: string; readonly globs: readonly string[] };
  /** The files that it names; undefined for the nearest. */
  readonly dependencies: readonly string[] | undefined;
  readonly problems: readonly string[];
}

/** The configuration of a check that is started in a folder. */
async function examineConfiguration(folder: string, cwd: string): Promise<Configured> {
  const enabled = (isEnabled: (rule: string) => boolean): number => RULES.filter((each) => isEnabled(each.id)).length;
  try {
    const { configuration, folder: of, path } = await findConfiguration(nodeFiles, corePath(folder), corePath(cwd));
    const settings = resolveSettings(configuration);
    return {
      facts: { path: path === undefined ? null : resolve(path), rules: enabled((rule) => settings.isEnabled(rule)) },
      exclude: { folder: of, globs: settings.exclude },
      dependencies: settings.dependencies,
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const settings = resolveSettings({});
    return {
      facts: { path: null, rules: enabled((rule) => settings.isEnabled(rule)) },
      exclude: { folder, globs: [] },
      dependencies: undefined,
      problems: [error.message],
    };
  }
}
