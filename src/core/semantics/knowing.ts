// What a library call needs of the state of its arguments, and the state of what it gives.

import { featuresOf } from '../knowledge/index.ts';
import type { ClassFact } from '../knowledge/table.ts';
import type { Applied, Learned } from './applied.ts';
import { argumentOf } from './arguments.ts';
import { needColumns } from './columns.ts';
import { textsOf } from './containers.ts';
import { copyOrigin } from './echoes.ts';
import { contentOf, isNarrow, onlyThing, rowsOf, schemaOf } from './contents.ts';
import { estimatorCall, isFitted, pairedArguments, settleFitted, settleSplit, splitsArguments, stateOfNew } from './estimators.ts';
import { frameCall, keptRows } from './frames.ts';
import { elementsOf, fillWith, type HeapObject } from './heap.ts';
import type { Machine } from './machine.ts';
import { closedSchema, mapContents, NUMBERS, ofPart, OPEN_SCHEMA, UNKNOWN_CONTENT, UNKNOWN_ROWS, type Schema } from './states.ts';
import { schemaOfFile } from './tabular.ts';
import { constantValue, NONE, truthOf, valueOf, type Value } from './values.ts';

/** Judged before the call changes anything: what it needs, and what will be known of its result. */
export function foresee(m: Machine, applied: Applied): Learned | undefined {
  const { receiver, qualified } = applied;
  pairedArguments(m, applied);
  if (receiver?.type === 'pandas.plotting.PlotAccessor') needDrawn(m, applied, receiver);
  if (receiver) return frameCall(m, applied) ?? accessorCall(m, applied) ?? estimatorCall(m, applied) ?? arrayCall(m, applied);
  if (qualified.startsWith('seaborn.')) needPlotted(m, applied);
  if (qualified.startsWith('pandas.')) return pandasFunction(m, applied);
  if (qualified.startsWith('numpy.')) return numpyFunction(m, applied);
  return undefined;
}

/** Methods whose result has the columns of what they are called on. */
function keepsColumns({ receiver, method }: Applied): boolean {
  return receiver !== undefined && /^(to_numpy|copy|astype|dropna|fillna|sample|head|tail|sort_values|sort_index|round|clip)$/.test(method);
}

/** After the call: the state of its result, or of the receiver where it worked in place. */
export function settle(m: Machine, applied: Applied, learned: Learned | undefined, result: Value): void {
  const { receiver, fact, args, qualified } = applied;
  if (splitsArguments(receiver, qualified)) return settleParts(m, applied, result);
  settleFitted(m, applied, learned, result);
  if (qualified === 'sklearn.pipeline.make_pipeline') settlePipeline(m, applied, result);
  if (qualified.startsWith('sklearn.datasets.load_')) settleLoaded(m, applied, result);
  if (learned?.receiver && receiver) m.learn(m.schemas, receiver, learned.receiver, OPEN_SCHEMA);
  const inplace = fact.mutatesWhen ? truthOf(argumentOf(args, fact.mutatesWhen) ?? NONE) === true : false;
  const target = inplace ? receiver : result.things.length === 1 && result.things[0] !== receiver ? result.things[0] : undefined;
  if (!target || !learned) return;
  if (learned.schema) m.learn(m.schemas, target, learned.schema, OPEN_SCHEMA);
  if (learned.content) m.learn(m.contents, target, learned.content, UNKNOWN_CONTENT);
  if (learned.narrow ?? (keepsColumns(applied) && isNarrow(m, valueOf(receiver ?? target)))) m.learn(m.narrow, target, true, false);
  if (learned.rows !== undefined) m.learn(m.rows, target, learned.rows, UNKNOWN_ROWS);
}

/** What `load_iris()` gives: arrays, or frames where they are asked for, and the names of the features. */
function settleLoaded(m: Machine, { qualified, args, node }: Applied, result: Value): void {
  const names = featuresOf(qualified);
  const [bunch] = result.things;
  if (!names || bunch?.type !== 'sklearn.utils.Bunch' || args.starred) return;
  const frames = truthOf(args.named.get('as_frame') ?? constantValue(false));
  if (frames === undefined) return;
  const list = m.make({ type: 'builtins.list' }, node);
  fillWith(list, names.map(constantValue));
  const data = m.make({ type: frames ? 'pandas.DataFrame' : 'numpy.ndarray' }, node);
  const target = m.make({ type: frames ? 'pandas.Series' : 'numpy.ndarray' }, node);
  for (const each of [data, target]) m.contents.set(each.id, NUMBERS);
  if (frames)
    m.schemas.set(
      data.id,
      closedSchema(
        names.map((each) => [each, NUMBERS]),
        true,
      ),
    );
  for (const [name, value] of [
    ['feature_names', list],
    ['data', data],
    ['target', target],
  ] as const) {
    bunch.slots.set(name, valueOf(value));
    bunch.slots.set(`[${name}]`, valueOf(value));
  }
}

