// One check from beginning to end: inputs, kept results, analysis, fixes, report, exit code.

import { join, resolve } from 'node:path';

import { loadConfiguration, pythonFor } from '../configuration.ts';
import type { LoadedConfiguration } from '../../core/config/find.ts';
import type { ReadProblem } from '../../core/notebook/notebook.ts';
import { problemText } from '../../core/report/checked.ts';
import type { FileEdit } from '../../core/text/edit.ts';
import type { Observations } from '../../machine/observed.ts';
import type { ExitCode, Host } from '../host.ts';
import { VERSION } from '../version.ts';
import { ahead } from './ahead.ts';
import type { Analysis, Examined, Flags } from './analysis.ts';
import { cacheIn, type Cache } from './cache.ts';
import { toldCrash } from './crash.ts';
import { inputsOf, type Input } from './inputs.ts';
import { hidingFor, type Hiding } from './known.ts';
import { outputFor, type Output } from './output.ts';
import { progressOf } from './progress.ts';
import { NoThread, Threads, threadsWorth, type Examination } from './threads.ts';
import type { Options } from './usage.ts';

export async function checkOnce(options: Options, host: Host): Promise<ExitCode> {
  const loaded = await loadConfiguration(host.cwd, options.config);
  const { inputs, problems } = await inputsOf(options, host, { folder: loaded.folder, globs: loaded.configuration.exclude ?? [] });
  const run = runOf(options, host, loaded, inputs.length);
  try {
    // What is wrong with the names of rules is said also where there is nothing to check.
    if (inputs.length === 0) await run.analysis();
    const hiding = await hidingFor(options, host.cwd, inputs, run.examine);
    const output = outputFor(options, host);
    const totals = await checkAll({ ...run, options, host, hiding, output, inputs }, problems);
    await output.finish(totals);
    for (const each of hiding.conclude()) host.warn(`nbship: ${each}\n`);
    for (const each of totals.unread) host.warn(`nbship: ${each}; what it says is not known\n`);
    for (const each of totals.problems) host.warn(`nbship: ${problemText(each)}\n`);
    for (const each of totals.unfixed) host.warn(`nbship: ${each.path}: not fixed: ${each.reason}\n`);
    if (options.format === 'text') for (const each of totals.skipped) host.warn(`nbship: ${each.path}: skipped, ${each.reason}\n`);
    return exitCode(options, totals, output.problems());
  } finally {
    await run.close();
  }
}

interface Run {
  /** Loaded once, and only when something has to be analysed in this thread. */
  readonly analysis: () => Promise<Analysis>;
  /** With results that were kept, where they are still right. */
  readonly examine: (path: string, place: string, bytes: Buffer, variant?: string) => Promise<Examined>;
  /** How many inputs may be begun with before the first of them is done. */
  readonly atOnce: number;
  readonly close: () => Promise<void>;
}

function runOf(options: Options, host: Host, loaded: LoadedConfiguration, notebooks: number): Run {
  const { configuration, folder } = loaded;
  const python = pythonFor(options.python, host.cwd, loaded);
  const flags: Flags = {
    ...(options.select ? { select: options.select } : {}),
    ...(options.ignore ? { ignore: options.ignore } : {}),
    ...(python === undefined ? {} : { python }),
  };
  let loading: Promise<Analysis> | undefined;
  const analysis = (): Promise<Analysis> =>
    (loading ??= import('./analysis.ts').then((module) => module.analysisFor(configuration, flags, host.cwd)));
  // Who watches checks the same notebooks again and again, and the main thread has learned to be fast by then.
  const most = threadsWorth(notebooks, options.jobs ?? (options.watch ? 1 : undefined));
  const threads = host.startThread && most > 1 ? new Threads(host.startThread, { configuration, flags, cwd: host.cwd }, most) : undefined;
  const analyse = async (path: string, place: string, bytes: Buffer): Promise<Examination> => {
    try {
      if (threads) return await threads.examine({ path, place, bytes });
    } catch (error) {
      if (!(error instanceof NoThread)) throw error;
    }
    const seen: Observations = new Map();
    const examined = await (await analysis()).examine(path, place, bytes.toString('utf8'), seen);
    return { examined, seen: [...seen.values()] };
  };
  const keeps = options.cache ?? configuration.cache ?? false;
  const at = options.cacheDir === undefined ? join(folder, '.nbship_cache') : resolve(host.cwd, options.cacheDir);
  // Paths are shown relative to the current folder, and results hold them.
  const cache: Cache | undefined = keeps ? cacheIn(at, [VERSION, configuration, flags, host.cwd]) : undefined;
  const examine: Run['examine'] = async (path, place, bytes, variant = '') => {
    const name = `${place}\0${path}\0${variant}`;
    const known = cache?.find(name, bytes);
    if (known) return known;
    const { examined, seen } = await analyse(path, place, bytes);
    cache?.keep(name, bytes, seen, examined);
    return examined;
  };
  return { analysis, examine, atOnce: threads ? most * AHEAD : 1, close: async () => threads?.close() };
}

