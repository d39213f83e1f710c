// The one place that calls the parser: text in, statements or the first error out, never a throw.

import { parse } from 'py-ast';
import type { StmtNode } from './ast.ts';
import { normalizeNames } from './normalize.ts';

export type Parsed =
  | { readonly ok: true; readonly body: readonly StmtNode[] }
  /** `line` is 1-based, `column` counts UTF-8 bytes, both as the parser gives them. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

/** Parses Python as it stands; deep nesting that exhausts the stack is an error like any other. */
export function parsePython(text: string): Parsed {
  try {
    const { body } = parse(text);
    normalizeNames(text, body);
    return { ok: true, body };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Parsed {
  const text = error instanceof Error ? error.message : String(error);
  const [, message = text, line = '1', column = '0'] = /^(.*?)(?: at line (\d+)(?:, column (\d+))?)?$/s.exec(text) ?? [];
  return { ok: false, message: message.trim(), line: Number(line), column: Number(column) };
}
