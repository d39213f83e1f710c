// Renders config.py: the configuration as pydantic classes.

import type { ParameterValue } from '../plan/plan.ts';
import type { Field, Section } from './sections.ts';

const PLAIN = {
  int: 'int',
  float: 'float',
  str: 'str',
  bool: 'bool',
  file: 'ProjectFile',
  tracker: 'Literal["mlflow", "jsonl", "none"]',
} as const;

export function renderConfig(sections: readonly Section[]): string {
  const file = sections.some((each) => each.fields.some((field) => field.type === 'file'));
  return [
    '"""The configuration: what configs/*.yaml may say. Unknown keys and values of another type are refused."""',
    '',
    'from __future__ import annotations',
    '',
    'from collections.abc import Iterable',
    'from pathlib import Path',
    'from typing import Literal',
    '',
    `from .loading import ${file ? 'ProjectFile, ' : ''}Section, read`,
    ...sections.flatMap(classOf),
    '',
    '',
    'class Config(Section):',
    '    """All of it."""',
    '',
    ...sections.map((each) => `    ${each.name}: ${each.className}`),
    '',
    '',
    'def load(path: str | Path, overrides: Iterable[str] = ()) -> Config:',
    '    """Read a file, with overrides such as `runtime.seed=1`; raises ConfigError in words a person can act on."""',
    '    return read(Config, path, overrides)',
    '',
  ].join('\n');
}

function classOf(section: Section): readonly string[] {
  const cells = [...new Set(section.fields.map((each) => each.comment).filter((each) => each.startsWith('cell ')))];
  const told = cells.length === 0 ? 'How a training runs.' : `Values from ${cells.join(', ')} of the notebook.`;
  return [
    '',
    '',
    `class ${section.className}(Section):`,
    `    """${told}"""`,
    '',
    ...section.fields.map((each) => `    ${each.name}: ${annotationOf(each)}`),
  ];
}

function annotationOf(field: Field): string {
  return field.type === 'list' ? listType(field.value) : PLAIN[field.type];
}

/** `[1, 2.5]` is `list[int | float]`. */
function listType(value: ParameterValue): string {
  if (!isList(value))
    return typeof value === 'string' ? 'str' : typeof value === 'boolean' ? 'bool' : Number.isInteger(value) ? 'int' : 'float';
  const inside = [...new Set(value.map(listType))].sort();
  return inside.length === 0 ? 'list' : `list[${inside.join(' | ')}]`;
}

export function isList(value: ParameterValue): value is readonly ParameterValue[] {
  return typeof value === 'object';
}
