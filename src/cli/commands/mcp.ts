// `nbship mcp`: a server for agents that write notebooks.

import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { UserError } from '../../core/config/settings.ts';
import { programNamed } from '../../machine/environment.ts';
import type { Command } from '../host.ts';
import { rootAt } from '../mcp/root.ts';
import { addTools, INSTRUCTIONS } from '../mcp/server.ts';
import { VERSION } from '../version.ts';

export const mcp: Command = {
  usage: `nbship mcp

A Model Context Protocol server over standard input and output, with the tools check, explain, plan and export.
Notebooks are given as paths or, before they are saved, as text. Files outside its folder are neither read nor written.

  --root DIR      the folder that it works in (default: the current one)
  --python PATH   the interpreter that exports ask what is installed (default: the active environment, .venv, python3)

docs/editors.md tells how to set up clients.`,
  run: async (args, host) => {
    const { values } = parseArgs({ args: [...args], options: { root: { type: 'string', default: '.' }, python: { type: 'string' } } });
    const folder = resolve(host.cwd, values.root);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UserError(`--root: no such folder: ${values.root}`);
    const { McpServer, StdioServerTransport } = await import('../mcp/library.ts');
    const server = new McpServer({ name: 'nbship', title: 'nbship', version: VERSION }, { instructions: INSTRUCTIONS });
    addTools(server, rootAt(folder), values.python === undefined ? undefined : programNamed(values.python, host.cwd), host);
    const ended = new Promise<void>((done) => {
      process.stdin.once('end', done).once('close', done);
    });
    await server.connect(new StdioServerTransport());
    await ended;
    return 0;
  },
};
