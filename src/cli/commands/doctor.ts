// `nbship doctor`: what is found on this machine and around a folder or a notebook.

import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { UserError } from '../../core/config/settings.ts';
import { programNamed } from '../../machine/environment.ts';
import { examine } from '../doctor/examine.ts';
import { examinedText } from '../doctor/text.ts';
import type { Command } from '../host.ts';

export const doctor: Command = {
  usage: `nbship doctor [FOLDER|NOTEBOOK]

Tells what nbship works with there (default: the current folder): the interpreter that exports ask, and why that one;
uv, git, dvc and ruff; the configuration in effect; the files that declare and lock versions; and what is broken.

  --python PATH        the interpreter to look at instead
  --format text|json   how it is shown (default: text)

Exit code: 0 nothing is broken, also where tools are missing; 1 something is: an interpreter that does not run, a
configuration that is not valid, a dependency file that cannot be read; 2 something could not be done.`,
  run: async (args, host) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { python: { type: 'string' }, format: { type: 'string', default: 'text' } },
    });
    if (values.format !== 'text' && values.format !== 'json')
      throw new UserError(`--format: expected text or json, found '${values.format}'`);
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
