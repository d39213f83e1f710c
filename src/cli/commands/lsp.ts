// `nbship lsp`: a language server for editors.

import { parseArgs } from 'node:util';

import { UserError } from '../../core/config/settings.ts';
import type { Command } from '../host.ts';
import { serve } from '../lsp/server.ts';

export const lsp: Command = {
  usage: `nbship lsp

A language server: findings while you type, quick fixes, and the story of a variable where the pointer rests on it.
For editors with notebooks (LSP 3.17), and for percent-format .py files and .ipynb files that are open as text.

  --stdio         speak over standard input and output (the default)
  --node-ipc      speak over the channel of the Node process that started it
  --socket=PORT   connect to a port of this machine
  --pipe=NAME     connect to a named pipe or socket file

docs/editors.md tells how to set up JupyterLab, Neovim, Helix and Zed.`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stdio: { type: 'boolean' },
        'node-ipc': { type: 'boolean' },
        socket: { type: 'string' },
        pipe: { type: 'string' },
        // Editors pass it; the server ends when that process is gone.
        clientProcessId: { type: 'string' },
      },
    });
    const other = values['node-ipc'] === true || values.socket !== undefined || values.pipe !== undefined;
    if (values.socket !== undefined && !/^\d{1,5}$/.test(values.socket))
      throw new UserError(`--socket: expected a port, found '${values.socket}'`);
    const library = await import('../lsp/library.ts');
    // The library reads the other ways from the command line itself.
    const connection = other ? library.createConnection() : library.createConnection(process.stdin, process.stdout);
    const ended = new Promise<void>((resolve) => connection.onExit(resolve));
    serve(connection, library);
    await ended;
    return 0;
  },
};
