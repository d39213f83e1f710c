// `nbship export`: from a notebook to a training project.

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import { contextOf } from '../../core/plan/context.ts';
import { planExport } from '../../core/plan/index.ts';
import { failuresOf } from '../../core/plan/refuse.ts';
import type { Plan, Refusal } from '../../core/plan/plan.ts';
import { placeJson } from '../../core/report/json.ts';
import { placeText } from '../../core/report/text.ts';
import { EXTRAS, isExtra } from '../../core/render/extras.ts';
import type { Extra, RenderFacts } from '../../core/render/facts.ts';
import { render } from '../../core/render/index.ts';
import { modelOf, notebookFrom } from '../analyse.ts';
import { distributionsOf, freezeOf, interpreterFor, programNamed, readEnvironment, type Environment } from '../../machine/environment.ts';
import { formatPython } from '../export/format.ts';
import { combined, type Given } from '../export/combine.ts';
import { keepForDvc } from '../export/dvc.ts';
import { findUv, lockProject, unlocked, type LockResult, type Uv } from '../export/lock.ts';
import { planJson, planText } from '../export/plan-text.ts';
import { sha256 } from '../export/hash.ts';
import { repaired, type Repair } from '../export/repair.ts';
import { changesText } from '../export/merge.ts';
import { checkTarget, writeProject, type Copied, type Written } from '../export/write.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command, ExitCode, Host } from '../host.ts';
import { textOfFile } from '../reading.ts';
import { VERSION } from '../version.ts';

const FLAGS = {
  output: { value: 'DIR', short: 'o', completes: 'folder', help: 'where to (default: <notebook>-pipeline beside the notebook)' },
  fix: { help: 'repair a copy first (order of cells, missing seeds), and list each repair; the notebook itself is not touched' },
  figures: { help: 'keep the figures too: each training saves them as reports/figures/*.png, and with its run' },
  plan: { help: 'show what would be written, and write nothing' },
  yes: {
    help: 'write into an earlier export; without it what would change there is shown. What a person changed since is kept or merged, never lost',
  },
  python: {
    value: 'PATH',
    completes: 'file',
    help: 'the interpreter that runs the notebook (default: the active environment, .venv, python3)',
  },
  'no-lock': { help: 'write requirements.txt without a lock' },
  with: { value: 'NAME', list: true, help: `more than the training: ${EXTRAS.join(', ')}, or all` },
  'dvc-remote': {
    value: 'PATH',
    completes: 'folder',
    help: 'where DVC keeps the data (a folder is filled at once, anything else by `dvc push`)',
  },
  tracking: {
    choices: ['mlflow', 'jsonl'],
    default: 'mlflow',
    help: 'where runs are recorded; mlflow becomes jsonl where it has no solution',
  },
  format: { choices: ['text', 'json'], default: 'text', help: 'how the plan and the result are shown' },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship export NOTEBOOK... [-o DIR]'],
  about: `Writes a project that trains what the notebook trains: modules, a config file, a lockfile, MLflow logging.
Several notebooks of one folder become one project, those that write a file before those that read it.
Locking asks the notebook's own Python what is installed in it; the notebook itself is not run.`,
  flags: FLAGS,
  after: 'Exit code: 0 written, 1 refused (the reasons are listed), 2 something could not be done.',
  takes: 'file',
};

export const exportCommand: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const options = parseOptions(args);
    const given = options.notebooks.map((each) => read(each, resolve(host.cwd, each)));
    const sources = options.fix ? given.map((each) => withRepairs(each, host)) : given;
    if (sources.length > 1)
      for (const { notebook } of sources) {
        const failures = failuresOf(contextOf(modelOf(notebook, {})));
        if (failures.length > 0) return refused(notebook, failures, options, host);
      }
    const source = { ...combined(sources), repairs: sources.flatMap((each) => each.repairs) };
    const { notebook, path } = source;
    const result = planExport(modelOf(notebook, {}), { figures: options.figures });
    if (result.kind === 'refused') return refused(notebook, result.refusals, options, host);
    if (options.plan) return shown(result.plan, source, options, host);
    const target = resolve(host.cwd, options.output ?? join(dirname(path), `${basename(path).replace(/\.\w+$/, '')}-pipeline`));
    checkTarget(target);
    return exported({ plan: result.plan, source, path, target, options, host });
  },
};

