// Renders export_report.json: where everything kept went, and why everything dropped was dropped.

import type { Kept, Plan } from '../plan/plan.ts';
import { lineStartsOf, positionAt, type Span } from '../text/span.ts';
import type { RenderFacts } from './facts.ts';
import { featuresOf, isRebound } from './pipeline.ts';

/** Cells and lines count from 1, as people count. */
interface Statement {
  readonly cell: number;
  readonly line: number;
  readonly source: string;
}

export function renderReport(plan: Plan, facts: RenderFacts): string {
  const kept = (file: string, stage: string | undefined, each: Kept): object => ({
    ...statementAt(plan, each),
    file,
    stage: stage ?? null,
    why: each.reason,
  });
  const report = {
    version: 1,
    nbship: facts.nbshipVersion,
    notebook: { file: facts.notebookFile, sha256: facts.notebookSha256 },
    package: plan.package,
    seed: plan.seed,
    repairs: facts.repairs,
    compared: false,
    stages: plan.stages.map((each) => ({
      name: each.name,
      file: `${plan.package}/${each.kind}.py`,
      cells: [...new Set(each.statements.map((one) => one.cell + 1))].sort((a, b) => a - b),
      inputs: each.inputs.map((port) => port.name),
      outputs: each.outputs.map((port) => port.name),
      parameters: each.parameters,
    })),
    kept: [
      ...plan.functions.map((each) => kept(`${plan.package}/functions.py`, undefined, each)),
      ...plan.stages.flatMap((stage) => stage.statements.map((each) => kept(`${plan.package}/${stage.kind}.py`, stage.name, each))),
    ],
    dropped: plan.dropped.map((each) => ({ ...statementAt(plan, each), why: each.why })),
    parameters: plan.parameters.map((each) => ({
      key: each.key,
      value: each.value,
      source: each.source,
      ...lineOf(plan, each.cell, each.span),
    })),
    metrics: plan.metrics.map((each) => ({
      name: each.name,
      ...lineOf(plan, each.cell, { start: each.at, end: each.at }),
      expression: each.expression ?? null,
      keyword: each.keyword ?? null,
      direction: each.direction,
    })),
    models: [
      ...plan.models.map((each) => ({
        name: each.recorded ?? each.name,
        variable: each.name,
        features: featuresOf(plan, each) ?? null,
        rebound: isRebound(plan, each),
        steps: null,
        type: each.type,
        stage: each.stage,
      })),
      ...plan.joined.map((each) => ({
        name: each.name,
        variable: each.whole,
        features: each.features,
        rebound: false,
        steps: each.steps,
        type: 'sklearn.pipeline.Pipeline',
        stage: plan.models.find((one) => one.name === each.whole)?.stage ?? '',
      })),
    ],
    imports: plan.dependencies,
    data: plan.data.map((each) => ({ notebook: each.path, project: each.target, parameter: each.parameter })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function statementAt(plan: Plan, each: { readonly cell: number; readonly span: Span }): Statement {
  const source = plan.sources.get(each.cell) ?? '';
  return { ...lineOf(plan, each.cell, each.span), source: source.slice(each.span.start, each.span.end) };
}

function lineOf(plan: Plan, cell: number, span: Span): { readonly cell: number; readonly line: number } {
  return { cell: cell + 1, line: positionAt(lineStartsOf(plan.sources.get(cell) ?? ''), span.start).line + 1 };
}
