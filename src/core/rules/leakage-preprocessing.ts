// Transformers that have seen the rows which later test the model.

import { classFact } from '../knowledge/index.ts';
import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { spreadOf } from '../semantics/spread.ts';
import { cellName, cellOfStep } from './needs.ts';
import { defineRule, type Report } from './rule.ts';

type Call = EventOf<'call'>;
type Key = 'split' | 'folds' | 'resampled';

export const leakagePreprocessing = defineRule({
  id: 'leakage-preprocessing',
  summary: 'A transformer is fitted on rows that later test the model.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    split: {
      what: '`{name}` is fitted on all rows, and {place} below splits some of them off to test with.',
      why: 'What it has learnt from the test rows is in the training: the test score says more than the model will hold.',
      how: 'Split first and fit it on the training rows only, best as a step of a `Pipeline`.',
    },
    folds: {
      what: '`{name}` is fitted on all rows, and `{scorer}` in {place} then cross-validates on them.',
      why: 'Each fold is tested on rows that the preparation has seen: the scores say more than the model will hold.',
      how: 'Give `{scorer}` a `Pipeline` of the preparation and the model, so that each fold fits its own.',
    },
    resampled: {
      what: '`{name}` makes new rows from all rows, and {place} below splits the result.',
      why: 'Copies of training rows, or mixtures with them, end up among the test rows.',
      how: 'Split first, and resample the training rows only.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const fits = model.document.events.filter((each): each is Call => each.kind === 'call' && each.certain && learns(each));
    if (fits.length === 0) return;
    const splits = model.document.events.filter((each): each is Call => each.kind === 'call' && each.certain && isSplit(each.callee ?? ''));
    const reached = spreadOf(
      model.document,
      byStep([...fits, ...splits.filter((each) => each.callee?.endsWith('train_test_split') === true)]),
    );
    const told = new Set<string>();
    for (const fit of fits) {
      const key = `${fit.at.cell} ${fit.at.span.start}`;
      // What is fitted on a part of a split knows that part only.
      if (told.has(key) || [...(reached.get(fit.step) ?? [])].some((each) => isSplit(each.callee ?? '') && each.step < fit.step)) continue;
      const split = splits.find((each) => leaksInto(model, fit, each, (step) => reached.get(step)?.has(fit) === true));
      if (!split) continue;
      told.add(key);
      yield reportOf(model, fit, split);
    }
  },
});

function byStep(calls: readonly Call[]): ReadonlyMap<number, ReadonlySet<Call>> {
  const found = new Map<number, Set<Call>>();
  for (const each of calls) {
    const known = found.get(each.step);
    if (known) known.add(each);
    else found.set(each.step, new Set([each]));
  }
  return found;
}

/** Classes that learn more from the rows than which categories there are. */
const LEARNS =
  /^(sklearn\.(preprocessing\.(StandardScaler|MinMaxScaler|MaxAbsScaler|RobustScaler|PowerTransformer|QuantileTransformer|KBinsDiscretizer|TargetEncoder)|impute\.\w+Imputer|feature_selection\.(Select\w+|RFE|RFECV|SequentialFeatureSelector|GenericUnivariateSelect)|decomposition\.\w+|feature_extraction\.text\.Tfidf\w+)|imblearn\.\w+_sampling\.\w+|imblearn\.combine\.\w+)$/;

function learns({ callee, receiver, given }: Call): boolean {
  if (!receiver || given === undefined || given.length === 0) return false;
  return /\.(fit|fit_transform|fit_resample)$/.test(callee ?? '') && LEARNS.test(receiver.type);
}

function isSplit(callee: string): boolean {
  return /^sklearn\.model_selection\.(train_test_split|cross_val_score|cross_validate|cross_val_predict)$/.test(callee);
}

/** What was learnt flows into what is split; or the same data are split beside it, and a model is trained on both. */
function leaksInto(model: Model, fit: Call, split: Call, reaches: (step: number) => boolean): boolean {
  if (split.step > fit.step && reaches(split.step)) return !isTransformer(split) && trainsBehind(model, split);
  if (!split.callee?.endsWith('train_test_split') || split.given?.some((each) => fit.given?.includes(each)) !== true) return false;
  return model.document.events.some(
    (each) => each.kind === 'call' && each.step > Math.max(split.step, fit.step) && isTraining(each) && reaches(each.step),
  );
}

function isTransformer({ receiver }: Call): boolean {
  return receiver !== undefined && classFact(receiver.type)?.role === 'transformer';
}

/** A split that no model is trained behind is for something else. */
function trainsBehind(model: Model, split: Call): boolean {
  if (!split.callee?.endsWith('train_test_split')) return true;
  return model.document.events.some((each) => each.kind === 'call' && each.step >= split.step && isTraining(each));
}

function isTraining({ callee, receiver, how }: Call): boolean {
  if (callee?.endsWith('.fit') !== true) return false;
  const role = receiver && classFact(receiver.type)?.role;
  return role === 'estimator' || role === 'search' || (how === 'unknown' && receiver !== undefined);
}

function reportOf(model: Model, fit: Call, split: Call): Report<Key> {
  const place = cellName(model, cellOfStep(model, split.step));
  const scorer = split.callee?.slice(split.callee.lastIndexOf('.') + 1) ?? '';
  const name = fit.receiver?.type.slice(fit.receiver.type.lastIndexOf('.') + 1) ?? '';
  const message = fit.callee?.endsWith('fit_resample') ? 'resampled' : scorer === 'train_test_split' ? 'split' : 'folds';
  return {
    message,
    data: { name, place: place === cellName(model, fit.at.cell) ? 'a line' : place, scorer },
    at: fit.at,
    related: [{ at: split.at, message: scorer === 'train_test_split' ? 'split here' : 'cross-validated here' }],
  };
}