interface Options {
  readonly notebooks: readonly string[];
  readonly output: string | undefined;
  readonly plan: boolean;
  readonly fix: boolean;
  readonly figures: boolean;
  readonly yes: boolean;
  readonly lock: boolean;
  readonly tracking: RenderFacts['tracking'];
  readonly python: string | undefined;
  readonly json: boolean;
  readonly extras: readonly Extra[];
  readonly dvcRemote: string | undefined;
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseFlags(FLAGS, args);
  if (positionals.length === 0) throw new UserError('export: expected a notebook, found none');
  const { output, plan, yes, python, tracking, fix, figures } = values;
  const extras = extrasOf(values.with ?? []);
  const dvcRemote = values['dvc-remote'];
  if (dvcRemote !== undefined && !extras.includes('dvc')) throw new UserError('--dvc-remote: expected --with dvc beside it');
  return {
    extras,
    dvcRemote,
    fix,
    figures,
    notebooks: positionals,
    output,
    plan,
    yes,
    python,
    tracking,
    lock: !values['no-lock'],
    json: values.format === 'json',
  };
}

/** `--with service,docker --with ci`; `all` is everything. */
function extrasOf(given: readonly string[]): readonly Extra[] {
  const names = given.flatMap((each) => each.split(',')).map((each) => each.trim());
  const known = EXTRAS.filter(isExtra);
  for (const each of names)
    if (each !== 'all' && !isExtra(each)) throw new UserError(`--with: expected ${known.join(', ')} or all, found '${each}'`);
  return known.filter((each) => names.includes('all') || names.includes(each) || (each === 'sweep' && names.includes('kubernetes')));
}

/** What is exported: the notebook's text, as it is or repaired. */
interface Source extends Given {
  readonly repairs: readonly Repair[];
}

function withRepairs(given: Source, host: Host): Source {
  const found = repaired(given.shownAs, given.text, given.notebook);
  for (const each of found.repairs) host.warn(`nbship: repaired in the copy: ${each.title} (${each.rule}, cell ${each.cell})\n`);
  return { ...given, ...found };
}

function read(shownAs: string, path: string): Source {
  const text = textOfFile(path, shownAs);
  return { shownAs, path, text, notebook: notebookFrom(shownAs, text), repairs: [] };
}

function refused(notebook: Notebook, refusals: readonly Refusal[], options: Options, host: Host): ExitCode {
  if (options.json) {
    const listed = refusals.map((each) => ({ message: each.message, path: notebook.path, ...placeJson(notebook, each) }));
    host.write(`${JSON.stringify({ version: 1, status: 'refused', refusals: listed }, undefined, 2)}\n`);
  } else {
    for (const each of refusals) host.write(`${notebook.path}:${placeText(notebook, each)}: ${each.message}\n`);
    host.write(`Not exported: ${refusals.length === 1 ? 'this stands' : 'these stand'} in the way. \`nbship check\` says more.\n`);
  }
  return 1;
}

function shown(plan: Plan, { notebook, repairs }: Source, options: Options, host: Host): ExitCode {
  host.write(options.json ? `${JSON.stringify({ ...planJson(plan, notebook), repairs }, undefined, 2)}\n` : planText(plan, notebook));
  return 0;
}

interface Exporting {
  readonly plan: Plan;
  readonly source: Source;
  readonly path: string;
  readonly target: string;
  readonly options: Options;
  readonly host: Host;
}

async function exported({ plan, source, path, target, options, host }: Exporting): Promise<ExitCode> {
  const say = (text: string): void => host.warn(`nbship: ${text}\n`);
  const interpreter = interpreterFor(path, options.python === undefined ? undefined : programNamed(options.python, host.cwd), host.env);
  say(`asking ${interpreter} what is installed`);
  const environment = await readEnvironment(interpreter);
  const { found: imported, missing } = distributionsOf(environment, plan.dependencies);
  const installed = plan.installs.filter((each) => environment.installed[each] !== undefined);
  const found = [...new Set([...imported, ...installed])];
  const absent = plan.installs.filter((each) => environment.installed[each] === undefined);
  if (absent.length > 0) say(`${absent.join(', ')}: the notebook installs it, and it is not installed in ${interpreter}`);
  if (missing.length > 0) say(`${missing.join(', ')}: imported, but not installed in ${interpreter}; --python names another interpreter`);
  const uv = options.lock ? await findUv(interpreter, say, host.env) : undefined;
  const data = dataFiles(plan, path);
  let { tracking } = options;
  let locked: LockResult = { kind: 'unlocked', message: 'nothing was written' };
  const copies = data.map(({ from, to }) => ({ from, to }));
  const notebook = { path: notebookFile(path), text: source.text };
  const attempt = async (): Promise<Written> => {
    const beside = distributionsOf(environment, plan.notebookDependencies).found.filter((each) => !found.includes(each));
    const files = render(plan, factsOf({ plan, source, path, environment, found, beside, data, tracking, options }));
    const finish = async (folder: string): Promise<void> => {
      await formatPython(folder, uv, environment.interpreter, say);
      locked = options.lock
        ? await lockProject(folder, environment, uv, say)
        : unlocked(folder, environment, 'the export was asked for no lock (--no-lock)');
      if (locked.kind === 'unsolved') throw new Unsolved(locked.message);
      for (const each of data) if (existsSync(join(folder, each.to))) chmodSync(join(folder, each.to), 0o644);
      if (options.extras.includes('dvc')) keepForDvc(data, folder, options.dvcRemote);
    };
    return writeProject({ target, files: [...files, notebook], copies, finish, agree: (changes) => options.yes || changes.length === 0 });
  };
  let written: Written;
  try {
    written = await attempt();
  } catch (error) {
    if (!(error instanceof Unsolved) || tracking === 'jsonl') throw error;
    say('the lock has no solution with MLflow; exporting with the built-in tracker instead');
    tracking = 'jsonl';
    written = await attempt();
  }
  if (!written.written) return refusedChanges(written, target, options, host);
  if (written.changes.length > 0) say(`into the earlier export:\n${changesText(written.changes).trimEnd()}`);
  report({ plan, notebook: source.notebook, target, options, host, locked, tracking });
  return 0;
}

