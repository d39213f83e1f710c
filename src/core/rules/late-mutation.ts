// Cells that change in place what a cell above has made and shown.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { cellName, cellOfStep } from './needs.ts';
import { defineRule, type Report } from './rule.ts';
import { variableOf } from './states.ts';

type Display = EventOf<'display'>;

export const lateMutation = defineRule({
  id: 'late-mutation',
  summary: 'A cell changes in place what a cell above has made and shown.',
  category: 'order',
  severity: 'information',
  since: '0.1.0',
  options: {},
  messages: {
    changed: {
      what: '`{name}` is changed in place here, after {shown} has shown it{times}.',
      why: 'What {shown} shows is no longer what `{name}` is: run again, it shows something else.',
      how: 'Work on a copy under another name, or make the change in {maker}, where `{name}` is made.',
    },
  },
  *check({ model }): Generator<Report<'changed'>> {
    const shown = displaysOf(model);
    const told = new Map<number, number>();
    const first = new Map<number, EventOf<'mutate'>>();
    for (const event of model.document.events) {
      if (event.kind !== 'mutate' || !event.certain) continue;
      const display = shown.get(event.object);
      if (!display || cellOfStep(model, display.step) >= cellOfStep(model, event.step)) continue;
      told.set(event.object, (told.get(event.object) ?? 0) + 1);
      if (!first.has(event.object)) first.set(event.object, event);
    }
    for (const [object, event] of first) {
      const display = shown.get(object);
      const [thing] = display?.value.things ?? [];
      const name = variableOf(model, object, event.step);
      if (!display || !thing || name === undefined) continue;
      const times = told.get(object) ?? 1;
      yield {
        message: 'changed',
        data: {
          name,
          shown: cellName(model, cellOfStep(model, display.step)),
          maker: cellName(model, thing.at.cell),
          times: times > 1 ? ` (${times} changes in all)` : '',
        },
        at: event.at,
        related: [{ at: display.at, message: `shown here, in ${cellName(model, cellOfStep(model, display.step))}` }],
      };
    }
  },
});

const DATA = /^(pandas\.(DataFrame|Series)|numpy\.ndarray|builtins\.(list|dict|set))$/;

/** The first time that each frame, array or container was shown itself, in another cell than the one that made it. */
function displaysOf(model: Model): ReadonlyMap<number, Display> {
  const found = new Map<number, Display>();
  for (const event of model.document.events) {
    if (event.kind !== 'display' || event.value.open || event.value.things.length !== 1) continue;
    const [thing] = event.value.things;
    if (thing && DATA.test(thing.type) && !found.has(thing.id)) found.set(thing.id, event);
  }
  return found;
}
