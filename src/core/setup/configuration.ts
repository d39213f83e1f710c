// A configuration to begin with: every key stands in it as a comment, so that it changes nothing until a person says so.

import { parse, TomlError } from 'smol-toml';

import { fieldsOf } from '../notebook/language.ts';
import type { Proposal } from './proposal.ts';

const LINES: readonly string[] = [
  '# select = ["all"]                       # only these rules run; "all" is every rule',
  '# ignore = ["unpinned-import"]           # these do not',
  '# exclude = ["drafts", "*.old.ipynb"]    # files and folders that a search leaves out',
  '# read-data-files = false                # no csv file beside a notebook is looked into',
];

const SEVERITY = '# unseeded-random = "error"              # "error", "warning", "information" or "off"';

/** A new nbship.toml; one that is there stays. */
export function configurationFile(text: string | undefined): Proposal {
  if (text !== undefined) return { kind: 'present' };
  const head = '# The configuration of nbship. Every key is optional; `nbship rules` lists the rules.';
  return { kind: 'changed', text: [head, '', ...LINES, '', '# [severity]', SEVERITY, ''].join('\n') };
}

/** A pyproject.toml with `[tool.nbship]` at its end; all else stays byte for byte. */
export function withConfiguration(text: string): Proposal {
  try {
    const tool = fieldsOf(parse(text)['tool']);
    if ('nbship' in tool) return { kind: 'present' };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { kind: 'invalid', message: `pyproject.toml:${error.line}: not valid TOML: ${error.message.split('\n')[0] ?? ''}` };
  }
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' ? '' : text.endsWith('\n') ? end : end + end;
  const lines = ['[tool.nbship]', ...LINES, '', '# [tool.nbship.severity]', SEVERITY, ''];
  return { kind: 'changed', text: text + gap + lines.join(end) };
}
