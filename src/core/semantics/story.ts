// The story of a name: where it is made, changed, read and deleted, in the order of one run.

import type { Place } from '../text/span.ts';
import type { Possible, Run } from './events.ts';
import type { Model } from './model.ts';

/** One thing that happens to a name in a cell; reads of one cell are one chapter. */
export interface Chapter {
  readonly kind: 'made' | 'changed' | 'read' | 'deleted' | 'missing';
  readonly cell: number;
  readonly at: Place;
  /** Made: what it is, e.g. `pandas.DataFrame`, `5`. Changed: which part, e.g. `age`. Otherwise empty. */
  readonly what: string;
  /** It may not happen, or only under a condition. */
  readonly certain: boolean;
  /** Read: the cells that made what is read, without the reading one. */
  readonly from: readonly number[];
}

/** Everything that happens to a notebook variable, in the order of the run: the document's unless another is given. */
export function storyOf(model: Model, name: string, run: Run = model.document): readonly Chapter[] {
  const chapters: Chapter[] = [];
  const reads = new Set<string>();
  let held: ReadonlySet<number> = new Set();
  const cellOf = (step: number): number => model.steps[step]?.cell ?? 0;
  for (const event of run.events) {
    const cell = cellOf(event.step);
    const base = { cell, at: event.at, certain: event.certain, from: [] };
    if (event.kind === 'bind' && event.name === name) {
      held = new Set(event.value.things.map((each) => each.id));
      chapters.push({ ...base, kind: 'made', what: nameOf(event.value) });
      reads.clear();
    } else if (event.kind === 'unbind' && event.name === name) {
      held = new Set();
      chapters.push({ ...base, kind: 'deleted', what: '' });
    } else if (event.kind === 'mutate' && held.has(event.object)) {
      chapters.push({ ...base, kind: 'changed', what: event.slot ?? '' });
      reads.clear();
    } else if (event.kind === 'use' && event.name === name && !reads.has(String(cell))) {
      reads.add(String(cell));
      chapters.push({ ...base, kind: 'read', what: '', from: [...new Set(event.providers.map((each) => cellOf(each.step)))] });
    } else if (event.kind === 'need' && event.slot === 'name' && event.name === name && event.met === 'no')
      chapters.push({ ...base, kind: 'missing', what: '' });
  }
  return merged(chapters);
}

/** A change is read first: where a cell does both at one place, the change says it all. Changes of one cell are one chapter. */
function merged(chapters: readonly Chapter[]): readonly Chapter[] {
  const result: Chapter[] = [];
  for (const each of chapters) {
    const last = result.at(-1);
    if (last?.cell === each.cell && last.kind === 'read' && each.kind === 'changed') result.pop();
    const before = result.at(-1);
    if (before?.cell === each.cell && before.kind === 'changed' && each.kind === 'changed') {
      const parts = [...new Set([before.what, each.what].filter((part) => part !== ''))];
      result[result.length - 1] = { ...before, what: parts.join(', ') };
    } else if (!(before?.cell === each.cell && before.kind === 'changed' && each.kind === 'read')) result.push(each);
  }
  return result;
}

/** What a value is, in a few words. */
function nameOf(value: Possible): string {
  const { constant, things, open } = value;
  if (constant && things.length === 0) {
    const text = typeof constant.value === 'string' ? JSON.stringify(constant.value) : String(constant.value ?? 'None');
    return text.length > 40 ? `${text.slice(0, 39)}…` : text;
  }
  const names = [...new Set(things.map((each) => (each.type === 'library' ? (each.qualified ?? '') : each.type)))];
  const known = names.filter((each) => each !== 'unknown' && each !== '').map((each) => each.replace(/^builtins\./, ''));
  return open && known.length === 0 ? '' : known.join(' or ');
}

/** Every notebook variable that a run knows of. */
export function namesOf(run: Run): ReadonlySet<string> {
  const names = new Set<string>();
  for (const event of run.events)
    if (event.kind === 'bind' || event.kind === 'use' || (event.kind === 'need' && event.slot === 'name')) names.add(event.name);
  return names;
}
