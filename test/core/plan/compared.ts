// Runs a notebook's statements and the pipeline made of them, in fresh processes, and compares what came out by value.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

import type { Plan } from '../../../src/core/plan/plan.ts';
import { renderPipeline } from '../../../src/core/render/pipeline.ts';
import { renderStages } from '../../../src/core/render/stages.ts';
import type { Model } from '../../../src/core/semantics/model.ts';

/** A Python with numpy, pandas and scikit-learn; comparisons are skipped without it. */
export const PYTHON = process.env['NBSHIP_TEST_PYTHON'];

const outcome = z.object({
  error: z.string().optional(),
  trace: z.string().optional(),
  digests: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  scores: z.array(z.string()).optional(),
  metrics: z.record(z.string(), z.array(z.string())).optional(),
  models: z.record(z.string(), z.string()).optional(),
});
export type Outcome = z.infer<typeof outcome>;

export interface Comparison {
  readonly notebook: Outcome;
  readonly pipeline: Outcome;
  /** `stage.name` of values that are not the same. */
  readonly differing: readonly string[];
  readonly equal: number;
  /** Recorded metrics whose value the notebook never had. */
  readonly strange: readonly string[];
  readonly metrics: readonly string[];
}

const TRACKING = `from dataclasses import dataclass, field


@dataclass
class Result:
    models: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)


class Tracker: ...
`;

/** The files that the exporter's plan renders to, with stand-ins for the support code. */
export function projectFiles(plan: Plan): ReadonlyMap<string, string> {
  const files = new Map([...renderStages(plan), renderPipeline(plan)].map((each) => [each.path, each.text]));
  files.set(`${plan.package}/__init__.py`, '');
  files.set(`${plan.package}/config.py`, 'class Config: ...\n');
  files.set(`${plan.package}/tracking.py`, TRACKING);
  return files;
}

/** A notebook, its plan, and the folder where its data lies, if it has some. */
export interface Exported {
  readonly model: Model;
  readonly plan: Plan;
  readonly folder?: string;
}

/** Runs both sides of each, every one in a process of its own. */
export function compareAll(all: readonly Exported[]): readonly Comparison[] {
  const work = mkdtempSync(join(tmpdir(), 'nbship-compare-'));
  try {
    const runs = all.flatMap(({ model, plan, folder }, at) => {
      const here = join(work, String(at));
      for (const [path, text] of projectFiles(plan)) {
        mkdirSync(dirname(join(here, path)), { recursive: true });
        writeFileSync(join(here, path), text);
      }
      const job = join(here, 'job.json');
      writeFileSync(job, JSON.stringify({ ...jobOf(model, plan), project: here }));
      return ['notebook', 'pipeline'].map((mode) => ({ mode, job, out: join(here, `${mode}.json`), folder: folder ?? here }));
    });
    writeFileSync(join(work, 'runs.json'), JSON.stringify(runs));
    const script = resolve(import.meta.dirname, '../../../scripts/compare-values.py');
    execFileSync(PYTHON ?? 'python3', [script, 'batch', join(work, 'runs.json')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 560_000,
      env: { ...process.env, PYTHONHASHSEED: '0', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
    });
    return all.map((_, at) => compared(sideOf(work, at, 'notebook'), sideOf(work, at, 'pipeline')));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function sideOf(work: string, at: number, mode: string): Outcome {
  return outcome.parse(JSON.parse(readFileSync(join(work, String(at), `${mode}.json`), 'utf8')));
}

function jobOf(model: Model, plan: Plan): object {
  const steps = model.steps.map((step) => {
    if (step.item.kind !== 'statement') return null;
    const module = model.modules.find((each) => each.cell === step.cell);
    const { start, end } = step.at.span;
    return module?.source.slice(start, end) ?? null;
  });
  const stages = plan.stages.map((each) => ({
    name: each.name,
    outputs: each.outputs.map((port) => port.name),
    after: each.statements.at(-1)?.step ?? 0,
  }));
  const config: Record<string, Record<string, string>> = {};
  for (const each of plan.parameters) {
    const [section = '', key = ''] = each.key.split('.');
    const file = plan.data.find((data) => data.parameter === each.key);
    (config[section] ??= {})[key] = file ? JSON.stringify(file.path) : each.source;
  }
  return { steps, stages, config, package: plan.package };
}

function compared(notebook: Outcome, pipeline: Outcome): Comparison {
  const differing: string[] = [];
  let equal = 0;
  for (const [stage, values] of Object.entries(pipeline.digests ?? {}))
    for (const [name, digest] of Object.entries(values)) {
      if (notebook.digests?.[stage]?.[name] === digest) equal++;
      else differing.push(`${stage}.${name}`);
    }
  const scores = new Set(notebook.scores);
  const metrics = Object.entries(pipeline.metrics ?? {});
  const strange = metrics.filter(([, values]) => !values.every((each) => scores.has(each))).map(([name]) => name);
  return { notebook, pipeline, differing, equal, strange, metrics: metrics.map(([name]) => name) };
}
