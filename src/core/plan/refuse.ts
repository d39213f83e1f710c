// What makes a notebook impossible to export as it is, each with its place and a way out.

import type { Slot } from '../semantics/events.ts';
import type { Context } from './context.ts';
import type { Refusal } from './plan.ts';

/** What is not so, by the slot of a requirement. */
const MISSING: Readonly<Record<Slot, (name: string) => string>> = {
  name: (name) => `\`${name}\` is not defined`,
  column: (name) => `there is no column \`${name}\``,
  key: (name) => `there is no key \`${name}\``,
  attribute: (name) => `there is no attribute \`${name}\``,
  file: (name) => `there is no file \`${name}\``,
  fitted: (name) => `what \`${name}\` needs is not fitted`,
  complete: (name) => `\`${name}\` is given missing values, which it refuses,`,
  numeric: (name) => `\`${name}\` is given text, which it refuses,`,
  rows: (name) => `\`${name}\` is given rows of different parts of a split`,
};

/** Failures that Restart and Run All would meet; an export of such a notebook would fail too. */
export function failuresOf(context: Context): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  for (const event of context.model.document.events) {
    // Rows that do not belong together give a wrong number, not a failure: that is for the check to say.
    if (event.kind === 'need' && event.slot !== 'rows' && event.met === 'no' && event.certain && !seen.has(event.name)) {
      seen.add(event.name);
      refusals.push({
        cell: event.at.cell,
        span: event.at.span,
        message: `${MISSING[event.slot](event.name)} when the notebook runs from top to bottom`,
      });
    }
    if (event.kind === 'stop')
      refusals.push({
        cell: event.at.cell,
        span: event.at.span,
        message: 'the notebook stops here with an exception that it raises itself',
      });
  }
  for (const module of context.model.modules)
    for (const problem of module.problems)
      refusals.push({ cell: module.cell, span: problem.span, message: `this is not valid Python: ${problem.message}` });
  return refusals;
}

/** Calls that only a notebook's own session can answer. */
const SESSION = new Set([
  'builtins.exec',
  'builtins.eval',
  'builtins.globals',
  'builtins.locals',
  'builtins.input',
  'builtins.get_ipython',
]);

/** Kept statements that cannot become a function's lines. */
export function unmovable(context: Context, kept: Iterable<number>): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const step of kept) {
    const found = context.steps[step];
    if (!found) continue;
    const refuse = (message: string): void => void refusals.push({ cell: found.cell, span: found.at.span, message });
    if (found.item.kind === 'broken') refuse('this is not valid Python, and what is exported needs it');
    const magic = found.item.kind === 'magic' ? found.item.magic : found.item.kind === 'statement' ? found.item.magic : undefined;
    if (magic?.kind === 'shell' && magic.binds.length > 0)
      refuse(`what is exported needs the output of the shell command \`!${magic.argument}\``);
    if (found.item.kind === 'magic' && magic && magic.binds.length > 0) refuse(`what is exported needs what \`%${magic.name}\` gives`);
    for (const event of context.eventsOf(step)) {
      if (event.kind === 'need' && event.slot === 'name' && event.met === 'unknown' && event.certain && event.providers.length === 0)
        refuse(`nothing that can be followed binds \`${event.name}\``);
      const names = event.kind === 'call' ? (event.callee ?? '') : '';
      if (SESSION.has(names)) refuse(`\`${names.split('.').at(-1) ?? ''}()\` works on the notebook's own session`);
    }
    const namespace = context.eventsOf(step).find((each) => each.kind === 'havoc' && each.scope === 'names');
    if (namespace?.kind === 'havoc' && namespace.reason === 'exec') refuse(namespace.detail);
  }
  return refusals;
}
