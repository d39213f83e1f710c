// Data files that a notebook reads and nobody has.

import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { isLooking, type Access } from './accesses.ts';
import { defineRule, type Report } from './rule.ts';

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
    for (const group of byFolder(missingReads(model))) {
      const [head, ...rest] = group;
      if (!head) continue;
      const more = rest.length > 0 ? ` (nor ${rest.length} more in that folder)` : '';
      yield { message: 'missing', data: { path: head.path ?? '', more }, at: head.at };
    }
  },
});

function byFolder(reads: readonly Access[]): readonly (readonly Access[])[] {
  const folders = new Map<string, Access[]>();
  for (const each of reads) {
    const folder = each.path?.replace(/[^\\/]*$/, '') ?? '';
    const known = folders.get(folder);
    if (known) known.push(each);
    else folders.set(folder, [each]);
  }
  return [...folders.values()];
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
    if (event.kind === 'call' && event.how === 'unknown') handed.push(textAt(model, event));
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

function textAt(model: Model, { at }: { readonly at: Place }): string {
  return model.notebook.cells[at.cell]?.source.slice(at.span.start, at.span.end) ?? '';
}

/** Calls that bring files, whatever they are called with. */
const FETCHES =
  /(^|\.)(urlretrieve|download\w*|wget|extract(all)?|unpack_archive|untar\w*|get_file|snapshot_download|cached_path|retrieve|copy\w*|move)$/;

/** A file with an ending, by a path from the notebook; not one that DVC can bring. */
function isAbsent(model: Model, path: string): boolean {
  if (!/^(?![/~\\]|[A-Za-z]:[\\/]|\w{2,}:).*\.\w{1,8}$/.test(path) || /[*?[{]/.test(path)) return false;
  return model.ports.sample?.(path)?.kind === 'absent' && model.ports.sample(`${path}.dvc`)?.kind === 'absent';
}
