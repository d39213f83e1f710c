// `nbship lock`: writes the versions that notebooks run with where their project keeps versions.

import { readdirSync } from 'node:fs';
import { dirname, join, resolve as absolute } from 'node:path';

import { resolveSettings, UserError, type Settings } from '../../core/config/settings.ts';
import { discoverProject } from '../../core/project/discover.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import type { Model } from '../../core/semantics/model.ts';
import { interpreterFor, programNamed, readEnvironment, type Environment } from '../../machine/environment.ts';
import { corePath, nodeFiles, shownPath } from '../../machine/files.ts';
import { modelOf, notebookFrom } from '../analyse.ts';
import { loadConfiguration, pythonFor } from '../configuration.ts';
import { findUv } from '../export/lock.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command, ExitCode, Host } from '../host.ts';
import { diffOf, write, type Change } from '../lock/change.ts';
import { changesFor, type Locked } from '../lock/changes.ts';
import { gapsIn } from '../lock/coverage.ts';
import { needsOf, split, type Need } from '../lock/needs.ts';
import { KINDS, targetOf, type Kind, type Target } from '../lock/target.ts';
import { textOfFile } from '../reading.ts';

const FLAGS = {
  to: { choices: KINDS, help: 'where to, whatever the project uses' },
  python: {
    value: 'PATH',
    completes: 'file',
    help: 'the interpreter that runs the notebooks (default: the active environment, .venv, python3)',
  },
  'no-hashes': { help: 'exact versions without hashes, in a new requirements.txt' },
  check: { help: 'write nothing; exit 1 where a lock does not cover a notebook, or holds other versions than are installed' },
  yes: { help: 'change files that are there; without it what would change is shown' },
  config: { value: 'FILE', completes: 'file', help: 'this configuration instead of the nearest nbship.toml or pyproject.toml' },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship lock NOTEBOOK...'],
  about: `Writes down the versions that notebooks run with, taken from the environment that runs them: what they import and install, and
with uv all that this needs in turn. Notebooks are not run; their Python is asked what is installed.
It goes where the project keeps versions: uv.lock, requirements.txt, environment.yml, a PEP 723 block in the notebook; else into
a new requirements.txt beside the notebook.`,
  flags: FLAGS,
  after: 'Exit code: 0 written, or nothing to do, 1 not written (--yes does it) or not covered (--check), 2 something could not be done.',
  takes: 'file',
};

export const lock: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const options = parseOptions(args);
    const loaded = await loadConfiguration(host.cwd, options.config);
    const settings = resolveSettings(loaded.configuration);
    const python = pythonFor(options.python, host.cwd, loaded);
    const ask = asking(host);
    const reading = options.notebooks.map((each) => goingOn(host, () => read(each, host, settings, { ...options, python })));
    const sources = await Promise.all(reading);
    const groups = grouped(sources.filter((each) => each !== undefined));
    const codes: (ExitCode | undefined)[] = [];
    for (const group of groups)
      codes.push(await goingOn(host, () => (options.check ? checked(group, ask, host) : locked(group, ask, options, host))));
    return sources.includes(undefined) || codes.includes(undefined) ? 2 : codes.includes(1) ? 1 : 0;
  },
};

/** Tells what is wrong with one notebook or one lock, and gives nothing: the others are done all the same. */
async function goingOn<Result>(host: Host, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.warn(`nbship: ${error.message}\n`);
    return undefined;
  }
}

interface Options {
  readonly notebooks: readonly string[];
  readonly to: Kind | undefined;
  readonly python: string | undefined;
  readonly hashes: boolean;
  readonly check: boolean;
  readonly yes: boolean;
  readonly config: string | undefined;
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseFlags(FLAGS, args);
  if (positionals.length === 0) throw new UserError('lock: expected a notebook, found none');
  const { to, python, check, yes, config } = values;
  return { notebooks: positionals, to, python, hashes: !values['no-hashes'], check, yes, config };
}

/** A notebook with the interpreter that runs it, and where its lock goes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly notebook: Notebook;
  readonly model: Model;
  readonly interpreter: string;
  readonly target: Target;
}

async function read(shownAs: string, host: Host, settings: Settings, options: Options): Promise<Source> {
  const path = absolute(host.cwd, shownAs);
  const text = textOfFile(path, shownAs);
  const notebook = notebookFrom(shownAs, text);
  const project = await discoverProject(nodeFiles, corePath(dirname(path)), corePath(host.cwd), settings.dependencies);
  const model = modelOf(notebook, { project });
  const named = options.python === undefined ? undefined : programNamed(options.python, host.cwd);
  const target = targetOf(notebook, path, options.to, settings.dependencies ?? []);
  return { path, text, notebook, model, interpreter: interpreterFor(path, named, host.env), target };
}

/** Notebooks that one file is written for. */
interface Group {
  readonly target: Target;
  readonly interpreter: string;
  readonly sources: readonly Source[];
}

