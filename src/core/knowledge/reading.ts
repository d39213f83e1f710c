// What a script reads out of an installed library, and how its compact signatures are taken apart.

import type { CallFact, ClassFact } from './table.ts';

export interface ClassReading {
  /** The constructor's signature, in the compact form of `parseSignature`. */
  readonly parameters: string;
  readonly methods: Readonly<Record<string, string>>;
  /** Public attributes that are no methods, blank-separated. */
  readonly attributes?: string;
  /** Attributes that fitting sets, by the documentation, blank-separated. */
  readonly fitted?: string;
  /** scikit-learn only, measured: methods that fail on an instance that was not fitted, blank-separated. */
  readonly unfitted?: string;
  /** scikit-learn only, measured: what `fit` refuses, of `missing` (NaN in X), `text` (in X), `target` (text in y); blank-separated. */
  readonly refuses?: string;
  /** scikit-learn only: `classifier`, `regressor`, `transformer`, ..., and `governs`; blank-separated. */
  readonly kinds?: string;
}

export interface Reading {
  readonly library: string;
  readonly version: string;
  /** Signatures by qualified name; empty where Python does not tell it. */
  readonly functions: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, ClassReading>>;
  /** scikit-learn only: the names of a data set's features by the function that loads it, separated by `|`. */
  readonly datasets?: Readonly<Record<string, string>>;
  /** Private modules and names to public ones. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Direction of metrics, by the library's own scorers. */
  readonly metrics: Readonly<Record<string, 'higher' | 'lower'>>;
}

export type Constant = string | number | boolean | null;

export interface Parameter {
  readonly name: string;
  /** 0-based position, receiver not counted; undefined for keyword-only parameters. */
  readonly position: number | undefined;
  /** Its default where that is a short constant. */
  readonly default?: Constant;
  /** True where the call must give it. */
  readonly required: boolean;
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  /** `*args` or `**kwargs` take what no parameter names. */
  readonly open: boolean;
  /** The annotated result, e.g. `DataFrame`, `Self`. */
  readonly returns: string | undefined;
}

/**
 * `filepath_or_buffer * sep="," **kwargs -> DataFrame`: blank-separated parameters, defaults as JSON (`?` where it is no
 * short constant), `*` before keyword-only parameters.
 */
export function parseSignature(text: string): Signature {
  const [left = '', returns] = text.split(/ ?-> /);
  const parameters: Parameter[] = [];
  let position: number | undefined = 0;
  let open = false;
  for (const each of left.split(' ')) {
    if (each === '') continue;
    if (each.startsWith('*')) {
      position = undefined;
      open ||= each.length > 1;
      continue;
    }
    const equals = each.indexOf('=');
    const name = equals < 0 ? each : each.slice(0, equals);
    const fixed = equals < 0 ? undefined : constantOf(each.slice(equals + 1));
    parameters.push({ name, position, required: equals < 0, ...(fixed === undefined ? {} : { default: fixed }) });
    if (position !== undefined) position += 1;
  }
  return { parameters, open: open || text === '', returns };
}

/** The names of all parameters, in order, without `*args` and `**kwargs`. */
export function parameterNames(signature: string): readonly string[] {
  return words(signature.split(/ ?-> /)[0] ?? '')
    .filter((each) => !each.startsWith('*'))
    .map((each) => each.split('=', 1)[0] ?? each);
}

function constantOf(text: string): Constant | undefined {
  if (text === '?') return undefined;
  const value: unknown = JSON.parse(text);
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

export function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\s+/);
}

/** The same fact under each of the names. */
export function each<Fact>(prefix: string, names: string, fact: Fact): Record<string, Fact> {
  return Object.fromEntries(words(names).map((name) => [prefix + name, fact]));
}

/** Where a parameter stands in a signature that was read. */
export function argument(signature: string, name: string): { readonly name: string; readonly position?: number } | undefined {
  // Most signatures lack what is asked for, and reading a table asks thousands of times.
  if (!signature.includes(name)) return undefined;
  const found = parseSignature(signature).parameters.find((parameter) => parameter.name === name);
  if (!found) return undefined;
  return found.position === undefined ? { name } : { name, position: found.position };
}

/** Facts put together, later ones adding to earlier ones of the same name. */
export function merged<Fact extends CallFact | ClassFact>(...parts: readonly Readonly<Record<string, Fact>>[]): Record<string, Fact> {
  const result: Record<string, Fact> = {};
  for (const part of parts) for (const [name, fact] of Object.entries(part)) result[name] = { ...result[name], ...fact };
  return result;
}