/** `make_pipeline(a, b)` is a Pipeline of pairs whose names are made up. */
function settlePipeline(m: Machine, { args, node }: Applied, result: Value): void {
  const [pipeline] = result.things;
  if (pipeline?.type !== 'sklearn.pipeline.Pipeline' || args.starred) return;
  const pairs = args.positional.map((each) => {
    const pair = m.make({ type: 'builtins.tuple' }, node);
    pair.slots.set('[1]', each);
    return pair;
  });
  const steps = m.make({ type: 'builtins.list' }, node);
  fillWith(steps, pairs.map(valueOf));
  pipeline.slots.set('=steps', valueOf(steps));
  m.fitted.set(pipeline.id, stateOfNew(m, pipeline));
}

/** The parts of a split have the columns of what was split. */
function settleParts(m: Machine, applied: Applied, result: Value): void {
  settleSplit(m, applied, result);
  const [list] = result.things;
  applied.args.positional.forEach((each, at) => {
    const schema = schemaOf(m, each);
    for (const part of [0, 1]) {
      const [thing] = list?.slots.get(`[${2 * at + part}]`)?.things ?? [];
      if (!thing) continue;
      const [source] = each.things;
      if (source) copyOrigin(m, source, thing);
      if (isNarrow(m, each)) m.narrow.set(thing.id, true);
      if (schema) m.schemas.set(thing.id, mapContents(schema, ofPart));
      m.contents.set(thing.id, schema ? UNKNOWN_CONTENT : ofPart(contentOf(m, each)));
    }
  });
}

/** A new instance of a library's class. */
export function settleConstructed(m: Machine, applied: Applied, cls: ClassFact, instance: HeapObject): void {
  if (isFitted(cls)) m.fitted.set(instance.id, stateOfNew(m, instance));
  if (instance.type.startsWith('seaborn.')) needPlotted(m, applied);
  if (instance.type === 'pandas.DataFrame') {
    const schema = schemaOfNew(m, applied);
    if (schema) m.schemas.set(instance.id, schema);
    m.rows.set(instance.id, rowsOf(m, argumentOf(applied.args, { name: 'data', position: 0 })));
  }
  if (instance.type === 'pandas.Series') {
    const data = argumentOf(applied.args, { name: 'data', position: 0 });
    m.rows.set(instance.id, rowsOf(m, data));
    m.contents.set(instance.id, contentOf(m, data));
  }
}

/** `DataFrame({'a': ...})`, `DataFrame(x, columns=['a'])`. */
function schemaOfNew(m: Machine, { args }: Applied): Schema | undefined {
  const data = argumentOf(args, { name: 'data', position: 0 });
  const columns = argumentOf(args, { name: 'columns', position: 2 });
  const names = textsOf(columns);
  const named = args.named.has('index') || args.positional.length > 1;
  if (columns && !names) return undefined;
  if (names)
    return closedSchema(
      names.map((each) => [each, UNKNOWN_CONTENT]),
      !named,
    );
  const thing = onlyThing(data);
  if (thing?.type === 'pandas.DataFrame') return m.schemas.get(thing.id);
  // An array has integers for labels.
  if (thing?.type === 'numpy.ndarray') return closedSchema([], !named);
  const keys = thing?.type === 'builtins.dict' ? m.schemas.get(thing.id) : undefined;
  if (!thing || !keys?.closed || keys.maybe.size > 0) return undefined;
  return closedSchema(
    [...keys.columns.keys()].map((key) => [key, contentOf(m, thing.slots.get(`[${key}]`))]),
    !named,
  );
}

const TEXT_METHODS = new Set('lower upper strip lstrip rstrip title capitalize slice swapcase casefold zfill'.split(' '));

/** `series.str.lower()`: still text. */
function accessorCall(m: Machine, { receiver, method }: Applied): Learned | undefined {
  if (receiver?.type !== 'pandas.Accessor') return undefined;
  return { content: TEXT_METHODS.has(method) ? (m.contents.get(receiver.id) ?? UNKNOWN_CONTENT) : UNKNOWN_CONTENT };
}

