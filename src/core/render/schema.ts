// Renders configs/schema.json: with it an editor completes and checks the configuration.

import type { ParameterValue } from '../plan/plan.ts';
import { isList } from './config.ts';
import type { Field, Section } from './sections.ts';

type Schema = { readonly [key: string]: unknown };

export function renderSchema(sections: readonly Section[]): string {
  const schema: Schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Config',
    ...objectOf(sections.map((each) => [each.name, objectOf(each.fields.map((field) => [field.name, fieldSchema(field)]))])),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function objectOf(properties: readonly (readonly [string, Schema])[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
    additionalProperties: false,
  };
}

function fieldSchema(field: Field): Schema {
  const description = field.comment.startsWith('cell ') ? `From ${field.comment} of the notebook` : field.comment;
  if (field.type === 'tracker') return { enum: ['mlflow', 'jsonl', 'none'], description };
  if (field.type === 'file') return { type: 'string', description: `A file, relative to the project. ${description}` };
  return { ...typeSchema(field.type, field.value), description };
}

function typeSchema(type: Exclude<Field['type'], 'tracker' | 'file'>, value: ParameterValue): Schema {
  if (type !== 'list') return { type: { int: 'integer', float: 'number', str: 'string', bool: 'boolean' }[type] };
  const inside = isList(value) ? value.map((each) => typeSchema(typeOf(each), each)) : [];
  const distinct = [...new Map(inside.map((each) => [JSON.stringify(each), each])).values()];
  const [only] = distinct;
  return { type: 'array', ...(only ? { items: distinct.length === 1 ? only : { anyOf: distinct } } : {}) };
}

function typeOf(value: ParameterValue): 'int' | 'float' | 'str' | 'bool' | 'list' {
  if (isList(value)) return 'list';
  if (typeof value === 'string') return 'str';
  return typeof value === 'boolean' ? 'bool' : Number.isInteger(value) ? 'int' : 'float';
}
