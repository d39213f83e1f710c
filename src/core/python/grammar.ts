// The one place that calls the parser: text in, statements or the first error out, never a throw.

import { parse } from 'py-ast';
import type { Located, StmtNode } from './ast.ts';
import { TOO_DEEP } from './module.ts';
import { normalizeNames } from './normalize.ts';
import { childrenOf } from './walk.ts';

export type Parsed =
  | { readonly ok: true; readonly body: readonly StmtNode[] }
  /** `line` is 1-based, `column` counts UTF-8 bytes, both as the parser gives them. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

/** Parses Python as it stands; deep nesting that exhausts the stack is an error like any other. */
export function parsePython(text: string): Parsed {
  try {
    const { body } = parse(text);
    if (mayBeDeep(text) && isDeep(body)) return { ok: false, message: TOO_DEEP, line: 1, column: 0 };
    normalizeNames(text, body);
    return { ok: true, body };
  } catch (error) {
    return failure(error);
  }
}

/** Deeper trees, e.g. sums of more terms, are not followed; CPython gives up on them a little later. */
const DEEPEST = 1000;

/** What can make a tree one deeper without the parser itself descending. */
const DEEPENING = /[-+*/%|&^@.([]|<<|>>|\belif\b/g;

function mayBeDeep(text: string): boolean {
  if (text.length < DEEPEST) return false;
  DEEPENING.lastIndex = 0;
  let count = 0;
  while (count < DEEPEST && DEEPENING.test(text)) count += 1;
  return count >= DEEPEST;
}

function isDeep(body: readonly Located[]): boolean {
  let level = body;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

function failure(error: unknown): Parsed {
  if (error instanceof RangeError) return { ok: false, message: TOO_DEEP, line: 1, column: 0 };
  const text = error instanceof Error ? error.message : String(error);
  const [, message = text, line = '1', column = '0'] = /^(.*?)(?: at line (\d+)(?:, column (\d+))?)?$/s.exec(text) ?? [];
  return { ok: false, message: message.trim(), line: Number(line), column: Number(column) };
}