/** Methods of arrays that keep rows. */
function arrayCall(m: Machine, { receiver, method, args }: Applied): Learned | undefined {
  if (receiver?.type !== 'numpy.ndarray' && receiver?.type !== 'sklearn.transformed') return undefined;
  const rows = m.rows.get(receiver.id) ?? UNKNOWN_ROWS;
  const content = m.contents.get(receiver.id) ?? UNKNOWN_CONTENT;
  if (/^(ravel|flatten|squeeze|copy|toarray|todense|tocsr|round|clip)$/.test(method)) return { rows, content };
  if (method === 'astype') return { rows, content: UNKNOWN_CONTENT };
  // `reshape(-1, 1)` makes a column of it.
  const [first, second] = args.positional.map((each) => each.constant?.value);
  return method === 'reshape' && first === -1 && second === 1 ? { rows, content, narrow: true } : undefined;
}

const ELEMENTWISE = new Set(
  'array asarray ravel log log1p log2 log10 exp expm1 sqrt square abs absolute sin cos tan round around rint floor ceil isnan isinf isfinite sign clip nan_to_num negative power'.split(
    ' ',
  ),
);

function numpyFunction(m: Machine, { method, args }: Applied): Learned | undefined {
  const name = method;
  if (!ELEMENTWISE.has(name)) return undefined;
  const [first] = args.positional;
  const content =
    name === 'array' || name === 'asarray' || name === 'ravel' ? contentOf(m, first) : { ...UNKNOWN_CONTENT, text: 'no' as const };
  return { rows: keptRows(m, args.positional), content };
}

function pandasFunction(m: Machine, applied: Applied): Learned | undefined {
  const { method, args, node } = applied;
  const [first] = args.positional;
  const thing = onlyThing(first);
  switch (method) {
    case 'read_csv':
    case 'read_table':
      return { schema: schemaOfFile(m, method, args) };
    case 'isna':
    case 'isnull':
    case 'notna':
    case 'notnull':
      return { rows: rowsOf(m, first), content: NUMBERS };
    case 'to_numeric':
    case 'to_datetime':
    case 'cut':
    case 'qcut':
      return { rows: rowsOf(m, first) };
    case 'get_dummies': {
      const names = textsOf(argumentOf(args, { name: 'columns', position: 5 }));
      const schema = thing && m.schemas.get(thing.id);
      if (thing && names) needColumns(m, thing, names, node, 'not in index');
      // What has text becomes columns of numbers; the others stay.
      const kept = [...(schema?.columns ?? [])].filter(([name, content]) => (names ? !names.includes(name) : content.text === 'no'));
      return { rows: rowsOf(m, first), schema: { ...OPEN_SCHEMA, columns: new Map(kept), plainIndex: schema?.plainIndex ?? false } };
    }
    case 'concat':
      return { schema: concatenated(m, first, args.named) };
    default:
      return undefined;
  }
}

/** `concat([a, b])`: all columns of all frames, where all are known. */
function concatenated(m: Machine, frames: Value | undefined, named: ReadonlyMap<string, Value>): Schema | undefined {
  const parts = named.has('keys') ? undefined : elementsOf(onlyThing(frames));
  const all = parts?.map((each) => schemaOf(m, each));
  if (!parts || !all) return undefined;
  const [one] = all;
  if (all.length === 1 && one) return one;
  const names = all.flatMap((each) => [...(each?.columns.keys() ?? [])]);
  const frame = (each: Value): boolean => onlyThing(each)?.type === 'pandas.DataFrame';
  return {
    closed: all.every((each) => each?.closed === true) && parts.every(frame),
    columns: new Map(names.map((name) => [name, UNKNOWN_CONTENT])),
    maybe: new Set(all.flatMap((each) => [...(each?.maybe ?? [])])),
    gone: new Map(),
    plainIndex: all.every((each) => each?.plainIndex === true),
  };
}

/** `df.plot.scatter('a', 'b')`. */
function needDrawn(m: Machine, { method, args, node }: Applied, accessor: HeapObject): void {
  const [frame] = accessor.shares;
  if (frame?.type !== 'pandas.DataFrame' || !/^(scatter|hexbin|bar|barh|line|area)$/.test(method)) return;
  if (m.schemas.get(frame.id)?.plainIndex !== true) return;
  for (const [position, name] of ['x', 'y'].entries()) needColumns(m, frame, textsOf(argumentOf(args, { name, position })), node, 'plot');
}

/** `sns.barplot(x='a', y='b', data=df)`. */
function needPlotted(m: Machine, { args, node }: Applied): void {
  const frame = onlyThing(argumentOf(args, { name: 'data', position: 0 }));
  if (frame?.type !== 'pandas.DataFrame' || m.schemas.get(frame.id)?.plainIndex !== true) return;
  for (const name of ['x', 'y', 'hue', 'row', 'col', 'style', 'size']) {
    const texts = textsOf(args.named.get(name));
    if (texts?.length === 1) needColumns(m, frame, texts, node, 'plot');
  }
}
