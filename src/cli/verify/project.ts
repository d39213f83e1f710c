// What `nbship verify` knows of an exported project: its report, and the notebook that it carries.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { array, boolean, nullable, number, object, string, type infer as Infer } from 'zod/mini';

import { UserError } from '../../core/config/settings.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import type { Model } from '../../core/semantics/model.ts';
import { lineStartsOf, positionAt } from '../../core/text/span.ts';
import { sha256 } from '../export/hash.ts';
import { modelOf, notebookFrom } from '../analyse.ts';

const statement = object({ cell: number(), line: number(), source: string() });
const reportFile = object({
  version: number(),
  notebook: object({ file: string(), sha256: string() }),
  package: string(),
  seed: number(),
  imports: array(string()),
  stages: array(object({ name: string(), file: string(), outputs: array(string()) })),
  kept: array(object({ ...statement.shape, file: string(), stage: nullable(string()) })),
  dropped: array(statement),
  metrics: array(object({ name: string(), cell: number(), line: number(), expression: nullable(string()), keyword: nullable(string()) })),
  models: array(
    object({
      name: string(),
      variable: string(),
      features: nullable(string()),
      rebound: boolean(),
      stage: string(),
      steps: nullable(array(string())),
    }),
  ),
  data: array(object({ notebook: string(), project: string() })),
});
export type ExportReport = Infer<typeof reportFile>;

export interface Project {
  readonly folder: string;
  readonly report: ExportReport;
  readonly notebook: Notebook;
  /** The notebook's statements in document order; `at` counts them from 0. */
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly at: number;
  /** Counted from 1. */
  readonly cell: number;
  readonly line: number;
  readonly source: string;
  readonly kept: boolean;
}

/** Reads an exported project. Throws a UserError where a folder is none, or was exported by an nbship that wrote less into its report. */
export function readProject(folder: string, shownAs: string): Project {
  const path = join(folder, 'export_report.json');
  if (!existsSync(path)) throw new UserError(`${shownAs}: expected an exported project, found no export_report.json in it`);
  const report = reportOf(readFileSync(path, 'utf8'), `${shownAs}/export_report.json`);
  const { file } = report.notebook;
  if (!existsSync(join(folder, file))) throw new UserError(`${shownAs}: the notebook ${file} is not there`);
  const bytes = readFileSync(join(folder, file));
  if (sha256(bytes) !== report.notebook.sha256)
    throw new UserError(`${shownAs}: ${file} is not the notebook that was exported (its sha256 is another); export it again`);
  const notebook = notebookFrom(file, bytes.toString('utf8'));
  const model = modelOf(notebook, {});
  return { folder, report, notebook, statements: statementsOf(model, report) };
}

function reportOf(text: string, shownAs: string): ExportReport {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${shownAs}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = reportFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(`${shownAs}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}; export the notebook again with this nbship`);
}

function statementsOf(model: Model, report: ExportReport): readonly Statement[] {
  const key = (each: { readonly cell: number; readonly line: number; readonly source: string }): string =>
    `${each.cell}:${each.line}:${each.source}`;
  const dropped = new Set(report.dropped.map(key));
  return model.steps.flatMap((step) => {
    if (step.item.kind !== 'statement') return [];
    const source = model.modules.find((each) => each.cell === step.cell)?.source ?? '';
    const { start, end } = step.at.span;
    const line = positionAt(lineStartsOf(source), start).line + 1;
    const found = { cell: step.cell + 1, line, source: source.slice(start, end) };
    return [{ at: step.index, ...found, kept: !dropped.has(key(found)) }];
  });
}