interface Work extends Run {
  readonly options: Options;
  readonly host: Host;
  readonly hiding: Hiding;
  readonly output: Output;
  readonly inputs: readonly Input[];
}

interface Totals {
  readonly skipped: { path: string; reason: string }[];
  readonly problems: ReadProblem[];
  readonly unread: Set<string>;
  readonly edits: FileEdit[];
  /** What could not be fixed, which is no finding and no unreadable file. */
  readonly unfixed: { path: string; reason: string }[];
  fixed: number;
  fixedNotebooks: number;
}

/** Texts that wait for a thread, for each of them; and how many bytes may wait, so that large ones do not fill the memory. */
const AHEAD = 8;
const MOST_WAITING = 100_000_000;

type End = (totals: Totals) => void | Promise<void>;

/** What was begun with one input, and ends in its turn. */
interface Begun {
  readonly bytes: number;
  readonly end: Promise<End>;
}

async function checkAll(work: Work, missing: readonly ReadProblem[]): Promise<Totals> {
  const totals: Totals = { skipped: [], problems: [...missing], unread: new Set(), edits: [], unfixed: [], fixed: 0, fixedNotebooks: 0 };
  const progress = progressOf(work.inputs.length, work.host);
  try {
    const more = (begun: readonly Begun[]): boolean =>
      begun.length < work.atOnce && begun.reduce((sum, each) => sum + each.bytes, 0) < MOST_WAITING;
    for (const { end } of ahead(work.inputs, (input) => begin(input, work), more)) {
      try {
        const finish = await end;
        await finish(totals);
      } catch (error) {
        totals.problems.push(toldCrash(error, work.host));
      }
      progress.advance();
    }
  } finally {
    progress.stop();
  }
  if (totals.edits.length > 0)
    (await import('./project-files.ts')).writeProjectFiles(totals.edits, work.options, work.host, totals.unfixed);
  return totals;
}

function begin(input: Input, work: Work): Begun {
  const content = input.read();
  if (content.kind === 'problem') return { bytes: 0, end: Promise.resolve((totals) => void totals.problems.push(content.problem)) };
  const end = endOf(input, content.bytes, work);
  // It is told in its turn.
  end.catch(() => undefined);
  return { bytes: content.bytes.length, end };
}

async function endOf(input: Input, bytes: Buffer, work: Work): Promise<End> {
  const filter = await work.hiding.filterFor(input);
  if (work.options.fixes.length > 0) return (totals) => fixInput(input, bytes, filter, work, totals);
  const examined = await work.examine(input.path, input.place, bytes);
  return (totals) =>
    take(
      examined,
      () => bytes.toString('utf8'),
      work.output,
      totals,
      (file) => ({ ...file, findings: filter(file) }),
    );
}

type FileOf = Extract<Examined, { kind: 'file' }>['file'];

function take(
  examined: Examined,
  text: () => string,
  output: Output,
  totals: Totals,
  filtered: (file: FileOf) => FileOf = (file) => file,
): void {
  if (examined.kind === 'invalid') totals.problems.push(examined.problem);
  else if (examined.kind === 'skipped') totals.skipped.push({ path: examined.path, reason: examined.reason });
  else {
    for (const each of examined.unread) totals.unread.add(each);
    output.add(filtered(examined.file), text);
  }
}

async function fixInput(
  input: Input,
  bytes: Buffer,
  filter: Awaited<ReturnType<Hiding['filterFor']>>,
  work: Work,
  totals: Totals,
): Promise<void> {
  const { options, host } = work;
  const { mend } = await import('./mend.ts');
  const mended = await mend(input, bytes, options, await work.analysis(), filter);
  if (mended.unfixed !== undefined) totals.unfixed.push({ path: input.path, reason: mended.unfixed });
  totals.edits.push(...mended.files);
  totals.fixed += mended.fixed;
  totals.fixedNotebooks += mended.fixed > 0 ? 1 : 0;
  if (options.diff) host.write(mended.diff);
  else if (!input.isFile) host.write(mended.text);
  take(mended.examined, () => mended.text, work.output, totals);
}

function exitCode({ diff, staged, exitZero, exitOnFix }: Options, { problems, unfixed, fixed }: Totals, found: number): ExitCode {
  if (problems.length + unfixed.length > 0) return 2;
  if (exitZero) return 0;
  if (diff) return fixed > 0 ? 1 : 0;
  // What is staged is not what was fixed: a commit would still have it.
  return found > 0 || (fixed > 0 && (exitOnFix || staged)) ? 1 : 0;
}
