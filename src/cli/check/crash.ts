// A bug of nbship's, with the notebook that shows it.

import type { ReadProblem } from '../../core/notebook/notebook.ts';
import type { Host } from '../host.ts';

/** A bug of nbship's that one notebook shows: it costs that notebook, and not the others. */
export class Crash extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`${path}: the check of this notebook failed inside nbship`, { cause });
    this.path = path;
  }
}

/** Tells a bug with its stack, and gives the line that stands for it among what was not checked; anything else is thrown on. */
export function toldCrash(error: unknown, host: Host): ReadProblem {
  if (!(error instanceof Crash)) throw error;
  const { cause } = error;
  const [stack, message] = cause instanceof Error ? [cause.stack ?? cause.message, cause.message] : [String(cause), String(cause)];
  host.warn(`nbship: ${error.message}; please report it:\n${stack}\n`);
  return {
    path: error.path,
    jsonPath: '',
    expected: 'a notebook that nbship can check',
    found: `one that shows a bug of nbship's (${message})`,
  };
}
