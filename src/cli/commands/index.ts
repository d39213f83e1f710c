// The commands of the command line; each is loaded when it is asked for, so that a check does not wait for what only others need.

import type { Command } from '../host.ts';

interface Entry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: readonly Entry[] = [
  { name: 'check', summary: 'Check notebooks', load: async () => (await import('./check.ts')).check },
  { name: 'export', summary: 'Export a notebook into a training project', load: async () => (await import('./export.ts')).exportCommand },
  {
    name: 'verify',
    summary: 'Run an exported project beside its notebook, and compare every value',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  { name: 'lock', summary: 'Write down the versions that notebooks run with', load: async () => (await import('./lock.ts')).lock },
  { name: 'rules', summary: 'List the rules', load: async () => (await import('./rules.ts')).rules },
  { name: 'explain', summary: 'Explain a rule, or tell the story of a variable', load: async () => (await import('./explain.ts')).explain },
  {
    name: 'completions',
    summary: 'Print a script by which a shell completes command lines',
    load: async () => (await import('./completions.ts')).completions,
  },
  { name: 'graph', summary: 'Show which cell feeds which', load: async () => (await import('./graph.ts')).graph },
  { name: 'lsp', summary: 'Serve an editor as a language server', load: async () => (await import('./lsp.ts')).lsp },
  { name: 'mcp', summary: 'Serve agents over the Model Context Protocol', load: async () => (await import('./mcp.ts')).mcp },
  { name: 'init', summary: 'Set up a project: configuration, pre-commit hook, CI', load: async () => (await import('./init.ts')).init },
  { name: 'doctor', summary: 'Tell what nbship finds and what is broken', load: async () => (await import('./doctor.ts')).doctor },
];
