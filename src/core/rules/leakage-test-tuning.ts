// A choice made on the score of the test rows, which are then said to test the model.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { surelyOthers } from '../semantics/states.ts';
import { certainCalls, featuresOf, hasTrait, isForChoosing, isTraining, placeOf, type Call } from './leaks.ts';
import { oncePerPlace, placeKey } from './places.ts';
import { defineRule, type Report } from './rule.ts';
import { lastPart } from './words.ts';

type Key = 'chosen' | 'stopped';

export const leakageTestTuning = defineRule({
  id: 'leakage-test-tuning',
  summary: 'The best of several models is chosen by its score on the test rows.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    chosen: {
      what: '`{name}` scores {several} on the test rows, and {place} takes the best of these scores.',
      why: 'The best of many tries is partly luck with these very rows: on new rows it will be worse than its score.',
      how: 'Choose by `cross_val_score` or `GridSearchCV` on the training rows, or on a third part, and score the test rows once at the end.',
    },
    stopped: {
      what: 'The training stops at the best score on the test rows, and {place} reports a score on the same rows.',
      why: 'The moment to stop is chosen to suit these very rows: on new rows the model will be worse than its score.',
      how: 'Set some of the training rows aside to stop by, and keep the test rows for the end.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    // A file of test rows shows that what is split here is there to choose by.
    if (model.document.events.some((each) => each.kind === 'read' && /test/i.test(each.path ?? ''))) return;
    const calls = certainCalls(model);
    yield* chosen(model, calls);
    yield* stopped(model, calls);
  },
});

function* chosen(model: Model, calls: readonly Call[]): Generator<Report<Key>> {
  const told = new Set<string>();
  const choices = model.document.events.filter((each): each is EventOf<'choose'> => each.kind === 'choose');
  for (const choice of choices) {
    const scores = calls.filter((each) => each.metric === true && each.result.things.some(({ id }) => choice.scores.includes(id)));
    const all = scores.filter((each) => isOfTest(model, each, calls));
    const tests = oncePerPlace(all);
    const [first] = tests;
    // A loop over a literal list is run element by element.
    const looped = tests.length < all.length || tests.some((each) => hasTrait(each, 'looped'));
    if (!first || (!looped && tests.length < 2) || told.has(placeKey(first.at))) continue;
    told.add(placeKey(first.at));
    yield {
      message: 'chosen',
      data: {
        name: lastPart(first.callee ?? ''),
        several: looped ? 'models in a loop' : 'several models',
        place: placeOf(model, choice, first),
      },
      at: first.at,
      related: [{ at: choice.at, message: 'the best is taken here' }],
    };
  }
}

/** A score on the counterpart of rows that some model was fitted on, which are there to test with. */
function isOfTest(model: Model, score: Call, calls: readonly Call[]): boolean {
  const given = score.given?.filter((each) => each.rows.includes('/')) ?? [];
  const [one] = given;
  if (!one || given.some((each) => isForChoosing(model, each))) return false;
  const trained = calls.filter(isTraining).flatMap((each) => featuresOf(each)?.rows ?? []);
  const whole = one.rows.slice(0, -1);
  if (trained.includes(one.rows)) return false;
  if (trained.some((each) => each.startsWith(whole) && surelyOthers(each, one.rows))) return true;
  // What a class of the notebook is fitted on is not told.
  const [split] = whole.split('/').slice(-2);
  return (
    one.rows.endsWith('/1') &&
    calls.some((each) => each.how === 'interpreted' && isTraining(each)) &&
    calls.some((each) => each.callee?.endsWith('.train_test_split') === true && String(each.result.things[0]?.id) === split)
  );
}

/** Early stopping by the test rows, where a score on them is reported behind it. */
function* stopped(model: Model, calls: readonly Call[]): Generator<Report<Key>> {
  for (const fit of oncePerPlace(calls.filter((each) => hasTrait(each, 'stops')))) {
    const trained = featuresOf(fit)?.rows ?? '';
    const watched = fit.given?.filter((each) => /^(eval_set|validation_data)$/.test(each.name) && surelyOthers(trained, each.rows)) ?? [];
    if (trained === '' || watched.length === 0 || watched.some((each) => isForChoosing(model, each))) continue;
    const report = calls.find(
      (each) =>
        (each.metric === true || each.callee?.endsWith('.evaluate') === true) &&
        each.step >= fit.step &&
        each.given?.some(({ rows }) => watched.some((one) => one.rows === rows)) === true,
    );
    if (!report) continue;
    const related = [{ at: report.at, message: 'reported here' }];
    yield { message: 'stopped', data: { place: placeOf(model, report, fit) }, at: fit.at, related };
  }
}
