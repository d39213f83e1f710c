// The job of one comparison: what the runner in Python must run, and what it must write down.

import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

import type { Project } from './project.ts';

export interface Job {
  readonly project: string;
  readonly package: string;
  readonly config: string;
  readonly statements: Project['statements'];
  readonly stages: readonly { readonly name: string; readonly outputs: readonly string[]; readonly after: number }[];
  readonly metrics: readonly {
    readonly name: string;
    readonly at: number;
    readonly expression: string;
    readonly keyword: string | null;
  }[];
  readonly models: readonly {
    readonly name: string;
    readonly variable: string;
    readonly features: string | null;
    /** Variables of its parts, where it is a transformer and a model joined. */
    readonly steps: readonly string[] | null;
    readonly after: number;
  }[];
  readonly imports: readonly string[];
  readonly paths: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly threads: number;
}

export interface Prepared {
  readonly job: Job;
  /** Where the notebook runs: an empty folder with the data at the paths that the notebook reads. */
  readonly folder: string;
  /** What the notebook is run with that is not in it, in words. */
  readonly repairs: readonly string[];
}

/** Folders above the notebook's own, so that `../../data/x.csv` stays inside. */
const DEPTH = ['a', 'b', 'c', 'd', 'e'];

/** Puts the project's data where the notebook reads it, below `work`, and says what is to be run. */
export function prepare(project: Project, config: string, work: string): Prepared {
  const { report, statements } = project;
  const folder = join(work, ...DEPTH);
  mkdirSync(folder, { recursive: true });
  const paths: Record<string, string> = {};
  const repairs = [
    `the global random generators are seeded with ${report.seed} at the start, and libraries use one thread, as train.py has it`,
  ];
  for (const each of report.data) {
    const outside = isAbsolute(each.notebook) || each.notebook.startsWith('~');
    const to = outside ? join(folder, each.project) : join(folder, each.notebook);
    if (outside) {
      paths[each.notebook] = to;
      repairs.push(`${each.notebook} is read from the project's ${each.project}`);
    }
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(project.folder, each.project), to);
  }
  const last = statements.at(-1)?.at ?? 0;
  const endOf = (stage: string): number => {
    const kept = report.kept.filter((each) => each.stage === stage);
    return Math.max(0, ...kept.flatMap((each) => statements.filter((one) => same(one, each)).map((one) => one.at)));
  };
  const job: Job = {
    project: project.folder,
    package: report.package,
    config,
    statements,
    stages: report.stages.map((each) => ({ name: each.name, outputs: each.outputs, after: endOf(each.name) })),
    metrics: report.metrics.flatMap(({ name, cell, line, expression, keyword }) => {
      if (expression === null) return [];
      const found = statements.find((one) => one.cell === cell && one.line === line && one.source.includes(expression));
      return [{ name, at: found?.at ?? -1, expression, keyword }];
    }),
    models: report.models.map(({ name, variable, features, rebound, stage, steps }) => ({
      name,
      variable,
      features,
      steps,
      after: rebound ? endOf(stage) : last,
    })),
    imports: report.imports,
    paths,
    seed: report.seed,
    threads: 1,
  };
  return { job, folder, repairs };
}

function same(
  one: { readonly cell: number; readonly line: number; readonly source: string },
  other: { readonly cell: number; readonly line: number; readonly source: string },
): boolean {
  return one.cell === other.cell && one.line === other.line && one.source === other.source;
}
