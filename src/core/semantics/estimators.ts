// Estimators: fitted or not, what they refuse, and which rows they are given together.

import { classFact, fittedAttributes, parametersOf } from '../knowledge/index.ts';
import type { ClassFact } from '../knowledge/table.ts';
import type { ASTNode } from '../python/ast.ts';
import type { Applied, Learned } from './applied.ts';
import { argumentOf } from './arguments.ts';
import { culprit, onlyThing, rowsOf } from './contents.ts';
import { elementsOf, reach, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { unmet } from './requirements.ts';
import { rowsName, surelyOthers, UNKNOWN_ROWS, type Answer, type Content } from './states.ts';
import { stringOf, valueOf, type Value } from './values.ts';

const FEATURES = { name: 'X', position: 0, also: ['raw_documents'] };
const TARGET = { name: 'y', position: 1 };

/** Whether a class is something that is fitted. */
export function isFitted(fact: ClassFact | undefined): boolean {
  return fact?.role === 'estimator' || fact?.role === 'transformer' || fact?.role === 'search';
}

/** A new estimator is not fitted, unless it hands on to one that may be. */
export function stateOfNew(m: Machine, instance: HeapObject): Answer {
  if (instance.slots.get('=prefit') ?? instance.slots.get('=cv')?.constant?.value === 'prefit') return 'unknown';
  if (instance.type.endsWith('.FrozenEstimator') || instance.type.endsWith('.FeatureUnion')) return 'unknown';
  if (!instance.type.endsWith('.Pipeline')) return 'no';
  const steps = stepsOf(instance);
  return steps?.every((each) => m.fitted.get(each.id) === 'no') === true ? 'no' : 'unknown';
}

/** The estimators of a pipeline that is made of a list of pairs; undefined where they are not all known. */
function stepsOf(pipeline: HeapObject): readonly HeapObject[] | undefined {
  const steps = elementsOf(onlyThing(pipeline.slots.get('=steps')))?.map((each) => onlyThing(each)?.slots.get('[1]'));
  const things = steps?.filter((each) => stringOf(each) !== 'passthrough').map(onlyThing);
  return things?.every((each) => each !== undefined) === true ? things : undefined;
}

/** What a method of an estimator needs, and which rows its result has. */
export function estimatorCall(m: Machine, { receiver, method, args, node }: Applied): Learned | undefined {
  const fact = receiver && classFact(receiver.type);
  if (!receiver || !fact || !isFitted(fact)) return undefined;
  const name = `${receiver.type.split('.').at(-1)}.${method}`;
  if (m.fitted.get(receiver.id) === 'no' && fact.unfitted?.includes(method)) unmet(m, { slot: 'fitted', name, object: receiver }, node);
  const features = argumentOf(args, FEATURES);
  const target = argumentOf(args, TARGET);
  if (/^(fit|partial_fit|score)/.test(method)) needSameRows(m, features, target, name, node);
  if (/^(fit|partial_fit|score|predict|transform|decision_function)/.test(method)) refusals(m, receiver, features, target, name, node);
  // Settings leave what was learnt.
  if (/^set_(params|output)$/.test(method)) return { fitted: m.fitted.get(receiver.id) };
  if (!/^(predict|transform|fit_transform|fit_predict|decision_function|score_samples|apply)/.test(method)) return undefined;
  const missing = receiver.type.endsWith('Imputer') || /predict|decision/.test(method) ? 'none' : 'unknown';
  return { rows: rowsOf(m, features), content: { missing, text: /predict|Imputer/.test(method + receiver.type) ? 'unknown' : 'no' } };
}

/** Fitting sets the state; a pipeline fits the very steps that it holds. */
export function settleFitted(m: Machine, { receiver, method }: Applied, learned: Learned | undefined, result: Value): void {
  const [made] = result.things;
  if (!receiver && made?.type === 'statsmodels.Model') m.fitted.set(made.id, 'no');
  if (!receiver || !isFitted(classFact(receiver.type))) return;
  if (learned?.fitted) m.fitted.set(receiver.id, learned.fitted);
  // Models of statsmodels stay as they are: `fit` gives results.
  if (receiver.type.startsWith('statsmodels.')) return m.fitted.set(receiver.id, 'no');
  if (!/^(fit|partial_fit)/.test(method)) return;
  m.learn<Answer>(m.fitted, receiver, 'yes', 'unknown');
  if (receiver.type.endsWith('.Pipeline'))
    for (const each of reach([valueOf(receiver)]))
      if (each !== receiver && isFitted(classFact(each.type))) m.learn<Answer>(m.fitted, each, 'yes', 'unknown');
}

/** `model.coef_` before fitting. */
export function needFittedAttribute(m: Machine, object: HeapObject, name: string, node: ASTNode): void {
  if (m.fitted.get(object.id) !== 'no') return;
  if (!fittedAttributes(object.type)?.includes(name) && classFact(object.type)?.unfitted?.includes(name) !== true) return;
  // A method that fails when it is called may be taken without being called.
  if (object.type.startsWith('sklearn.') && !name.endsWith('_')) return;
  unmet(m, { slot: 'fitted', name: `${object.type.split('.').at(-1)}.${name}`, object }, node);
}

function refusals(
  m: Machine,
  estimator: HeapObject,
  features: Value | undefined,
  target: Value | undefined,
  name: string,
  node: ASTNode,
): void {
  const data = onlyThing(features);
  const refuses = refusedBy(estimator);
  if (data) {
    const missing = refuses.includes('missing') ? culprit(m, data, holdsMissing) : undefined;
    const text = refuses.includes('text') ? culprit(m, data, holdsText) : undefined;
    if (text !== undefined) unmet(m, { slot: 'numeric', name, object: data, detail: text }, node);
    else if (missing !== undefined) unmet(m, { slot: 'complete', name, object: data, detail: missing }, node);
  }
  const labels = onlyThing(target);
  const text = labels && refuses.includes('target') ? culprit(m, labels, holdsText) : undefined;
  if (labels && text !== undefined) unmet(m, { slot: 'numeric', name, object: labels, detail: text }, node);
}

const holdsMissing = (content: Content): boolean => content.missing === 'many' || content.missing === 'few';
const holdsText = (content: Content): boolean => content.text === 'yes';

/** What the first step of a pipeline, or the estimator inside a search, refuses. */
function refusedBy(estimator: HeapObject, depth = 0): readonly string[] {
  const fact = classFact(estimator.type);
  const inner = fact?.role === 'search' ? onlyThing(estimator.slots.get('=estimator')) : firstStep(estimator);
  if (inner && depth < 3) return refusedBy(inner, depth + 1);
  return fact?.role === 'search' || estimator.type.endsWith('.Pipeline') ? [] : (fact?.refuses ?? []);
}

function firstStep(estimator: HeapObject): HeapObject | undefined {
  return estimator.type.endsWith('.Pipeline') ? stepsOf(estimator)?.[0] : undefined;
}

/** Arguments whose rows belong together. */
export function needSameRows(m: Machine, one: Value | undefined, other: Value | undefined, name: string, node: ASTNode): void {
  const [a, b] = [rowsOf(m, one), rowsOf(m, other)];
  const object = onlyThing(other);
  if (!object || !surelyOthers(a, b)) return;
  unmet(m, { slot: 'rows', name, object, detail: `${rowsName(a)} and ${rowsName(b)}`, goesOn: true }, node);
}

/** Functions that take rows that belong together: metrics, and plots of one series over another. */
export function pairedArguments(m: Machine, { qualified, args, node, receiver }: Applied): void {
  const [first, second] = pairOf(qualified, receiver);
  if (first === undefined || second === undefined) return;
  const name = qualified.split('.').at(-1) ?? qualified;
  const one = argumentOf(args, { name: first, position: 0 });
  const other = argumentOf(args, { name: second, position: 1 });
  needSameRows(m, one, other, name, node);
}

function pairOf(qualified: string, receiver: HeapObject | undefined): readonly (string | undefined)[] {
  if (receiver) return [];
  if (/^matplotlib\.pyplot\.(plot|scatter)$/.test(qualified)) return ['x', 'y'];
  if (!qualified.startsWith('sklearn.metrics.')) return [];
  const names = parametersOf(qualified)?.map((each) => each.name) ?? [];
  return names[0] === 'y_true' || names[0] === 'labels_true' ? names : [];
}

/** `train_test_split(X, y)`, of scikit-learn and of those that copy it; a method of that name, e.g. of a Dataset, splits its receiver. */
export function splitsArguments(receiver: HeapObject | undefined, qualified: string): boolean {
  return receiver === undefined && qualified.endsWith('.train_test_split');
}

/** `train_test_split(X, y)`: what is split are all rows, and its results are the parts in turn. */
export function settleSplit(m: Machine, { args }: Applied, result: Value): void {
  const [list] = result.things;
  if (!list) return;
  const known = args.positional.map((each) => rowsOf(m, each)).filter((each) => each !== UNKNOWN_ROWS);
  const whole = known.length > 0 ? (known.every((each) => each === known[0]) ? known[0] : undefined) : String(list.id);
  args.positional.forEach((each, at) => {
    const source = onlyThing(each);
    if (source && whole !== undefined && rowsOf(m, each) === UNKNOWN_ROWS) m.learn(m.rows, source, whole, UNKNOWN_ROWS);
    for (const part of [0, 1]) {
      const [thing] = list.slots.get(`[${2 * at + part}]`)?.things ?? [];
      if (thing && whole !== undefined) m.rows.set(thing.id, `${whole}/${list.id}/${part}`);
    }
  });
}
