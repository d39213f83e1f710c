// `nbship mcp`: a server for agents that write notebooks.

import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import { UserError } from '../../core/config/user-error.ts';
import { programNamed } from '../../machine/environment.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command } from '../host.ts';
import { rootAt } from '../mcp/root.ts';
import { addTools, INSTRUCTIONS } from '../mcp/server.ts';
import { VERSION } from '../version.ts';

const FLAGS = {
  root: { value: 'DIR', completes: 'folder', default: '.', help: 'the folder that it works in' },
  python: {
    value: 'PATH',
    completes: 'file',
    help: 'the interpreter that exports ask what is installed (default: the active environment, .venv, python3)',
  },
} as const;

const USAGE: Usage = {
  synopsis: ['nbship mcp'],
  about: `A Model Context Protocol server over standard input and output, with the tools check, explain, plan and export.
Notebooks are given as paths or, before they are saved, as text. Files outside its folder are neither read nor written.`,
  after: `docs/editors.md tells how to set up clients.`,
  flags: FLAGS,
  takes: [],
};

export const mcp: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const { values, positionals } = parseFlags(FLAGS, args);
    if (positionals.length > 0) throw new UserError(`mcp: expected no arguments, found '${positionals.join(' ')}'`);
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
