// Where a notebook's lock goes: what its project uses already, or what is asked for.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { parse as parseToml, TomlError } from 'smol-toml';

import { UserError } from '../../core/config/settings.ts';
import { inlineFacts } from '../../core/project/inline.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';

export const KINDS = ['uv', 'requirements', 'environment.yml', 'pep723'] as const;
export type Kind = (typeof KINDS)[number];

export interface Target {
  readonly kind: Kind;
  /** The file that is changed, or made: a pyproject.toml for uv, the notebook itself for PEP 723. */
  readonly path: string;
}

/** Locks that only the tool itself can write, and how it does. */
const OTHERS: Readonly<Record<string, string>> = {
  'poetry.lock': 'Poetry: `poetry add NAME@VERSION` and `poetry lock`',
  'pdm.lock': 'PDM: `pdm add NAME==VERSION` and `pdm lock`',
  'Pipfile.lock': 'pipenv: `pipenv install NAME==VERSION`',
  'conda-lock.yml': 'conda-lock: `conda-lock --update NAME`',
};

const CONDA = /^(conda[-_])?environment\.ya?ml$/;

/** Throws a UserError where the project is locked by a tool of its own. `named` are the files of the configuration's `dependencies`. */
export function targetOf(notebook: Notebook, path: string, asked: Kind | undefined, named: readonly string[]): Target {
  const folder = dirname(path);
  switch (asked) {
    case 'pep723':
      return { kind: asked, path };
    case 'uv':
      return { kind: asked, path: nearest(folder, isProject) ?? join(folder, 'pyproject.toml') };
    case 'requirements':
      return { kind: asked, path: named.find(isText) ?? nearest(folder, isText) ?? join(folder, 'requirements.txt') };
    case 'environment.yml':
      return { kind: asked, path: named.find(isConda) ?? nearest(folder, isConda) ?? join(folder, 'environment.yml') };
    case undefined:
      return inlineFacts(notebook).block ? { kind: 'pep723', path } : (inNamed(named) ?? inProject(folder));
    default:
      return asked satisfies never;
  }
}

function inNamed(named: readonly string[]): Target | undefined {
  const [first] = named;
  if (first === undefined) return undefined;
  if (isConda(first)) return { kind: 'environment.yml', path: first };
  return { kind: isProject(first) ? 'uv' : 'requirements', path: first };
}

/** The nearest folder that declares something, up to the repository's root; else a new requirements.txt beside the notebook. */
function inProject(start: string): Target {
  for (const folder of foldersFrom(start)) {
    const names = readdirSync(folder);
    const at = (name: string): string => join(folder, name);
    if (names.includes('uv.lock') && names.includes('pyproject.toml')) return { kind: 'uv', path: at('pyproject.toml') };
    const other = names.find((each) => OTHERS[each] !== undefined);
    if (other !== undefined)
      throw new UserError(`${at(other)}: this project is locked by ${OTHERS[other] ?? ''}; --to names another form for the notebook alone`);
    if (names.includes('requirements.txt')) return { kind: 'requirements', path: at('requirements.txt') };
    const conda = names.find((each) => CONDA.test(each));
    if (conda !== undefined) return { kind: 'environment.yml', path: at(conda) };
    if (names.includes('pyproject.toml') && isProject(at('pyproject.toml'))) return { kind: 'uv', path: at('pyproject.toml') };
  }
  return { kind: 'requirements', path: join(start, 'requirements.txt') };
}

function nearest(start: string, fits: (path: string) => boolean): string | undefined {
  for (const folder of foldersFrom(start)) {
    const found = readdirSync(folder)
      .toSorted()
      .find((each) => fits(join(folder, each)));
    if (found !== undefined) return join(folder, found);
  }
  return undefined;
}

function* foldersFrom(start: string): Generator<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return;
  }
}

function isText(path: string): boolean {
  return /(^|[\\/])requirements\.txt$/.test(path);
}

function isConda(path: string): boolean {
  return CONDA.test(path.split(/[\\/]/).at(-1) ?? '');
}

/** A pyproject.toml with a project in it, not one that configures tools only. */
function isProject(path: string): boolean {
  if (!/(^|[\\/])pyproject\.toml$/.test(path)) return false;
  try {
    return 'project' in parseToml(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof TomlError)
      throw new UserError(`${path}:${error.line}: expected valid TOML, found ${error.message.split('\n')[0]}`);
    throw error;
  }
}
