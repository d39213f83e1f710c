// A verification: what was run, what was compared, and what came of it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compareValues, differing, valuesOf, type ComparedValue, type Tolerance } from './compare.ts';
import { shownIn, type ShownMetric } from './outputs.ts';
import { prepare } from './job.ts';
import type { Project } from './project.ts';
import { apartOf, runSide, type Apart, type Runner, type Side } from './run.ts';

/** `failed` where a side could not be run to its end; `unsteady` where the notebook itself gives other values each time. */
export type Outcome = 'equal' | 'close' | 'different' | 'unsteady' | 'failed';

export interface Verification {
  readonly version: 1;
  readonly nbship: string;
  readonly outcome: Outcome;
  readonly notebook: { readonly file: string; readonly sha256: string };
  readonly environment: { readonly python: string; readonly told: string };
  readonly tolerance: Tolerance;
  /** What the notebook was run with that is not in it. */
  readonly repairs: readonly string[];
  /** Statements that the export dropped and that fail here, e.g. figures of a library that is not installed. */
  readonly notRun: readonly { readonly cell: number; readonly source: string; readonly error: string }[];
  readonly failure?: { readonly side: 'notebook' | 'pipeline'; readonly error: string; readonly trace: string };
  readonly values: readonly ComparedValue[];
  /** The pipeline beside itself, run a second time. */
  readonly again: readonly ComparedValue[];
  readonly outputs?: readonly ShownMetric[];
  readonly seconds: { readonly notebook: number; readonly pipeline: number };
}

export interface Verifying {
  readonly project: Project;
  readonly python: string;
  readonly told: string;
  readonly config: string;
  readonly tolerance: Tolerance;
  readonly againstOutputs: boolean;
  readonly version: string;
  readonly say: (text: string) => void;
}

/** Runs notebook and pipeline, the pipeline twice, and compares every value that flows between stages, every metric and prediction. */
export async function verify(given: Verifying): Promise<Verification> {
  const work = mkdtempSync(join(tmpdir(), 'nbship-verify-'));
  try {
    return await verifyIn(given, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function verifyIn(given: Verifying, work: string): Promise<Verification> {
  const { project, python, tolerance, say } = given;
  const runner: Runner = { python, work };
  const fresh = (name: string): ReturnType<typeof prepare> => prepare(project, given.config, join(work, name));
  // One name of several that an assignment binds has no expression of its own; its value is compared as the stage's.
  const metrics = project.report.metrics.flatMap((each) => (each.expression === null ? [] : [each.name]));
  const valued = (side: Side): ReturnType<typeof valuesOf> => valuesOf(side, metrics);
  const prepared = fresh('notebook-1');
  say('running the notebook and the pipeline');
  const [notebook, first] = await Promise.all([
    runSide(runner, 'notebook', 'notebook-1', prepared),
    runSide(runner, 'pipeline', 'pipeline-1', prepared),
  ]);
  const told = {
    version: 1,
    nbship: given.version,
    notebook: project.report.notebook,
    environment: { python: notebook.python, told: given.told },
    tolerance,
    repairs: prepared.repairs,
    notRun: notebook.failed ?? [],
    seconds: { notebook: notebook.seconds, pipeline: first.seconds },
  } as const;
  const failure = failureOf(notebook, first);
  if (failure) return { ...told, outcome: 'failed', failure, values: [], again: [] };
  const keep = differing(valued(notebook), valued(first));
  say(keep.length === 0 ? 'running the pipeline again' : 'something differs: running both again, to see how far and whether it stays');
  const [second, notebookAgain] = await Promise.all([
    runSide(runner, 'pipeline', 'pipeline-2', prepared, keep),
    keep.length > 0 ? runSide(runner, 'notebook', 'notebook-2', fresh('again'), keep) : undefined,
  ]);
  const apart: Apart = notebookAgain ? await apartOf(runner, 'notebook-2', 'pipeline-2') : {};
  const values = compareValues({
    notebook: valued(notebook),
    pipeline: valued(first),
    apart,
    tolerance,
    ...(notebookAgain ? { again: valued(notebookAgain) } : {}),
  });
  const failedAgain = failureOf(notebook, second);
  if (failedAgain) return { ...told, outcome: 'failed', failure: failedAgain, values, again: [] };
  const again = compareValues({ notebook: valued(first), pipeline: valued(second), tolerance: { rel: 0 } });
  return {
    ...told,
    outcome: outcomeOf(values, again),
    values,
    again,
    ...(given.againstOutputs ? { outputs: shownIn(project.notebook, numbersOf(project, first)) } : {}),
  };
}

function failureOf(notebook: Side, pipeline: Side): Verification['failure'] {
  if (notebook.error !== undefined) return { side: 'notebook', error: notebook.error, trace: notebook.trace ?? '' };
  if (pipeline.error !== undefined) return { side: 'pipeline', error: pipeline.error, trace: pipeline.trace ?? '' };
  return undefined;
}

function outcomeOf(values: readonly ComparedValue[], again: readonly ComparedValue[]): Outcome {
  const has = (...wanted: readonly string[]): boolean => values.some((each) => wanted.includes(each.verdict));
  if (has('different', 'missing')) return 'different';
  if (has('unsteady')) return 'unsteady';
  if (again.some((each) => each.verdict !== 'equal')) return 'different';
  return has('close') ? 'close' : 'equal';
}

/** Metrics that are one number, by the cell that shows them. */
function numbersOf(project: Project, side: Side): readonly { readonly name: string; readonly cell: number; readonly value: number }[] {
  return project.report.metrics.flatMap(({ name, cell }) => {
    const value = side.metrics.find(([given]) => given === name)?.[2];
    return typeof value === 'number' ? [{ name, cell, value }] : [];
  });
}
