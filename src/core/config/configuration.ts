// The shape of a configuration file, and how it is read and checked; knows no rules, so that it costs little to load.

import { parse as parseToml, TomlError } from 'smol-toml';
import { array, boolean, enum as oneOf, optional, record, strictObject, string, toJSONSchema, type infer as Infer } from 'zod/mini';

import { nearest } from '../rules/nearest.ts';
import { UserError } from './user-error.ts';

const severity = oneOf(['error', 'warning', 'information', 'off']);

/** `[tool.nbship]` of pyproject.toml, or the whole of nbship.toml. */
export const configuration = strictObject({
  /** Only these rules run; `all` stands for every rule, those that are off by default too. */
  select: optional(array(string())),
  /** These rules do not run. */
  ignore: optional(array(string())),
  /** Globs of files and folders that are not checked, relative to the configuration file. */
  exclude: optional(array(string())),
  /** Another severity for a rule, or `off`. */
  severity: optional(record(string(), severity)),
  /** Whether headers and first rows of csv files beside a notebook may be read, to know the columns of its frames. Default: true. */
  'read-data-files': optional(boolean()),
  /** Whether results are kept in `.nbship_cache` beside the configuration, as with `--cache`. Default: false. */
  cache: optional(boolean()),
  /** The interpreter of the notebooks or the folder of its environment, relative to the configuration file; its files are read, nothing is started. */
  python: optional(string()),
  /** The files that say which versions are wanted, relative to the configuration file; without it the nearest ones up the tree. */
  dependencies: optional(array(string())),
});

export type Configuration = Infer<typeof configuration>;

/** E.g. ` (did you mean 'ignore'?)`. */
export function meant(similar: string | undefined): string {
  return similar === undefined ? '' : ` (did you mean '${similar}'?)`;
}

/**
 * Reads a configuration file. Undefined for a pyproject.toml without `[tool.nbship]`.
 * Throws a UserError that names file, line or key, what was expected and what was found.
 */
export function parseConfiguration(path: string, text: string): Configuration | undefined {
  const table = tableOf(path, text);
  if (table === undefined) return undefined;
  const result = configuration.safeParse(table);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (!issue) throw new UserError(`${path}: the configuration is not valid`);
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const key = unknown ?? issue.path.findLast((each) => typeof each === 'string') ?? '';
  throw new UserError(`${path}:${lineOfKey(text, key)}: ${problem(issue, table)}`);
}

/** 1-based line on which a key or its table begins; TOML's parser does not tell. In a pyproject.toml behind `[tool.nbship...]`. */
function lineOfKey(text: string, key: string): number {
  const lines = text.split('\n');
  const ours = lines.findIndex((each) => /^\s*\[+\s*tool\s*\.\s*nbship\b/.test(each));
  const begins = (line: string): boolean => {
    const [head = ''] = line.split('=');
    return head.split(/[.[\]\s"']+/).includes(key);
  };
  const at = lines.findIndex((each, line) => line >= ours && begins(each));
  return (at === -1 ? Math.max(ours, 0) : at) + 1;
}

function tableOf(path: string, text: string): unknown {
  try {
    const document = parseToml(text);
    if (!/(^|[\\/])pyproject\.toml$/.test(path)) return document;
    const { tool } = document;
    return typeof tool === 'object' && tool !== null && 'nbship' in tool ? tool.nbship : undefined;
  } catch (error) {
    if (error instanceof TomlError)
      throw new UserError(`${path}:${error.line}:${error.column}: not valid TOML: ${error.message.split('\n')[0]}`);
    throw error;
  }
}

const KEYS = ['select', 'ignore', 'exclude', 'severity', 'read-data-files', 'cache', 'python', 'dependencies'];

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
  readonly expected?: string;
  readonly values?: readonly unknown[];
}

function problem(issue: Issue, table: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys ?? [];
    return `unknown key '${key}'${meant(nearest(key, KEYS))}; known keys are ${KEYS.join(', ')}`;
  }
  const expected = issue.values ? `one of ${issue.values.map(String).join(', ')}` : (issue.expected ?? 'another value');
  return `key '${issue.path.map(String).join('.')}': expected ${expected}, found ${JSON.stringify(valueAt(table, issue.path)) ?? 'nothing'}`;
}

function valueAt(table: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = table;
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

/** The JSON schema of the configuration, for editors. */
export function configurationSchema(): object {
  return toJSONSchema(configuration);
}
