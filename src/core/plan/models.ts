// The models that the pipeline returns: fitted estimators that a notebook variable still holds at the end.

import { classFact } from '../knowledge/index.ts';
import type { Context } from './context.ts';
import { isModule, trainingsOf } from './training.ts';
import type { TrainedModel } from './plan.ts';
import type { Group } from './stages.ts';

/** `group` is the stage whose variable it is, where the variable is bound again later. */
export type Found = Omit<TrainedModel, 'stage'> & { readonly group?: number };

export function modelsOf(context: Context, groups: readonly Group[]): readonly Found[] {
  const fitted = new Map<number, string>();
  const asked = new Map<number, string>();
  for (const step of groups.flatMap((each) => each.steps)) {
    for (const training of trainingsOf(context, step)) for (const each of training.fitted) fitted.set(each.id, each.type);
    for (const call of context.callsOf(step)) {
      if (!call.receiver || call.node.nodeType !== 'Call' || call.depth > 0) continue;
      const [first] = call.node.args;
      if (first?.nodeType !== 'Name' || !/\.(fit|fit_predict|fit_transform|predict|predict_proba|score|transform)$/.test(call.callee ?? ''))
        continue;
      if (!asked.has(call.receiver.id) || /\.(predict|score|predict_proba)$/.test(call.callee ?? '')) asked.set(call.receiver.id, first.id);
    }
  }
  const found: Found[] = [];
  const bound = new Set(groups.flatMap((each) => each.steps.flatMap((step) => [...(context.flows[step]?.bound.keys() ?? [])])));
  for (const [name, value] of context.model.document.finals) {
    const [thing] = value.things;
    if (!thing || value.things.length !== 1 || !bound.has(name)) continue;
    const type = fitted.get(thing.id);
    if (type === undefined || !isKnownModel(context, type)) continue;
    if (found.some((each) => context.model.document.finals.get(each.name)?.things[0]?.id === thing.id)) continue;
    const features = asked.get(thing.id);
    found.push({ name, type, features: features !== undefined && bound.has(features) ? features : undefined });
  }
  return [...found, ...reboundModels(context, groups, { fitted, asked, final: found })];
}

/** Something that can be saved and asked: an estimator, results of a fit, a trained booster or module. */
function isKnownModel(context: Context, type: string): boolean {
  // What has a `fit` that was called, and is of the notebook's own class or of a library that nothing is known of.
  if (!type.includes('.')) return true;
  return classFact(type)?.role !== undefined || /^(xgboost|lightgbm)\.Booster$/.test(type) || isModule(context, type);
}

interface Fits {
  readonly fitted: ReadonlyMap<number, string>;
  readonly asked: ReadonlyMap<number, string>;
  readonly final: readonly Found[];
}

/** Models whose variable holds something else at the end: `clf` of the first attempt. Recorded where they were fitted, numbered. */
function reboundModels(context: Context, groups: readonly Group[], { fitted, asked, final }: Fits): readonly Found[] {
  const last = new Set(final.map((each) => context.model.document.finals.get(each.name)?.things[0]?.id));
  const found: Found[] = [];
  const names = new Set(context.names);
  groups.forEach((group, at) => {
    const held = new Map<string, number>();
    for (const step of group.steps)
      for (const [name, value] of context.flows[step]?.bound ?? [])
        if (value.things.length === 1 && value.things[0]) held.set(name, value.things[0].id);
    for (const [name, id] of held) {
      const type = fitted.get(id);
      if (type === undefined || last.has(id) || !isKnownModel(context, type)) continue;
      if (!group.steps.some((step) => trainingsOf(context, step).some((each) => each.fitted.some((one) => one.id === id)))) continue;
      last.add(id);
      const features = asked.get(id);
      found.push({ name, recorded: numbered(name, names), type, features, group: at });
    }
  });
  return found;
}

function numbered(name: string, taken: Set<string>): string {
  for (let at = 1; ; at++) {
    const recorded = `${name}_${at}`;
    if (taken.has(recorded)) continue;
    taken.add(recorded);
    return recorded;
  }
}
