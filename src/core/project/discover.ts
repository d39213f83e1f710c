// Finds and reads the dependency files of the project that a notebook is in.

import { distributionOf } from '../knowledge/distributions.ts';
import type { ProjectFacts } from '../semantics/ports.ts';
import { isDependencyFile, readDeclared, readIncluded } from './declared.ts';
import { isPythonVersion, projectFacts, type ProjectFile } from './facts.ts';
import { ancestorsOf, parentOf, pathIn, shownFrom, type Entry, type Files } from './files.ts';

/** Without a repository nothing tells where a project ends; further up than this lie folders of other things. */
const FARTHEST = 5;

/**
 * What the project of the notebooks in a folder declares: the nearest folder up to the repository's root that has a dependency
 * file which declares something, or else the files that are named, and no others. Paths are shown relative to `base`. Never throws.
 */
export async function discoverProject(files: Files, start: string, base: string, named?: readonly string[]): Promise<ProjectFacts> {
  const folders = await foldersFrom(files, start);
  const repository = folders.find(({ names }) => isRepository(names))?.folder;
  for (const [at, { folder, names }] of folders.entries()) {
    const found = named ? [] : await dependencyFiles(files, folder, names, base);
    if (!found.some(declares) && !isRepository(names)) continue;
    // Modules up to the project's own folder; where there is none, what lies above is somebody else's.
    const within = folders.slice(0, at + 1).flatMap((each) => [each.folder, pathIn(each.folder, 'src')]);
    const nearby = (await Promise.all(within.map((each) => modulesIn(files, each)))).flat();
    const facts = projectFacts(named ? await namedFiles(files, named, base) : found, new Set(nearby));
    return { ...facts, place: { folder: start, root: repository ?? folder } };
  }
  return projectFacts(await namedFiles(files, named ?? [], base), new Set(await modulesIn(files, start)));
}

interface Folder {
  readonly folder: string;
  readonly names: readonly string[];
}

/** From a folder up to the repository's root. */
async function foldersFrom(files: Files, start: string): Promise<readonly Folder[]> {
  const folders: Folder[] = [];
  for (const folder of ancestorsOf(start)) {
    const names = (await files.list(folder)).map((each) => each.name);
    folders.push({ folder, names });
    if (isRepository(names)) return folders;
  }
  return folders.slice(0, FARTHEST);
}

/** `.git` is a file in a worktree and in a submodule. */
function isRepository(names: readonly string[]): boolean {
  return names.includes('.git');
}

/** A pyproject.toml that only configures tools declares nothing. */
function declares(file: ProjectFile): boolean {
  const result = readDeclared(file.path, file.text);
  return result?.kind === 'declared' && result.declared.declarations.length + result.declared.locked.length > 0;
}

async function dependencyFiles(files: Files, folder: string, names: readonly string[], base: string): Promise<readonly ProjectFile[]> {
  const nested = names.includes('requirements') ? (await files.list(pathIn(folder, 'requirements'))).map((each) => each.name) : [];
  const wanted = [
    ...names.filter((each) => isDependencyFile(each) || isPythonVersion(each)),
    ...nested.filter((each) => each.endsWith('.txt')).map((each) => `requirements/${each}`),
  ];
  const found = new Map<string, ProjectFile>();
  for (const name of wanted.toSorted()) await readWithIncludes(files, pathIn(folder, name), base, found);
  return [...found.values()];
}

async function namedFiles(files: Files, named: readonly string[], base: string): Promise<readonly ProjectFile[]> {
  const found = new Map<string, ProjectFile>();
  for (const each of named) await readWithIncludes(files, each, base, found);
  return [...found.values()];
}

/** A file and what it includes with `-r` and `-c`, each once. */
async function readWithIncludes(files: Files, path: string, base: string, found: Map<string, ProjectFile>): Promise<void> {
  if (found.has(path)) return;
  const text = await files.read(path);
  if (text === undefined) return;
  found.set(path, { path: shownFrom(base, path), text });
  const result = isPythonVersion(path) ? undefined : readIncluded(path, text);
  if (result?.kind !== 'declared') return;
  for (const each of result.declared.includes) await readWithIncludes(files, pathIn(parentOf(path), each), base, found);
}

/**
 * Modules and packages that a notebook in this folder can import: `helpers.py`, `mypackage/`. A folder without `__init__.py`
 * loses against an installed package of its name, so one that is named as a library in the tables is not taken for it.
 */
async function modulesIn(files: Files, folder: string): Promise<readonly string[]> {
  const entries = await files.list(folder);
  const packages = entries.filter((each) => each.isFolder && /^[A-Za-z_]\w*$/.test(each.name)).map((each) => each.name);
  const inside = await Promise.all(packages.map((each) => files.list(pathIn(folder, each))));
  const isPackage = (name: string, content: readonly Entry[]): boolean =>
    content.some((each) => each.name === '__init__.py') ||
    (content.some((each) => each.name.endsWith('.py')) && distributionOf(name)?.confidence !== 'known');
  return [
    ...entries.filter((each) => each.name.endsWith('.py')).map((each) => each.name.slice(0, -3)),
    ...packages.filter((name, at) => isPackage(name, inside[at] ?? [])),
  ];
}
