// `nbship lsp`: a language server for editors.

import { UserError } from '../../core/config/user-error.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command, ExitCode } from '../host.ts';
import { serve } from '../lsp/server.ts';

const FLAGS = {
  stdio: { help: 'speak over standard input and output, which is the default' },
  'node-ipc': { help: 'speak over the channel of the Node process that started it' },
  socket: { value: 'PORT', help: 'connect to a port of this machine' },
  pipe: { value: 'NAME', help: 'connect to a named pipe or socket file' },
  clientProcessId: { value: 'ID', help: 'end when this process is gone; some editors pass it' },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship lsp'],
  about: `A language server: findings while you type, quick fixes, and the story of a variable where the pointer rests on it.
For editors with notebooks (LSP 3.17), and for percent-format .py files and .ipynb files that are open as text.`,
  after: `docs/editors.md tells how to set up JupyterLab, Neovim, Helix and Zed.`,
  flags: FLAGS,
  takes: [],
};

export const lsp: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args) => {
    const { values } = parseFlags(FLAGS, args);
    const other = values['node-ipc'] || values.socket !== undefined || values.pipe !== undefined;
    if (values.socket !== undefined && !/^\d{1,5}$/.test(values.socket))
      throw new UserError(`--socket: expected a port, found '${values.socket}'`);
    const library = await import('../lsp/library.ts');
    // The library reads the other ways from the command line itself.
    const connection = other ? library.createConnection() : library.createConnection(process.stdin, process.stdout);
    const ended = new Promise<ExitCode>((resolve) => {
      connection.onExit(() => resolve(0));
      // Nothing is left to wait for: the client went without a word.
      process.once('beforeExit', () => resolve(1));
    });
    serve(connection, library);
    return ended;
  },
};