function grouped(sources: readonly Source[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const source of sources) {
    const { target, interpreter } = source;
    const known = groups.get(target.path);
    if (known && known.interpreter !== interpreter)
      throw new UserError(`${target.path}: its notebooks run in ${known.interpreter} and in ${interpreter}; --python names one`);
    groups.set(target.path, { target, interpreter, sources: [...(known?.sources ?? []), source] });
  }
  return [...groups.values()];
}

type Ask = (interpreter: string) => Promise<Environment>;

/** Asks each interpreter once. */
function asking(host: Host): Ask {
  const known = new Map<string, Promise<Environment>>();
  return (interpreter) => {
    const answer = known.get(interpreter);
    if (answer) return answer;
    host.warn(`nbship: asking ${interpreter} what is installed\n`);
    const environment = readEnvironment(interpreter);
    known.set(interpreter, environment);
    return environment;
  };
}

async function checked(group: Group, ask: Ask, host: Host): Promise<ExitCode> {
  const environment = await ask(group.interpreter);
  let found = 0;
  for (const { notebook, model } of group.sources) {
    const { project } = model.ports;
    const gaps = project ? gapsIn(project, split(needsOf([model], environment)).known) : [];
    for (const each of gaps) host.write(`${notebook.path}: ${each}\n`);
    if (gaps.length === 0) host.write(`${notebook.path}: locked\n`);
    found += gaps.length;
  }
  return found > 0 ? 1 : 0;
}

async function locked(group: Group, ask: Ask, options: Options, host: Host): Promise<ExitCode> {
  const environment = await ask(group.interpreter);
  const models = group.sources.map((each) => each.model);
  const { known: needs, guessed } = split(needsOf(models, environment));
  const say = (text: string): void => host.warn(`nbship: ${text}\n`);
  tellUninstalled(needs, guessed, group.interpreter, say);
  if (needs.length === 0) {
    host.write(`${group.sources.map((each) => each.notebook.path).join(', ')}: imports nothing that could be locked\n`);
    return 0;
  }
  const isResolved = group.target.kind === 'uv' || group.target.kind === 'requirements';
  const uv = isResolved || needs.some((each) => each.version === undefined) ? await findUv(group.interpreter, say, host.env) : undefined;
  const result = await changesFor({
    ...group,
    environment,
    needs,
    uv,
    hashes: options.hashes,
    say,
    conda: condaPackages(environment),
    cwd: host.cwd,
  });
  for (const each of result.notes) host.warn(`nbship: ${each}\n`);
  return applied(result, options, host);
}

function tellUninstalled(needs: readonly Need[], guessed: readonly Need[], interpreter: string, say: (text: string) => void): void {
  for (const { distribution, because, version, source } of needs) {
    if (version === undefined) say(`${distribution} (${because}) is not installed in ${interpreter}`);
    if (source === '') say(`${distribution} (${because}) was installed from a folder of this machine, which no lock can name`);
  }
  for (const { because } of guessed)
    say(`${because}: not installed in ${interpreter}, and not known; left out, since the index may have something else under that name`);
}

/** What conda installed, by its own names. */
function condaPackages({ conda, prefix }: Environment): ReadonlyMap<string, string> {
  if (!conda) return new Map();
  return new Map(
    readdirSync(join(prefix, 'conda-meta')).flatMap((each) => {
      const [, name, version] = /^(.+)-([^-]+)-[^-]+\.json$/.exec(each) ?? [];
      return name === undefined || version === undefined ? [] : [[name, version] as const];
    }),
  );
}

async function applied({ changes, summary }: Locked, options: Options, host: Host): Promise<ExitCode> {
  const real = changes.filter((each) => each.before !== each.after);
  const shown = (each: Change): string => shownPath(each.path, host.cwd);
  if (real.length === 0) {
    host.write(`${changes.map(shown).join(', ')}: nothing to change\n`);
    return 0;
  }
  if (!options.yes && real.some((each) => each.before !== undefined)) {
    for (const each of real) host.write(diffOf(each, host.cwd));
    host.write('Nothing was written; --yes does it.\n');
    return 1;
  }
  for (const each of real) write(each);
  host.write(`${real.map((each) => `${shown(each)} ${each.before === undefined ? 'written' : 'changed'}`).join(', ')}: ${summary}\n`);
  return 0;
}
