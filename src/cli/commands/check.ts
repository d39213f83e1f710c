// `nbship check`: findings of notebooks, for people and for programs.

import { checkOnce } from '../check/run.ts';
import { parseOptions, USAGE } from '../check/usage.ts';
import { helpText } from '../flags.ts';
import type { Command } from '../host.ts';

export const check: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const options = parseOptions(args);
    return options.watch ? (await import('../check/watch.ts')).watchAndCheck(options, host) : checkOnce(options, host);
  },
};
