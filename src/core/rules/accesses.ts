// What the rules about files share: reads and writes, and which of them only look whether a file is there.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
import { textAt } from './places.ts';

export type Access = EventOf<'read' | 'write'>;

const LOOKING = /\b(exists|isfile|isdir|is_file|is_dir|stat|getsize|listdir|glob|walk|mkdir|makedirs)\b/;

/** A call that only looks whether a file is there: what comes behind it is prepared for both. */
export function isLooking(model: Model, { at }: Access): boolean {
  return LOOKING.test(textAt(model, at));
}

/** The first certain read of each path that no cell above writes, as long as files lie where the notebook says: no command, download or change of folder above. */
export const readsFromOutside = remembered((model: Model): readonly Access[] => {
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
    if (event.certain && !written.has(path) && !found.has(path)) found.set(path, event);
  }
  return [...found.values()];
});

/** Calls that bring files, whatever they are called with. */
const FETCHES =
  /(^|\.)(urlretrieve|download\w*|wget|extract(all)?|unpack_archive|untar\w*|get_file|snapshot_download|cached_path|retrieve|copy\w*|move)$/;

/** A file with an ending, by a path from the notebook, e.g. `data/a.csv`; no pattern. */
export function isRelativeFile(path: string): boolean {
  return /^(?![/~\\]|[A-Za-z]:[\\/]|\w{2,}:).*\.\w{1,8}$/.test(path) && !/[*?[{]/.test(path);
}

/** The folder that a path names, e.g. `data/` of `data/a.csv`. */
export function folderIn(path: string): string {
  return path.replace(/[^\\/]*$/, '');
}
