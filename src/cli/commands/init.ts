// `nbship init`: sets up a project, after showing what would be written.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import manifest from '../../../package.json' with { type: 'json' };
import { UserError } from '../../core/config/user-error.ts';
import { fieldsOf } from '../../core/notebook/language.ts';
import { GITLAB_FILE, withGitlabJob, workflow, WORKFLOW_FILE } from '../../core/setup/ci.ts';
import { configurationFile, withConfiguration } from '../../core/setup/configuration.ts';
import { PRE_COMMIT_FILE, withHook, type HookSource } from '../../core/setup/pre-commit.ts';
import type { Proposal } from '../../core/setup/proposal.ts';
import { repositoryOf } from '../../machine/files.ts';
import { diffText } from '../check/diff.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command, ExitCode, Host } from '../host.ts';
import { NotReplaced, readIfThere, replaceFile } from '../../machine/replace-file.ts';
import { VERSION } from '../version.ts';

const FLAGS = {
  pyproject: { help: 'the configuration goes into pyproject.toml, which must be there, instead of a new nbship.toml' },
  'no-pre-commit': { help: 'no hook' },
  ci: { choices: ['github', 'gitlab'], help: 'a job that checks the notebooks in CI too' },
  yes: { help: 'write without asking' },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship init'],
  about: `Sets up the current folder: a configuration in which every key is a comment, and the pre-commit hook of its git
repository. Shows what it would write, and asks; nothing that is there is overwritten. Running it again does nothing.`,
  after: 'Exit code: 0 written, or nothing to do; 1 not agreed to; 2 something could not be done.',
  flags: FLAGS,
  takes: [],
};

export const init: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const options = parseOptions(args);
    const planned = changesFor(options, host);
    for (const note of planned.notes) host.warn(`nbship: ${note}\n`);
    for (const each of planned.present) host.write(`${each}: nothing to do\n`);
    if (planned.changes.length === 0) return 0;
    for (const each of planned.changes) host.write(patchOf(each));
    if (!options.yes && !(await agreed(planned.changes.length, host))) return notWritten(host);
    for (const each of planned.changes) write(each);
    for (const each of planned.changes) host.write(`wrote ${each.shownAs}\n`);
    if (planned.changes.some((each) => each.shownAs.endsWith(PRE_COMMIT_FILE)))
      host.write('`pre-commit install`, once in this repository, switches the hook on.\n');
    return 0;
  },
};

interface Options {
  readonly pyproject: boolean;
  readonly hook: boolean;
  readonly ci: 'github' | 'gitlab' | undefined;
  readonly yes: boolean;
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseFlags(FLAGS, args);
  if (positionals.length > 0) throw new UserError(`init: expected no arguments, found '${positionals.join(' ')}'`);
  return { pyproject: values.pyproject, hook: !values['no-pre-commit'], ci: values.ci, yes: values.yes };
}

interface Change {
  readonly path: string;
  readonly shownAs: string;
  /** Undefined for a new file. */
  readonly before: Buffer | undefined;
  readonly after: string;
}

interface Planned {
  readonly changes: readonly Change[];
  /** Files that have what they need. */
  readonly present: readonly string[];
  readonly notes: readonly string[];
}

/** Throws a UserError for a file that cannot be read as what it should be: nothing is written then. */
function changesFor({ pyproject, hook, ci }: Options, { cwd }: Host): Planned {
  const repository = repositoryOf(cwd);
  const changes: Change[] = [];
  const present: string[] = [];
  const propose = (path: string, proposed: (text: string | undefined) => Proposal): void => {
    const shownAs = relative(cwd, path);
    const before = bytesAt(path, shownAs);
    const proposal = proposed(before?.toString('utf8'));
    if (proposal.kind === 'invalid') throw new UserError(proposal.message);
    if (proposal.kind === 'present') present.push(shownAs);
    else changes.push({ path, shownAs, before, after: proposal.text });
  };
  const configured = configuredIn(cwd);
  if (configured !== undefined) present.push(configured);
  else if (pyproject) propose(join(cwd, 'pyproject.toml'), (text) => withConfiguration(existing(text)));
  else propose(join(cwd, 'nbship.toml'), configurationFile);
  if (hook && repository !== undefined) propose(join(repository, PRE_COMMIT_FILE), (text) => withHook(text, SOURCE));
  if (ci === 'github') propose(join(repository ?? cwd, WORKFLOW_FILE), (text) => workflow(text, SOURCE));
  if (ci === 'gitlab') propose(join(repository ?? cwd, GITLAB_FILE), (text) => withGitlabJob(text, VERSION));
  const notes = hook && repository === undefined ? ['no git repository here, so no hook: `git init` first'] : [];
  return { changes, present, notes };
}

/** A configuration of either kind that the folder has already. */
function configuredIn(folder: string): string | undefined {
  if (existsSync(join(folder, 'nbship.toml'))) return 'nbship.toml';
  const text = bytesAt(join(folder, 'pyproject.toml'), 'pyproject.toml')?.toString('utf8');
  return text !== undefined && withConfiguration(text).kind === 'present' ? 'pyproject.toml' : undefined;
}

function existing(text: string | undefined): string {
  if (text === undefined) throw new UserError('--pyproject: expected a pyproject.toml in this folder, found none');
  return text;
}

/** Where the hook comes from: the repository that the package names, else the program on the PATH. */
const SOURCE: HookSource = { repository: repositoryIn(manifest), version: VERSION };

function repositoryIn(packageJson: object): string | undefined {
  const { url } = fieldsOf(fieldsOf(packageJson)['repository']);
  return typeof url === 'string' ? url.replace(/^git\+/, '').replace(/\.git$/, '') : undefined;
}

function bytesAt(path: string, shownAs: string): Buffer | undefined {
  try {
    return readIfThere(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(`${shownAs}: cannot be read (${String(error.code)})`);
  }
}

function patchOf({ shownAs, before, after }: Change): string {
  return `${diffText(shownAs, before?.toString('utf8'), after)}\n`;
}

async function agreed(count: number, host: Host): Promise<boolean> {
  return (await host.ask?.(`Write ${count === 1 ? 'this file' : `these ${count} files`}?`)) ?? false;
}

function notWritten(host: Host): ExitCode {
  host.write(`Nothing was written${host.ask ? '' : '; --yes does it'}.\n`);
  return 1;
}

/** A file that came or changed while the question stood is not overwritten. */
function write({ path, shownAs, before, after }: Change): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, before, Buffer.from(after));
  } catch (error) {
    if (error instanceof NotReplaced) throw new UserError(`${shownAs}: ${error.message}`);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(`${shownAs}: cannot be written (${String(error.code)})`);
  }
}
