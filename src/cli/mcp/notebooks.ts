// The notebooks that an agent asks about: files below the root, or text that is not saved yet.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import type { Settings } from '../../core/config/settings.ts';
import { UserError } from '../../core/config/user-error.ts';
import type { Notebook, ReadProblem, ReadResult } from '../../core/notebook/notebook.ts';
import { discoverProject } from '../../core/project/discover.ts';
import type { Ports, ProjectFacts } from '../../core/semantics/ports.ts';
import { corePath, nodeFiles } from '../../machine/files.ts';
import { samplesIn } from '../../machine/samples.ts';
import { notebookFrom, readNotebook } from '../analyse.ts';
import { findNotebooks } from '../files.ts';
import { textOfFile } from '../reading.ts';
import type { Root } from './root.ts';

export interface Asked {
  readonly path?: string | undefined;
  readonly content?: string | undefined;
}

/** One notebook with its text. Throws a UserError where there is none. */
export function oneNotebook(asked: Asked, root: Root): { readonly notebook: Notebook; readonly text: string; readonly path: string } {
  const { content, path: named } = asked;
  if (content === undefined && named === undefined) throw new UserError('expected `path` or `content`, found neither');
  const shownAs = named ?? nameFor(content ?? '');
  const path = root.pathOf(shownAs);
  const text = content ?? textOfFile(path, shownAs);
  return { notebook: notebookFrom(shownAs, text), text, path };
}

/** JSON is called a notebook, everything else a Python file. */
function nameFor(content: string): string {
  return /^\uFEFF?\s*\{/.test(content) ? 'notebook.ipynb' : 'notebook.py';
}

export interface Read {
  readonly result: ReadResult;
  readonly text: string;
}

/** Everything that a path, a folder or a glob stands for, read one after the other. */
export function* readAll(asked: Asked, root: Root, settings: Settings, folder: string): Generator<Read> {
  if (asked.content !== undefined) {
    const shownAs = asked.path ?? nameFor(asked.content);
    root.pathOf(shownAs);
    yield { result: readNotebook(shownAs, asked.content), text: asked.content };
    return;
  }
  const named = asked.path ?? '.';
  root.pathOf(named.replace(/[*?[{].*$/, ''));
  const { files, missing } = findNotebooks([named], root.folder, { folder, globs: settings.exclude });
  if (missing.length > 0) throw new UserError(`${named}: no such file or folder`);
  for (const path of files) yield readOne(path, root);
}

function readOne(shownAs: string, root: Root): Read {
  const path = resolve(root.folder, shownAs);
  const problem = (found: string): Read => {
    const told: ReadProblem = { path: shownAs, jsonPath: '', expected: 'a file that can be read', found };
    return { result: { kind: 'invalid', problem: told }, text: '' };
  };
  if (!root.holds(path)) return problem('a link to a place outside the folder of the server');
  try {
    const text = readFileSync(path, 'utf8');
    return { result: readNotebook(shownAs, text), text };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return problem(String(error.code));
  }
}

/** What lies around notebooks, read once for one request: a server lives long, and files change. */
export function portsWithin(root: Root, { readsDataFiles, dependencies }: Settings): (path: string) => Promise<Ports> {
  const known = new Map<string, Promise<ProjectFacts>>();
  const named = dependencies?.filter((each) => root.holds(each));
  return async (path) => {
    const folder = dirname(path);
    const facts = known.get(folder) ?? discoverProject(nodeFiles, corePath(folder), corePath(root.folder), named);
    known.set(folder, facts);
    const sample = samplesIn(folder, root.folder);
    // A notebook may name any file of the machine; what lies outside is not looked into.
    const within: NonNullable<Ports['sample']> = (file) => (root.holds(resolve(folder, file)) ? sample(file) : undefined);
    return { project: await facts, ...(readsDataFiles ? { sample: within } : {}) };
  };
}
