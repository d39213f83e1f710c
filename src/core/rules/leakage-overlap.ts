// The same rows, or rows that go with them, on both sides of a split.

import type { Model } from '../semantics/model.ts';
import {
  certainCalls,
  hasTrait,
  isSplit,
  isTraining,
  knowsPartOnly,
  leakOf,
  namesOf,
  placeOf,
  reachOf,
  scorerOf,
  splitsOf,
  type Call,
  type Source,
  type Split,
} from './leaks.ts';
import { resampleBelowSplit } from './split-first.ts';
import { oncePerPlace } from './places.ts';
import { defineRule, type Report } from './rule.ts';
import { atRandomInTime, scoredWhereFitted } from './seen-rows.ts';
import { lastPart } from './words.ts';

type Key = 'resampled' | 'folds' | 'trained' | 'groups' | 'time';

export const leakageOverlap = defineRule({
  id: 'leakage-overlap',
  summary: 'Rows that train the model, or copies and neighbours of them, also test it.',
  category: 'data',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    resampled: {
      what: '`{name}` makes new rows from all rows, and {place} below splits the result.',
      why: 'Copies of training rows, or mixtures with them, end up among the test rows.',
      how: 'Split first, and resample the training rows only.',
    },
    folds: {
      what: '`{name}` makes new rows, and `{scorer}` in {place} then cross-validates on them.',
      why: 'Copies of the rows that train a fold, or mixtures with them, end up among the rows that test it.',
      how: 'Give `{scorer}` a pipeline of `imblearn.pipeline` that resamples inside each fold.',
    },
    trained: {
      what: '`{name}` is scored on test rows that it was fitted on, by {place}.',
      why: 'The model has seen the answers: the score says nothing of new rows.',
      how: 'Fit it on the training rows only.',
    },
    groups: {
      what: '`groups` is given to `{name}`, and {splitter} takes no notice of it.',
      why: 'Rows of one group, e.g. of one patient, are in the training and in the test: the scores say more than the model will hold for a new group.',
      how: 'Use `GroupKFold`, `StratifiedGroupKFold` or `GroupShuffleSplit`.',
    },
    time: {
      what: 'Rows know their neighbours in time by `{name}`, and {place} below splits them at random.',
      why: 'Test rows lie between training rows that hold nearly the same values: the score is better than any forecast will be.',
      how: 'Split at a point in time, e.g. with `shuffle=False` or `TimeSeriesSplit`.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const calls = certainCalls(model);
    if (!calls.some(isTraining) && !calls.some(isSplit)) return;
    yield* resampled(model, calls);
    for (const { fit, score } of scoredWhereFitted(model, calls)) {
      const name = namesOf(model, fit.receiver?.id ?? -1)[0] ?? lastPart(fit.receiver?.type ?? '');
      const related = [{ at: fit.at, message: 'fitted on all rows here' }];
      yield { message: 'trained', data: { name, place: placeOf(model, fit, score) }, at: score.at, related };
    }
    for (const each of oncePerPlace(calls.filter((one) => hasTrait(one, 'groups')))) {
      const splitter = each.receiver ? `\`${lastPart(each.receiver.type)}\`` : 'its splitter';
      yield { message: 'groups', data: { name: lastPart(each.callee ?? ''), splitter }, at: each.at };
    }
    for (const { lag, split } of atRandomInTime(model, calls)) {
      const data = { name: lastPart(lag.callee ?? ''), place: placeOf(model, split, lag) };
      yield { message: 'time', data, at: lag.at, related: [{ at: split.at, message: 'split at random here' }] };
    }
  },
});

function makesRows(call: Call): boolean {
  if (hasTrait(call, 'repeats')) return true;
  return /\.(fit_resample|fit_sample)$/.test(call.callee ?? '') && /^imblearn\.(over_sampling|combine)\./.test(call.receiver?.type ?? '');
}

function* resampled(model: Model, calls: readonly Call[]): Generator<Report<Key>> {
  const sources = calls.filter(makesRows);
  if (sources.length === 0) return;
  const splits = splitsOf(model);
  const reached = reachOf<Source | Split>(model, [...sources, ...splits.filter((each) => scorerOf(each) === '')]);
  for (const source of oncePerPlace(sources)) {
    // Rows made of the training rows alone are sound, until folds divide them.
    const open = knowsPartOnly(source, reached) ? splits.filter((each) => scorerOf(each) !== '') : splits;
    const leak = leakOf(model, source, open, reached);
    if (!leak) continue;
    const sampler = source.receiver?.type.startsWith('imblearn.') ? source.receiver.type : (source.callee ?? '');
    const scorer = scorerOf(leak.split);
    const fix = scorer === '' ? resampleBelowSplit(model, source, leak.split) : undefined;
    yield {
      message: scorer === '' ? 'resampled' : 'folds',
      data: { name: lastPart(sampler), place: placeOf(model, leak.split, source), scorer },
      at: source.at,
      related: [{ at: leak.split.at, message: scorer === '' ? 'split here' : 'cross-validated here' }],
      ...(fix ? { fix } : {}),
    };
  }
}
