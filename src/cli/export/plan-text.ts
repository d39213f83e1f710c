// Shows a plan to people and to programs.

import type { Plan } from '../../core/plan/plan.ts';

export function planText(plan: Plan): string {
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
  return `${lines.join('\n')}\n`;
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

/** The plan without what only rendering needs. */
export function planJson(plan: Plan): object {
  const { sources: _sources, ...rest } = plan;
  return rest;
}
