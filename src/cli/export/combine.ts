// Several notebooks as one, in the order in which they need each other's files.

import { basename, dirname } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import type { Notebook } from '../../core/notebook/notebook.ts';
import { modelOf, readNotebook } from '../analyse.ts';

export interface Given {
  readonly shownAs: string;
  readonly path: string;
  readonly text: string;
  readonly notebook: Notebook;
}

/**
 * One notebook with the cells of all, each behind a heading with its name: first those that write a file, then those that read it.
 * Each ran in a session of its own, so each must run alone; then what the others bind before it changes nothing. Throws a UserError
 * for notebooks of different folders or of formats that cannot be put together, and for a ring of files.
 */
export function combined(all: readonly Given[]): Given {
  const [first] = all;
  if (!first) throw new UserError('export: expected a notebook, found none');
  if (all.length === 1) return first;
  for (const each of all) {
    if (dirname(each.path) !== dirname(first.path))
      throw new UserError(`${each.shownAs}: expected notebooks of one folder, found one of ${dirname(each.shownAs)}`);
    if (each.notebook.format !== 'ipynb' || each.notebook.nbformat !== 4)
      throw new UserError(`${each.shownAs}: expected a notebook of nbformat 4, which can be put together with others`);
  }
  const ordered = inOrder(all);
  const cells = ordered.flatMap((each) => [heading(each), ...cellsOf(each.text)]);
  const whole: unknown = JSON.parse(ordered[0]?.text ?? '{}');
  const text = `${JSON.stringify({ ...(isRecord(whole) ? whole : {}), cells, nbformat_minor: 4 }, undefined, 1)}\n`;
  const name = `${ordered.map((each) => basename(each.path).replace(/\.\w+$/, '')).join('_and_')}.ipynb`;
  const shownAs = ordered.map((each) => each.shownAs).join(' + ');
  const result = readNotebook(shownAs, text);
  if (result.kind !== 'notebook') throw new UserError(`${shownAs}: the notebooks could not be put together`);
  return { shownAs, path: `${dirname(first.path)}/${name}`, text, notebook: { ...result.notebook, path: name } };
}

function heading(given: Given): object {
  return {
    cell_type: 'markdown',
    metadata: {},
    source: `# ${basename(given.path)
      .replace(/\.\w+$/, '')
      .replaceAll(/[_-]+/g, ' ')}`,
  };
}

/** Cells as they stand in the file, without ids, which may be the same in two notebooks. */
function cellsOf(text: string): readonly object[] {
  const content: unknown = JSON.parse(text);
  const cells: unknown = isRecord(content) ? content['cells'] : undefined;
  return (Array.isArray(cells) ? cells : []).filter(isRecord).map(({ id: _id, ...rest }) => rest);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writers before readers; otherwise as they were named. */
function inOrder(all: readonly Given[]): readonly Given[] {
  const files = all.map((given) => {
    const { events } = modelOf(given.notebook, {}).document;
    const paths = (kind: 'read' | 'write'): ReadonlySet<string> =>
      new Set(events.flatMap((each) => (each.kind === kind && each.path !== undefined ? [each.path.replace(/^\.\//, '')] : [])));
    return { given, reads: paths('read'), writes: paths('write') };
  });
  const ordered: typeof files = [];
  while (ordered.length < files.length) {
    const rest = files.filter((each) => !ordered.includes(each));
    const next = rest.find((each) => !rest.some((other) => other !== each && [...other.writes].some((path) => each.reads.has(path))));
    if (!next) throw new UserError(`export: ${rest.map((each) => each.given.shownAs).join(', ')} write files for each other in a ring`);
    ordered.push(next);
  }
  return ordered.map((each) => each.given);
}
