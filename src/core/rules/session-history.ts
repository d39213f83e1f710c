// Cells that read the history of the session they were run in: Out[3], _, %recall.

import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { defineRule, type Report } from './rule.ts';

export const sessionHistory = defineRule({
  id: 'session-history',
  summary: "A cell reads the session's history (`Out[3]`, `_`, `%recall`), which another run does not have.",
  category: 'order',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    history: {
      what: '`{name}` is the history of the session here{times}: {meaning}.',
      why: 'It depends on what was run before and how often. Restart and Run All gives other numbers, and the code outside a notebook has none.',
      how: 'Give the value a name in the cell that computes it, and use that name.',
    },
    magic: {
      what: '`%{name}` brings back {meaning}.',
      why: 'Another session, on another machine, does not have it.',
      how: 'Write the code or the value out in a cell, or save it to a file that lies beside the notebook.',
    },
  },
  *check({ model }): Generator<Report<'history' | 'magic'>> {
    for (const [name, places] of namesOf(model)) {
      const [at] = places;
      if (at) yield { message: 'history', data: { name, meaning: meaningOf(name), times: timesOf(places.length) }, at };
    }
    for (const { cell, magics } of model.modules)
      for (const { name, argument, span } of magics) {
        const meaning = Object.hasOwn(MAGICS, name) ? MAGICS[name] : undefined;
        if (meaning === undefined || (name === 'store' && !/(^|\s)-r\b/.test(argument))) continue;
        yield { message: 'magic', data: { name: `${name}${argument === '' ? '' : ` ${argument}`}`, meaning }, at: { cell, span } };
      }
  },
});

const MAGICS: Readonly<Record<string, string>> = {
  recall: 'a line of the history',
  rep: 'a line of the history',
  rerun: 'lines of the history and runs them',
  macro: 'lines of the history under a name',
  store: 'variables of another session',
};

function namesOf(model: Model): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const event of model.document.events) {
    if (event.kind !== 'history') continue;
    const known = found.get(event.name);
    if (!known) found.set(event.name, [event.at]);
    else if (!known.some((each) => each.cell === event.at.cell && each.span.start === event.at.span.start)) known.push(event.at);
  }
  return found;
}

function meaningOf(name: string): string {
  if (/^(_|__|___)$/.test(name)) return 'the output of a cell that ran just before';
  if (/^_\d+$/.test(name)) return `the output of the cell that ran as [${name.slice(1)}]`;
  if (name === 'Out' || name === '_oh') return 'outputs by their execution counts';
  if (name === '_dh') return 'the folders that the session was in';
  return 'the source of cells by their execution counts';
}

function timesOf(count: number): string {
  return count > 1 ? ` (${count} times in all)` : '';
}
