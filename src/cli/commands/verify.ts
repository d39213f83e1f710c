// `nbship verify`: runs an exported project beside its notebook and compares every value.

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { UserError } from '../../core/config/settings.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command, ExitCode, Host } from '../host.ts';
import { programNamed } from '../../machine/environment.ts';
import { VERSION } from '../version.ts';
import { installProject } from '../verify/environment.ts';
import { readProject } from '../verify/project.ts';
import { verificationHtml } from '../verify/report-html.ts';
import { verificationText } from '../verify/report-text.ts';
import { verify, type Verification } from '../verify/verification.ts';

const FLAGS = {
  config: { value: 'FILE', default: 'configs/v1.yaml', completes: 'file', help: 'the configuration of the pipeline' },
  python: { value: 'PATH', completes: 'file', help: 'an interpreter that has what both need; nothing is installed' },
  tolerance: {
    value: 'NUMBER',
    default: '1e-9',
    help: 'how far two numbers may be apart, relative to the larger, and still count as equal within tolerance',
  },
  'against-outputs': { help: "also look for the metrics among the numbers that the notebook's saved outputs show" },
  format: { choices: ['text', 'json'], default: 'text', help: 'how the result is shown' },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship verify DIR'],
  about: `Runs the notebook and the pipeline, in fresh processes with what the project's lock says, the pipeline twice, and compares
what every stage returns, every metric and every prediction: bit for bit, else within a tolerance. This runs the code of both.
Writes verification.json and reports/verification.html into the project.`,
  flags: FLAGS,
  after: 'Exit code: 0 equal, or equal within the tolerance, 1 different, 2 something could not be done.',
  takes: 'folder',
};

export const verifyCommand: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const options = parseOptions(args);
    const folder = resolve(host.cwd, options.folder);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UserError(`${options.folder}: expected a folder, found none`);
    const say = (text: string): void => host.warn(`nbship: ${text}\n`);
    const project = readProject(folder, options.folder);
    const config = resolve(folder, options.config);
    if (!existsSync(config)) throw new UserError(`${options.config}: no such file in ${options.folder}`);
    const { python, told } = await installProject(
      folder,
      options.python === undefined ? undefined : programNamed(options.python, host.cwd),
      host.env,
      say,
    );
    const verification = await verify({
      project,
      python,
      told,
      config,
      tolerance: { rel: options.tolerance },
      againstOutputs: options.againstOutputs,
      version: VERSION,
      say,
    });
    return written(verification, folder, options, host);
  },
};

interface Options {
  readonly folder: string;
  readonly config: string;
  readonly python: string | undefined;
  readonly tolerance: number;
  readonly againstOutputs: boolean;
  readonly json: boolean;
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseFlags(FLAGS, args);
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UserError(`verify: expected one folder, found ${positionals.length}`);
  const tolerance = Number(values.tolerance);
  if (!(tolerance >= 0 && tolerance < 1) || values.tolerance.trim() === '')
    throw new UserError(`--tolerance: expected a number from 0 to 1, e.g. 1e-9, found '${values.tolerance}'`);
  return {
    folder,
    config: values.config,
    python: values.python,
    tolerance,
    againstOutputs: values['against-outputs'],
    json: values.format === 'json',
  };
}

function written(verification: Verification, folder: string, options: Options, host: Host): ExitCode {
  const text = `${JSON.stringify(verification, undefined, 2)}\n`;
  writeFileSync(join(folder, 'verification.json'), text);
  mkdirSync(join(folder, 'reports'), { recursive: true });
  writeFileSync(join(folder, 'reports', 'verification.html'), verificationHtml(verification));
  host.write(options.json ? text : verificationText(verification));
  if (verification.outcome === 'failed') return 2;
  return verification.outcome === 'equal' || verification.outcome === 'close' ? 0 : 1;
}
