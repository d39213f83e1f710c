// Runs notebooks and the projects made of them, in fresh processes, and compares what came out by value, as `nbship verify` does.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { compareValues, valuesOf } from '../../../src/cli/verify/compare.ts';
import { prepare } from '../../../src/cli/verify/job.ts';
import { readProject } from '../../../src/cli/verify/project.ts';
import { readSide } from '../../../src/cli/verify/run.ts';
import type { GeneratedFile, Plan } from '../../../src/core/plan/plan.ts';
import type { RenderFacts } from '../../../src/core/render/facts.ts';
import { render } from '../../../src/core/render/index.ts';

/** A Python with numpy, pandas, scikit-learn and pydantic; comparisons are skipped without it. */
export const PYTHON = process.env['NBSHIP_TEST_PYTHON'];

export interface Comparison {
  readonly errors: readonly string[];
  /** `stage.name` of values that are not the same, each with where. */
  readonly differing: readonly string[];
  readonly equal: number;
  readonly metrics: number;
}

/** A notebook of code cells, and its plan. */
export interface Exported {
  readonly cells: readonly string[];
  readonly plan: Plan;
}

function notebookText(cells: readonly string[]): string {
  const code = cells.map((source, at) => ({
    cell_type: 'code',
    id: `cell-${at}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }));
  return JSON.stringify({
    cells: code,
    metadata: { kernelspec: { language: 'python', name: 'python3', display_name: 'Python 3' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** All files of the project, without a lock. */
export function projectFiles({ cells, plan }: Exported): readonly GeneratedFile[] {
  const notebook = notebookText(cells);
  const facts: RenderFacts = {
    pythonVersion: '3.11.0',
    dependencies: [],
    notebookDependencies: [],
    constraints: [],
    tracking: 'jsonl',
    dataFiles: [],
    extras: [],
    repairs: [],
    notebookSha256: createHash('sha256').update(notebook).digest('hex'),
    notebookFile: 'notebooks/test.ipynb',
    nbshipVersion: '0.0.0',
  };
  return [...render(plan, facts), { path: facts.notebookFile, text: notebook }];
}

/** Runs both sides of each, every one in a process of its own. */
export function compareAll(all: readonly Exported[]): readonly Comparison[] {
  const work = mkdtempSync(join(tmpdir(), 'nbship-compare-'));
  try {
    const runs = all.flatMap((each, at) => runsOf(each, join(work, String(at))));
    writeFileSync(join(work, 'runs.json'), JSON.stringify(runs));
    const script = resolve(import.meta.dirname, '../../../scripts/harness/verify_batch.py');
    execFileSync(PYTHON ?? 'python3', [script, join(work, 'runs.json')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 560_000,
      env: {
        ...process.env,
        PYTHONHASHSEED: '0',
        OMP_NUM_THREADS: '1',
        OPENBLAS_NUM_THREADS: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        MPLBACKEND: 'Agg',
      },
    });
    return all.map((each, at) => compared(each, join(work, String(at))));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function runsOf(exported: Exported, folder: string): readonly object[] {
  const project = join(folder, 'project');
  for (const { path, text } of projectFiles(exported)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  const { job, folder: place } = prepare(readProject(project, 'project'), join(project, 'configs/v1.yaml'), join(folder, 'notebook'));
  return (['notebook', 'pipeline'] as const).map((mode) => {
    const file = join(folder, `${mode}-job.json`);
    writeFileSync(file, JSON.stringify({ ...job, keep: [], out: folder }));
    return { mode, job: file, out: join(folder, `${mode}.json`), folder: place };
  });
}

function compared({ plan }: Exported, folder: string): Comparison {
  const [notebook, pipeline] = ['notebook', 'pipeline'].map((mode) => readSide(readFileSync(join(folder, `${mode}.json`), 'utf8')));
  if (!notebook || !pipeline) throw new Error('a side is missing');
  const metrics = plan.metrics.flatMap((each) => (each.expression === undefined ? [] : [each.name]));
  const values = compareValues({ notebook: valuesOf(notebook, metrics), pipeline: valuesOf(pipeline, metrics), tolerance: { rel: 0 } });
  return {
    errors: [notebook.error, pipeline.error].flatMap((each, at) =>
      each === undefined ? [] : [`${at === 0 ? 'notebook' : 'pipeline'}: ${each}`],
    ),
    differing: values
      .filter((each) => each.verdict !== 'equal')
      .map((each) => `${each.group}.${each.name}${each.first?.path ?? ''}: ${each.first?.notebook ?? ''} / ${each.first?.pipeline ?? ''}`),
    equal: values.filter((each) => each.verdict === 'equal').length,
    metrics: plan.metrics.length,
  };
}
