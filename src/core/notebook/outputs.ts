// Outputs of both nbformats reduced to what the analysis reads.

import { fieldsOf } from './language.ts';
import { normalized } from './lines.ts';
import type { Output } from './notebook.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One output, or none where it is of a kind that nobody knows. */
export function readOutput(output: Fields): readonly Output[] {
  switch (output['output_type']) {
    case 'stream':
      return [{ kind: 'stream', text: textOf(output['text']) }];
    case 'display_data':
      return [{ kind: 'display_data', text: plainText(output) }];
    case 'execute_result':
    case 'pyout':
      return [{ kind: 'execute_result', text: plainText(output) }];
    case 'error':
    case 'pyerr': {
      const errorName = textOf(output['ename']);
      return [{ kind: 'error', text: `${errorName}: ${textOf(output['evalue'])}`, ...(errorName === '' ? {} : { errorName }) }];
    }
    default:
      return [];
  }
}

/** `data["text/plain"]` in nbformat 4, `text` in nbformat 3. */
function plainText(output: Fields): string {
  return textOf(fieldsOf(output['data'])['text/plain'] ?? output['text']);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return normalized(value);
  return Array.isArray(value) ? normalized(value.filter((each) => typeof each === 'string').join('')) : '';
}
