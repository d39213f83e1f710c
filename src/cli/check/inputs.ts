// Which texts a check is about: files, standard input, or what git has staged.

import { isAbsolute, join, relative, resolve, sep } from 'node:path';

import type { ReadProblem } from '../../core/notebook/notebook.ts';
import { shownPath } from '../../machine/files.ts';
import { repositoryAt, type Repository, type TrackedFile } from '../../machine/git.ts';
import { excluder, findNotebooks, type Exclude } from '../files.ts';
import type { Host } from '../host.ts';
import { contentAt, contentOf, type Content } from '../reading.ts';
import type { Options } from './usage.ts';

export interface Input {
  /** As shown to people. */
  readonly path: string;
  /** Where it lies or would lie, absolute. */
  readonly place: string;
  /** Whether the file at `place` holds this text, so that it can be fixed there. */
  readonly isFile: boolean;
  read(): Content;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  readonly problems: readonly ReadProblem[];
}

export async function inputsOf(options: Options, host: Host, exclude: Exclude): Promise<Inputs> {
  if (options.staged) return { inputs: await stagedInputs(options.paths, host.cwd, exclude), problems: [] };
  const named = options.paths.filter((each) => each !== '-');
  const { files, missing } = findNotebooks(named, host.cwd, exclude);
  const inputs = files.map((path) => fileInput(path, host.cwd));
  if (options.paths.includes('-')) inputs.push(await standardInput(options.stdinFilename, host));
  return { inputs, problems: missing.map((path) => ({ path, jsonPath: '', expected: 'a file or folder', found: 'no such path' })) };
}

export function fileInput(path: string, cwd: string): Input {
  const place = resolve(cwd, path);
  return { path, place, isFile: true, read: () => contentAt(path, place) };
}

async function standardInput(path: string, host: Host): Promise<Input> {
  const bytes = Buffer.from(await host.readInput());
  return { path, place: resolve(host.cwd, path), isFile: false, read: () => ({ kind: 'bytes', bytes }) };
}

/** The staged notebooks that paths stand for, with their content in the index. */
async function stagedInputs(paths: readonly string[], cwd: string, exclude: Exclude): Promise<readonly Input[]> {
  const repository = await repositoryAt(cwd);
  const wanted = (await repository.staged()).flatMap((file) => {
    const place = join(repository.top, file.path);
    return isAskedFor(place, paths, cwd, exclude) ? [{ file, place }] : [];
  });
  const contents = await repository.contents(wanted.map(({ file }) => file.object));
  return wanted.map(({ place }, at) => {
    const bytes = contents[at] ?? Buffer.alloc(0);
    const path = shownPath(place, cwd);
    return { path, place, isFile: true, read: () => contentOf(path, bytes) };
  });
}

/** A file that is named, or a notebook below a folder that is. */
function isAskedFor(place: string, paths: readonly string[], cwd: string, exclude: Exclude): boolean {
  if (paths.some((each) => resolve(cwd, each) === place)) return true;
  const isBelow = paths.some((each) => {
    const inside = relative(resolve(cwd, each), place);
    return inside !== '' && !inside.startsWith(`..${sep}`) && inside !== '..' && !isAbsolute(inside);
  });
  return isBelow && place.endsWith('.ipynb') && !excluder(exclude)(place);
}

/** The texts of the same notebooks at a revision, by place; none for those that were not there. */
export async function textsAt(revision: string, inputs: readonly Input[], cwd: string): Promise<ReadonlyMap<string, Buffer>> {
  const repository = await repositoryAt(cwd);
  const { objects, renamed } = await repository.filesAt(revision);
  const found = inputs.flatMap(({ place }): (TrackedFile & { place: string })[] => {
    const path = pathInside(repository, place);
    const object = objects.get(path) ?? objects.get(renamed.get(path) ?? '');
    return object === undefined ? [] : [{ path, object, place }];
  });
  const contents = await repository.contents(found.map((each) => each.object));
  return new Map(found.map(({ place }, at) => [place, contents[at] ?? Buffer.alloc(0)]));
}

function pathInside({ top }: Repository, place: string): string {
  return relative(top, place).split(sep).join('/');
}
