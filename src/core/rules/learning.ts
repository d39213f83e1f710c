// What learns from the rows it is given: transformers, and what a notebook calculates by hand.

import { classFact } from '../knowledge/index.ts';
import type { Model } from '../semantics/model.ts';
import { isSplit, type Call, type Lesson, type Source } from './leaks.ts';
import type { Severity } from './rule.ts';
import { lastPart } from './words.ts';

/** Classes that learn more from the rows than which categories there are. */
const LEARNS =
  /^sklearn\.(preprocessing\.(StandardScaler|MinMaxScaler|MaxAbsScaler|RobustScaler|PowerTransformer|QuantileTransformer|KBinsDiscretizer|TargetEncoder|Imputer)|impute\.\w+Imputer|feature_selection\.(Select\w+|RFE|RFECV|SequentialFeatureSelector|GenericUnivariateSelect)|decomposition\.\w+|manifold\.\w+|feature_extraction\.text\.(Tfidf|Count)\w+)$/;
/** What these learn is in nearly every row alike. */
const MILD = /(Imputer|CountVectorizer)$/;

export function sourcesOf(model: Model, targets: ReadonlySet<string>): readonly Source[] {
  return model.document.events.filter((each): each is Source => {
    if (!each.certain || isSplit(each)) return false;
    if (each.kind === 'lesson')
      return each.how === 'scale' || each.how === 'fill' || (each.column !== undefined && targets.has(each.column));
    return each.kind === 'call' && each.given !== undefined && each.given.length > 0 && taughtBy(each).length > 0;
  });
}

/** What a call fits that learns from rows, where it fits no model. */
function taughtBy({ callee, fits }: Call): readonly string[] {
  if (!/\.(fit|fit_transform)$/.test(callee ?? '') || !fits) return [];
  const taught = fits.filter((each) => LEARNS.test(each));
  // What chooses columns by a model holds that model.
  if (taught.some((each) => /\.feature_selection\./.test(each)) && fits[0] === taught[0]) return taught;
  return fits.some((each) => !LEARNS.test(each) && isModel(each)) ? [] : taught;
}

function isModel(type: string): boolean {
  const role = classFact(type)?.role;
  return !/\.(Pipeline|FeatureUnion|ColumnTransformer)$/.test(type) && (role === 'search' || role === 'estimator');
}

export function severityOf(source: Source, validates: boolean): Severity {
  const mild = source.kind === 'lesson' ? source.how === 'fill' : taughtBy(source).every((each) => MILD.test(each));
  return mild || validates ? 'information' : 'warning';
}

export function nameOf(source: Source): string {
  return source.kind === 'lesson' ? source.name : lastPart(source.receiver?.type ?? '');
}

const BY_HAND: Readonly<Record<Lesson['how'], (lesson: Lesson) => string>> = {
  scale: ({ name }) => `All rows are scaled by their \`${name}\``,
  fill: ({ name }) => `Missing values are filled with the \`${name}\` of all rows`,
  encode: ({ name, column }) => `Categories are replaced by the \`${name}\` of the target \`${column}\` over all rows`,
  select: ({ column }) => `Columns are chosen by their correlation with the target \`${column}\` over all rows`,
};

export function learnt(source: Source): string {
  return source.kind === 'lesson' ? BY_HAND[source.how](source) : `\`${nameOf(source)}\` is fitted on all rows`;
}
