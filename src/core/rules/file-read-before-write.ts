// Files that are read above the cell that writes them.

import type { Model } from '../semantics/model.ts';
import { isLooking, type Access } from './accesses.ts';
import { cellName, cellOfStep } from './needs.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'later' | 'same';

export const fileReadBeforeWrite = defineRule({
  id: 'file-read-before-write',
  summary: 'A file is read above the cell that writes it.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    later: {
      what: '`{path}` is read here, and {writer} below writes it{absent}.',
      why: 'On a fresh checkout Restart and Run All finds no file here, or one that another run has left.',
      how: 'Move the cell that writes the file above this one. Where another program makes it first, write under another name.',
    },
    same: {
      what: '`{path}` is read here and written over in the same cell.',
      why: 'Each run works on what the last one has left: run twice, it gives something else than run once.',
      how: 'Write the result under another name, and keep the file that is read as it is.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    for (const [path, accesses] of byPath(model)) {
      const [first] = accesses;
      if (first?.kind !== 'read' || !first.certain) continue;
      const write = accesses.find((each) => each.kind === 'write');
      if (!write) continue;
      const [reader, writer] = [cellOfStep(model, first.step), cellOfStep(model, write.step)];
      // Opened for both at once, as a file that is updated or added to; a cell that looks whether it is there is prepared.
      if (write.step === first.step && write.at.span.start === first.at.span.start) continue;
      yield {
        message: reader === writer ? 'same' : 'later',
        data: {
          path,
          writer: cellName(model, writer),
          absent: model.ports.sample?.(path)?.kind === 'absent' ? '; it is not there now' : '',
        },
        at: first.at,
        related: [{ at: write.at, message: `written here, in ${cellName(model, writer)}` }],
      };
    }
  },
});

/** Reads and writes of each literal path, in the order of the run. Paths that a condition or a `try` guards are left out. */
function byPath(model: Model): ReadonlyMap<string, readonly Access[]> {
  const found = new Map<string, Access[]>();
  const asked = new Set<string>();
  for (const event of model.document.events) {
    if (event.kind === 'havoc' && event.scope === 'files') break;
    if ((event.kind !== 'read' && event.kind !== 'write') || event.path === undefined || event.path === '') continue;
    if (/^\w{2,}:/.test(event.path)) continue;
    if (event.kind === 'read' && isLooking(model, event)) asked.add(event.path);
    const known = found.get(event.path);
    if (known) known.push(event);
    else found.set(event.path, [event]);
  }
  for (const path of asked) found.delete(path);
  return found;
}
