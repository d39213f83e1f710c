// Names that stand for one kind of thing in one cell and for another kind in another.

import type { EventOf, Possible } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { cellName, cellOfStep } from './needs.ts';
import { freeName, renameBinding } from './rename.ts';
import { defineRule, type Report } from './rule.ts';

type Bind = EventOf<'bind'>;

export const redefinedInOtherCell = defineRule({
  id: 'redefined-in-other-cell',
  summary: 'A name stands for another kind of thing in another cell, and both are read.',
  category: 'names',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    kind: {
      what: '`{name}` is {after} from here on; in {before} it is {was}, which {reader} reads.',
      why: 'When the cell that reads it is run again after this one, it gets {after} and fails, or computes something else.',
      how: 'Give one of the two a name of its own.',
    },
  },
  *check({ model }): Generator<Report<'kind'>> {
    const reads = readersOf(model);
    for (const [name, binds] of byName(model)) {
      if (PASSING.test(name)) continue;
      const found = changeOf(model, binds, reads);
      if (!found) continue;
      const { before, after, reader } = found;
      const to = freeName(model, name);
      const edits = renameBinding(model, after, to);
      yield {
        message: 'kind',
        data: {
          name,
          was: NAMES[kindOf(before.value) ?? 'value'],
          after: NAMES[kindOf(after.value) ?? 'value'],
          before: cellName(model, cellOfStep(model, before.step)),
          reader: cellName(model, reader),
        },
        at: after.at,
        ...(edits ? { fix: { title: `Call it \`${to}\` from here on`, kind: 'suggested' as const, edits } } : {}),
        related: [
          { at: before.at, message: `${NAMES[kindOf(before.value) ?? 'value']}, in ${cellName(model, cellOfStep(model, before.step))}` },
        ],
      };
    }
  },
});

/** Names that everybody uses for the moment. */
const PASSING = /^(_.*|[a-zA-Z]|i\d?|tmp|temp|res|result|out|fig|axe?s?|f|g|plot|p\d?)$/;

type Kind = 'function' | 'class' | 'module' | 'value' | 'collection' | 'model';

const NAMES: Readonly<Record<Kind, string>> = {
  function: 'a function',
  class: 'a class',
  module: 'a module',
  value: 'a plain value',
  collection: 'a collection or table',
  model: 'a model',
};

const COLLECTION = /^(builtins\.(list|tuple|dict|set)|pandas\.(DataFrame|Series)|numpy\.ndarray|collections\.)/;

/** What kind of thing a value surely is; undefined where that is not known. */
function kindOf(value: Possible): Kind | undefined {
  if (value.open) return undefined;
  const { constant } = value;
  if (value.things.length === 0) return constant && constant.value !== null ? 'value' : undefined;
  const kinds = new Set(value.things.map((each) => kindOfType(each.type, each.qualified)));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function kindOfType(type: string, qualified: string | undefined): Kind | undefined {
  if (type === 'builtins.function') return 'function';
  if (type === 'builtins.type') return 'class';
  if (type === 'library') return /^[a-z_.]+$/.test(qualified ?? '') && !qualified?.includes('.') ? 'module' : undefined;
  if (COLLECTION.test(type)) return 'collection';
  return /^(sklearn|xgboost|lightgbm)\./.test(type) && /\.[A-Z]\w+$/.test(type) ? 'model' : undefined;
}

function byName(model: Model): ReadonlyMap<string, readonly Bind[]> {
  const found = new Map<string, Bind[]>();
  for (const event of model.document.events) {
    if (event.kind !== 'bind' || event.depth > 0 || !/^(assign|def|class|import|with)$/.test(event.how)) continue;
    const known = found.get(event.name);
    if (known) known.push(event);
    else found.set(event.name, [event]);
  }
  return found;
}

/** The last binding in a cell of one kind and a later one of another, where another cell reads the first between the two. */
function changeOf(
  model: Model,
  binds: readonly Bind[],
  reads: ReadonlyMap<string, readonly number[]>,
): { readonly before: Bind; readonly after: Bind; readonly reader: number } | undefined {
  for (let at = 1; at < binds.length; at++) {
    const [before, after] = [binds[at - 1], binds[at]];
    if (!before || !after || !before.certain || !after.certain) continue;
    const [from, to] = [cellOfStep(model, before.step), cellOfStep(model, after.step)];
    const [was, is] = [kindOf(before.value), kindOf(after.value)];
    if (from === to || was === undefined || is === undefined || was === is) continue;
    const reader = reads.get(`${before.step} ${before.name}`)?.find((cell) => cell > from && cell < to);
    const read = (reads.get(`${after.step} ${after.name}`) ?? []).length > 0;
    if (reader !== undefined && read) return { before, after, reader };
  }
  return undefined;
}

/** The cells that read what a step bound to a name. */
function readersOf(model: Model): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const event of model.document.events) {
    if (event.kind !== 'use') continue;
    for (const { step } of event.providers) {
      const key = `${step} ${event.name}`;
      const known = found.get(key);
      if (known) known.push(cellOfStep(model, event.step));
      else found.set(key, [cellOfStep(model, event.step)]);
    }
  }
  return found;
}
