// Fits that one part of a split is given though another has taught already, and folds of rows that were chosen by their targets.

import type { Spread } from '../semantics/spread.ts';
import type { Model } from '../semantics/model.ts';
import { surelyOthers } from '../semantics/states.ts';
import { certainCalls, featuresOf, leakOf, scorerOf, type Call, type Leak, type Source, type Split } from './leaks.ts';
import { oncePerPlace, textAt } from './places.ts';
import type { Fix } from './rule.ts';

interface SecondFit {
  readonly again: Call;
  readonly first: Call;
  readonly fix: Fix | undefined;
}

/** Transformers whose result depends on the rows that they are fitted on. */
const DEPENDS =
  /^sklearn\.(preprocessing\.(\w+Scaler|PowerTransformer|QuantileTransformer|KBinsDiscretizer|\w+Encoder)|impute\.\w+|decomposition\.\w+|feature_selection\.\w+|feature_extraction\.text\.(Tfidf|Count)\w+)$/;

/** A transformer, or another one like it, that is fitted on one part of a split and then on its counterpart. */
export function secondFits(model: Model): readonly SecondFit[] {
  const fits = certainCalls(model).filter(
    (each) => each.receiver !== undefined && DEPENDS.test(each.receiver.type) && /\.(fit|fit_transform)$/.test(each.callee ?? ''),
  );
  const found = fits.flatMap((again, at) => {
    const first = fits.slice(0, at).find((each) => isCounterpart(each, again));
    return first ? [{ at: again.at, again, first, fix: transformOnly(model, again, first) }] : [];
  });
  return oncePerPlace(found);
}

function isCounterpart(first: Call, again: Call): boolean {
  const [a, b] = [featuresOf(first)?.rows, featuresOf(again)?.rows];
  if (first.receiver?.type !== again.receiver?.type || a?.endsWith('/0') !== true || b?.endsWith('/1') !== true) return false;
  // Of one call each, e.g. in a function that is called for both parts, or in a loop over them, the notebook means it so.
  return surelyOthers(a, b) && a.slice(0, -1) === b.slice(0, -1);
}

/** `scaler.fit_transform(X_test)` becomes `scaler.transform(X_test)`. */
function transformOnly(model: Model, again: Call, first: Call): Fix | undefined {
  const text = textAt(model, again.at);
  const match = /^([\w.]+)\.fit_transform\b/.exec(text);
  if (!match || again.receiver?.id !== first.receiver?.id || again.at.span.start === first.at.span.start) return undefined;
  const start = again.at.span.start + (match[1]?.length ?? 0) + 1;
  const at = { cell: again.at.cell, span: { start, end: start + 'fit_transform'.length } };
  return { title: 'Transform the test rows only', kind: 'suggested', edits: [{ kind: 'replaceText', at, text: 'transform' }] };
}

/** By the target, so that even a fold of the training rows is predicted too well. */
export function choosesColumns(source: Source): boolean {
  return (
    source.kind === 'call' && /\.feature_selection\.(Select\w+|RFE|RFECV|SequentialFeatureSelector)$/.test(source.receiver?.type ?? '')
  );
}

/** Choosing columns by the target shows in the folds of the training rows, too. */
export function foldsOfChosen(model: Model, source: Source, splits: readonly Split[], reached: Spread<Source | Split>): Leak | undefined {
  if (!choosesColumns(source)) return undefined;
  const folds = splits.filter((each) => scorerOf(each).startsWith('cross_'));
  return leakOf(model, source, folds, reached);
}