/** An earlier export is there, and nobody has agreed to change it. */
function refusedChanges({ changes }: Written, target: string, options: Options, host: Host): ExitCode {
  const listed = changes.map(({ path, kind }) => ({ path, kind }));
  if (options.json) host.write(`${JSON.stringify({ version: 1, status: 'exists', target, changes: listed }, undefined, 2)}\n`);
  else
    host.write(
      `An earlier export is in ${relative(host.cwd, target) || '.'}. Exporting again would change:\n${changesText(changes)}Nothing was written; --yes does it.\n`,
    );
  return 1;
}

class Unsolved extends UserError {}

interface Report {
  readonly plan: Plan;
  readonly notebook: Notebook;
  readonly target: string;
  readonly options: Options;
  readonly host: Host;
  readonly locked: LockResult;
  readonly tracking: string;
}

function report({ plan, notebook, target, options, host, locked, tracking }: Report): void {
  const shownTarget = relative(host.cwd, target) || '.';
  if (options.json) {
    host.write(
      `${JSON.stringify({ version: 1, status: 'written', target, lock: locked, tracking, plan: planJson(plan, notebook) }, undefined, 2)}\n`,
    );
    return;
  }
  host.write(planText(plan, notebook));
  if (locked.kind === 'unlocked') host.write(`\nNot locked: ${locked.message}. requirements.txt has versions without hashes.\n`);
  if (locked.kind === 'locked') for (const note of locked.notes) host.write(`\nNote: ${note}.\n`);
  host.write(
    `\nWritten to ${shownTarget}. It was not yet compared with the notebook. Next:\n  nbship verify ${shownTarget}\n  cd ${shownTarget}\n  pip install -r requirements.txt\n  python train.py --config configs/v1.yaml\n`,
  );
}

interface DataCopy extends Copied {
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
}

/** The data files that lie beside the notebook; one that is missing stops the export. */
function dataFiles(plan: Plan, notebook: string): readonly DataCopy[] {
  return plan.data.map((each) => {
    const from = isAbsolute(each.path) ? each.path : resolve(dirname(notebook), each.path);
    if (!existsSync(from)) throw new UserError(`${each.path}: the notebook reads this file, and it is not there (looked at ${from})`);
    const bytes = readFileSync(from);
    return { from, to: each.target, size: bytes.length, sha256: sha256(bytes), md5: createHash('md5').update(bytes).digest('hex') };
  });
}

function notebookFile(path: string): string {
  return `notebooks/${basename(path)}`;
}

interface Facts {
  readonly plan: Plan;
  readonly source: Source;
  readonly path: string;
  readonly environment: Environment;
  readonly found: readonly string[];
  readonly beside: readonly string[];
  readonly options: Options;
  readonly data: readonly DataCopy[];
  readonly tracking: RenderFacts['tracking'];
}

function factsOf({ source, path, environment, found, beside, data, tracking, options }: Facts): RenderFacts {
  return {
    pythonVersion: environment.python,
    dependencies: found,
    notebookDependencies: beside,
    constraints: freezeOf(environment),
    tracking,
    dataFiles: data.map((each) => ({ path: each.to, size: each.size, sha256: each.sha256, md5: each.md5 })),
    extras: options.extras,
    ...(options.dvcRemote === undefined ? {} : { dvcRemote: options.dvcRemote }),
    notebookSha256: sha256(source.text),
    repairs: source.repairs,
    notebookFile: notebookFile(path),
    nbshipVersion: VERSION,
  };
}

export type { Uv };
