// A column, key, attribute or fitted model that is needed here, and that no cell above has made.

import type { EventOf, Slot } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { nearest } from './nearest.ts';
import { cellName, cellOfStep, failingPlace, type Need } from './needs.ts';
import { isSoundForState } from './moves.ts';
import { defineRule, type Data, type Fix, type Related, type Report } from './rule.ts';
import { failingStates, grouped, objectsOf, variableOf, wayTo } from './states.ts';

type Key = 'column' | 'key' | 'attribute' | 'fitted' | 'removed';

const SLOTS: ReadonlySet<Slot> = new Set<Slot>(['column', 'key', 'attribute', 'fitted']);

export const missingState = defineRule({
  id: 'missing-state',
  summary: 'A column, key, attribute or fitted model that no cell above makes.',
  category: 'order',
  severity: 'error',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    column: {
      what: '{object} has no column `{name}` here{times}.',
      why: 'Restart and Run All stops here with a {error}{origin}.',
      how: '{action}',
    },
    removed: {
      what: '{object} no longer has a column `{name}` here{times}: {remover} took it out.',
      why: 'Restart and Run All stops here with a {error}.',
      how: 'Use the column before it is taken out, or keep it there. A cell that takes a column out works only once in a session.',
    },
    key: {
      what: '{object} has no key `{name}` here{times}.',
      why: 'Restart and Run All stops here with a KeyError{origin}.',
      how: '{action}',
    },
    attribute: {
      what: '{object} has no attribute `{name}` here{times}.',
      why: 'Restart and Run All stops here with an AttributeError{origin}.',
      how: '{action}',
    },
    fitted: {
      what: '{object} is not fitted when `{name}` is used here{times}.',
      why: 'Restart and Run All stops here with a {error}{origin}.',
      how: '{action}',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const needs = failingStates(model, SLOTS);
    const key = (need: Need): string => `${need.slot} ${need.slot === 'fitted' ? need.object : need.name}`;
    for (const [need, times] of grouped(needs, key)) yield report(model, need, times);
  },
});

function report(model: Model, need: Need, times: number): Report<Key> {
  const variable = variableOf(model, need.object, need.step);
  const [remover] = need.providers;
  const maker = remover ? undefined : makerBelow(model, need, variable);
  const data: Data = {
    name: need.name,
    object: objectName(need, variable),
    times: times > 1 ? ` (${times} times in all)` : '',
    error: errorOf(need),
    remover: remover ? (remover.at.cell === need.at.cell ? 'this cell' : cellName(model, remover.at.cell)) : '',
    origin: maker ? `; only ${cellName(model, maker.cell)} below makes it` : '',
    action: maker ? `Move cell ${maker.cell + 1} above this one.` : actionOf(model, need),
  };
  const related: Related[] = [];
  if (maker) related.push({ at: maker.at, message: `made here, in ${cellName(model, maker.cell)}` });
  if (remover) related.push({ at: remover.at, message: `taken out here, in ${cellName(model, remover.at.cell)}` });
  const fix = maker ? moveUp(model, need, maker.cell) : undefined;
  return {
    message: remover ? 'removed' : keyOf(need.slot),
    data,
    at: failingPlace(need),
    related: [...related, ...wayTo(need)],
    ...(fix ? { fix } : {}),
  };
}

/** Moves the cell that makes it up, where nothing else would see other values. */
function moveUp(model: Model, need: Need, from: number): Fix | undefined {
  const before = failingPlace(need).cell;
  if (before >= from || !isSoundForState(model, need, { from, before })) return undefined;
  return { title: `Move cell ${from + 1} above cell ${before + 1}`, kind: 'suggested', edits: [{ kind: 'moveCell', from, before }] };
}

function keyOf(slot: Slot): Key {
  return slot === 'column' || slot === 'key' || slot === 'attribute' ? slot : 'fitted';
}

function objectName(need: Need, variable: string | undefined): string {
  if (variable !== undefined) return `\`${variable}\``;
  if (need.slot === 'column') return 'the frame';
  if (need.slot === 'key') return 'the dict';
  return need.slot === 'fitted' ? 'the estimator' : `this ${need.detail ?? 'object'}`;
}

function errorOf({ slot, detail, name }: Need): string {
  if (slot === 'fitted') return /\.\w+_$/.test(name) ? 'AttributeError' : 'NotFittedError';
  if (slot === 'column' && detail === 'plot') return 'ValueError';
  return 'KeyError';
}

/** A cell below that makes what is missing here: stores the column, sets the attribute, fits the model. */
function makerBelow(
  model: Model,
  need: Need,
  variable: string | undefined,
): { readonly cell: number; readonly at: Need['at'] } | undefined {
  const objects = variable === undefined ? new Set(need.object === undefined ? [] : [need.object]) : objectsOf(model, variable);
  const cell = cellOfStep(model, need.step);
  const found = model.document.events.find((each) => {
    if (cellOfStep(model, each.step) <= cell) return false;
    if (need.slot === 'fitted') return fits(each, need);
    return each.kind === 'mutate' && each.slot === need.name && objects.has(each.object);
  });
  return found && { cell: cellOfStep(model, found.step), at: found.at };
}

function fits(event: Model['document']['events'][number], need: Need): boolean {
  return isCall(event) && /\.(fit|fit_transform|fit_predict|partial_fit)$/.test(event.callee ?? '') && event.receiver?.id === need.object;
}

function isCall(event: Model['document']['events'][number]): event is EventOf<'call'> {
  return event.kind === 'call';
}

function actionOf(model: Model, need: Need): string {
  const gaps = model.history.gaps.length;
  const gone =
    gaps > 0 ? ` The execution counts show ${gaps} ${gaps === 1 ? 'run' : 'runs'} whose cell was edited, deleted or run again.` : '';
  if (need.slot === 'fitted') return `Call \`fit\` in a cell above.${gone}`;
  const made = new Set(model.document.events.flatMap((each) => (each.kind === 'mutate' && each.slot !== undefined ? [each.slot] : [])));
  made.delete(need.name);
  const similar = nearest(need.name, made);
  const meant = similar === undefined ? '' : ` Did you mean \`${similar}\`?`;
  if (need.slot === 'attribute') return `Set it in a cell above, define it in the class, or check what the object is.${meant}${gone}`;
  return `Make it in a cell above, or restore the cell that made it.${meant}${gone}`;
}
