// The configuration as a tree: sections with fields, the notebook's parameters and those of every project.

import type { Parameter, ParameterValue, Plan } from '../plan/plan.ts';
import type { RenderFacts } from './facts.ts';

export interface Field {
  readonly name: string;
  readonly type: Parameter['type'] | 'file' | 'tracker';
  readonly value: ParameterValue;
  /** As written in the notebook; integers beyond 2^53 are whole only here. */
  readonly source: string;
  /** What is said behind it, e.g. `cell 7`. */
  readonly comment: string;
}

export interface Section {
  readonly name: string;
  /** Its class in config.py, e.g. `TrainTestSplit`. */
  readonly className: string;
  readonly fields: readonly Field[];
}

/** Names that config.py has for other things. */
const TAKEN = new Set(['Config', 'Section', 'ProjectFile', 'Path', 'Literal', 'Iterable', 'None', 'True', 'False']);

/** All sections in the order of the notebook; `runtime`, which every project has, comes last. */
export function sectionsOf(plan: Plan, facts: RenderFacts): readonly Section[] {
  const fields = new Map<string, Field[]>();
  for (const each of plan.parameters) {
    const dot = each.key.indexOf('.');
    const section = each.key.slice(0, dot);
    const known = fields.get(section) ?? [];
    fields.set(section, [...known, fieldOf(each, each.key.slice(dot + 1), plan)]);
  }
  fields.set('runtime', runtimeOf(plan, facts));
  const used = new Set<string>();
  return [...fields].map(([name, inside]) => ({ name, className: classNameOf(name, used), fields: inside }));
}

function fieldOf(parameter: Parameter, name: string, plan: Plan): Field {
  const file = plan.data.find((each) => each.parameter === parameter.key);
  const comment = `cell ${parameter.cell + 1}`;
  if (file) return { name, type: 'file', value: file.target, source: '', comment };
  return { name, type: parameter.type, value: parameter.value, source: parameter.source, comment };
}

function runtimeOf(plan: Plan, facts: RenderFacts): Field[] {
  return [
    { name: 'seed', type: 'int', value: plan.seed, source: String(plan.seed), comment: 'of the global random generators' },
    { name: 'threads', type: 'int', value: 1, source: '1', comment: 'another number may change the last digits' },
    { name: 'tracker', type: 'tracker', value: facts.tracking, source: '', comment: 'mlflow, jsonl or none' },
  ];
}

/** `train_test_split` gives `TrainTestSplit`. */
function classNameOf(section: string, used: Set<string>): string {
  const base = section
    .split('_')
    .map((each) => each.charAt(0).toUpperCase() + each.slice(1))
    .join('');
  let name = TAKEN.has(base) ? `${base}Section` : base;
  while (used.has(name)) name += 'Section';
  used.add(name);
  return name;
}
