// Reads objects of a git repository; nothing that the repository's own configuration names is started.

import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';

import { UserError } from '../core/config/user-error.ts';

/**
 * A repository may be a stranger's: its configuration could name programs as file system monitor, hook, diff driver or transport of
 * objects that are missing. Plumbing that reads objects, with all of these closed, starts none of them.
 */
const CLOSED = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'protocol.allow=never',
  '--no-pager',
  '--no-optional-locks',
];

const ENVIRONMENT = { GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_EXTERNAL_DIFF: '', LC_ALL: 'C' };

/** A file as git knows it. */
export interface TrackedFile {
  /** Relative to the top of the repository, with `/`. */
  readonly path: string;
  readonly object: string;
}

export interface Repository {
  /** The absolute path of its top folder. */
  readonly top: string;
  /** Regular files of the index that differ from HEAD; none for deleted ones, links and submodules. */
  staged(): Promise<readonly TrackedFile[]>;
  /** Regular files of a revision, and where files of the index that were renamed since then lay in it. */
  filesAt(revision: string): Promise<{ readonly objects: ReadonlyMap<string, string>; readonly renamed: ReadonlyMap<string, string> }>;
  /** The contents of objects, in their order. */
  contents(objects: readonly string[]): Promise<readonly Buffer[]>;
}

/** The repository that a folder lies in; throws a UserError where there is none, or no git. */
export async function repositoryAt(folder: string): Promise<Repository> {
  const git = (args: readonly string[], input = ''): Promise<Buffer> => run(folder, args, input);
  const top = await topOf(git, folder);
  return {
    top,
    staged: async () =>
      changes(await git([...DIFF, '--cached', '--no-renames', '--diff-filter=ACMT'])).map(({ to, object }) => ({ path: to, object })),
    filesAt: async (revision) => {
      const tree = await treeOf(git, revision);
      const objects = filesOf(await git(['ls-tree', '-r', '-z', '--full-tree', tree]));
      const renames = changes(await git([...DIFF, '--cached', '-M', '--diff-filter=R', tree]));
      return { objects, renamed: new Map(renames.map(({ from, to }) => [to, from])) };
    },
    contents: async (objects) => (objects.length === 0 ? [] : contentsOf(await git(['cat-file', '--batch'], `${objects.join('\n')}\n`))),
  };
}

/** Written as the folder is, where links lead to it; as git writes it where that says something else. */
async function topOf(git: (args: readonly string[]) => Promise<Buffer>, folder: string): Promise<string> {
  const [up = '', top = ''] = (await git(['rev-parse', '--show-cdup', '--show-toplevel'])).toString('utf8').split(/\r?\n/);
  const written = resolvePath(folder, up);
  return realpathSync(written) === realpathSync(top) ? written : top;
}

const DIFF = ['diff', '--raw', '-z', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=all'];

async function treeOf(git: (args: readonly string[]) => Promise<Buffer>, revision: string): Promise<string> {
  if (revision.startsWith('-') || revision === '') throw new UserError(`--since: expected a revision, found '${revision}'`);
  try {
    return (await git(['rev-parse', '--verify', '--quiet', `${revision}^{tree}`])).toString('utf8').trim();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`--since: git knows no revision '${revision}'`);
  }
}

interface Change {
  readonly from: string;
  readonly to: string;
  readonly object: string;
}

/** `:100644 100644 OLD NEW M\0path\0`, and with two paths for a rename. */
function changes(output: Buffer): readonly Change[] {
  const fields = output.toString('utf8').split('\0');
  const found: Change[] = [];
  for (let at = 0; at + 1 < fields.length;) {
    const [, mode = '', , object = '', status = ''] = fields[at]?.split(' ') ?? [];
    const from = fields[at + 1] ?? '';
    const isRename = /^[RC]/.test(status);
    if (mode.startsWith('100')) found.push({ from, to: isRename ? (fields[at + 2] ?? '') : from, object });
    at += isRename ? 3 : 2;
  }
  return found;
}

/** `100644 blob OBJECT\tpath\0`. */
function filesOf(output: Buffer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of output.toString('utf8').split('\0')) {
    const match = /^100\d+ blob (\w+)\t([\s\S]*)$/.exec(entry);
    if (match) found.set(match[2] ?? '', match[1] ?? '');
  }
  return found;
}

/** `OBJECT blob SIZE\n` and so many bytes and a line end, for each. */
function contentsOf(output: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at);
    const head = output.subarray(at, end).toString('utf8').split(' ');
    const size = Number(head[2]);
    if (end === -1 || head[1] !== 'blob' || !Number.isInteger(size))
      throw new UserError(`git: expected the object ${head[0]}, found ${head[1] ?? 'nothing'}`);
    found.push(output.subarray(end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return found;
}

function run(cwd: string, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...CLOSED, ...args], { cwd, env: { ...process.env, ...ENVIRONMENT }, stdio: ['pipe', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (told += text));
    child.on('error', (error) => reject(new UserError(`git: expected a program that runs, found ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new UserError(`git ${args[0] ?? ''}: ${told.trim().split('\n')[0] ?? ''}`));
    });
    // A git that ends early says why by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
