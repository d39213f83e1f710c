// Applies fixes to the text of a notebook, again and again until none is left.

import type { Notebook } from '../../core/notebook/notebook.ts';
import { chooseFixes } from '../../core/lint/fix.ts';
import { applyEdits } from '../../core/notebook/write.ts';
import type { Finding, FixKind } from '../../core/rules/rule.ts';
import type { Model } from '../../core/semantics/model.ts';
import type { FileEdit } from '../../core/text/edit.ts';
import { readNotebook } from '../analyse.ts';
import type { Analysis, Linted } from './analysis.ts';

export interface Fixed {
  readonly text: string;
  /** How many findings were fixed. */
  readonly count: number;
  /** Edits of the project's files that belong to the fixes. */
  readonly files: readonly FileEdit[];
  /** The notebook as it is now, and what is still to be said of it. */
  readonly notebook: Notebook;
  readonly left: readonly Finding[];
  /** Why it ended with fixes left, if it did. */
  readonly trouble?: string;
}

export interface Fixing {
  readonly analysis: Analysis;
  readonly kinds: readonly FixKind[];
  /** Findings that are known already are neither shown nor fixed. */
  readonly fresh: (notebook: Notebook, findings: readonly Finding[], text: string) => readonly Finding[];
}

/** More rounds than fixes can build on each other: what is not done by then goes in a circle. */
const MOST_ROUNDS = 100;

export async function fixAll(text: string, notebook: Notebook, place: string, { analysis, kinds, fresh }: Fixing): Promise<Fixed> {
  const files = new Map<string, FileEdit>();
  const seen = new Set([text]);
  let linted = await analysis.lint(notebook, place);
  let count = 0;
  for (let round = 0; ; round += 1) {
    const found = fresh(linted.notebook, linted.findings, text);
    const left = found.filter((each) => !isDone(each, files));
    const chosen = chooseFixes(left, kinds);
    const state = { text, count, files: [...files.values()], notebook: linted.notebook, left };
    if (chosen.length === 0) return state;
    const edits = chosen.flatMap((each) => each.fix?.edits ?? []);
    const next = await step(text, linted, edits, place, analysis);
    if (next.kind === 'trouble') return { ...state, trouble: next.why };
    if (round === MOST_ROUNDS || (next.text !== text && seen.has(next.text)))
      return { ...state, trouble: 'fixes lead back to what was there before' };
    for (const edit of edits) if (edit.kind === 'editFile') files.set(JSON.stringify(edit), edit);
    seen.add(next.text);
    count += chosen.length;
    [text, linted] = [next.text, next.linted];
  }
}

/** A finding about the project's files stays until they are written, which is when all notebooks are done. */
function isDone({ fix }: Finding, files: ReadonlyMap<string, FileEdit>): boolean {
  return (
    fix !== undefined && fix.edits.length > 0 && fix.edits.every((each) => each.kind === 'editFile' && files.has(JSON.stringify(each)))
  );
}

type Step = { readonly kind: 'done'; readonly text: string; readonly linted: Linted } | { readonly kind: 'trouble'; readonly why: string };

/** The text with the edits, unless they would leave something that is no notebook, or code that does not parse where it did. */
async function step(
  text: string,
  linted: Linted,
  edits: Parameters<typeof applyEdits>[2],
  place: string,
  analysis: Analysis,
): Promise<Step> {
  const next = applyEdits(text, linted.notebook, edits);
  if (next === text) return { kind: 'done', text, linted };
  const result = readNotebook(linted.notebook.path, next);
  if (result.kind !== 'notebook')
    return { kind: 'trouble', why: 'a fix would leave something that is no notebook; this is a bug of nbship' };
  const after = await analysis.lint(result.notebook, place);
  if (brokenIn(after.model) > brokenIn(linted.model))
    return { kind: 'trouble', why: 'a fix would leave code that does not parse; this is a bug of nbship' };
  return { kind: 'done', text: next, linted: after };
}

function brokenIn(model: Model): number {
  return model.modules.reduce((sum, each) => sum + each.problems.length, 0);
}
