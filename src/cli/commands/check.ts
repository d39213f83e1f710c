// `nbship check`: findings of notebooks, for people and for programs.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import colors from 'picocolors';

import { resolveSettings, UserError, type Settings } from '../../core/config/settings.ts';
import { lint } from '../../core/lint/lint.ts';
import { problemText, type Checked, type CheckedNotebook } from '../../core/report/checked.ts';
import { jsonReport } from '../../core/report/json.ts';
import { conciseReport, PLAIN, textReport, type Style } from '../../core/report/text.ts';
import type { Notebook, ReadProblem } from '../../core/notebook/notebook.ts';
import { modelOf, readNotebook, type ReadResult } from '../analyse.ts';
import { loadConfiguration } from '../configuration.ts';
import { findNotebooks } from '../files.ts';
import type { Command, ExitCode, Host } from '../host.ts';
import { portsFor } from '../ports.ts';

const FORMATS = ['text', 'concise', 'json'] as const;
type Format = (typeof FORMATS)[number];

export const check: Command = {
  usage: `nbship check [PATH...]

Checks files, folders and globs (default: the current folder); \`-\` reads a notebook from standard input.

  --format text|concise|json   how findings are shown (default: text)
  --select RULE,...            only these rules
  --ignore RULE,...            not these rules
  --config FILE                this configuration instead of the nearest nbship.toml or pyproject.toml
  --exit-zero                  exit 0 also when there are findings

Exit code: 0 no problem, 1 problems were found, 2 something could not be done.`,
  run: async (args, host) => {
    const options = parseOptions(args);
    const { configuration, folder } = await loadConfiguration(host.cwd, options.config);
    const settings = resolveSettings(configuration, options);
    const checked = await checkAll(options.paths, host, settings, folder);
    host.write(reportOf(checked, options.format, host));
    for (const each of checked.problems) host.warn(`nbship: ${problemText(each)}\n`);
    if (options.format === 'text') for (const each of checked.skipped) host.warn(`nbship: ${each.path}: skipped, ${each.reason}\n`);
    return exitCode(checked, options.exitZero);
  },
};

interface Options {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly config: string | undefined;
  readonly exitZero: boolean;
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      select: { type: 'string', multiple: true },
      ignore: { type: 'string', multiple: true },
      config: { type: 'string' },
      'exit-zero': { type: 'boolean', default: false },
    },
  });
  const format = FORMATS.find((each) => each === values.format);
  if (!format) throw new UserError(`--format: expected one of ${FORMATS.join(', ')}, found '${values.format}'`);
  const list = (given: readonly string[] | undefined): readonly string[] | undefined =>
    given?.flatMap((each) => each.split(',')).map((each) => each.trim());
  const [select, ignore] = [list(values.select), list(values.ignore)];
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    format,
    ...(select ? { select } : {}),
    ...(ignore ? { ignore } : {}),
    config: values.config,
    exitZero: values['exit-zero'],
  };
}

async function checkAll(paths: readonly string[], host: Host, settings: Settings, folder: string): Promise<Checked> {
  const named = paths.filter((each) => each !== '-');
  const { files, missing } = findNotebooks(named, host.cwd, { folder, globs: settings.exclude });
  const inputs: (() => Promise<ReadResult> | ReadResult)[] = files.map((path) => () => readFile(path, host.cwd));
  if (paths.includes('-')) inputs.push(async () => readNotebook('<stdin>.ipynb', await host.readInput()));
  const notebooks: CheckedNotebook[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const problems: ReadProblem[] = missing.map((path) => ({ path, jsonPath: '', expected: 'a file or folder', found: 'no such path' }));
  for (const input of inputs) {
    const result = await input();
    if (result.kind === 'invalid') problems.push(result.problem);
    else if (result.kind === 'skipped') skipped.push({ path: result.path, reason: result.reason });
    else notebooks.push(await checkOne(result.notebook, host.cwd, settings));
  }
  return { notebooks, skipped, problems };
}

async function checkOne(notebook: Notebook, cwd: string, settings: Settings): Promise<CheckedNotebook> {
  try {
    return { notebook, findings: lint(modelOf(notebook, await portsFor(resolve(cwd, notebook.path), cwd, settings)), settings) };
  } catch (error) {
    // A bug of nbship's: it ends the program, but says which notebook shows it.
    throw new Error(`${notebook.path}: the check of this notebook failed inside nbship`, { cause: error });
  }
}

function readFile(path: string, cwd: string): ReadResult {
  try {
    return readNotebook(path, readFileSync(resolve(cwd, path), 'utf8'));
  } catch (error) {
    // Node's own errors (no permission, a folder, too large) are about this file only.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { kind: 'invalid', problem: { path, jsonPath: '', expected: 'a file that can be read', found: String(error.code) } };
  }
}

function reportOf(checked: Checked, format: Format, host: Host): string {
  if (format === 'json') return jsonReport(checked);
  return format === 'concise' ? conciseReport(checked) : textReport(checked, styleOf(host));
}

function styleOf(host: Host): Style {
  const { bold, dim, red, yellow, cyan } = colors.createColors(host.isTerminal && host.env['NO_COLOR'] === undefined);
  const paint = { error: red, warning: yellow, information: cyan };
  return host.isTerminal ? { bold, dim, severity: (severity, text) => paint[severity](text) } : PLAIN;
}

function exitCode(checked: Checked, exitZero: boolean): ExitCode {
  if (checked.problems.length > 0) return 2;
  const found = checked.notebooks.some((each) => each.findings.some((finding) => finding.severity !== 'information'));
  return found && !exitZero ? 1 : 0;
}
