// Data files that a notebook reads and nobody has.

import type { Model } from '../semantics/model.ts';
import { isLooking, type Access } from './accesses.ts';
import { textAt } from './places.ts';
import { defineRule, type Report } from './rule.ts';
import { groupedBy } from './words.ts';

export const missingFile = defineRule({
  id: 'missing-file',
  summary: 'A file is read that is not there, and that no cell above makes.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    missing: {
      what: '`{path}` is read here, and there is no such file{more}.',
      why: 'The cell fails wherever the file is not brought along: it is not beside the notebook, and no cell above writes it.',
      how: 'Keep it with the notebook, track it with DVC or Git LFS, or write the cell that fetches it.',
    },
  },
  *check({ model }): Generator<Report<'missing'>> {
    // Where a folder was left behind, all its files are missing: one finding for each folder.
    for (const [head, ...rest] of groupedBy(missingReads(model), folderOf).values()) {
      if (!head) continue;
      const more = rest.length > 0 ? ` (nor ${rest.length} more in that folder)` : '';
      yield { message: 'missing', data: { path: head.path ?? '', more }, at: head.at };
    }
  },
});

function folderOf({ path }: Access): string {
  return path?.replace(/[^\\/]*$/, '') ?? '';
}

/** The first read of each relative path that is surely read and surely absent. */
function missingReads(model: Model): readonly Access[] {
  const found = new Map<string, Access>();
  const written = new Set<string>();
  const handed: string[] = [];
  for (const event of model.document.events) {
    // From here on anything may lie there, or somewhere else.
    if (event.kind === 'havoc' && (event.scope === 'files' || event.scope === 'names')) break;
    if (event.kind === 'environment' && /^(os\.chdir|%cd)$/.test(event.by)) break;
    if (event.kind === 'call' && event.how === 'unknown' && FETCHES.test(event.callee ?? '')) break;
    if (event.kind === 'stop') break;
    if (event.kind === 'call' && event.how === 'unknown') handed.push(textAt(model, event.at));
    if (event.kind === 'write') {
      if (event.path === undefined) break;
      written.add(event.path);
    }
    if (event.kind !== 'read' || event.path === undefined) continue;
    const { path } = event;
    // Asked for once, it is not taken for granted; a call that nothing is known of may have written it.
    if (isLooking(model, event) || handed.some((each) => each.includes(path))) written.add(path);
    if (event.certain && !written.has(path) && !found.has(path) && isAbsent(model, path)) found.set(path, event);
  }
  return [...found.values()];
}

/** Calls that bring files, whatever they are called with. */
const FETCHES =
  /(^|\.)(urlretrieve|download\w*|wget|extract(all)?|unpack_archive|untar\w*|get_file|snapshot_download|cached_path|retrieve|copy\w*|move)$/;

/** A file with an ending, by a path from the notebook; not one that DVC can bring. */
function isAbsent(model: Model, path: string): boolean {
  if (!/^(?![/~\\]|[A-Za-z]:[\\/]|\w{2,}:).*\.\w{1,8}$/.test(path) || /[*?[{]/.test(path)) return false;
  return model.ports.sample?.(path)?.kind === 'absent' && model.ports.sample(`${path}.dvc`)?.kind === 'absent';
}
