// Finds and reads the dependency files of the project that a notebook is in.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { distributionOf } from '../core/knowledge/distributions.ts';
import { isDependencyFile, readDeclared, readIncluded } from '../core/project/declared.ts';
import { projectFacts, type ProjectFile } from '../core/project/facts.ts';
import type { ProjectFacts } from '../core/semantics/ports.ts';

/** Larger files are no dependency files a person wrote or a tool locked for one project. */
const LARGEST = 20_000_000;

const known = new Map<string, ProjectFacts>();

/**
 * What the project of a notebook declares: the nearest folder from the notebook up to the repository's root that has a
 * dependency file. Kept by folder, so that many notebooks of one project cost one reading.
 */
export function projectFactsFor(notebook: string, cwd: string): ProjectFacts {
  const folder = dirname(notebook);
  let facts = known.get(folder);
  if (!facts) known.set(folder, (facts = read(folder, cwd)));
  return facts;
}

function read(start: string, cwd: string): ProjectFacts {
  const local = new Set(modulesIn(start));
  const nearby = new Set(local);
  for (const folder of foldersFrom(start)) {
    const files = filesIn(folder, cwd);
    for (const each of [...modulesIn(folder), ...modulesIn(join(folder, 'src'))]) nearby.add(each);
    if (files.some((each) => declares(each)) || isRepository(folder)) return projectFacts(files, nearby);
  }
  return projectFacts([], local);
}

/** Without a repository nothing tells where a project ends; further up than this lie folders of other things. */
const FARTHEST = 5;

/** From a folder up to the repository's root. */
function foldersFrom(start: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    folders.push(folder);
    if (isRepository(folder)) return folders;
  }
  return folders.slice(0, FARTHEST);
}

/** `.git` is a file in a worktree and in a submodule. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

/** A pyproject.toml that only configures tools declares nothing. */
function declares(file: ProjectFile): boolean {
  const result = readDeclared(file.path, file.text);
  return result?.kind === 'declared' && result.declared.declarations.length + result.declared.locked.length > 0;
}

function filesIn(folder: string, cwd: string): readonly ProjectFile[] {
  const names = list(folder).filter(isDependencyFile);
  const nested = list(join(folder, 'requirements'))
    .filter((each) => each.endsWith('.txt'))
    .map((each) => join('requirements', each));
  const files = new Map<string, ProjectFile>();
  for (const name of [...names, ...nested].toSorted()) readWithIncludes(join(folder, name), cwd, files);
  return [...files.values()];
}

/** A file and what it includes with `-r` and `-c`, each once. */
function readWithIncludes(path: string, cwd: string, files: Map<string, ProjectFile>): void {
  if (files.has(path)) return;
  const [file] = readOne(path, cwd);
  if (!file) return;
  files.set(path, file);
  const result = readIncluded(path, file.text);
  if (result.kind !== 'declared') return;
  for (const each of result.declared.includes) readWithIncludes(join(dirname(path), each), cwd, files);
}

function readOne(path: string, cwd: string): readonly ProjectFile[] {
  try {
    if (statSync(path).size > LARGEST) return [];
    const shown = relative(cwd, path);
    return [{ path: shown.startsWith('..') ? path : shown, text: readFileSync(path, 'utf8') }];
  } catch (error) {
    // A file that cannot be read says nothing; the check goes on.
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

/**
 * Modules and packages that a notebook in this folder can import: `helpers.py`, `mypackage/`. A folder without `__init__.py`
 * loses against an installed package of its name, so one that is named as a library in the tables is not taken for it.
 */
function modulesIn(folder: string): readonly string[] {
  return list(folder).flatMap((name) => {
    if (name.endsWith('.py')) return [name.slice(0, -3)];
    if (!/^[A-Za-z_]\w*$/.test(name)) return [];
    const inside = list(join(folder, name));
    const isPackage =
      inside.includes('__init__.py') || (inside.some((each) => each.endsWith('.py')) && distributionOf(name)?.confidence !== 'known');
    return isPackage ? [name] : [];
  });
}
