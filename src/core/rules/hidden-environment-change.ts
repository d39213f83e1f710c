// Changes of what lies around the notebook's variables, which a re-run cell or another machine does not see alike.

import type { Event, EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { cellOfStep } from './needs.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'folder' | 'elsewhere' | 'path' | 'late' | 'option';
type Change = EventOf<'environment'>;

export const hiddenEnvironmentChange = defineRule({
  id: 'hidden-environment-change',
  summary: 'The working folder, an environment variable or a library-wide setting changes where nobody looks.',
  category: 'environment',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    folder: {
      what: '`{by}` moves the working folder to `{value}`, seen from where it is.',
      why: 'Each run of this cell moves on from the last one, and every relative path below means another file then.',
      how: 'Leave the working folder alone and write paths from the folder of the notebook, e.g. `Path("{value}") / "data.csv"`.',
    },
    elsewhere: {
      what: '`{by}` moves the working folder to `{value}`.',
      why: 'That folder exists on one machine, and every relative path below depends on it.',
      how: 'Leave the working folder alone and write paths from the folder of the notebook.',
    },
    path: {
      what: '`{by}` looks for modules in `{value}`.',
      why: 'That folder exists on one machine: elsewhere the imports below fail, or find something else.',
      how: 'Install the module (`pip install -e .`), or put it beside the notebook.',
    },
    late: {
      what: '`{value}` is set here, after `{library}` was imported.',
      why: '`{library}` reads it while it is imported, so it has no effect in this run; in a session where the cells ran in another order it had.',
      how: 'Set it in a cell above the imports, or outside the notebook.',
    },
    option: {
      what: '`{by}` changes what `{library}` computes, after cells above have used it.',
      why: 'A cell above gives something else when it is run again.',
      how: 'Set it in the cell of the imports.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const told = new Set<string>();
    for (const change of model.document.events) {
      if (change.kind !== 'environment') continue;
      const found = judged(model, change);
      const place = `${change.at.cell} ${change.at.span.start}`;
      if (!found || told.has(place)) continue;
      told.add(place);
      yield { message: found.key, data: { by: change.by, value: change.value ?? '', library: found.library ?? '' }, at: change.at };
    }
  },
});

function judged(model: Model, change: Change): { readonly key: Key; readonly library?: string } | undefined {
  const { by, value } = change;
  if (by === 'os.chdir' || by === '%cd')
    return value === undefined || /^\.?\/?$/.test(value) ? undefined : { key: isAbsolute(value) ? 'elsewhere' : 'folder' };
  if (/^sys\.path\.(append|insert|extend)$/.test(by)) return value !== undefined && isAbsolute(value) ? { key: 'path' } : undefined;
  if (/^(os\.environ|os\.putenv|%env|%set_env)/.test(by)) return variable(model, change);
  if (!OPTIONS.test(by)) return undefined;
  const library = by.split('.')[0] ?? by;
  const used = model.document.events.some(
    (each) => isCallOf(each, library) && cellOfStep(model, each.step) < cellOfStep(model, change.step) && each.callee !== by,
  );
  return used ? { key: 'option', library } : undefined;
}

/** Settings that change values, not only how they are shown. */
const OPTIONS =
  /^(torch\.set_default_(dtype|tensor_type|device)|sklearn\.set_config|locale\.setlocale|tensorflow\.keras\.backend\.set_floatx)$/;

function isCallOf(event: Event, library: string): event is EventOf<'call'> {
  return event.kind === 'call' && event.callee?.startsWith(`${library}.`) === true;
}

/** `/home/me`, `C:\\data`, `~/work`. */
function isAbsolute(path: string): boolean {
  return /^([/~]|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** Variables that a library reads once, while it is imported. Sources: OpenBLAS, MKL, matplotlib and Keras manuals. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  OMP_NUM_THREADS: ['numpy', 'torch', 'sklearn', 'scipy'],
  OPENBLAS_NUM_THREADS: ['numpy', 'scipy'],
  MKL_NUM_THREADS: ['numpy', 'torch'],
  MPLBACKEND: ['matplotlib'],
  KERAS_BACKEND: ['keras'],
  TF_USE_LEGACY_KERAS: ['tensorflow'],
};

function variable(model: Model, { value, step }: Change): { readonly key: Key; readonly library?: string } | undefined {
  if (value === undefined) return undefined;
  const readers = (Object.hasOwn(READ_BY, value) ? READ_BY[value] : undefined) ?? [];
  const imported = model.document.events.find(
    (each) => each.kind === 'bind' && each.how === 'import' && each.step < step && readers.includes(rootOf(each)),
  );
  return imported?.kind === 'bind' ? { key: 'late', library: rootOf(imported) } : undefined;
}

function rootOf(event: EventOf<'bind'>): string {
  return event.value.things[0]?.qualified?.split('.')[0] ?? '';
}
