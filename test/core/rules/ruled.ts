// Runs one rule over small notebooks, given as cells or in percent format with their execution counts.

import { readNotebook } from '../../../src/core/notebook/read.ts';
import { applyEdits } from '../../../src/core/notebook/write.ts';
import type { Notebook } from '../../../src/core/notebook/notebook.ts';
import { parseModule } from '../../../src/core/python/parse.ts';
import { buildModel } from '../../../src/core/semantics/build.ts';
import { resolveSettings } from '../../../src/core/config/settings.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import type { Edit } from '../../../src/core/text/edit.ts';
import type { Finding } from '../../../src/core/rules/rule.ts';

export function notebookIn(percent: string): Notebook {
  const result = readNotebook('test.py', percent);
  if (result.kind !== 'notebook') throw new Error(JSON.stringify(result));
  return result.notebook;
}

/** Findings of one rule in a notebook in percent format. */
export function findingsIn(rule: string, percent: string): readonly Finding[] {
  const notebook = notebookIn(percent);
  const modules = notebook.cells.filter((each) => each.kind === 'code').map((each) => parseModule(each));
  return lint(buildModel(notebook, modules, {}), resolveSettings({ select: [rule] }));
}

/** The notebook after the fixes of all findings of a rule. */
export function fixed(rule: string, percent: string): string {
  const edits = findingsIn(rule, percent).flatMap((each) => each.fix?.edits ?? []);
  return applyEdits(percent, notebookIn(percent), edits);
}

export function applied(percent: string, edits: readonly Edit[]): string {
  return applyEdits(percent, notebookIn(percent), edits);
}
