// What the GitHub Action does: runs the bundled command line on what its inputs name (action.yml), and tells the outputs.

import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundle = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist/cli.js');

/** Formats that are for the log; the others are for programs, and go into a file. */
const SHOWN = ['github', 'text', 'concise'];
const ENDINGS = { sarif: 'sarif', junit: 'xml', json: 'json', gitlab: 'json' };

function main(env) {
  const format = env.NBSHIP_FORMAT || 'github';
  // Annotations name files from the workspace's folder.
  const folder = env.GITHUB_WORKSPACE ?? '.';
  if (!/^[a-z]+$/.test(format)) return refuse(`format is '${format}'; expected github, sarif or another format of nbship check`);
  const program = programOf(env.NBSHIP_VERSION ?? '');
  if (typeof program === 'string') return refuse(program);
  const report = SHOWN.includes(format) ? undefined : join(env.RUNNER_TEMP ?? folder, `nbship.${ENDINGS[format] ?? 'txt'}`);
  const flags = (env.NBSHIP_ARGS ?? '').split(/\s+/).filter((word) => word !== '');
  const paths = (env.NBSHIP_PATHS ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // What is behind `--` is a path, whatever it starts with.
  const command = [...program, 'check', '--format', format, ...flags, '--', ...paths];
  const code = run(command, folder, report);
  const outputs = [`exit-code=${code}`, ...(report === undefined ? [] : [`report=${report}`])];
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${outputs.join('\n')}\n`);
  return code;
}

/** The bundle of this tag, or a version from npm; text says why neither. */
function programOf(version) {
  if (version === '') {
    if (existsSync(bundle)) return [process.execPath, bundle];
    return 'this reference carries no dist/cli.js; use the tag of a release';
  }
  if (!/^\d[\w.+-]*$/.test(version)) return `version is '${version}'; expected a version such as 0.1.0`;
  return ['npx', '--yes', `nbship@${version}`];
}

function run([program, ...args], folder, report) {
  const file = report === undefined ? 'inherit' : openSync(report, 'w');
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: ['ignore', file, 'inherit'] });
  if (typeof file === 'number') closeSync(file);
  if (error) return refuse(`${program} could not be started: ${error.message}`);
  return status ?? 2;
}

/** An annotation of the workflow's run; a line break would end it. */
function refuse(message) {
  console.log(`::error title=nbship::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`);
  return 2;
}

process.exitCode = main(process.env);
