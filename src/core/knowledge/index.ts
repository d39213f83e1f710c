// Looks up what is known of library calls by qualified name; a library's table is built when it is first asked for.

import { BUILTIN_MEMBERS, STAR_NAMES } from './generated/standard-library.ts';
import { words, type Parameter, parseSignature } from './reading.ts';
import type { CallFact, ClassFact, LibraryTable } from './table.ts';
import { CROSS_ALIASES, READINGS, TABLES } from './tables.ts';

const built = new Map<string, LibraryTable | undefined>();
const canonicals = new Map<string, string>();

/** Everything known of a library by its top-level import name, e.g. `sklearn`; undefined for one that we do not know. */
export function tableFor(root: string): LibraryTable | undefined {
  if (!built.has(root)) built.set(root, Object.hasOwn(TABLES, root) ? TABLES[root]?.() : undefined);
  return built.get(root);
}

export function isKnownLibrary(root: string): boolean {
  return Object.hasOwn(TABLES, root);
}

/**
 * The name under which facts are kept: `pandas.core.frame.DataFrame.head` is `pandas.DataFrame.head`,
 * `sklearn.ensemble._forest.RandomForestClassifier` is `sklearn.ensemble.RandomForestClassifier`,
 * `sklearn.externals.joblib.dump` is `joblib.dump`. A name that is nobody's alias is given back as it is.
 */
export function canonical(qualified: string): string {
  const known = canonicals.get(qualified);
  if (known !== undefined) return known;
  let name = qualified;
  // Two rounds suffice: from one library to another, then from a private module to the public one.
  for (let round = 0; round < 3; round++) {
    const next = renamed(name);
    if (next === name) break;
    name = next;
  }
  canonicals.set(qualified, name);
  return name;
}

function renamed(name: string): string {
  const aliases = tableFor(rootOf(name))?.aliases ?? {};
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const prefix = name.slice(0, end);
    const to = own(CROSS_ALIASES, prefix) ?? own(aliases, prefix);
    if (to !== undefined) return to + name.slice(end);
  }
  return name;
}

function rootOf(qualified: string): string {
  const dot = qualified.indexOf('.');
  return dot < 0 ? qualified : qualified.slice(0, dot);
}

/** Names such as `constructor` are no facts. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** What a library function does, e.g. `sklearn.model_selection.train_test_split`. */
export function functionFact(qualified: string): CallFact | undefined {
  const name = canonical(qualified);
  return own(tableFor(rootOf(name))?.functions ?? {}, name) ?? unboundMethod(name);
}

/** `pandas.DataFrame.from_dict`: a method called on its class. */
function unboundMethod(name: string): CallFact | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : methodFact(name.slice(0, dot), name.slice(dot + 1));
}

export function classFact(qualified: string): ClassFact | undefined {
  const name = canonical(qualified);
  return own(tableFor(rootOf(name))?.classes ?? {}, name);
}

/** What a method does, of the class or of the nearest of its bases that has a fact for it. */
export function methodFact(classQualified: string, method: string): CallFact | undefined {
  return search(classQualified, method, 0);
}

function search(classQualified: string, method: string, depth: number): CallFact | undefined {
  const fact = classFact(classQualified);
  if (!fact || depth > 8) return undefined;
  const found = own(fact.methods ?? {}, method);
  if (found) return found;
  for (const base of fact.bases ?? []) {
    const inherited = search(base, method, depth + 1);
    if (inherited) return inherited;
  }
  return undefined;
}

/**
 * Parameters of a function, class or method in order, e.g. of `sklearn.svm.SVC` or `pandas.DataFrame.drop`, as the library's
 * version in the table has them; undefined where they are not known.
 */
export function parametersOf(qualified: string): readonly Parameter[] | undefined {
  const text = signatureOf(canonical(qualified));
  return text === undefined || text === '' ? undefined : parseSignature(text).parameters;
}

function signatureOf(name: string): string | undefined {
  const reading = own(READINGS, rootOf(name))?.();
  if (!reading) return undefined;
  const direct = own(reading.functions, name) ?? own(reading.classes, name)?.parameters;
  if (direct !== undefined) return direct;
  const dot = name.lastIndexOf('.');
  const cls = own(reading.classes, name.slice(0, dot));
  return cls && own(cls.methods, name.slice(dot + 1));
}

/** Attributes that fitting sets, e.g. `coef_`, by the library's documentation; undefined where nothing is known. */
export function fittedAttributes(classQualified: string): readonly string[] | undefined {
  const name = canonical(classQualified);
  const fitted = own(own(READINGS, rootOf(name))?.().classes ?? {}, name)?.fitted;
  return fitted === undefined ? undefined : words(fitted);
}

/** Names of the features of a data set that scikit-learn loads, e.g. by `sklearn.datasets.load_iris`. */
export function featuresOf(loader: string): readonly string[] | undefined {
  return own(own(READINGS, rootOf(loader))?.().datasets ?? {}, loader)?.split('|');
}

const members = new Map<string, ReadonlySet<string> | undefined>();

/** Whether instances of a class have an attribute or method of this name, in the version read or an older one that we know of. */
export function isMember(classQualified: string, name: string): boolean {
  const known = membersOf(canonical(classQualified));
  return known === undefined || known.has(name) || name.startsWith('_');
}

/** All public names of a class; undefined where they were not read. */
function membersOf(classQualified: string): ReadonlySet<string> | undefined {
  if (!members.has(classQualified)) {
    const builtin = own(BUILTIN_MEMBERS, classQualified);
    const read = own(own(READINGS, rootOf(classQualified))?.().classes ?? {}, classQualified);
    const names = read?.attributes === undefined ? words(builtin ?? '') : [...Object.keys(read.methods), ...words(read.attributes)];
    const older = Object.keys(classFact(classQualified)?.methods ?? {});
    members.set(classQualified, names.length > 0 ? new Set([...names, ...older]) : undefined);
  }
  return members.get(classQualified);
}

/** All names that a star import of a module of the standard library binds; undefined for a module that was not read. */
export function starNames(module: string): readonly string[] | undefined {
  const names = own(STAR_NAMES, module);
  return names === undefined ? undefined : words(names);
}
