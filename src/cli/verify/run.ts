// Runs one side of a comparison: the notebook, or the pipeline, each in a process of its own.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { array, nullable, number, object, optional, record, string, tuple, union, type infer as Infer } from 'zod/mini';

import { UserError } from '../../core/config/settings.ts';
import { lastLine } from '../../machine/environment.ts';
import { runProgram } from '../../machine/process.ts';
import verifyScript from '../../python/verify.py';
import type { Job, Prepared } from './job.ts';

/** Path in the value, digest, and what a person sees of it. */
const leaf = tuple([string(), string(), string()]);
const side = object({
  python: string(),
  seconds: number(),
  error: optional(string()),
  trace: optional(string()),
  failed: optional(array(object({ cell: number(), source: string(), error: string() }))),
  /** By stage (or `predictions`) and name. */
  values: record(string(), record(string(), array(leaf))),
  metrics: array(tuple([string(), string(), nullable(union([number(), string()]))])),
});
export type Side = Infer<typeof side>;
export type Leaf = Infer<typeof leaf>;

const apartFile = record(
  string(),
  nullable(object({ abs: number(), rel: number(), at: optional(array(number())), first: optional(number()), second: optional(number()) })),
);
/** How far two leaves are apart, by `group\0name\0path`; null where they are not numbers of one shape. */
export type Apart = Infer<typeof apartFile>;

/** Names of leaves whose content is kept: group, name, path. */
export type Keep = readonly (readonly [string, string, string])[];

export interface Runner {
  readonly python: string;
  /** A folder that is thrown away. */
  readonly work: string;
}

/** The environment of both sides: nothing that changes numbers is left to chance. */
function environmentOf(threads: number): Record<string, string> {
  const one = String(threads);
  return {
    PYTHONHASHSEED: '0',
    MPLBACKEND: 'Agg',
    OMP_NUM_THREADS: one,
    OPENBLAS_NUM_THREADS: one,
    MKL_NUM_THREADS: one,
    NUMEXPR_NUM_THREADS: one,
    VECLIB_MAXIMUM_THREADS: one,
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

export async function runSide(
  runner: Runner,
  mode: 'notebook' | 'pipeline',
  name: string,
  prepared: Prepared,
  keep: Keep = [],
): Promise<Side> {
  const { job, folder } = prepared;
  const out = join(runner.work, name);
  mkdirSync(out, { recursive: true });
  const given: Job & { readonly keep: Keep; readonly out: string } = { ...job, keep, out };
  writeFileSync(join(out, 'job.json'), JSON.stringify(given));
  const script = scriptIn(runner.work);
  const result = join(out, 'values.json');
  const ran = await runProgram(runner.python, [script, mode, join(out, 'job.json'), result], {
    cwd: mode === 'notebook' ? folder : job.project,
    env: environmentOf(job.threads),
  });
  if (!existsSync(result))
    throw new UserError(`the ${mode} ended without a result (exit code ${ran.code}): ${lastLine(ran.stderr) || 'it said nothing'}`);
  return readSide(readFileSync(result, 'utf8'));
}

/** What a run wrote. */
export function readSide(text: string): Side {
  return side.parse(JSON.parse(text));
}

/** How far apart the kept leaves of two sides are. */
export async function apartOf(runner: Runner, first: string, second: string): Promise<Apart> {
  const [one, two] = [join(runner.work, first, 'values.json'), join(runner.work, second, 'values.json')];
  if (!existsSync(`${one}.kept`) || !existsSync(`${two}.kept`)) return {};
  const result = join(runner.work, 'apart.json');
  const ran = await runProgram(runner.python, [scriptIn(runner.work), 'compare', one, two, result]);
  if (ran.code !== 0) throw new UserError(`the values could not be compared: ${lastLine(ran.stderr)}`);
  return apartFile.parse(JSON.parse(readFileSync(result, 'utf8')));
}

function scriptIn(work: string): string {
  const path = join(work, 'verify.py');
  if (!existsSync(path)) writeFileSync(path, verifyScript);
  return path;
}
