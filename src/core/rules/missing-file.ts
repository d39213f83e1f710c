// Data files that a notebook reads and nobody has.

import type { Model } from '../semantics/model.ts';
import { folderIn, isRelativeFile, readsFromOutside, type Access } from './accesses.ts';
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
    for (const [head, ...rest] of groupedBy(missingReads(model), (each) => folderIn(each.path ?? '')).values()) {
      if (!head) continue;
      const more = rest.length > 0 ? ` (nor ${rest.length} more in that folder)` : '';
      const quiet = [head, ...rest].every((each) => isShownOnly(model, each));
      yield { message: 'missing', data: { path: head.path ?? '', more }, at: head.at, ...(quiet ? { severity: 'information' } : {}) };
    }
  },
});

/** The first read of each relative path that is surely read and surely absent. */
function missingReads(model: Model): readonly Access[] {
  return readsFromOutside(model).filter(({ path }) => isRelativeFile(path ?? '') && isAbsent(model, path ?? ''));
}

/** Not one that DVC can bring. */
function isAbsent(model: Model, path: string): boolean {
  return model.ports.sample?.(path)?.kind === 'absent' && model.ports.sample(`${path}.dvc`)?.kind === 'absent';
}

/** A picture of the text, e.g. `Image(filename='figures/10_13.png')`: no result comes of it. */
function isShownOnly(model: Model, { at, path = '' }: Access): boolean {
  return /\.(png|jpe?g|gif|svg|webp)$/i.test(path) && /^(?:\w+\.)*(?:Image|SVG)\(\s*(?:filename|['"])/.test(textAt(model, at));
}
