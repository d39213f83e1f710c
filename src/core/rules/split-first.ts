// The fixes that fit behind the split, or inside the folds, what was fitted on all rows before it.

import type { Step } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import type { Call, Split } from './leaks.ts';
import { textAt } from './places.ts';
import type { Fix } from './rule.ts';

const FITS = /^(\w+)\s*=\s*([\w.]+(?:\([^()]*\))?)\.fit_transform\((.+)\)$/;
const RESAMPLES = /^(\w+)\s*,\s*(\w+)\s*=\s*([\w.]+(?:\([^()]*\))?)\.fit_resample\((\w+)\s*,\s*(\w+)\)$/;
const SPLITS = /^(\w+(?:\s*,\s*\w+)+)\s*=\s*[\w.]*train_test_split\((.*)\)$/s;

/** Two statements of which the second splits what the first made. */
interface Pair {
  readonly model: Model;
  readonly first: Step;
  readonly second: Step;
}

/**
 * `X = scaler.fit_transform(X)` and then `X_train, X_test, y_train, y_test = train_test_split(X, y)`, each a statement of its own, with
 * nothing else that uses the result.
 */
export function fitBelowSplit(model: Model, fit: Call, split: Split): Fix | undefined {
  const pair = pairOf(model, fit, split);
  const [, result = '', transformer = '', given = ''] = (pair && FITS.exec(textAt(model, pair.first.at))) ?? [];
  const parts = pair && partsOf(pair, result);
  const [source = '', target, ...more] = argumentsIn(given);
  if (!pair || !parts || more.length > 0 || !isBalanced(given) || !isFree(pair, [result], given)) return undefined;
  const labels = target === undefined ? undefined : partsOf(pair, target);
  const named = /^\w+$/.test(transformer);
  const name = named ? transformer : unused(model, 'transformer');
  if (name === undefined || (target !== undefined && !labels)) return undefined;
  const [train, test] = parts;
  const lines = [
    ...(named ? [] : [`${name} = ${transformer}`]),
    `${train} = ${name}.fit_transform(${[train, ...(labels ? [labels[0]] : [])].join(', ')})`,
    `${test} = ${name}.transform(${test})`,
  ];
  return fixOf(`Fit \`${transformer}\` on the training rows`, [
    ...withoutFirst(pair),
    ...putIn(pair, result, source),
    behind(pair.second, lines),
  ]);
}

/** `X, y = SMOTE().fit_resample(X, y)` and then the split. */
export function resampleBelowSplit(model: Model, sampling: Call, split: Split): Fix | undefined {
  const pair = pairOf(model, sampling, split);
  const [, rows = '', labels = '', sampler = '', X = '', y = ''] = (pair && RESAMPLES.exec(textAt(model, pair.first.at))) ?? [];
  const [one, other] = [pair && partsOf(pair, rows), pair && partsOf(pair, labels)];
  if (!pair || !one || !other || !isFree(pair, [rows, labels], `${X}, ${y}`)) return undefined;
  const line = `${one[0]}, ${other[0]} = ${sampler}.fit_resample(${one[0]}, ${other[0]})`;
  return fixOf('Resample the training rows only', [
    ...withoutFirst(pair),
    ...putIn(pair, rows, X),
    ...putIn(pair, labels, y),
    behind(pair.second, [line]),
  ]);
}

/** `Z = StandardScaler().fit_transform(X)` and then `cross_val_score(model, Z, y)`: each fold fits its own. */
export function fitInFolds(model: Model, fit: Call, split: Split): Fix | undefined {
  const pair = pairOf(model, fit, split);
  const [, result = '', transformer = '', given = ''] = (pair && FITS.exec(textAt(model, pair.first.at))) ?? [];
  const [source] = argumentsIn(given);
  const module = model.modules.find((each) => each.cell === split.at.cell);
  const estimator = split.kind === 'call' && split.node.nodeType === 'Call' ? split.node.args[0] : undefined;
  if (!pair || !module || !estimator || source === undefined || !transformer.endsWith(')')) return undefined;
  if (!isBalanced(given) || !isFree(pair, [result], source)) return undefined;
  const at = { cell: split.at.cell, span: module.spanOf(estimator) };
  const known = unused(model, 'make_pipeline') === undefined;
  const first: readonly Edit[] = known
    ? withoutFirst(pair)
    : [{ kind: 'replaceText', at: pair.first.at, text: 'from sklearn.pipeline import make_pipeline' }];
  const pipeline = `make_pipeline(${transformer}, ${textAt(model, at)})`;
  return fixOf('Fit it inside the folds', [...first, { kind: 'replaceText', at, text: pipeline }, ...putIn(pair, result, source)]);
}

