// What has learnt from the rows which later test the model: transformers, and what is calculated by hand.

import type { Model } from '../semantics/model.ts';
import { learnt, nameOf, severityOf, sourcesOf } from './learning.ts';
import { knowsPartOnly, leakOf, placeOf, reachOf, scorerOf, servesToChoose, splitsOf, targetsOf, type Leak, type Source } from './leaks.ts';
import { choosesColumns, foldsOfChosen, secondFits } from './refits.ts';
import { fitBelowSplit, fitInFolds } from './split-first.ts';
import { placeKey } from './places.ts';
import { defineRule, type Report } from './rule.ts';
import { lastPart } from './words.ts';

type Key = 'split' | 'folds' | 'validation' | 'refit';

export const leakagePreprocessing = defineRule({
  id: 'leakage-preprocessing',
  summary: 'A transformer is fitted on rows that later test the model.',
  category: 'data',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    split: {
      what: '{learns}, and {place} below splits some of them off to test with.',
      why: 'What it has learnt from the test rows is in the training: the test score says more than the model will hold.',
      how: 'Split first and fit it on the training rows only, best as a step of a `Pipeline`.',
    },
    folds: {
      what: '{learns}, and `{scorer}` in {place} then cross-validates on them.',
      why: 'Each fold is tested on rows that the preparation has seen: the scores say more than the model will hold.',
      how: 'Give `{scorer}` a `Pipeline` of the preparation and the model, so that each fold fits its own.',
    },
    validation: {
      what: '{learns}, and `validation_split` in {place} sets some of them aside.',
      why: 'The validation rows have taken part in the preparation: their score says more than the model will hold.',
      how: 'Split first, fit the preparation on the training rows, and give `validation_data`.',
    },
    refit: {
      what: '`{name}` is fitted again on the test rows, after {place} fitted it on the training rows.',
      why: 'The test rows are prepared by their own values: the model is given other numbers than it was trained with, and the score is of something that cannot be used on one new row.',
      how: 'Only `transform` the test rows, with what the training rows taught.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    for (const leak of leaksOf(model)) yield reportOf(model, leak);
    for (const { again, first, fix } of secondFits(model)) {
      const name = lastPart(again.receiver?.type ?? '');
      const related = [{ at: first.at, message: 'fitted on the training rows here' }];
      yield { message: 'refit', data: { name, place: placeOf(model, first, again) }, at: again.at, related, ...(fix ? { fix } : {}) };
    }
  },
});

/** The first leak of each place; most notebooks split nothing, or learn nothing from rows. */
function* leaksOf(model: Model): Generator<Leak> {
  const splits = splitsOf(model);
  const sources = splits.length > 0 ? sourcesOf(model, targetsOf(model)) : [];
  if (sources.length === 0) return;
  const reached = reachOf<Source | (typeof splits)[number]>(model, [...sources, ...splits.filter((each) => scorerOf(each) === '')]);
  const told = new Set<string>();
  for (const source of sources) {
    if (told.has(placeKey(source.at))) continue;
    const leak = knowsPartOnly(source, reached) ? foldsOfChosen(model, source, splits, reached) : leakOf(model, source, splits, reached);
    if (!leak || (!choosesColumns(source) && servesToChoose(model, leak.split))) continue;
    told.add(placeKey(source.at));
    yield leak;
  }
}

function reportOf(model: Model, { source, split }: Leak): Report<Key> {
  const scorer = scorerOf(split);
  const validates = split.kind === 'call' && split.traits?.includes('validates') === true;
  const message = scorer === '' ? 'split' : validates ? 'validation' : 'folds';
  const repair = message === 'split' ? fitBelowSplit : fitInFolds;
  const fix = source.kind === 'call' && message !== 'validation' ? repair(model, source, split) : undefined;
  return {
    message,
    data: { name: nameOf(source), learns: learnt(source), place: placeOf(model, split, source), scorer },
    at: source.at,
    related: [{ at: split.at, message: scorer === '' ? 'split here' : 'cross-validated here' }],
    severity: severityOf(source, validates),
    ...(fix ? { fix } : {}),
  };
}
