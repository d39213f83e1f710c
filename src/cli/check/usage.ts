// What `nbship check` takes, as data, and as the options that the rest of the command works with.

import { UserError } from '../../core/config/user-error.ts';
import type { FixKind } from '../../core/rules/rule.ts';
import type { ColourChoice } from '../colours.ts';
import { parseFlags, type Usage } from '../flags.ts';

export const FORMATS = ['text', 'concise', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

const FLAGS = {
  format: { choices: FORMATS, default: 'text', help: 'how findings are shown' },
  output: { value: 'FILE', short: 'o', completes: 'file', help: 'write the report into a file instead of standard output' },
  statistics: { help: 'show how often each rule was met instead of the findings' },
  select: { value: 'RULE', list: true, completes: 'rule', help: 'only these rules; `all` stands for every rule' },
  ignore: { value: 'RULE', list: true, completes: 'rule', help: 'not these rules' },
  config: { value: 'FILE', completes: 'file', help: 'this configuration instead of the nearest nbship.toml or pyproject.toml' },
  python: {
    value: 'PATH',
    completes: 'file',
    help: 'the interpreter of the notebooks, or the folder of its environment: its files are read, nothing is started',
  },
  staged: { help: 'check what git has staged for the next commit, not the files as they are' },
  since: { value: 'REV', help: 'only findings that were not there at this git revision' },
  baseline: { value: 'FILE', completes: 'file', help: 'hide the findings that this file lists' },
  'write-baseline': { help: 'write all findings into the file of --baseline' },
  fix: { help: 'apply the fixes that never change what the code computes' },
  suggested: { help: 'with --fix or --diff: the suggested fixes too, which a person should look at' },
  diff: { help: 'show what --fix would change, and change nothing' },
  watch: { help: 'check again whenever a notebook changes' },
  'stdin-filename': { value: 'PATH', completes: 'file', help: 'the path of the notebook that standard input holds' },
  cache: { help: 'keep results in .nbship_cache, and use those of notebooks that have not changed' },
  'no-cache': { help: 'keep none, also where the configuration says `cache = true`' },
  'cache-dir': { value: 'DIR', completes: 'folder', help: 'keep results in this folder; means --cache' },
  jobs: { value: 'N', short: 'j', help: 'check with up to N threads (default: as many as pay, at most 8); 1 for none beside the main one' },
  color: { choices: ['auto', 'always', 'never'], default: 'auto', help: 'whether text is coloured' },
  'exit-zero': { help: 'exit 0 also when there are findings' },
  'exit-non-zero-on-fix': { help: 'exit 1 when something was fixed, also when nothing is left' },
} as const;

export const USAGE: Usage = {
  synopsis: ['nbship check [PATH...]'],
  about: 'Checks files, folders and globs (default: the current folder); `-` reads a notebook from standard input.',
  flags: FLAGS,
  after: 'Exit code: 0 no problem, 1 problems were found, 2 something could not be done.',
  takes: 'file',
};

export interface Options {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly statistics: boolean;
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly config: string | undefined;
  readonly python: string | undefined;
  readonly staged: boolean;
  readonly since: string | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: boolean;
  /** The kinds of fixes that are applied or shown; none without --fix and --diff. */
  readonly fixes: readonly FixKind[];
  readonly diff: boolean;
  readonly watch: boolean;
  readonly stdinFilename: string;
  /** Undefined where the configuration decides. */
  readonly cache: boolean | undefined;
  readonly cacheDir: string | undefined;
  /** Undefined for as many as pay. */
  readonly jobs: number | undefined;
  readonly colour: ColourChoice;
  readonly exitZero: boolean;
  readonly exitOnFix: boolean;
}

/** Throws a UserError for flags that do not go together. */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseFlags(FLAGS, args);
  const { select, ignore, fix, diff, staged, watch, cache } = values;
  const fromInput = values['stdin-filename'] !== undefined;
  const paths = positionals.length > 0 ? positionals : [fromInput ? '-' : '.'];
  const options = {
    ...values,
    paths,
    ...(select ? { select } : {}),
    ...(ignore ? { ignore } : {}),
    writeBaseline: values['write-baseline'],
    fixes: fix || diff ? (values.suggested ? (['safe', 'suggested'] as const) : (['safe'] as const)) : [],
    stdinFilename: values['stdin-filename'] ?? '<stdin>.ipynb',
    cache: values['no-cache'] ? false : cache || values['cache-dir'] !== undefined ? true : undefined,
    cacheDir: values['cache-dir'],
    jobs: values.jobs === undefined ? undefined : Number(values.jobs),
    colour: values.color,
    exitZero: values['exit-zero'],
    exitOnFix: values['exit-non-zero-on-fix'],
  };
  const hasInput = paths.includes('-');
  const wrong: readonly (readonly [boolean, string])[] = [
    [
      values.jobs !== undefined && !/^[1-9]\d{0,3}$/.test(values.jobs),
      `--jobs: expected a number of threads, found '${values.jobs ?? ''}'`,
    ],
    [values.suggested && !fix && !diff, '--suggested: expected --fix or --diff beside it'],
    [values['write-baseline'] && values.baseline === undefined, '--write-baseline: expected --baseline FILE beside it'],
    [values['write-baseline'] && values.since !== undefined, '--write-baseline: expected no --since beside it'],
    [fromInput && !hasInput, '--stdin-filename: expected `-` among the paths'],
    [hasInput && paths.length > 1 && fix, '--fix: expected `-` as the only path, for the fixed notebook is written to standard output'],
    [hasInput && staged, '--staged: expected no `-` among the paths'],
    [
      watch && (staged || diff || hasInput || values['write-baseline']),
      '--watch: expected no --staged, --diff, --write-baseline or `-` beside it',
    ],
    [
      values.statistics && !['text', 'concise', 'json'].includes(values.format),
      `--statistics: expected --format text or json, found '${values.format}'`,
    ],
    [diff && (values.statistics || values['write-baseline']), '--diff: expected no --statistics or --write-baseline beside it'],
  ];
  const problem = wrong.find(([is]) => is)?.[1];
  if (problem !== undefined) throw new UserError(problem);
  return options;
}
