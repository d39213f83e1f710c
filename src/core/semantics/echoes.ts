// Of which columns values are calculated, and where the target is among the features that a model is fitted on.

import { classFact } from '../knowledge/index.ts';
import type { ASTNode, ExprNode } from '../python/ast.ts';
import type { Applied } from './applied.ts';
import { allArguments, argumentOf } from './arguments.ts';
import { joinedOrigin, OF_NOTHING } from './clues.ts';
import { onlyThing } from './contents.ts';
import type { HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { hasColumn, OPEN_SCHEMA, UNKNOWN_CONTENT, withColumn, type Origin, type Schema } from './states.ts';
import type { Value } from './values.ts';

/** `frame['a']`, `frame[['a', 'b']]`: the columns are there, and what is made of them is of them. */
export function noteColumns(m: Machine, frame: HeapObject, names: readonly string[], made: HeapObject): void {
  m.clues.selections.set(made.id, `${frame.id}[${names.join()}]`);
  const [name] = names;
  if (frame.type !== 'pandas.DataFrame' || name === undefined) return;
  const schema = m.schemas.get(frame.id) ?? OPEN_SCHEMA;
  if (names.length === 1) m.clues.origins.set(made.id, originOfColumn(schema, name));
  // What was read without a failure is there.
  if (names.length === 1 && m.certain && m.shielded === 0 && hasColumn(schema, name) === 'unknown')
    m.schemas.set(frame.id, withColumn(schema, name, UNKNOWN_CONTENT, schema.made?.get(name)));
}

function originOfColumn(schema: Schema, name: string): Origin {
  return schema.made?.get(name) ?? { columns: new Set([name]), at: undefined };
}

/** What a value is calculated from; undefined where something else than columns and constants takes part. */
export function originOf(m: Machine, value: Value | undefined): Origin | undefined {
  if (!value || value.things.length > 1) return undefined;
  const [thing] = value.things;
  if (!thing) return value.constant ? OF_NOTHING : undefined;
  if (/^(builtins\.(int|float|bool|str|function|dict|list|tuple)|library)$/.test(thing.type)) return OF_NOTHING;
  return m.clues.origins.get(thing.id) ?? (m.clues.statistics.has(thing.id) ? OF_NOTHING : undefined);
}

/** An operation on values, row by row. */
export function inheritOrigin(m: Machine, operands: readonly Value[], result: HeapObject, node: ExprNode): void {
  const origin = joinedOrigin(
    operands.map((each) => originOf(m, each)),
    m.placeOf(node),
  );
  if (origin && origin.columns.size > 0) m.clues.origins.set(result.id, origin);
}

/** Methods and functions whose result at a row comes of that row alone. */
const ROWWISE = new Set(
  (
    'apply map astype abs round clip fillna replace copy eq ne lt gt le ge isin between add sub mul div truediv pow where mask to_frame ' +
    'to_numpy ravel reshape flatten squeeze to_numeric cut qcut log log1p log2 log10 exp expm1 sqrt square power negative floor ceil ' +
    'array asarray lower upper strip fit_transform transform to_categorical'
  ).split(' '),
);
/** These leave a row as it is. */
const SAME = new Set('astype copy to_frame to_numpy ravel reshape flatten squeeze array asarray'.split(' '));
/** Those that keep one feature for each column. */
const COLUMNWISE = /(Scaler|Imputer|Encoder|Transformer|Normalizer|Binarizer)$/;

export function noteOrigin(m: Machine, applied: Applied, result: Value): void {
  const { method, receiver, args, node, qualified } = applied;
  const [made] = result.things;
  if (!made || made === receiver || !ROWWISE.has(method)) return;
  const fits = receiver !== undefined && classFact(receiver.type)?.role === 'transformer';
  if (fits && !COLUMNWISE.test(receiver.type)) return;
  const data = receiver && !fits ? receiver : onlyThing(args.positional[0]);
  const features = data && featuresOf(m, data);
  if (features && (fits || SAME.has(method)) && made.type !== 'pandas.DataFrame') m.clues.features.set(made.id, features);
  const own: Value[] = receiver && !fits ? [{ things: [receiver], open: false }] : [];
  const all = fits ? args.positional.slice(0, 1) : allArguments(args);
  if (SAME.has(method) && data) return copyOrigin(m, data, made);
  if (qualified === 'numpy.where' || own.length > 0 || !qualified.endsWith('.where')) inheritOrigin(m, [...own, ...all], made, node);
}

/** The same values in another form, or some of the rows. */
export function copyOrigin(m: Machine, from: HeapObject, to: HeapObject): void {
  const origin = m.clues.origins.get(from.id);
  if (origin) m.clues.origins.set(to.id, origin);
  const features = to.type === 'pandas.DataFrame' || from.type === 'pandas.Series' ? undefined : featuresOf(m, from);
  if (features) m.clues.features.set(to.id, features);
}

function featuresOf(m: Machine, thing: HeapObject): Schema | undefined {
  return thing.type === 'pandas.DataFrame' ? m.schemas.get(thing.id) : m.clues.features.get(thing.id);
}

const FEATURES = { name: 'X', position: 0 };
const TARGET = { name: 'y', position: 1 };

/** Where a model is fitted on features and a target: whether the target is among them. */
export function noteEchoes(m: Machine, { receiver, args, node, method, qualified }: Applied): void {
  const folds = !receiver && qualified.startsWith('sklearn.model_selection.cross_');
  const role = receiver && classFact(receiver.type)?.role;
  if (!folds && (method !== 'fit' || (role !== 'estimator' && role !== 'search' && !receiver?.type.endsWith('.Pipeline')))) return;
  const shift = folds ? 1 : 0;
  const features = onlyThing(argumentOf(args, { ...FEATURES, position: FEATURES.position + shift }));
  const target = onlyThing(argumentOf(args, { ...TARGET, position: TARGET.position + shift }));
  const origin = target && m.clues.origins.get(target.id);
  const schema = features && featuresOf(m, features);
  if (origin && schema && m.certain) tell(m, schema, origin, node);
}

function tell(m: Machine, schema: Schema, origin: Origin, node: ASTNode): void {
  const from = [...origin.columns];
  const target = from.join(', ');
  const there = [...schema.columns.keys()];
  const echo = (how: 'same' | 'derived' | 'source', column: string, made: Origin['at']): void =>
    m.emit({ kind: 'echo', ...m.happening(m.placeOf(node)), how, column, target, made });
  for (const name of there) {
    const of = originOfColumn(schema, name);
    if (from.length === 1 && of.at && of.columns.has(target) && name !== target) echo('derived', name, of.at);
  }
  const raw = from.every((name) => there.includes(name) && originOfColumn(schema, name).columns.has(name));
  if (raw) echo(origin.at ? 'source' : 'same', target, origin.at);
}
