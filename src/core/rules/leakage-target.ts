// The target among the features: as it is, or within a column that is calculated from it.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { oncePerPlace } from './places.ts';
import { defineRule, type Report } from './rule.ts';

type Key = 'same' | 'derived' | 'source';

export const leakageTarget = defineRule({
  id: 'leakage-target',
  summary: 'The target, or a column calculated from it, is among the features.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    same: {
      what: 'The target `{target}` is among the features that the model is fitted on.',
      why: 'The model reads the answer off, and knows nothing where there is none.',
      how: "Take it out of the features: `X = df.drop(columns='{target}')`.",
    },
    derived: {
      what: '`{column}` is calculated from the target `{target}`, and is among the features.',
      why: 'The model can work the answer out of it. Where the model is to be used, the target is not known, and so the column is not.',
      how: 'Drop `{column}` from the features too.',
    },
    source: {
      what: 'The target is calculated from `{target}`, which is among the features.',
      why: 'The model learns the calculation, and where the model is to be used, what it is calculated from is known or the feature is not.',
      how: 'Drop what the target is calculated from.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const echoes = model.document.events.filter((each): each is EventOf<'echo'> => each.kind === 'echo' && each.certain);
    const told = new Set<string>();
    for (const { how, column, target, made, at } of oncePerPlaceAndColumn(echoes)) {
      // Data that the notebook makes up itself show how a model works.
      const key = `${how} ${column} ${target}`;
      if (told.has(key) || (how === 'source' && !readsData(model))) continue;
      told.add(key);
      const related = made ? [{ at: made, message: 'calculated here' }] : [];
      yield { message: how, data: { column, target }, at, related };
    }
  },
});

function oncePerPlaceAndColumn(echoes: readonly EventOf<'echo'>[]): readonly EventOf<'echo'>[] {
  const columns = [...new Set(echoes.map((each) => each.column))];
  return columns.flatMap((column) => oncePerPlace(echoes.filter((each) => each.column === column)));
}

function readsData(model: Model): boolean {
  return model.document.events.some(
    (each) => each.kind === 'read' || (each.kind === 'call' && /\.(read_\w+|load_dataset|fetch_\w+)$/.test(each.callee ?? '')),
  );
}
