// The command line: which command runs, and how trouble is told.

import { UserError } from '../core/config/user-error.ts';
import { COMMANDS } from './commands/index.ts';
import type { Command, ExitCode, Host } from './host.ts';
import { VERSION } from './version.ts';

async function commandNamed(name: string): Promise<Command | undefined> {
  return COMMANDS.find((each) => each.name === name)?.load();
}

/** Runs one command line (without `node` and the script). Trouble that a person can mend is one line and exit code 2. */
export async function main(argv: readonly string[], host: Host): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-V') return say(host, `nbship ${VERSION}\n`);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return say(host, await helpOf(rest[0]));
  const command = await commandNamed(name);
  if (!command) {
    host.warn(`nbship: unknown command '${name}'; expected one of ${COMMANDS.map((each) => each.name).join(', ')}\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) return say(host, `${command.usage}\n`);
  try {
    return await command.run(rest, host);
  } catch (error) {
    if (!(error instanceof UserError || isArgumentError(error))) throw error;
    host.warn(`nbship: ${error.message.replaceAll('\n', ' ')}\n`);
    return 2;
  }
}

function say(host: Host, text: string): ExitCode {
  host.write(text);
  return 0;
}

/** parseArgs throws TypeErrors with such codes for flags that do not exist or lack a value. */
function isArgumentError(error: unknown): error is TypeError {
  return error instanceof TypeError && 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_PARSE_ARGS');
}

async function helpOf(name: string | undefined): Promise<string> {
  const command = name === undefined ? undefined : await commandNamed(name);
  if (command) return `${command.usage}\n`;
  const width = Math.max(...COMMANDS.map((each) => each.name.length));
  const list = COMMANDS.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`).join('\n');
  return `nbship ${VERSION}: takes Jupyter notebooks to production\n\nUsage: nbship COMMAND [ARGUMENTS]\n\n${list}\n\n\`nbship COMMAND --help\` tells more.\n`;
}
