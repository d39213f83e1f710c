// The flags of a command as data: its help, its parsing, its completions and its part of docs/cli.md come from one table.

import { parseArgs, type ParseArgsConfig } from 'node:util';

import { UserError } from '../core/config/user-error.ts';

/** What a shell offers for a value. */
export type Completion = 'file' | 'folder' | 'rule';

export interface Flag {
  readonly help: string;
  /** The name of its value, e.g. `FILE`; a flag without value and choices is there or not. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Several values, separated by commas or given one by one. */
  readonly list?: true;
  readonly short?: string;
  readonly completes?: Completion;
}

export type Flags = Readonly<Record<string, Flag>>;

type ValueOf<F extends Flag> = F extends { readonly list: true }
  ? readonly string[] | undefined
  : F extends { readonly choices: readonly (infer Choice)[] }
    ? F extends { readonly default: string }
      ? Choice
      : Choice | undefined
    : F extends { readonly value: string }
      ? F extends { readonly default: string }
        ? string
        : string | undefined
      : boolean;

export type Values<T extends Flags> = { readonly [Name in keyof T]: ValueOf<T[Name]> };

/** Reads arguments by a table; throws a UserError for a value that is not among the choices. */
export function parseFlags<const T extends Flags>(
  table: T,
  args: readonly string[],
): { readonly values: Values<T>; readonly positionals: readonly string[] } {
  const options = Object.fromEntries(Object.entries(table).map(([name, flag]) => [name, optionOf(flag)]));
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const read: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(table)) read[name] = valueOf(name, flag, values[name]);
  // The table's types say what stands under each name; this is where text becomes typed.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { values: read as Values<T>, positionals };
}

type Option = NonNullable<ParseArgsConfig['options']>[string];

function takesValue(flag: Flag): boolean {
  return flag.value !== undefined || flag.choices !== undefined;
}

function optionOf(flag: Flag): Option {
  return {
    type: takesValue(flag) ? 'string' : 'boolean',
    ...(flag.list ? { multiple: true } : {}),
    ...(flag.short === undefined ? {} : { short: flag.short }),
  };
}

function valueOf(name: string, flag: Flag, given: unknown): unknown {
  if (!takesValue(flag)) return given === true;
  if (Array.isArray(given)) return given.flatMap((each) => String(each).split(',')).map((each) => each.trim());
  const value = typeof given === 'string' ? given : flag.default;
  if (flag.choices && value !== undefined && !flag.choices.includes(value))
    throw new UserError(`--${name}: expected one of ${flag.choices.join(', ')}, found '${value}'`);
  return value;
}

/** E.g. `-o, --output FILE`, `--format text|json`. */
export function flagHead(name: string, flag: Flag): string {
  const value = flag.value ?? flag.choices?.join('|');
  return `${flag.short === undefined ? '' : `-${flag.short}, `}--${name}${value === undefined ? '' : ` ${value}${flag.list ? ',...' : ''}`}`;
}

export function flagHelp(flag: Flag): string {
  return flag.default === undefined ? flag.help : `${flag.help} (default: ${flag.default})`;
}

/** What a command says of itself. */
export interface Usage {
  /** E.g. `nbship check [PATH...]`; several where it does several things. */
  readonly synopsis: readonly string[];
  /** What it does, and what its exit codes are, before and behind the flags. */
  readonly about: string;
  readonly after?: string;
  readonly flags: Flags;
  /** What a shell offers for its arguments; a list is offered as it is. */
  readonly takes: Completion | readonly string[];
}

const WIDEST_HEAD = 26;

/** The text of `nbship COMMAND --help`. */
export function helpText({ synopsis, about, flags, after }: Usage): string {
  const lines = Object.entries(flags).map(([name, flag]) => {
    const head = `  ${flagHead(name, flag).padEnd(WIDEST_HEAD)}  `;
    return head.length > WIDEST_HEAD + 4
      ? `${head.trimEnd()}\n${' '.repeat(WIDEST_HEAD + 4)}${flagHelp(flag)}`
      : `${head}${flagHelp(flag)}`;
  });
  return [synopsis.join('\n'), about, lines.join('\n'), after ?? ''].filter((each) => each !== '').join('\n\n');
}