function fixOf(title: string, edits: readonly Edit[]): Fix {
  return { title, kind: 'suggested', edits };
}

function pairOf(model: Model, fit: Call, split: Split): Pair | undefined {
  const [first, second] = [model.steps[fit.step], model.steps[split.step]];
  return first && second && first.index < second.index ? { model, first, second } : undefined;
}

/** What the training and the test part of an argument of the split are called. */
function partsOf({ model, second }: Pair, name: string): readonly [string, string] | undefined {
  const [, targets = '', given = ''] = SPLITS.exec(textAt(model, second.at)) ?? [];
  const names = targets.split(',').map((each) => each.trim());
  const place = given.split(',').findIndex((each) => each.trim() === name);
  const [train, test] = [names[2 * place], names[2 * place + 1]];
  return place >= 0 && place < 2 && train !== undefined && test !== undefined ? [train, test] : undefined;
}

/** Nobody else uses what was made, so that the rows may stay as they came until they are split. */
function isFree({ model, first, second }: Pair, results: readonly string[], source: string): boolean {
  const { events } = model.document;
  if (events.some((each) => each.kind === 'use' && results.includes(each.name) && each.step > first.index && each.step !== second.index))
    return false;
  // Bound or changed in between, they are other rows by then.
  const names = new Set([...results, ...(source.match(/[A-Za-z_]\w*/g) ?? [])]);
  return !events.some(
    (each) => (each.kind === 'bind' || each.kind === 'use') && names.has(each.name) && each.step > first.index && each.step < second.index,
  );
}

/** The arguments in a call's text; none of those in brackets inside. */
function argumentsIn(text: string): readonly string[] {
  return text.split(/,(?![^([{]*[)\]}])/).map((each) => each.trim());
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const each of text) {
    if (/[([{]/.test(each)) depth++;
    if (/[)\]}]/.test(each) && --depth < 0) return false;
  }
  return depth === 0;
}

function unused(model: Model, name: string): string | undefined {
  return model.document.events.some((each) => each.kind === 'bind' && each.name === name) ? undefined : name;
}

/** Takes the first statement out with its line; with its cell, where that holds nothing else. */
function withoutFirst({ model, first }: Pair): readonly Edit[] {
  const { cell, at } = first;
  const source = model.notebook.cells[cell]?.source ?? '';
  const start = source.lastIndexOf('\n', at.span.start - 1) + 1;
  const next = source.indexOf('\n', at.span.end);
  const end = next < 0 ? source.length : next + 1;
  const rest = source.slice(start, at.span.start) + source.slice(at.span.end, end);
  if (rest.trim() !== '') return [{ kind: 'replaceText', at, text: 'pass' }];
  if ((source.slice(0, start) + source.slice(end)).trim() === '') return [{ kind: 'deleteCell', cell }];
  const span = next < 0 ? { start: Math.max(start - 1, 0), end } : { start, end };
  return [{ kind: 'replaceText', at: { cell, span }, text: '' }];
}

function behind({ cell, at }: Step, lines: readonly string[]): Edit {
  const { end } = at.span;
  return { kind: 'replaceText', at: { cell, span: { start: end, end } }, text: `\n${lines.join('\n')}` };
}

/** The rows as they came, where the second statement is given what the first made of them. */
function putIn({ model, second }: Pair, from: string, to: string): readonly Edit[] {
  const text = textAt(model, second.at);
  const open = text.indexOf('(');
  const match = new RegExp(`\\b${from}\\b(?!\\s*=)`).exec(text.slice(open));
  if (from === to || !match) return [];
  const start = second.at.span.start + open + match.index;
  return [{ kind: 'replaceText', at: { cell: second.cell, span: { start, end: start + from.length } }, text: to }];
}
