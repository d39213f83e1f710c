// Our hook in .pre-commit-config.yaml.

import { isMap, isSeq, parseDocument, type Document } from 'yaml';

import { fieldsOf } from '../notebook/language.ts';
import type { Proposal } from './proposal.ts';

export const PRE_COMMIT_FILE = '.pre-commit-config.yaml';

/** Where the hook comes from: a published repository, or the command on the PATH. */
export interface HookSource {
  readonly repository: string | undefined;
  readonly version: string;
}

/** The configuration with our hook added as text: all else stays byte for byte. `text` is undefined for a new file. */
export function withHook(text: string | undefined, source: HookSource): Proposal {
  if (text === undefined) return { kind: 'changed', text: `# See https://pre-commit.com\nrepos:\n${hookText(source, '  ')}` };
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { kind: 'invalid', message: `${PRE_COMMIT_FILE}: not valid YAML: ${error.message.split('\n')[0] ?? ''}` };
  const { contents } = document;
  const repositories = isMap(contents) ? contents.get('repos', true) : undefined;
  if ((contents !== null && !isMap(contents)) || (repositories !== undefined && !isSeq(repositories)))
    return { kind: 'invalid', message: `${PRE_COMMIT_FILE}: expected a list under \`repos\`` };
  if (hasHook(document)) return { kind: 'present' };
  return { kind: 'changed', text: insert(text, repositories, source) };
}

/** Behind the last repository, with its indentation; in place of an empty list; else at the end. */
function insert(text: string, repositories: unknown, source: HookSource): string {
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (!isSeq(repositories)) return `${ended}repos:\n${hookText(source, '  ')}`;
  const [start, end] = repositories.range ?? [0, text.length];
  if (repositories.items.length === 0 || repositories.flow) {
    const items = repositories.items.map((each) => `\n  - ${String(each)}`).join('');
    return `${text.slice(0, start).trimEnd()}${items}\n${hookText(source, '  ').trimEnd()}${text.slice(end)}`;
  }
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const whole = text.slice(0, end).trimEnd().length;
  return `${text.slice(0, whole)}\n${hookText(source, indent)}${text.slice(whole).replace(/^\r?\n/, '')}`;
}

function hookText({ repository, version }: HookSource, indent: string): string {
  const lines =
    repository === undefined
      ? [
          '- repo: local',
          '  hooks:',
          '    - id: nbship',
          '      name: nbship check',
          '      entry: nbship check',
          '      language: system',
          '      files: \\.ipynb$',
          '      require_serial: true',
        ]
      : [`- repo: ${repository}`, `  rev: v${version}`, '  hooks:', '    - id: nbship'];
  return lines.map((each) => `${indent}${each}\n`).join('');
}

function hasHook(document: Document): boolean {
  const { repos } = fieldsOf(document.toJS());
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return list(repos).some((each) => list(fieldsOf(each)['hooks']).some((hook) => fieldsOf(hook)['id'] === 'nbship'));
}
