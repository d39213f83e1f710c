// The models that the pipeline returns: fitted estimators that a notebook variable still holds at the end.

import { classFact } from '../knowledge/index.ts';
import { isFit, type Context } from './context.ts';
import type { TrainedModel } from './plan.ts';
import type { Group } from './stages.ts';

type Found = Omit<TrainedModel, 'stage'>;

export function modelsOf(context: Context, groups: readonly Group[]): readonly Found[] {
  const fitted = new Map<number, string>();
  const asked = new Map<number, string>();
  for (const step of groups.flatMap((each) => each.steps))
    for (const call of context.callsOf(step)) {
      if (!call.receiver || call.node.nodeType !== 'Call' || call.depth > 0) continue;
      if (isFit(call)) fitted.set(call.receiver.id, call.receiver.type);
      const [first] = call.node.args;
      if (first?.nodeType !== 'Name' || !/\.(fit|fit_predict|fit_transform|predict|predict_proba|score|transform)$/.test(call.callee ?? ''))
        continue;
      if (!asked.has(call.receiver.id) || /\.(predict|score|predict_proba)$/.test(call.callee ?? '')) asked.set(call.receiver.id, first.id);
    }
  const found: Found[] = [];
  const bound = new Set(groups.flatMap((each) => each.steps.flatMap((step) => [...(context.flows[step]?.bound.keys() ?? [])])));
  for (const [name, value] of context.model.document.finals) {
    const [thing] = value.things;
    if (!thing || value.things.length !== 1 || !bound.has(name)) continue;
    const type = fitted.get(thing.id);
    if (type === undefined || classFact(type)?.role === undefined) continue;
    if (found.some((each) => context.model.document.finals.get(each.name)?.things[0]?.id === thing.id)) continue;
    const features = asked.get(thing.id);
    found.push({ name, type, features: features !== undefined && bound.has(features) ? features : undefined });
  }
  return found;
}
