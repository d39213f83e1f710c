// Finds and reads the dependency files of the project that a notebook is in.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import { isDependencyFile, readDeclared } from '../core/project/declared.ts';
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
  for (let folder = start; ; folder = dirname(folder)) {
    const files = filesIn(folder, cwd);
    const root = existsSync(join(folder, '.git'));
    if (files.some((each) => declares(each)) || root || folder === dirname(folder)) {
      for (const each of [...modulesIn(folder), ...modulesIn(join(folder, 'src'))]) local.add(each);
      return projectFacts(files, local);
    }
  }
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
  const result = readDeclared(basename(path), file.text) ?? readDeclared('requirements.txt', file.text);
  if (result?.kind !== 'declared') return;
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

/** Modules and packages that a notebook in this folder can import: `helpers.py`, `mypackage/`. */
function modulesIn(folder: string): readonly string[] {
  return list(folder).flatMap((name) => {
    if (name.endsWith('.py')) return [name.slice(0, -3)];
    return /^[A-Za-z_]\w*$/.test(name) && list(join(folder, name)).some((each) => each.endsWith('.py')) ? [name] : [];
  });
}
