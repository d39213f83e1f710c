// Runs the commands of the other scripts: one visible line a step, output kept for the case that it fails.

import { spawn, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const onWindows = process.platform === 'win32';

/** A reason that a person can act on; printed as one line, without a stack. */
export class Trouble extends Error {}

/**
 * Runs a command and resolves to what it wrote. With `show` its output goes straight to the terminal.
 * A dot a second shows that a quiet step is alive. Rejects with Trouble, holding the output's end, when it does not exit with `accept` (default 0).
 * @param {string} title
 * @param {readonly string[]} command
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, accept?: readonly number[] }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function step(title, command, options = {}) {
  const { show = false, env = process.env, cwd = root, accept = [0] } = options;
  const started = Date.now();
  process.stdout.write(show ? `- ${title}\n` : `- ${title} `);
  const alive = show ? undefined : setInterval(() => process.stdout.write('.'), 1000);
  const { code, output } = await finished(command, { cwd, env, show }).finally(() => clearInterval(alive));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const good = accept.includes(code);
  if (!show) process.stdout.write(` ${good ? 'done' : 'failed'} (${seconds} s)\n`);
  if (good) return { code, output };
  const end = output.trimEnd().split('\n').slice(-40).join('\n');
  throw new Trouble(`${title}: '${command.join(' ')}' ended with code ${code}${end === '' ? '' : `\n${end}`}`);
}

function finished([program, ...args], { cwd, env, show }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      shell: onWindows && program === 'npm',
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => reject(new Trouble(`${program} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` }));
  });
}

/**
 * Asks a program something short: its standard output, or undefined when it is missing or fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {string | undefined}
 */
export function ask(program, args) {
  const answer = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

/** Runs a script's main function; Trouble becomes one message and exit code 2. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 2;
  }
}
