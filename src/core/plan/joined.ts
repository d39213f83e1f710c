// Models joined with what prepares their features: one fitted pipeline from raw rows to predictions.

import { classFact } from '../knowledge/index.ts';
import type { Context } from './context.ts';
import type { Found } from './models.ts';
import type { JoinedModel } from './plan.ts';

/**
 * For `X_test_s = scaler.transform(X_test)` and `model.predict(X_test_s)`: `scaler` and `model`, asked about `X_test`. Only variables
 * that hold the same thing all along, and only where nothing but transformers stands in between.
 */
export function joinedOf(context: Context, models: readonly Found[]): readonly JoinedModel[] {
  const finals = models.filter((each) => each.group === undefined);
  return finals.flatMap((model) => {
    if (model.features === undefined || !isPredictor(model.type)) return [];
    const steps = [model.name];
    let features = model.features;
    for (let prepared = preparation(context, features, finals); prepared; prepared = preparation(context, features, finals)) {
      steps.unshift(prepared.transformer);
      ({ features } = prepared);
      if (steps.length > 8) return [];
    }
    const name = `${model.name}_pipeline`;
    return steps.length > 1 && !context.names.has(name) ? [{ name, whole: model.name, steps, features }] : [];
  });
}

function isPredictor(type: string): boolean {
  return /^(sklearn|xgboost|lightgbm)\./.test(type) && ['estimator', 'search'].includes(classFact(type)?.role ?? '');
}

/** `features = transformer.transform(raw)`, by one statement only. */
function preparation(
  context: Context,
  features: string,
  models: readonly Found[],
): { readonly transformer: string; readonly features: string } | undefined {
  const binders = context.flows.filter((each) => each?.bound.has(features));
  const [binder] = binders;
  const statement = binder && context.statementOf(binder.step.index);
  if (binders.length !== 1 || statement?.nodeType !== 'Assign' || statement.targets.length !== 1) return undefined;
  const { value } = statement;
  const [target] = statement.targets;
  const [raw] = value.nodeType === 'Call' ? value.args : [];
  if (target?.nodeType !== 'Name' || value.nodeType !== 'Call' || value.args.length !== 1 || value.keywords.length > 0) return undefined;
  if (raw?.nodeType !== 'Name' || value.func.nodeType !== 'Attribute' || value.func.value.nodeType !== 'Name') return undefined;
  if (!['transform', 'fit_transform'].includes(value.func.attr)) return undefined;
  const transformer = value.func.value.id;
  const steady = [transformer, raw.id].every((name) => context.flows.filter((each) => each?.bound.has(name)).length === 1);
  const known = models.find((each) => each.name === transformer);
  return steady && known && known.type.startsWith('sklearn.') ? { transformer, features: raw.id } : undefined;
}
