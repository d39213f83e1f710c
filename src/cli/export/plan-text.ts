// Shows a plan to people and to programs. Secrets of its notebook are told, and never shown.

import { fieldsOf } from '../../core/notebook/language.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { secretsOf, withoutSecrets } from '../../core/semantics/secrets.ts';
import { lineStartsOf, rangeOf } from '../../core/text/span.ts';

/** A secret that the project carries, as code, as a parameter, or in its copy of the notebook. */
export interface CarriedSecret {
  /** 0-based. */
  readonly cell: number;
  /** 0-based line in the cell; undefined for one that stands in its output. */
  readonly line: number | undefined;
  /** E.g. "a GitHub token". */
  readonly label: string;
  /** The environment variable that it could come from, e.g. `GITHUB_TOKEN`. */
  readonly variable: string;
}

export function carriedSecrets(notebook: Notebook): readonly CarriedSecret[] {
  const found = new Map<string, CarriedSecret>();
  for (const { cell, span, label, variable } of secretsOf(notebook)) {
    const line = span && rangeOf(lineStartsOf(notebook.cells[cell]?.source ?? ''), span).start.line;
    found.set([cell, line, label].join(' '), { cell, line, label, variable });
  }
  return [...found.values()];
}

/** E.g. `cell 3, line 2: a GitHub token`. */
function secretText({ cell, line, label, variable }: CarriedSecret): string {
  return line === undefined
    ? `the output of cell ${cell + 1}: ${label}; clear it`
    : `cell ${cell + 1}, line ${line + 1}: ${label}; read it from an environment variable, e.g. ${variable}`;
}

export function planText(plan: Plan, notebook: Notebook): string {
  const lines = [`Package ${plan.package}, from ${plan.notebook}`, '', 'Stages'];
  for (const stage of plan.stages) {
    const names = (ports: readonly { readonly name: string }[]): string => ports.map((each) => each.name).join(', ') || 'nothing';
    lines.push(
      `  ${stage.kind}.${stage.name}: ${cellsOf(stage.statements.map((each) => each.cell))}`,
      `      ${names(stage.inputs)} -> ${names(stage.outputs)}`,
    );
  }
  if (plan.functions.length > 0)
    lines.push('', `Functions and classes: ${cellsOf(plan.functions.map((each) => each.cell))} go to functions.py`);
  lines.push('', 'Parameters');
  for (const each of plan.parameters) lines.push(`  ${each.key}: ${JSON.stringify(each.value)}  (cell ${each.cell + 1})`);
  lines.push('', `Metrics: ${plan.metrics.map((each) => each.name).join(', ') || 'none'}`);
  lines.push(`Models: ${plan.models.map((each) => `${each.name} (${each.type.split('.').at(-1) ?? each.type})`).join(', ') || 'none'}`);
  lines.push(`Data: ${plan.data.map((each) => `${each.path} -> ${each.target}`).join(', ') || 'none'}`);
  lines.push('', `Dropped (${plan.dropped.length})`);
  for (const each of plan.dropped) lines.push(`  cell ${each.cell + 1}: ${short(each.source)}  (${each.why})`);
  const secrets = carriedSecrets(notebook);
  if (secrets.length > 0) lines.push('', 'Secrets that the project would carry', ...secrets.map((each) => `  ${secretText(each)}`));
  return withoutSecrets(notebook, `${lines.join('\n')}\n`);
}

/** E.g. `cells 3, 4, 7`; people count cells from 1. */
export function cellsOf(cells: readonly number[]): string {
  const all = [...new Set(cells)].sort((a, b) => a - b).map((each) => each + 1);
  return `${all.length === 1 ? 'cell' : 'cells'} ${all.join(', ')}`;
}

function short(source: string): string {
  const [first = '', ...more] = source.split('\n');
  return first.length > 60 || more.length > 0 ? `${first.slice(0, 60)}...` : first;
}

/** The plan as plain JSON, without what only rendering needs. */
export function planJson(plan: Plan, notebook: Notebook): object {
  const { sources: _sources, ...rest } = plan;
  const secrets = carriedSecrets(notebook);
  if (secrets.length === 0) return { ...rest, secrets };
  const shown: unknown = JSON.parse(JSON.stringify(rest), (_key, value: unknown) =>
    typeof value === 'string' ? withoutSecrets(notebook, value) : value,
  );
  return { ...fieldsOf(shown), secrets };
}
