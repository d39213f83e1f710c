// `nbship doctor`: what is found on this machine and around a folder or a notebook.

import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import { UserError } from '../../core/config/user-error.ts';
import { programNamed } from '../../machine/environment.ts';
import { examine } from '../doctor/examine.ts';
import { examinedText } from '../doctor/text.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command } from '../host.ts';

const FLAGS = {
  python: { value: 'PATH', completes: 'file', help: 'the interpreter to look at instead' },
  format: { choices: ['text', 'json'], default: 'text', help: 'how it is shown' },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship doctor [FOLDER|NOTEBOOK]'],
  about: `Tells what nbship works with there (default: the current folder): the interpreter that exports ask, and why that one;
uv, git, dvc and ruff; the configuration in effect; the files that declare and lock versions; and what is broken.`,
  after: `Exit code: 0 nothing is broken, also where tools are missing; 1 something is: an interpreter that does not run, a
configuration that is not valid, a dependency file that cannot be read; 2 something could not be done.`,
  flags: FLAGS,
  takes: 'file',
};

export const doctor: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const { values, positionals } = parseFlags(FLAGS, args);
    const [shownAs = '.', ...more] = positionals;
    if (more.length > 0) throw new UserError(`doctor: expected one folder or notebook, found ${positionals.length}`);
    const path = resolve(host.cwd, shownAs);
    if (!existsSync(path)) throw new UserError(`${shownAs}: no such file or folder`);
    const python = values.python === undefined ? undefined : programNamed(values.python, host.cwd);
    const found = await examine(path, statSync(path).isDirectory(), python, host);
    host.write(values.format === 'json' ? `${JSON.stringify(found, undefined, 2)}\n` : examinedText(found, shownAs));
    return found.problems.length > 0 ? 1 : 0;
  },
};
