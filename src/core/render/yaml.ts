// Renders configs/v1.yaml: values written so that YAML 1.1 and 1.2 read the same.

import type { ParameterValue } from '../plan/plan.ts';
import { isList } from './config.ts';
import type { Field, Section } from './sections.ts';

export function renderYaml(sections: readonly Section[], notebook: string): string {
  const lines = [
    '# yaml-language-server: $schema=./schema.json',
    `# From ${notebook.replace(/[^\x20-\x7e\u00a1-\u024f]/g, '?')}; try a value with \`--set ${exampleOf(sections)}\`.`,
  ];
  for (const section of sections) {
    lines.push(`${section.name}:`);
    for (const each of section.fields) lines.push(`  ${each.name}: ${fieldText(each)}  # ${each.comment}`);
  }
  return `${lines.join('\n')}\n`;
}

function exampleOf(sections: readonly Section[]): string {
  for (const section of sections)
    for (const field of section.fields)
      if (field.type === 'int' || field.type === 'float') return `${section.name}.${field.name}=${fieldText(field)}`;
  return 'runtime.seed=1';
}

function fieldText(field: Field): string {
  // A large integer is whole in the source only.
  if (field.type === 'int' && /^-?\d[\d_]*$/.test(field.source)) return field.source.replaceAll('_', '').replace(/^(-?)0+(?=\d)/, '$1');
  if (field.type === 'float' && typeof field.value === 'number') return floatText(field.value);
  return valueText(field.value);
}

/** Strings as in JSON, numbers with a dot where they are floats, lists in brackets. */
export function valueText(value: ParameterValue): string {
  if (isList(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return Number.isInteger(value) && Math.abs(value) < 2 ** 53 ? BigInt(value).toString() : floatText(value);
}

/** `1e-7` becomes `1.0e-7`, 1 becomes `1.0`: YAML 1.1 knows a float by its dot and its signed exponent. */
function floatText(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  const dotted = digits.includes('.') ? digits : `${digits}.0`;
  return exponent === undefined ? dotted : `${dotted}e${/^[+-]/.test(exponent) ? exponent : `+${exponent}`}`;
}

/** JSON's strings are YAML's too, but for a few characters that YAML must see escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
