// `nbship completions`: what a shell needs to complete commands, flags, choices and rules.

import { UserError } from '../../core/config/user-error.ts';
import { RULES } from '../../core/rules/index.ts';
import { SHELLS, completionScript, type Described } from '../completions.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command } from '../host.ts';
import { COMMANDS } from './index.ts';

const USAGE: Usage = {
  synopsis: [`nbship completions ${SHELLS.join('|')}`],
  about: `Prints a script for a shell. E.g. in ~/.bashrc: eval "$(nbship completions bash)"; in ~/.zshrc, behind compinit:
eval "$(nbship completions zsh)"; in fish: nbship completions fish > ~/.config/fish/completions/nbship.fish;
in a PowerShell profile: nbship completions powershell | Out-String | Invoke-Expression`,
  flags: {},
  takes: SHELLS,
};

export const completions: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const { positionals } = parseFlags({}, args);
    const shell = SHELLS.find((each) => each === positionals[0]);
    if (shell === undefined || positionals.length > 1)
      throw new UserError(`completions: expected one of ${SHELLS.join(', ')}, found '${positionals.join(' ')}'`);
    const commands = await Promise.all(
      COMMANDS.map(async ({ name, summary, load }): Promise<Described> => ({ name, summary, usage: (await load()).describes })),
    );
    host.write(
      completionScript(
        shell,
        commands,
        RULES.map((each) => each.id),
      ),
    );
    return 0;
  },
};
